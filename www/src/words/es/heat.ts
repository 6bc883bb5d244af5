import { number } from '../../app/format';
import type { Messages } from '../../messages';

export const heat: Messages['heat'] = {
  heading: 'Adónde miró',
  picture: (region) => `El cuadrado de su foto, con un mapa azul encima cuyo punto más fuerte está ${region}`,
  strength: 'Con cuánta fuerza se dibuja el mapa',
  shows: (name, region) => `Cuanto más azul es un lugar, más hablaba a favor de «${name}». La mayor parte está ${region}.`,
  coarse: (side) =>
    `El mapa es tosco: ${number(side)} por ${number(side)} casillas. Si lo más fuerte está junto a la mancha, en un pelo o en el borde, confíe menos en la respuesta.`,
  regions: {
    'all-over': 'repartido por todo el cuadrado',
    middle: 'en el centro del cuadrado',
    top: 'en la parte de arriba del cuadrado',
    bottom: 'en la parte de abajo del cuadrado',
    left: 'en la parte izquierda del cuadrado',
    right: 'en la parte derecha del cuadrado',
    'top-left': 'arriba a la izquierda del cuadrado',
    'top-right': 'arriba a la derecha del cuadrado',
    'bottom-left': 'abajo a la izquierda del cuadrado',
    'bottom-right': 'abajo a la derecha del cuadrado',
  },
};
