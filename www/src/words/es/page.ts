import { number } from '../../app/format';
import type { EngineKind } from '../../engine/protocol';
import type { Messages, Words } from '../../messages';

const engines: Readonly<Record<EngineKind, string>> = { cpu: 'CPU', gpu: 'GPU' };

const skin: Words = {
  lead: 'Una segunda mirada a una mancha de su piel',
  intro: 'Un pequeño modelo mira una foto, dice a qué se parece, y lo dice también cuando no lo sabe.',
  choose: 'Elegir una foto',
  another: 'Otra foto',
  guide: 'Ponga una sola mancha en el cuadrado: cerca, nítida, con luz pareja.',
  frame: 'Encuadrar la mancha',
  look: 'Mirar esta mancha',
  unsuitableMore: 'Por eso no nombra ningún tipo de mancha. Una imagen que puede juzgar muestra esto:',
  groups: 'Los dos grupos',
  classes: 'Los tipos de manchas que hay detrás',
  back: 'Volver a las manchas de la piel',
  reasons: {
    'low-confidence': 'Ningún tipo de mancha destaca con bastante claridad.',
    'close-call': 'Los dos grupos están casi igualados.',
    'unlike-training': 'No se parece a las imágenes de las que aprendió el modelo.',
    blank: 'En el cuadrado apenas hay nada que ver.',
    'too-small': 'El cuadrado tiene muy pocos píxeles.',
  },
  doctor: {
    heading: 'Diga lo que diga aquí: acuda a un médico si la mancha',
    signs: ['ha cambiado', 'sangra', 'pica', 'es nueva', 'no se parece a las demás que tiene'],
    more: 'Un modelo solo conoce la imagen. Un médico le ve a usted.',
  },
};

const neutral: Words = {
  lead: 'Una segunda mirada a esta imagen',
  intro: 'Un pequeño modelo mira una imagen, dice a qué se parece, y lo dice también cuando no lo sabe.',
  choose: 'Elegir una imagen',
  another: 'Otra imagen',
  guide: 'Ponga la imagen en el cuadrado: derecha, nítida, sin reflejos.',
  frame: 'Encuadrar la imagen',
  look: 'Mirar esta imagen',
  unsuitableMore: 'Por eso no nombra nada. Una imagen que puede juzgar muestra esto:',
  groups: 'Los grupos',
  classes: 'Las respuestas una por una',
  back: 'Volver al modelo habitual',
  reasons: {
    ...skin.reasons,
    'low-confidence': 'Nada destaca con bastante claridad.',
    'close-call': 'Los grupos más probables están casi igualados.',
  },
  doctor: {
    heading: 'Esto es para la investigación.',
    signs: [],
    more: 'Haga que las imágenes del cuerpo las lean quienes se han formado para ello.',
  },
};

