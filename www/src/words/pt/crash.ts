import type { Messages } from '../../messages';

export const crash: Messages['crash'] = {
  heading: 'Uma parte desta página falhou.',
  help: 'É uma falha do Spotcheck, não sua nem da sua foto. O que você guardou está intacto.',
  photo: {
    keeping: 'Pondo sua foto de lado…',
    kept: 'Sua foto e o quadrado dela estão postos de lado neste aparelho. Você pode abri-los de novo depois de recarregar.',
    lost: 'Não foi possível pôr sua foto de lado: ao recarregar, ela se perderia. “Continuar” deixa-a onde está.',
  },
  reload: 'Recarregar a página',
  plain: 'Começar de forma simples',
  plainMore: 'Um começo simples usa só a CPU e nenhuma das suas configurações. Tente-o se recarregar não ajudar.',
  goOn: 'Continuar',
  details: 'Detalhes para relatar a falha',
  copy: 'Copiar os detalhes',
  copied: 'Copiado. Eles não contêm nada da sua foto.',
  notCopied: 'O navegador não permitiu. Selecione o texto e copie-o.',
  rescued: {
    text: 'Sua foto de antes ainda está aqui.',
    open: 'Abrir',
    drop: 'Apagar',
  },
};
