import { number } from '../../app/format';
import type { EngineKind } from '../../engine/protocol';
import type { Messages, Words } from '../../messages';

const engines: Readonly<Record<EngineKind, string>> = { cpu: 'CPU', gpu: 'GPU' };

const skin: Words = {
  lead: 'Un second regard sur une tache de votre peau',
  intro: 'Un petit modèle regarde une photo, dit à quoi elle ressemble, et le dit aussi quand il ne sait pas.',
  choose: 'Choisir une photo',
  another: 'Une autre photo',
  guide: 'Placez une seule tache dans le carré : de près, nette, dans une lumière régulière.',
  frame: 'Cadrer la tache',
  look: 'Regarder cette tache',
  unsuitableMore: 'Il ne nomme donc aucune sorte de tache. Une image qu’il peut juger montre ceci :',
  groups: 'Les deux groupes',
  classes: 'Les sortes de taches derrière eux',
  back: 'Retour aux taches de la peau',
  reasons: {
    'low-confidence': 'Aucune sorte de tache ne ressort assez nettement.',
    'close-call': 'Les deux groupes sont presque à égalité.',
    'unlike-training': 'Elle ne ressemble pas aux images dont le modèle a appris.',
    blank: 'Il n’y a presque rien à voir dans le carré.',
    'too-small': 'Le carré a trop peu de pixels.',
  },
  doctor: {
    heading: 'Quoi qu’il soit dit ici : consultez un médecin si la tache',
    signs: ['a changé', 'saigne', 'démange', 'est nouvelle', 'ne ressemble pas à vos autres taches'],
    more: 'Un modèle ne connaît que l’image. Un médecin vous voit, vous.',
  },
};

const neutral: Words = {
  lead: 'Un second regard sur cette image',
  intro: 'Un petit modèle regarde une image, dit à quoi elle ressemble, et le dit aussi quand il ne sait pas.',
  choose: 'Choisir une image',
  another: 'Une autre image',
  guide: 'Placez l’image dans le carré : droite, nette, sans reflet.',
  frame: 'Cadrer l’image',
  look: 'Regarder cette image',
  unsuitableMore: 'Il ne nomme donc rien. Une image qu’il peut juger montre ceci :',
  groups: 'Les groupes',
  classes: 'Les réponses une à une',
  back: 'Retour au modèle habituel',
  reasons: {
    ...skin.reasons,
    'low-confidence': 'Rien ne ressort assez nettement.',
    'close-call': 'Les groupes les plus probables sont presque à égalité.',
  },
  doctor: {
    heading: 'Ceci est destiné à la recherche.',
    signs: [],
    more: 'Faites lire les images du corps par des personnes formées pour cela.',
  },
};

