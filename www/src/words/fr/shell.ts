import type { Messages } from '../../messages';

export const shell: Messages['shell'] = {
  navigation: 'Spotcheck',
  skip: 'Aller au contenu',
  screens: {
    check: 'Vérifier',
    diary: 'Carnet',
    doctor: 'Pour votre médecin',
    data: 'Vos données',
    models: 'Modèles',
    private: 'Est-ce vraiment privé ?',
    about: 'À propos',
  },
  opening: 'Ouverture…',
  unknown: {
    heading: 'Il n’y a pas de telle page ici.',
    help: 'L’adresse contient peut-être une faute de frappe, ou vient d’une autre version de Spotcheck. Rien n’est perdu.',
    back: 'Vérifier une photo',
  },
  reload: 'Recharger la page',
  update: {
    available: 'Une nouvelle version est là.',
    keeps: 'Votre photo est mise de côté pour le rechargement, et vous pourrez la rouvrir.',
    apply: 'Recharger',
    lost: 'Votre photo n’a pas pu être mise de côté : un rechargement la perdrait.',
    applyAnyway: 'Recharger sans elle',
    later: 'Pas maintenant',
  },
  offline: {
    copy: 'Vous êtes hors ligne. Ce qui est sur cet appareil fonctionne quand même.',
    noCopy: 'Vous êtes hors ligne, et ce navigateur ne garde pas de copie de la page : elle fonctionne jusqu’à ce que vous la quittiez.',
  },
  plain: {
    text: 'Démarré simplement : seul le CPU répond, et vos réglages sont laissés de côté.',
    usual: 'Démarrer comme d’habitude',
  },
};
