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
};