export const page = {
  name: 'Spotcheck',
  privacy: 'Votre photo reste sur cet appareil.',
  privacyMore: 'La page fonctionne sans réseau et n’envoie rien nulle part.',
  notAnOpinion: 'Ceci n’est pas un avis médical et ne peut pas en remplacer un.',

  doors: {
    camera: 'Utiliser l’appareil photo',
    nativeCamera: 'En prendre une avec l’application photo',
    more: 'Vous pouvez aussi déposer des images ici, ou en coller une. Plusieurs sont regardées l’une après l’autre.',
    drop: 'Déposez les images n’importe où',
    opening: 'Ouverture de la photo…',
  },
  camera: {
    label: 'Appareil photo',
    shutter: 'Prendre la photo',
    cancel: 'Retour',
    starting: 'L’appareil photo démarre…',
  },
  crop: {
    stage:
      'Cadrage. Faites glisser pour déplacer, pincez ou faites défiler pour zoomer. Les flèches déplacent, plus et moins zooment, zéro remet à l’état initial.',
    zoom: 'Zoom',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    left: 'Vers la gauche',
    right: 'Vers la droite',
    up: 'Vers le haut',
    down: 'Vers le bas',
    reset: 'Réinitialiser',
    undo: 'Annuler',
    redo: 'Rétablir',
    suggestion: 'Utiliser le carré proposé',
    said: (side, fromLeft, fromTop) =>
      `Carré de ${number(side)} pixels, à ${number(fromLeft)} pour cent de la gauche, à ${number(fromTop)} pour cent du haut.`,
    pixels: (side) => `${number(side)}\u00a0×\u00a0${number(side)} px`,
  },
  check: {
    again: 'Regarder à nouveau',
    waiting: 'En attente du modèle…',
    waitingFor: (received, total) => `En attente du modèle : ${received} sur ${total} Mo`,
    running: 'Examen de l’image…',
    cancel: 'Annuler',
    stale: 'Vous avez déplacé le carré. Voici le résultat pour l’endroit où il était.',
  },
  verdict: {
    label: 'Résultat',
    resembles: 'Ce vers quoi penche le modèle',
    reliability: ({ right, low, high }) =>
      `Sur ${number(100)} images d’essai notées de la sorte, ${number(right)} appartenaient bien à ce groupe (entre ${number(low)} et ${number(high)}).`,
    counted: (n, data) => `Compté sur ${number(n)} images de ${data}.`,
    prevalence: (common) =>
      `Cela vaut là où ${number(common)} images sur ${number(100)} appartiennent à ce groupe. Là où il y en a moins, une telle réponse est juste moins souvent.`,
    unsure: 'Je ne sais pas.',
    unsureMore: 'Le modèle ne sait pas. Ses nombres sont ci-dessous, mais ne vous appuyez pas dessus.',
    unsuitable: 'Je ne peux pas juger cette image.',
    timing: 'Comment cela a été calculé',
    engine: (kind) => `Moteur ${engines[kind]}`,
    stages: { decode: 'décoder', prepare: 'préparer', infer: 'calculer', judge: 'juger' },
  },
  limits: { heading: 'Ce qu’il ne sait pas faire' },
  model: {
    heading: 'À propos du modèle',
    version: 'Modèle',
    figures: 'Valeurs mesurées',
    unmeasured: 'Rien n’a été mesuré.',
    interval: (low, high) => `de ${low} à ${high}`,
    basis: (data, split, n) => `${data}, ${split}, n\u00a0=\u00a0${number(n)}`,
    measuredOn: (basis) => `Mesuré sur : ${basis}.`,
    table: { figure: 'Mesure', value: 'Valeur', interval: 'Intervalle à 95\u00a0%' },
    licences: 'Licences',
    licence: { code: 'Code', weights: 'Poids', data: 'Données d’entraînement' },
  },
  inUse: {
    label: 'Modèle en service',
    chosen: (title) => `En service : ${title}`,
    research: 'Pour la recherche, pas pour les soins.',
    opened: (id) => `En service : « ${id} »`,
    unknown: 'Ouvert depuis cet appareil ; on ne sait rien de sa qualité.',
    shows: 'Une image doit montrer :',
    back: 'Retour',
  },
  language: { label: 'Langue' },
  translation: {
    unreviewed: 'Cette traduction n’a été vérifiée par aucun professionnel de santé.',
    original: 'Lire l’original anglais',
  },
  status: {
    loading: 'Préparation…',
    progress: (received, total) => `Préparation : ${received} sur ${total} Mo`,
    ready: (engine) => `Prêt. C’est le moteur ${engines[engine]} qui répond.`,
    failed: 'Pas prêt.',
  },
  problem: { retry: 'Réessayer', dismiss: 'Fermer', detail: 'Détails pour un signalement' },
  notes: {
    'gpu-absent': 'Aucun GPU n’est proposé ici : c’est le moteur CPU qui répond.',
    'gpu-refused': 'Le moteur GPU n’a pas réussi son contrôle ici : c’est le moteur CPU qui répond.',
    'gpu-replaced': 'Le moteur GPU est tombé en panne et a été arrêté. C’est le moteur CPU qui répond.',
    'model-mended': 'Le modèle enregistré était abîmé. Il a été récupéré à nouveau et il est entier.',
    'model-not-stored':
      'Le modèle n’a pas pu être enregistré : cet appareil est plein, ou le navigateur n’enregistre rien pour cette page. Il est récupéré à chaque visite.',
    'model-older': 'Un modèle plus récent n’a pas pu être utilisé. Celui d’avant répond encore.',
    'model-newer': 'Une version plus récente de ce modèle est là. Elle est récupérée quand vous le demandez, sous « Modèles ».',
    'model-offline-copy': 'Pas de connexion : c’est le modèle enregistré sur cet appareil qui répond.',
    'offline-unavailable': 'Ce navigateur ne garde pas de copie hors ligne de la page (fenêtre privée ?).',
    'language-unavailable':
      'Les mots de la langue choisie n’ont pas pu être récupérés. Réessayez quand vous serez en ligne.',
    'first-frame': 'Cette image bouge. Seule sa première vue est regardée.',
  },
  skin,
  neutral,
} satisfies Partial<Messages>;
