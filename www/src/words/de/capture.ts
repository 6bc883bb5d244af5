import { number } from '../../app/format';

export const capture = {
  hints: {
    none: '',
    dark: 'Zu dunkel. Suchen Sie mehr Licht.',
    bright: 'Zu hell. Weniger Licht.',
    still: 'Stillhalten.',
    closer: 'Näher.',
    farther: 'Etwas weiter weg.',
    blurred: 'Unscharf. Stellen Sie scharf, oder gehen Sie etwas zurück.',
    glare: 'Es glänzt. Neigen Sie das Telefon ein wenig.',
    good: 'Gut. Machen Sie das Foto.',
  },
  still: (hint: string): string => `Das Bild im Quadrat könnte besser sein: ${hint}`,
  counting: 'Gut. Stillhalten, es wird aufgenommen.',
  stop: 'Halt',
  automatic: 'Automatisch',
  automaticMore: 'Macht das Foto von selbst, sobald alles eine Sekunde lang gut ist',
  torch: 'Licht',
  focus: 'Scharfstellen',
  focusMore: 'Auf die Mitte scharfstellen. Sie können auch auf das Bild tippen.',
  zoom: 'Zoom der Kamera',
  zoomed: (times: string): string => `${times} ×`,
  lens: 'Kamera',
  lensNumber: (count: number): string => `Kamera ${number(count)}`,
};
