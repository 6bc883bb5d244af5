import type { Messages } from '../../messages';

export const shell: Messages['shell'] = {
  navigation: 'Spotcheck',
  skip: 'Ir al contenido',
  screens: {
    check: 'Mirar',
    diary: 'Diario',
    doctor: 'Para su médico',
    data: 'Sus datos',
    models: 'Modelos',
    private: '¿Es de verdad privado?',
    about: 'Sobre',
  },
  opening: 'Abriendo…',
  unknown: {
    heading: 'Aquí no hay ninguna página así.',
    help: 'Puede que la dirección esté mal escrita, o que sea de otra versión de Spotcheck. No se ha perdido nada.',
    back: 'Mirar una foto',
  },
  reload: 'Volver a cargar la página',
  update: {
    available: 'Hay una versión nueva.',
    keeps: 'Su foto se aparta para volver a cargar, y podrá abrirla de nuevo.',
    apply: 'Volver a cargar',
    lost: 'No se pudo apartar su foto: al volver a cargar se perdería.',
    applyAnyway: 'Volver a cargar sin ella',
    later: 'Ahora no',
  },
  offline: {
    copy: 'Está sin conexión. Lo que hay en este dispositivo funciona igual.',
    noCopy: 'Está sin conexión, y este navegador no conserva una copia de la página: funciona hasta que la deje.',
  },
  plain: {
    text: 'Empezado de forma sencilla: solo responde la CPU, y sus ajustes quedan aparte.',
    usual: 'Empezar como siempre',
  },
};
