import { fact, number } from '../../app/format';
import type { Messages } from '../../messages';
import { pluralOf } from '../plural';

const plural = pluralOf('fr');
const moles = (count: number): string =>
  plural(count, {
    one: `${number(count)} grain de beauté`,
    many: `${number(count)} de grains de beauté`,
    other: `${number(count)} grains de beauté`,
  });
const photos = (count: number): string =>
  plural(count, { one: `${number(count)} photo`, many: `${number(count)} de photos`, other: `${number(count)} photos` });

export const data: Messages['data'] = {
  failures: {
    'storage-absent': () => ({
      title: 'Ce navigateur ne garde rien pour cette page.',
      help: 'C’est le cas des fenêtres privées et quand les données de site sont bloquées. Ouvrez Spotcheck dans une fenêtre ordinaire, ou autorisez-le à enregistrer des données dans les réglages du navigateur.',
    }),
    'storage-blocked': () => ({
      title: 'Le carnet est ouvert dans un autre onglet avec une version plus ancienne.',
      help: 'Fermez les autres onglets de Spotcheck, puis réessayez. Rien n’est perdu.',
    }),
    'storage-newer': () => ({
      title: 'Le carnet appartient à une version plus récente de cette page.',
      help: 'Rechargez la page pendant que vous êtes en ligne, et fermez ses autres onglets. Rien n’est perdu.',
    }),
    'storage-full': () => ({
      title: 'Il n’y a plus de place sur cet appareil.',
      help: 'Ce que vous venez de faire n’a pas été enregistré ; tout ce qui précède est toujours là. Libérez de la place, ou retirez des photos dont vous n’avez plus besoin, et réessayez.',
    }),
    'storage-broken': () => ({
      title: 'La mémoire du carnet n’a pas répondu.',
      help: 'Ce que vous venez de faire n’a pas été enregistré. Réessayez ; si cela ne suffit pas, fermez complètement le navigateur et ouvrez-le à nouveau.',
    }),
    'diary-row': () => ({
      title: 'Cette partie du carnet est illisible.',
      help: 'Elle est abîmée, ou contient une valeur que le carnet n’accepte pas. Tout le reste est toujours là.',
    }),
    'mole-missing': () => ({
      title: 'Ce grain de beauté n’est plus dans le carnet.',
      help: 'Il a peut-être été retiré dans un autre onglet. Choisissez-en un autre, ou créez-en un nouveau.',
    }),
    'picture-encode': () => ({
      title: 'La photo n’a pas pu être réduite pour le carnet.',
      help: 'L’appareil manque peut-être de mémoire. Fermez d’autres onglets et réessayez ; la photo à l’écran est toujours là.',
    }),
    'backup-insecure': () => ({
      title: 'Le chiffrement demande une connexion chiffrée.',
      help: 'Les navigateurs ne le donnent qu’aux pages dont l’adresse commence par https://.',
    }),
    'backup-passphrase': () => ({
      title: 'Ce n’est pas la phrase secrète de cette sauvegarde.',
      help: 'Les majuscules et les espaces comptent. Personne ne peut ouvrir le fichier sans elle, pas même nous. Rien n’a été changé.',
    }),
    'backup-damaged': () => ({
      title: 'Cette sauvegarde est abîmée.',
      help: 'Une partie n’est pas telle qu’elle a été écrite. Copiez ou téléchargez le fichier à nouveau, ou prenez une sauvegarde plus ancienne. Rien n’a été changé.',
    }),
    'backup-truncated': () => ({
      title: 'Cette sauvegarde est coupée.',
      help: 'Sa fin manque : elle n’a pas été copiée ou téléchargée en entier. Reprenez le fichier. Rien n’a été changé.',
    }),
    'backup-newer': ({ found, known }) => ({
      title: 'Cette sauvegarde vient d’une version plus récente de cette page.',
      help: `Elle a le format ${fact(found)}, et cette page lit jusqu’au ${fact(known)}. Rechargez la page pendant que vous êtes en ligne. Rien n’a été changé.`,
    }),
    'archive-foreign': () => ({
      title: 'Ce fichier n’est ni une sauvegarde ni un export de Spotcheck.',
      help: 'Choisissez un fichier que Spotcheck a enregistré : son nom commence par « spotcheck ». Rien n’a été changé.',
    }),
    'archive-damaged': () => ({
      title: 'Cet export est abîmé.',
      help: 'Il n’a pas été copié en entier, ou il a été modifié. Reprenez le fichier. Rien n’a été changé.',
    }),
    'archive-newer': ({ found, known }) => ({
      title: 'Cet export vient d’une version plus récente de cette page.',
      help: `Il a le format ${fact(found)}, et cette page lit jusqu’au ${fact(known)}. Rechargez la page pendant que vous êtes en ligne. Rien n’a été changé.`,
    }),
    'archive-large': () => ({
      title: 'C’est plus qu’un fichier ne peut contenir.',
      help: `Un fichier contient au plus 4 Go et au plus ${number(60_000)} photos. Rien n’a été changé.`,
    }),
  },
  heading: 'Vos données',
  intro:
    'Le carnet se trouve dans ce navigateur, sur cet appareil, et nulle part ailleurs. Il n’en existe aucune copie, hormis celles que vous enregistrez vous-même.',
  empty: 'Le carnet est vide.',
  contents: (moleCount, photoCount) => `${moles(moleCount)} avec ${photos(photoCount)}`,
  working: 'Un instant…',
  progress: (done, total) => `${number(done)} sur ${number(total)}`,

  device: {
    heading: 'Sur cet appareil',
    use: (used, quota) => `Spotcheck occupe ici ${used} Mo, modèle compris. Le navigateur permet environ ${quota} Mo.`,
    unknownUse: 'Ce navigateur ne dit pas combien de place il occupe.',
    kept: 'Le navigateur a promis de ne pas l’effacer de lui-même.',
    mayGo: 'Si l’appareil manque de place, le navigateur peut l’effacer.',
    unknown: 'Ce navigateur ne dit pas s’il l’effacerait quand l’appareil manque de place.',
    ask: 'Demander au navigateur de le garder',
    refused:
      'Le navigateur ne l’a pas promis. Beaucoup le font une fois que Spotcheck est installé, ou utilisé depuis un moment. D’ici là, c’est sur une copie enregistrée que vous pouvez compter.',
    week: {
      heading: 'Ce navigateur efface le carnet après sept jours sans visite.',
      help: 'Ajoutez Spotcheck à l’écran d’accueil (Partager, puis « Sur l’écran d’accueil »), ou au Dock sur un Mac : là, rien n’est effacé après une semaine. L’application y commence avec un carnet vide ; enregistrez donc d’abord une sauvegarde ici et restaurez-la là-bas.',
    },
    damaged: (count) =>
      plural(count, {
        one: 'Une partie du carnet est illisible. Elle est laissée telle quelle, et rien d’autre n’est touché. Une sauvegarde qui la contient la répare.',
        many: `${number(count)} de parties du carnet sont illisibles. Elles sont laissées telles quelles, et rien d’autre n’est touché. Une sauvegarde qui les contient les répare.`,
        other: `${number(count)} parties du carnet sont illisibles. Elles sont laissées telles quelles, et rien d’autre n’est touché. Une sauvegarde qui les contient les répare.`,
      }),
  },

  save: {
    heading: 'Enregistrer une copie',
    nothing: 'Il n’y a encore rien à enregistrer.',
    never: 'Aucune copie n’a encore été enregistrée. Si cet appareil est perdu, le carnet l’est aussi.',
    last: (day) => `Dernière copie : ${day}.`,
    old: 'Le carnet a changé depuis. Il est temps d’en faire une nouvelle.',
    backup: 'Sauvegarde',
    backupHelp:
      'Tout dans un seul fichier chiffré. Seul qui connaît la phrase secrète peut l’ouvrir ; personne ne peut aider si vous l’oubliez.',
    passphrase: 'Phrase secrète',
    repeat: 'Phrase secrète encore une fois',
    show: 'Afficher la phrase secrète',
    hint: (least) =>
      `Au moins ${number(least)} caractères. Cinq mots sans rapport entre eux conviennent bien et se retiennent.`,
    short: (least) => `La phrase secrète demande au moins ${number(least)} caractères.`,
    different: 'Les deux ne sont pas identiques.',
    make: 'Faire la sauvegarde',
    export: 'Export simple',
    exportHelp:
      'Un zip avec toutes les photos et les notes, pour n’importe quel autre programme. Il n’est pas chiffré : qui a le fichier voit tout. Les photos ne contiennent ni lieu ni données de l’appareil photo.',
    makeExport: 'Faire l’export',
    ready: 'Le fichier est prêt',
    readyMore: (name, megabytes, contents) => `${name}, ${megabytes} Mo : ${contents}.`,
    save: 'Enregistrer le fichier',
    share: 'Le partager',
    cannotShare: 'Ce navigateur ne transmet pas les fichiers de ce genre. Enregistrez-le plutôt.',
    elsewhere: 'Gardez-le ailleurs que sur cet appareil.',
    skipped: (count) =>
      plural(count, {
        one: 'Une partie était illisible et n’est pas dans le fichier :',
        many: `${number(count)} de parties étaient illisibles et ne sont pas dans le fichier :`,
        other: `${number(count)} parties étaient illisibles et ne sont pas dans le fichier :`,
      }),
  },

  open: {
    heading: 'Restaurer ou importer',
    help: 'Ouvre une sauvegarde ou un export de Spotcheck. Ce qui est dans le carnet reste : de deux versions d’une même chose, la plus récente est gardée, et rien n’est doublé.',
    choose: 'Choisir le fichier',
    chosen: (name) => `${name} est chiffré.`,
    passphrase: 'Phrase secrète de cette sauvegarde',
    restore: 'Restaurer',
    cancel: 'Annuler',
    done: 'Repris dans le carnet',
    moles: 'Grains de beauté',
    photos: 'Photos',
    counts: {
      added: (count) => `Ajouts : ${number(count)}`,
      updated: (count) => `Mises à jour : ${number(count)}`,
      unchanged: (count) => `Déjà ici : ${number(count)}`,
      skipped: (count) => `Laissés de côté : ${number(count)}`,
    },
    skipped: (count) =>
      plural(count, {
        one: 'Une partie du fichier était illisible :',
        many: `${number(count)} de parties du fichier étaient illisibles :`,
        other: `${number(count)} parties du fichier étaient illisibles :`,
      }),
  },

  erase: {
    heading: 'Tout supprimer',
    help: 'Retire tout le carnet de cet appareil. Les fichiers que vous avez enregistrés ailleurs ne sont pas touchés, les modèles non plus.',
    ask: 'Tout supprimer…',
    title: 'Supprimer tout le carnet ?',
    gone: (contents) => `Cela disparaîtra de cet appareil : ${contents}. C’est irréversible.`,
    broken: (count) =>
      plural(count, {
        one: 'De même qu’une partie illisible.',
        many: `De même que ${number(count)} de parties illisibles.`,
        other: `De même que ${number(count)} parties illisibles.`,
      }),
    noCopy: 'Aucune copie n’a été enregistrée.',
    keep: 'Le garder',
    erase: 'Tout supprimer',
    done: 'Le carnet est maintenant vide.',
  },
};
