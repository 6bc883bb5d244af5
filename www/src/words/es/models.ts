import { number } from '../../app/format';
import type { Messages } from '../../messages';
import { pluralOf } from '../plural';

const plural = pluralOf('es');

export const models: Messages['models'] = {
  heading: 'Modelos',
  intro:
    'Un modelo es el archivo del que sale una respuesta. Se trae una vez de este sitio, se comprueba que es justo el archivo que nombra su descripción, y se guarda en este dispositivo. Desde entonces funciona sin red.',
  skin: 'Para manchas de la piel',
  others: 'Otras imágenes (investigación)',
  othersIntro:
    'Estos modelos miran imágenes distintas de una foto de la piel. Son para la investigación y la enseñanza; no decida nada sobre una persona por ellos.',
  use: 'Usar este modelo',
  useOf: (title) => `Usar este modelo: ${title}`,
  size: (megabytes) => `${megabytes} MB que se descargan una vez`,
  inUse: 'En uso',
  held: (version, megabytes) => `En este dispositivo: versión ${version}, ${megabytes} MB`,
  notHeld: 'En uso, pero no guardado en este dispositivo.',
  gone: 'Este sitio ya no lo tiene. Una vez quitado, no se puede volver a traer.',
  newer: (newer, own) =>
    `Hay una versión más nueva: ${newer}. La suya es la ${own}, y se queda hasta que la nueva esté aquí y comprobada.`,
  newerSame: 'Hay una descripción más nueva de esta versión. La suya se queda hasta que la nueva esté aquí y comprobada.',
  paused: (received, total) => `En pausa: están aquí ${received} de ${total} MB.`,
  coming: (received, total) => `Trayendo: ${received} de ${total} MB`,
  progress: (title) => `Trayendo: ${title}`,
  fetch: 'Traer',
  fetchOf: (title) => `Traer: ${title}`,
  pause: 'Pausar',
  pauseOf: (title) => `Pausar: ${title}`,
  resume: 'Seguir',
  resumeOf: (title) => `Seguir trayendo: ${title}`,
  discard: 'Tirar esta parte',
  discardOf: (title) => `Tirar esta parte: ${title}`,
  update: 'Traer la versión más nueva',
  updateOf: (title) => `Traer la versión más nueva: ${title}`,
  remove: 'Quitar',
  removeOf: (title) => `Quitar: ${title}`,
  sure: '¿Quitarlo de este dispositivo?',
  sureInUse: 'Responde hasta que deje la página, y se trae de nuevo en la próxima visita.',
  keep: 'Conservarlo',
  card: 'Valores, límites y licencias',
  cardOf: (title) => `Valores, límites y licencias: ${title}`,
  cardFetching: 'Trayendo su descripción…',
  storage: (count, megabytes) =>
    count === 0
      ? 'No hay ningún modelo guardado en este dispositivo.'
      : `Guardado en este dispositivo: ${plural(count, {
          one: 'un modelo',
          many: `${number(count)} de modelos`,
          other: `${number(count)} modelos`,
        })}, ${megabytes} MB.`,
  storageAll: (used, available) =>
    `Todo lo que este sitio guarda aquí ocupa ${used}; el navegador permitiría unos ${available} más.`,
  look: 'Buscar versiones más nuevas',
  looking: 'Buscando…',
  lookedNone: 'No se encontró ninguna versión más nueva.',
  lookedSome: (count) =>
    plural(count, {
      one: 'Hay una versión más nueva de un modelo.',
      many: `Hay versiones más nuevas de ${number(count)} de modelos.`,
      other: `Hay versiones más nuevas de ${number(count)} modelos.`,
    }),
  lookedNot: 'No se pudo preguntar al sitio.',
  said: {
    fetched: (title) => `${title}: traído, comprobado y guardado en este dispositivo.`,
    paused: (title) => `${title}: en pausa.`,
    removed: (title) => `${title}: quitado de este dispositivo.`,
  },
  open: 'Abrir un modelo de este dispositivo',
  openMore:
    'Para modelos que usted mismo entrenó o importó: elija juntos card.json y su archivo de pesos. Se usan hasta que deje la página, no se guardan y no van a ninguna parte.',
  choose: 'Elegir los dos archivos',
  opening: 'Abriendo el modelo…',
};
