import type { Messages } from '../../messages';

export const details: Messages['details'] = {
  pictures: 'Imagens',
  diagram: {
    heading: 'Quão certo ele está e quantas vezes acerta',
    shows:
      'Na horizontal: a probabilidade com que deu a resposta. Na vertical: a parte dessas respostas que estava certa. Na linha tracejada as duas são iguais; quanto maior um ponto, mais imagens ele representa.',
    sure: 'Probabilidade',
    right: 'Certas',
  },
  coverage: {
    heading: 'Se só respondesse onde está mais certo',
    shows:
      'Na horizontal: a parte das imagens às quais responderia, primeiro as mais certas. Na vertical: a parte dessas respostas que está errada.',
    answered: 'Respondidas',
    wrong: 'Erradas',
  },
  subgroups: {
    heading: 'Em partes das imagens de teste',
    tooFew: 'poucas demais para dizer',
    unknown: 'não se sabe',
    band: (from, to) => `de ${from} a menos de ${to}`,
  },
  strangers: { heading: 'Imagens de outra coisa', refused: 'Recusadas' },
  elsewhere: {
    heading: 'Imagens de outra clínica',
    means:
      'Ele não aprendeu nada com elas, nem com as suas: para as suas imagens, conte na melhor das hipóteses com números como estes, não com os de cima.',
  },
};
