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
};
