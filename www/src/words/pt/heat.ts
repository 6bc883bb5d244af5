import { number } from '../../app/format';
import type { Messages } from '../../messages';

export const heat: Messages['heat'] = {
  heading: 'Para onde ele olhou',
  picture: (region) => `O quadrado da sua foto, com um mapa azul por cima cujo ponto mais forte está ${region}`,
  strength: 'Com que força o mapa é desenhado',
  shows: (name, region) => `Quanto mais azul um lugar, mais ele falava a favor de “${name}”. A maior parte está ${region}.`,
  coarse: (side) =>
    `O mapa é grosseiro: ${number(side)} por ${number(side)} casas. Se o mais forte está ao lado da mancha, num pelo ou na borda, confie menos na resposta.`,
  regions: {
    'all-over': 'espalhado por todo o quadrado',
    middle: 'no meio do quadrado',
    top: 'na parte de cima do quadrado',
    bottom: 'na parte de baixo do quadrado',
    left: 'na parte esquerda do quadrado',
    right: 'na parte direita do quadrado',
    'top-left': 'em cima, à esquerda do quadrado',
    'top-right': 'em cima, à direita do quadrado',
    'bottom-left': 'embaixo, à esquerda do quadrado',
    'bottom-right': 'embaixo, à direita do quadrado',
  },
};
