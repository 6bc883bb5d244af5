import { number } from '../../app/format';

export const capture = {
  hints: {
    none: '',
    dark: 'Trop sombre. Cherchez plus de lumière.',
    bright: 'Trop clair. Moins de lumière.',
    still: 'Ne bougez plus.',
    closer: 'Plus près.',
    farther: 'Un peu plus loin.',
    blurred: 'Flou. Faites la mise au point, ou reculez un peu.',
    glare: 'Cela brille. Inclinez un peu le téléphone.',
    good: 'Bien. Prenez la photo.',
  },
  still: (hint: string): string => `L’image dans le carré pourrait être meilleure : ${hint}`,
  counting: 'Bien. Ne bougez plus, la photo se prend.',
  stop: 'Arrêter',
  automatic: 'Automatique',
  automaticMore: 'Prend la photo d’elle-même quand tout est bon depuis une seconde',
  torch: 'Lumière',
  focus: 'Mise au point',
  focusMore: 'Mise au point au milieu. Vous pouvez aussi toucher l’image.',
  zoom: 'Zoom de l’appareil photo',
  zoomed: (times: string): string => `${times} ×`,
  lens: 'Appareil photo',
  lensNumber: (count: number): string => `Appareil photo ${number(count)}`,
};
