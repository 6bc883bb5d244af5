import type { Messages } from '../../messages';

export const outline: Messages['outline'] = {
  heading: 'O contorno',
  trace: 'Traçar o contorno',
  traceFirst: (megabytes) => `Traçar o contorno (${megabytes} MB)`,
  running: 'Traçando…',
  picture: (share, region) =>
    `O quadrado da sua foto, com o contorno da mancha em linha branca. A mancha ocupa ${share} do quadrado e está ${region}.`,
  edge: 'A mancha chega à borda do quadrado: o contorno e os números são só da parte visível.',
  none: 'Nenhum contorno claro foi encontrado.',
  noneMore: 'Talvez outra foto sirva: uma só mancha, de perto e nítida, com pele em volta.',
  numbers: {
    asymmetry: {
      name: 'Assimetria',
      means: 'Quanto da mancha não coincide com a sua imagem no espelho, na média dos seus dois eixos principais. Numa mancha regular é quase nada.',
    },
    border: {
      name: 'Borda',
      means: 'Quão longa é a borda para uma mancha desse tamanho. Um círculo tem 1; quanto mais alongada ou recortada a mancha, mais. É o menos confiável destes números.',
    },
    colours: {
      name: 'Variedade de cor',
      means: 'Quanto as suas cores se afastam da média delas (Delta-E, CIE76). Uma mancha de uma só cor tem 0; uma diferença de 2 ou 3 mal se vê.',
    },
    size: {
      name: 'Tamanho no quadrado',
      means: 'O comprimento da mancha em relação ao lado do quadrado. Diz como a foto foi enquadrada, e não o tamanho da mancha.',
    },
  },
  measured: 'São medidas desta foto, e não um julgamento. Dependem da luz, do foco, dos pelos e do enquadramento.',
  learned: 'A rede aprendeu com contornos que pessoas desenharam em fotos de dermatoscópio, quase todas de pele clara. Em outras fotos ela pode errar mais.',
  fit: 'Ajustar à mancha',
  fits: 'O quadrado já está ajustado à mancha.',
  both: {
    heading: 'Os dois contornos',
    trace: 'Traçar os dois contornos',
    traceFirst: (megabytes) => `Traçar os dois contornos (${megabytes} MB)`,
    then: (earlier, later) => `${earlier}, depois ${later}`,
    within: (most) => `Não diferem mais do que duas fotos da mesma mancha já diferem (até ${most}).`,
    beyond: (most) => `Diferem mais do que duas fotos da mesma mancha costumam diferir (até ${most}).`,
    repeated:
      '“Até” é o que 95 de 100 pares de fotos de dermatoscópio da mesma mancha não ultrapassaram. Duas fotos de celular provavelmente diferem mais; ninguém mediu quanto.',
    none: (day) => `Na foto de ${day} não foi encontrado um contorno claro.`,
    edge: (day) =>
      `Na foto de ${day} a mancha chega à borda do quadrado: os números dela são só da parte visível.`,
  },
  network: 'rede para contornos',
  kept: (megabytes) => `Além disso: a rede para contornos, ${megabytes} MB.`,
};
