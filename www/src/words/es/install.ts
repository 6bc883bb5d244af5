import type { Messages } from '../../messages';

export const install: Messages['install'] = {
  heading: 'Téngalo a mano',
  why: 'En su pantalla de inicio, Spotcheck se abre como una aplicación, con red o sin ella, y el navegador borra con menos prisa lo que guarda para usted.',
  installed: 'Spotcheck está instalado en este dispositivo.',
  ask: 'Instalar Spotcheck',
  later: 'Ahora no',
  ios: ['Toque Compartir, el cuadrado con la flecha.', 'Elija «Añadir a pantalla de inicio».', 'Toque «Añadir».'],
  byHand: 'En el menú de su navegador puede que esté «Instalar» o «Añadir a pantalla de inicio». Donde no esté ninguno, un marcador también vale, incluso sin conexión.',
};
