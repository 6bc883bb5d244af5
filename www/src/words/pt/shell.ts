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
  update: {
    available: 'Há uma versão nova.',
    keeps: 'Sua foto é posta de lado para recarregar, e você pode abri-la de novo.',
    apply: 'Recarregar',
    lost: 'Não foi possível pôr sua foto de lado: ao recarregar, ela se perderia.',
    applyAnyway: 'Recarregar sem ela',
    later: 'Agora não',
  },
  offline: {
    copy: 'Você está sem conexão. O que está neste aparelho funciona do mesmo jeito.',
    noCopy: 'Você está sem conexão, e este navegador não guarda uma cópia da página: ela funciona até você sair.',
  },
  plain: {
    text: 'Começado de forma simples: só a CPU responde, e suas configurações ficam de lado.',
    usual: 'Começar como de costume',
  },
};
