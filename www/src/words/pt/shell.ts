import type { Messages } from '../../messages';

export const shell: Messages['shell'] = {
  navigation: 'Spotcheck',
  skip: 'Ir para o conteúdo',
  screens: {
    check: 'Olhar',
    diary: 'Diário',
    doctor: 'Para o seu médico',
    data: 'Seus dados',
    models: 'Modelos',
    private: 'É mesmo privado?',
    about: 'Sobre',
  },
  opening: 'Abrindo…',
  unknown: {
    heading: 'Não há uma página assim aqui.',
    help: 'O endereço pode ter um erro de digitação, ou ser de outra versão do Spotcheck. Nada se perdeu.',
    back: 'Olhar uma foto',
  },
  reload: 'Recarregar a página',
};
