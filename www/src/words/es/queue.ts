import { number } from '../../app/format';

export const queue = {
  label: 'Sus fotos',
  position: (at: number, of: number): string => `Foto ${number(at)} de ${number(of)}`,
  states: {
    waiting: 'Aún sin resultado',
    failed: 'No se puede abrir',
    stale: 'Cuadrado movido',
    answer: 'Resultado',
    unsure: 'No lo sé',
    unsuitable: 'No se puede juzgar',
  },
  item: (position: string, state: string): string => `${position}: ${state}`,
  previous: 'Foto anterior',
  next: 'Foto siguiente',
  onward: 'Pasar a la foto siguiente',
  remove: 'Quitar esta foto',
  startOver: 'Guardarlo todo y empezar de nuevo',
};
