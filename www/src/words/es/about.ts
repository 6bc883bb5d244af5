import type { Messages } from '../../messages';

export const about: Messages['about'] = {
  heading: 'Sobre Spotcheck',
  what: [
    'Spotcheck mira una foto de una mancha de la piel, dice a qué se parece, y lo dice también cuando no lo sabe. Lo hace un pequeño modelo en su propio dispositivo; ninguna foto sale de él.',
    'Es una segunda mirada y nada más. No le conoce a usted ni el pasado de la mancha, no es un producto sanitario, y nadie ha comprobado si a las personas les va mejor por usarlo.',
  ],
  private: '¿Es de verdad privado?',
  models: 'Todos los modelos',
  settings: 'Ajustes',
  text: 'Tamaño del texto',
  sizes: { usual: 'El habitual', large: 'Grande', largest: 'Muy grande' },
  sample: 'Todo en la página crece con él.',
  versions: 'Versiones',
  version: {
    page: 'Spotcheck',
    model: 'Modelo',
    engine: 'Motor',
    modelOf: (id, version) => `${id} ${version}`,
    none: 'no está listo',
  },
  licencesMore: 'El programa se puede usar, cambiar y pasar a otros bajo cualquiera de sus dos licencias. El modelo tiene una licencia propia, y también las imágenes de las que aprendió; todas están más abajo.',
};
