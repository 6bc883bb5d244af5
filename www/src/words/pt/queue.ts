import { number } from '../../app/format';

export const queue = {
  label: 'Suas fotos',
  position: (at: number, of: number): string => `Foto ${number(at)} de ${number(of)}`,
  states: {
    waiting: 'Ainda sem resultado',
    failed: 'Não pode ser aberta',
    stale: 'Quadrado movido',
    answer: 'Resultado',
    unsure: 'Não sei dizer',
    unsuitable: 'Não dá para julgar',
  },
  item: (position: string, state: string): string => `${position}: ${state}`,
  previous: 'Foto anterior',
  next: 'Próxima foto',
  onward: 'Passar para a próxima foto',
  remove: 'Tirar esta foto',
  startOver: 'Pôr tudo de lado e recomeçar',
};
