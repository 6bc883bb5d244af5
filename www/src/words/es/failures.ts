import { fact } from '../../app/format';
import type { Facts } from '../../failure';
import type { Failures } from '../../messages';
import { data } from './data';

const reload = 'Inténtelo de nuevo; si sigue igual, vuelva a cargar la página.';
const sides = (width: string | number | undefined, height: string | number | undefined): string =>
  `${fact(width)}\u00a0×\u00a0${fact(height)}`;

const notYourDoing = 'Es un fallo del sitio, no suyo ni de su foto. Inténtelo más tarde.';
const stays = 'El modelo de antes sigue en uso.';
const help = ({ from }: Facts, ofTheSite: string, ofOwnFiles: string): string =>
  from === 'file' ? `${ofOwnFiles} ${stays}` : ofTheSite;

export const failures: Failures = {
  'simd-missing': () => ({
    title: 'Este navegador es demasiado antiguo para Spotcheck.',
    help: 'Le falta una función de WebAssembly (SIMD) en la que se apoya el motor. Actualícelo, o use un Chrome, Edge, Firefox o Safari actual.',
  }),
  'engine-download': () => ({
    title: 'No se pudo descargar el motor.',
    help: 'Revise su conexión e inténtelo de nuevo. Su foto y su recorte se quedan como están.',
  }),
  'engine-trap': () => ({ title: 'El motor se detuvo en medio de su trabajo.', help: `Se ha sustituido. ${reload}` }),
  'engine-timeout': ({ seconds }) => ({
    title: `El motor no respondió en ${fact(seconds)} segundos.`,
    help: 'Se ha sustituido. Cierre otras pestañas pesadas e inténtelo de nuevo.',
  }),
  'gpu-lost': () => ({ title: 'El procesador gráfico dejó de estar disponible.', help: 'El motor de la CPU funciona sin él.' }),
  'gpu-wrong': () => ({
    title: 'El procesador gráfico dio números equivocados.',
    help: 'No se usó nada de ello. El motor de la CPU funciona sin él.',
  }),
  'card-format': (facts) => ({
    title: 'No se puede leer la descripción del modelo.',
    help: help(facts, notYourDoing, 'Este card.json está dañado, o no lo escribió Spotcheck.'),
  }),
  'card-version': (facts) => ({
    title: 'El modelo necesita una versión más nueva de esta página.',
    help: help(
      facts,
      'Vuelva a cargar la página con conexión, para que ambos sean del mismo día.',
      'Su card.json tiene un formato o una red que esta página no conoce. Vuelva a cargar la página con conexión, o escriba los archivos de nuevo.',
    ),
  }),
  'weights-missing': () => ({ title: 'Faltan en el sitio los pesos del modelo.', help: notYourDoing }),
  'weights-size': (facts) =>
    facts['from'] === 'file'
      ? {
          title: 'El archivo de pesos no tiene el largo que dice card.json.',
          help: `Los dos no van juntos, o uno no se copió por completo. ${stays}`,
        }
      : { title: 'Los pesos del modelo llegaron incompletos.', help: 'Puede que la conexión se haya cortado. Inténtelo de nuevo.' },
  'weights-hash': (facts) => ({
    title: 'Los pesos del modelo no son los que nombra su descripción.',
    help: help(
      facts,
      'Se alteraron o dañaron por el camino, así que no se cargó ni se guardó nada. Inténtelo de nuevo.',
      'Los dos archivos no van juntos, o uno está dañado.',
    ),
  }),
  'weights-network': (facts) => ({
    title: 'Los pesos son de otra red.',
    help: help(facts, notYourDoing, 'Elija los dos archivos que se escribieron juntos.'),
  }),
  'weights-values': (facts) => ({
    title: 'Los pesos contienen valores que no son números.',
    help: help(facts, notYourDoing, 'Puede que el entrenamiento de este modelo haya fallado.'),
  }),
  'picture-size': () => ({ title: 'La imagen tiene un tamaño que el motor no puede usar.', help: 'Elija otra foto.' }),
  crop: () => ({ title: 'El cuadrado se sale de la imagen.', help: 'Restablezca el cuadrado e inténtelo de nuevo.' }),
  device: () => ({ title: 'No se pudo poner en marcha el motor en este dispositivo.', help: reload }),
  'known-answer': (facts) => ({
    title: 'El motor no superó su propia prueba en este dispositivo.',
    help: help(
      facts,
      'Calculó mal una imagen conocida, así que no se puede confiar en sus respuestas. Vuelva a cargar la página; si no ayuda, pruebe con otro navegador.',
      'Con estos pesos, una imagen conocida no da lo que dice card.json. Puede que los dos archivos no vayan juntos.',
    ),
  }),
  inference: () => ({ title: 'El motor no pudo trabajar con esta imagen.', help: reload }),
  'models-missing': () => ({ title: 'El sitio no tiene lista de modelos.', help: notYourDoing }),
  'model-offline': () => ({
    title: 'No se pudo traer el modelo.',
    help: 'Revise su conexión e inténtelo de nuevo. Tras una visita completa, Spotcheck también funciona sin conexión.',
  }),
  'model-unknown': ({ id }) => ({
    title: `Este sitio no tiene ningún modelo llamado «${id}».`,
    help: 'Puede que la dirección esté mal escrita, o que el modelo ya no se ofrezca. No se cargó nada.',
  }),
  'model-switched': () => ({
    title: 'Mientras tanto se puso en uso otro modelo.',
    help: 'No se ha perdido nada: pregunte de nuevo.',
  }),
  'model-unstored': () => ({
    title: 'No se pudo guardar el modelo en este dispositivo.',
    help: 'El dispositivo está lleno, o el navegador no guarda nada para esta página. Lo que estaba guardado antes sigue ahí.',
  }),
  'outline-offline': () => ({
    title: 'No se pudo traer la red para contornos.',
    help: 'Aún no está en este dispositivo. Revise su conexión e inténtelo de nuevo; una vez aquí, también funciona sin conexión.',
  }),
  'open-card': () => ({
    title: 'Entre estos archivos no hay ningún card.json.',
    help: `Un modelo son dos archivos: card.json y sus pesos. Elija los dos a la vez. ${stays}`,
  }),
  'open-weights': ({ file }) => ({
    title: `Falta el archivo de pesos «${file}».`,
    help: `Está junto a card.json. Elija los dos a la vez. ${stays}`,
  }),
  'open-large': ({ file, megabytes, largest }) => ({
    title: `«${file}» es demasiado grande: ${fact(megabytes)} MB.`,
    help: `El navegador de un teléfono no tiene memoria suficiente; ${fact(largest)} MB es lo máximo. ${stays}`,
  }),
  'queue-full': ({ most, left }) => ({
    title: `Aquí caben solo ${fact(most)} imágenes a la vez: se dejaron fuera ${fact(left)} de las suyas.`,
    help: 'Mire primero estas, o quite algunas. Después dé las demás de nuevo.',
  }),
  'share-lost': ({ taken }) => ({
    title: taken === 0 ? 'Lo que se compartió no llegó.' : 'No llegó todo lo que se compartió.',
    help: 'Puede que no quede sitio en este dispositivo. Elija la foto desde aquí.',
  }),
  'file-empty': () => ({ title: 'Este archivo está vacío.', help: 'Puede que no se haya copiado por completo. Elija otro.' }),
  'file-unreadable': () => ({
    title: 'No se puede leer este archivo.',
    help: 'Si está en una nube, descárguelo primero a este dispositivo. Después elíjalo de nuevo.',
  }),
  'file-not-picture': () => ({
    title: 'Esto no es una imagen.',
    help: 'Diga lo que diga su nombre, su contenido es otra cosa. Elija una foto JPEG, PNG, WebP, GIF, AVIF o HEIC.',
  }),
  'file-truncated': () => ({
    title: 'Esta imagen está cortada.',
    help: 'Falta una parte del archivo, y el resto sería adivinar. Cópielo o descárguelo otra vez, o elija otro.',
  }),
  'file-broken': () => ({
    title: 'Esta imagen está dañada.',
    help: 'El navegador no puede descodificarla. Ábrala en una aplicación de fotos y guárdela de nuevo como JPEG, o elija otra.',
  }),
  'file-heic': () => ({
    title: 'Este navegador no puede abrir fotos HEIC.',
    help: 'En un iPhone, elija Ajustes › Cámara › Formatos › El más compatible y haga la foto de nuevo; o ábrala en una aplicación de fotos y expórtela como JPEG.',
  }),
  'picture-tiny': ({ width, height, smallest }) => ({
    title: `Esta imagen es demasiado pequeña: ${sides(width, height)} píxeles.`,
    help: `Necesita al menos ${sides(smallest, smallest)}, y mejor varios cientos. Elija la foto original en lugar de una miniatura.`,
  }),
  'picture-huge': ({ width, height, megapixels, megabytes }) => ({
    title:
      megabytes === undefined
        ? `Esta imagen es demasiado grande: ${sides(width, height)}, ${fact(megapixels)} megapíxeles.`
        : `Este archivo es demasiado grande: ${fact(megabytes)} MB.`,
    help: 'Necesitaría más memoria de la que tiene un teléfono. Haga una captura de pantalla de la parte que importa, o exporte una copia más pequeña (de menos de 64 megapíxeles) en una aplicación de fotos.',
  }),
  'camera-denied': () => ({
    title: 'Esta página no tiene permiso para usar la cámara.',
    help: 'Permita la cámara para este sitio en los ajustes del navegador, o elija una foto.',
  }),
  'camera-absent': () => ({ title: 'No se encontró ninguna cámara.', help: 'Elija una foto en su lugar.' }),
  'camera-busy': () => ({
    title: 'No se pudo poner en marcha la cámara.',
    help: 'Puede que la esté usando otra aplicación. Ciérrela e inténtelo de nuevo, o elija una foto.',
  }),
  'camera-insecure': () => ({
    title: 'La cámara necesita una conexión cifrada.',
    help: 'Los navegadores solo la dan a páginas cuya dirección empieza por https://. Elija una foto en su lugar.',
  }),
  ...data.failures,
  'screen-download': () => ({
    title: 'No se pudo traer esta parte de la página.',
    help: 'Revise su conexión e inténtelo de nuevo. Si mientras tanto ha llegado una versión nueva de Spotcheck, vuelva a cargar la página.',
  }),
  unknown: () => ({ title: 'Algo inesperado salió mal.', help: reload }),
};
