import type { Messages } from '../../messages';

export const crash: Messages['crash'] = {
  heading: 'Una parte de esta página ha fallado.',
  help: 'Es un fallo de Spotcheck, no suyo ni de su foto. Lo que tiene guardado está intacto.',
  photo: {
    keeping: 'Apartando su foto…',
    kept: 'Su foto y su cuadrado están apartados en este dispositivo. Podrá abrirlos de nuevo tras volver a cargar.',
    lost: 'No se pudo apartar su foto: al volver a cargar se perdería. «Seguir» la deja donde está.',
  },
  reload: 'Volver a cargar la página',
  plain: 'Empezar de forma sencilla',
  plainMore: 'Un comienzo sencillo usa solo la CPU y ninguno de sus ajustes. Pruébelo si volver a cargar no ayuda.',
  goOn: 'Seguir',
  details: 'Detalles para informar del fallo',
  copy: 'Copiar los detalles',
  copied: 'Copiado. No contienen nada de su foto.',
  notCopied: 'El navegador no lo permitió. Seleccione el texto y cópielo.',
  rescued: {
    text: 'Su foto de antes sigue aquí.',
    open: 'Abrirla',
    drop: 'Borrarla',
  },
};