export const page = {
  name: 'Spotcheck',
  privacy: 'Su foto se queda en este dispositivo.',
  privacyMore: 'La página funciona sin red y no envía nada a ninguna parte.',
  notAnOpinion: 'Esto no es una opinión médica y no puede sustituirla.',

  doors: {
    camera: 'Usar la cámara',
    nativeCamera: 'Hacer una con la aplicación de cámara',
    more: 'También puede soltar aquí imágenes, o pegar una. Varias se miran una tras otra.',
    drop: 'Suelte las imágenes en cualquier lugar',
    opening: 'Abriendo la foto…',
  },
  camera: {
    label: 'Cámara',
    shutter: 'Hacer la foto',
    cancel: 'Volver',
    starting: 'Poniendo en marcha la cámara…',
  },
  crop: {
    stage:
      'Recorte. Arrastre para mover, pellizque o gire la rueda para ampliar. Las flechas mueven, más y menos amplían y reducen, cero restablece.',
    zoom: 'Ampliación',
    zoomIn: 'Ampliar',
    zoomOut: 'Reducir',
    left: 'Mover a la izquierda',
    right: 'Mover a la derecha',
    up: 'Mover hacia arriba',
    down: 'Mover hacia abajo',
    reset: 'Restablecer',
    undo: 'Deshacer',
    redo: 'Rehacer',
    suggestion: 'Usar el cuadrado propuesto',
    said: (side, fromLeft, fromTop) =>
      `Cuadrado de ${number(side)} píxeles, a ${number(fromLeft)} por ciento de la izquierda, a ${number(fromTop)} por ciento de arriba.`,
    pixels: (side) => `${number(side)}\u00a0×\u00a0${number(side)} px`,
  },
  check: {
    again: 'Mirar de nuevo',
    waiting: 'Esperando al modelo…',
    waitingFor: (received, total) => `Esperando al modelo: ${received} de ${total} MB`,
    running: 'Mirando…',
    cancel: 'Cancelar',
    stale: 'Ha movido el cuadrado. Este es el resultado de donde estaba.',
  },
  verdict: {
    label: 'Resultado',
    resembles: 'Hacia dónde se inclina el modelo',
    reliability: ({ right, low, high }) =>
      `De cada ${number(100)} imágenes de prueba con valores como estos, ${number(right)} pertenecían de verdad a este grupo (entre ${number(low)} y ${number(high)}).`,
    counted: (n, data) => `Contado en ${number(n)} imágenes de ${data}.`,
    prevalence: (common) =>
      `Esto vale donde ${number(common)} de cada ${number(100)} imágenes pertenecen a este grupo. Donde son menos, una respuesta así acierta menos veces.`,
    unsure: 'No lo sé.',
    unsureMore: 'El modelo no lo sabe. Sus números están abajo, pero no se apoye en ellos.',
    unsuitable: 'No puedo juzgar esta imagen.',
    timing: 'Cómo se calculó esto',
    engine: (kind) => `Motor de la ${engines[kind]}`,
    stages: { decode: 'leer', prepare: 'preparar', infer: 'calcular', judge: 'juzgar' },
  },
  limits: { heading: 'Lo que no puede hacer' },
  model: {
    heading: 'Sobre el modelo',
    version: 'Modelo',
    figures: 'Valores medidos',
    unmeasured: 'No se ha medido nada.',
    interval: (low, high) => `de ${low} a ${high}`,
    basis: (data, split, n) => `${data}, ${split}, n\u00a0=\u00a0${number(n)}`,
    measuredOn: (basis) => `Medido en: ${basis}.`,
    table: { figure: 'Medida', value: 'Valor', interval: 'Intervalo del 95\u00a0%' },
    licences: 'Licencias',
    licence: { code: 'Código', weights: 'Pesos', data: 'Datos de entrenamiento' },
  },
  inUse: {
    label: 'Modelo en uso',
    chosen: (title) => `En uso: ${title}`,
    research: 'Para investigar, no para atender a nadie.',
    opened: (id) => `En uso: «${id}»`,
    unknown: 'Abierto desde este dispositivo; no se sabe nada de su calidad.',
    shows: 'Una imagen debe mostrar:',
    back: 'Volver',
  },
  language: { label: 'Idioma' },
  translation: {
    unreviewed: 'Ningún profesional de la medicina ha revisado esta traducción.',
    original: 'Leer el original en inglés',
  },
  status: {
    loading: 'Preparando…',
    progress: (received, total) => `Preparando: ${received} de ${total} MB`,
    ready: (engine) => `Listo. Responde el motor de la ${engines[engine]}.`,
    failed: 'No está listo.',
  },
  problem: { retry: 'Intentar de nuevo', dismiss: 'Cerrar', detail: 'Detalles para informar del fallo' },
  notes: {
    'gpu-absent': 'Aquí no se ofrece ninguna GPU, así que responde el motor de la CPU.',
    'gpu-refused': 'El motor de la GPU no superó aquí su prueba, así que responde el de la CPU.',
    'gpu-replaced': 'El motor de la GPU falló y se apagó. Responde el de la CPU.',
    'model-mended': 'El modelo guardado estaba dañado. Se ha traído de nuevo y está entero.',
    'model-not-stored':
      'No se pudo guardar el modelo: este dispositivo está lleno, o el navegador no guarda nada para esta página. Se trae en cada visita.',
    'model-older': 'No se pudo usar un modelo más nuevo. Sigue respondiendo el que estaba guardado.',
    'model-newer': 'Hay una versión más nueva de este modelo. Se trae cuando usted lo diga, en «Modelos».',
    'model-offline-copy': 'Sin conexión: responde el modelo guardado en este dispositivo.',
    'offline-unavailable': 'Este navegador no conserva una copia de la página para usarla sin conexión (¿ventana privada?).',
    'language-unavailable':
      'No se pudieron traer las palabras del idioma que eligió. Inténtelo de nuevo cuando tenga conexión.',
    'first-frame': 'Esta imagen se mueve. Solo se mira su primer fotograma.',
  },
  skin,
  neutral,
} satisfies Partial<Messages>;
