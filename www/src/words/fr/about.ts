import type { Messages } from '../../messages';

export const about: Messages['about'] = {
  heading: 'À propos de Spotcheck',
  what: [
    'Spotcheck regarde une photo d’une tache de la peau, dit à quoi elle ressemble, et le dit aussi quand il ne sait pas. C’est un petit modèle qui le fait sur votre propre appareil ; aucune photo n’en sort.',
    'C’est un second regard, rien de plus. Il ne connaît ni vous ni le passé de la tache, ce n’est pas un dispositif médical, et personne n’a vérifié si l’on se porte mieux en l’utilisant.',
  ],
  private: 'Est-ce vraiment privé ?',
  models: 'Tous les modèles',
  settings: 'Réglages',
  text: 'Taille du texte',
  sizes: { usual: 'Habituelle', large: 'Grande', largest: 'Très grande' },
  sample: 'Tout sur la page grandit avec lui.',
  versions: 'Versions',
  version: {
    page: 'Spotcheck',
    model: 'Modèle',
    engine: 'Moteur',
    modelOf: (id, version) => `${id} ${version}`,
    none: 'pas prêt',
  },
  licencesMore: 'Le programme peut être utilisé, modifié et transmis sous l’une ou l’autre de ses deux licences. Le modèle a une licence à lui, et les images dont il a appris aussi ; toutes figurent plus bas.',
};
