import { number } from '../../app/format';
import type { Messages } from '../../messages';
import { pluralOf } from '../plural';

const plural = pluralOf('fr');

export const models: Messages['models'] = {
  heading: 'Modèles',
  intro:
    'Un modèle est le fichier d’où vient une réponse. Il est récupéré une fois sur ce site, on vérifie que c’est exactement le fichier que nomme sa description, et il est gardé sur cet appareil. Dès lors il fonctionne sans réseau.',
  skin: 'Pour les taches de la peau',
  others: 'Autres images (recherche)',
  othersIntro:
    'Ces modèles regardent d’autres images qu’une photo de la peau. Ils sont destinés à la recherche et à l’enseignement ; ne décidez rien au sujet d’une personne d’après eux.',
  use: 'Utiliser ce modèle',
  useOf: (title) => `Utiliser ce modèle : ${title}`,
  size: (megabytes) => `${megabytes} Mo à télécharger une fois`,
  inUse: 'En service',
  held: (version, megabytes) => `Sur cet appareil : version ${version}, ${megabytes} Mo`,
  notHeld: 'En service, mais pas gardé sur cet appareil.',
  gone: 'Ce site ne l’a plus. Une fois retiré, il ne pourra plus être récupéré.',
  newer: (newer, own) =>
    `Une version plus récente est là : ${newer}. La vôtre est la ${own} et reste jusqu’à ce que la nouvelle soit ici et vérifiée.`,
  newerSame:
    'Une description plus récente de cette version est là. La vôtre reste jusqu’à ce que la nouvelle soit ici et vérifiée.',
  paused: (received, total) => `En pause : ${received} sur ${total} Mo sont ici.`,
  coming: (received, total) => `Récupération : ${received} sur ${total} Mo`,
  progress: (title) => `Récupération : ${title}`,
  fetch: 'Récupérer',
  fetchOf: (title) => `Récupérer : ${title}`,
  pause: 'Mettre en pause',
  pauseOf: (title) => `Mettre en pause : ${title}`,
  resume: 'Continuer',
  resumeOf: (title) => `Continuer la récupération : ${title}`,
  discard: 'Jeter cette partie',
  discardOf: (title) => `Jeter cette partie : ${title}`,
  update: 'Récupérer la version plus récente',
  updateOf: (title) => `Récupérer la version plus récente : ${title}`,
  remove: 'Retirer',
  removeOf: (title) => `Retirer : ${title}`,
  sure: 'Le retirer de cet appareil ?',
  sureInUse: 'Il répond jusqu’à ce que vous quittiez la page, et sera récupéré à nouveau à la prochaine visite.',
  keep: 'Le garder',
  card: 'Valeurs, limites et licences',
  cardOf: (title) => `Valeurs, limites et licences : ${title}`,
  cardFetching: 'Récupération de sa description…',
  storage: (count, megabytes) =>
    count === 0
      ? 'Aucun modèle n’est gardé sur cet appareil.'
      : `Gardé sur cet appareil : ${plural(count, {
          one: 'un modèle',
          many: `${number(count)} de modèles`,
          other: `${number(count)} modèles`,
        })}, ${megabytes} Mo.`,
  storageAll: (used, available) =>
    `Tout ce que ce site garde ici occupe ${used} ; le navigateur en permettrait environ ${available} de plus.`,
  look: 'Chercher des versions plus récentes',
  looking: 'Recherche…',
  lookedNone: 'Aucune version plus récente n’a été trouvée.',
  lookedSome: (count) =>
    plural(count, {
      one: 'Une version plus récente d’un modèle est là.',
      many: `Des versions plus récentes de ${number(count)} de modèles sont là.`,
      other: `Des versions plus récentes de ${number(count)} modèles sont là.`,
    }),
  lookedNot: 'Le site n’a pas pu être interrogé.',
  said: {
    fetched: (title) => `${title} : récupéré, vérifié et gardé sur cet appareil.`,
    paused: (title) => `${title} : en pause.`,
    removed: (title) => `${title} : retiré de cet appareil.`,
  },
  open: 'Ouvrir un modèle de cet appareil',
  openMore:
    'Pour les modèles que vous avez entraînés ou importés vous-même : choisissez ensemble card.json et son fichier de poids. Ils servent jusqu’à ce que vous quittiez la page, ne sont pas enregistrés et ne vont nulle part.',
  choose: 'Choisir les deux fichiers',
  opening: 'Ouverture du modèle…',
};
