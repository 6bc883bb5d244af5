import type { Messages } from '../../messages';

export const outline: Messages['outline'] = {
  heading: 'El contorno',
  trace: 'Trazar el contorno',
  traceFirst: (megabytes) => `Trazar el contorno (${megabytes} MB)`,
  running: 'Trazando…',
  picture: (share, region) =>
    `El cuadrado de su foto, con el contorno de la mancha como línea blanca. La mancha ocupa ${share} del cuadrado y está ${region}.`,
  edge: 'La mancha llega al borde del cuadrado: el contorno y los números son solo de la parte visible.',
  none: 'No se encontró un contorno claro.',
  noneMore: 'Quizá sirva otra foto: una sola mancha, de cerca y nítida, con piel alrededor.',
  numbers: {
    asymmetry: {
      name: 'Asimetría',
      means: 'Cuánto de la mancha no coincide con su imagen en el espejo, en promedio sobre sus dos ejes principales. En una mancha regular es casi nada.',
    },
    border: {
      name: 'Borde',
      means: 'Qué tan largo es el borde para una mancha de ese tamaño. Un círculo tiene 1; cuanto más alargada o dentada la mancha, más. Es el menos fiable de estos números.',
    },
    colours: {
      name: 'Variedad de color',
      means: 'Cuánto se alejan sus colores de su media (Delta-E, CIE76). Una mancha de un solo color tiene 0; una diferencia de 2 o 3 apenas se ve.',
    },
    size: {
      name: 'Tamaño en el cuadrado',
      means: 'Qué tan larga es la mancha respecto al lado del cuadrado. Dice cómo se encuadró la foto, no el tamaño de la mancha.',
    },
  },
  measured: 'Son medidas de esta foto, no un juicio. Dependen de la luz, del enfoque, del vello y del encuadre.',
  learned: 'La red aprendió de contornos que unas personas dibujaron en fotos de dermatoscopio, casi todas de piel clara. En otras fotos puede errar más.',
  fit: 'Ajustar a la mancha',
  fits: 'El cuadrado ya se ajusta a la mancha.',
  both: {
    heading: 'Los dos contornos',
    trace: 'Trazar los dos contornos',
    traceFirst: (megabytes) => `Trazar los dos contornos (${megabytes} MB)`,
    then: (earlier, later) => `${earlier}, después ${later}`,
    within: (most) => `No difieren más de lo que ya difieren dos fotos de una misma mancha (hasta ${most}).`,
    beyond: (most) => `Difieren más de lo que suelen diferir dos fotos de una misma mancha (hasta ${most}).`,
    repeated:
      '«Hasta» es lo que no superaron 95 de cada 100 pares de fotos de dermatoscopio de una misma mancha. Dos fotos de móvil probablemente difieren más; nadie ha medido cuánto.',
    none: (day) => `En la foto del ${day} no se encontró un contorno claro.`,
    edge: (day) =>
      `En la foto del ${day} la mancha llega al borde del cuadrado: sus números son solo de la parte visible.`,
  },
  network: 'red para contornos',
  kept: (megabytes) => `Además: la red para contornos, ${megabytes} MB.`,
};
