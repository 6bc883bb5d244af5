import { number } from '../../app/format';
import type { Messages } from '../../messages';

export const queue: Messages['queue'] = {
  label: 'Suas fotos',
  position: (at, of) => `Foto ${number(at)} de ${number(of)}`,
  states: {
    waiting: 'Ainda sem resultado',
    failed: 'Não pode ser aberta',
    stale: 'Quadrado movido',
    answer: 'Resultado',
    unsure: 'Não sei dizer',
    unsuitable: 'Não dá para julgar',
  },
  item: (position, state) => `${position}: ${state}`,
  previous: 'Foto anterior',
  next: 'Próxima foto',
  onward: 'Passar para a próxima foto',
  remove: 'Tirar esta foto',
  startOver: 'Pôr tudo de lado e recomeçar',
};
