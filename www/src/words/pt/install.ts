import type { Messages } from '../../messages';

export const install: Messages['install'] = {
  heading: 'Tenha-o à mão',
  why: 'Na sua tela de início o Spotcheck abre como um aplicativo, com ou sem rede, e o navegador demora mais a apagar o que guarda para você.',
  installed: 'O Spotcheck está instalado neste aparelho.',
  ask: 'Instalar o Spotcheck',
  later: 'Agora não',
  ios: ['Toque em Compartilhar, o quadrado com a seta.', 'Escolha “Adicionar à Tela de Início”.', 'Toque em “Adicionar”.'],
  byHand: 'O menu do seu navegador pode ter “Instalar” ou “Adicionar à tela inicial”. Onde não houver nenhum dos dois, um favorito também serve, mesmo sem conexão.',
};
