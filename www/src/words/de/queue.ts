import { number } from '../../app/format';

export const queue = {
  label: 'Ihre Fotos',
  position: (at: number, of: number): string => `Foto ${number(at)} von ${number(of)}`,
  states: {
    waiting: 'Noch kein Ergebnis',
    failed: 'Lässt sich nicht öffnen',
    stale: 'Quadrat verschoben',
    answer: 'Ergebnis',
    unsure: 'Ich kann es nicht sagen',
    unsuitable: 'Nicht zu beurteilen',
  },
  item: (position: string, state: string): string => `${position}: ${state}`,
  previous: 'Vorheriges Foto',
  next: 'Nächstes Foto',
  onward: 'Weiter zum nächsten Foto',
  remove: 'Dieses Foto herausnehmen',
  startOver: 'Alles weglegen und neu beginnen',
};
