import type { Messages } from '../../messages';

export const details: Messages['details'] = {
  pictures: 'Imágenes',
  diagram: {
    heading: 'La probabilidad que da y cuántas veces acierta',
    shows:
      'En horizontal: la probabilidad con la que dio su respuesta. En vertical: la parte de esas respuestas que fue correcta. En la línea discontinua ambas son iguales; cuanto mayor es un punto, más imágenes representa.',
    sure: 'Probabilidad',
    right: 'Correctas',
  },
  coverage: {
    heading: 'Si solo respondiera donde su probabilidad es mayor',
    shows:
      'En horizontal: la parte de las imágenes a las que respondería, primero las de mayor probabilidad. En vertical: la parte de esas respuestas que es errónea.',
    answered: 'Respondidas',
    wrong: 'Erróneas',
  },
  subgroups: {
    heading: 'En partes de las imágenes de prueba',
    tooFew: 'muy pocas para decirlo',
    unknown: 'no se sabe',
    band: (from, to) => `de ${from} a menos de ${to}`,
  },
  strangers: { heading: 'Imágenes de otra cosa', refused: 'Rechazadas' },
  elsewhere: {
    heading: 'Imágenes de otra clínica',
    means:
      'No ha aprendido nada de ellas, y tampoco de las suyas: para sus imágenes, cuente en el mejor de los casos con cifras como estas, no con las anteriores.',
  },
};
