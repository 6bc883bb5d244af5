import { number } from '../../app/format';
import type { Messages } from '../../messages';

export const queue: Messages['queue'] = {
  label: 'Ihre Fotos',
  position: (at, of) => `Foto ${number(at)} von ${number(of)}`,
  states: {
    waiting: 'Noch kein Ergebnis',
    failed: 'Lässt sich nicht öffnen',
    stale: 'Quadrat verschoben',
    answer: 'Ergebnis',
    unsure: 'Ich kann es nicht sagen',
    unsuitable: 'Nicht zu beurteilen',
  },
  item: (position, state) => `${position}: ${state}`,
  previous: 'Vorheriges Foto',
  next: 'Nächstes Foto',
  onward: 'Weiter zum nächsten Foto',
  remove: 'Dieses Foto herausnehmen',
  startOver: 'Alles weglegen und neu beginnen',
};
