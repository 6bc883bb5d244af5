import type { Messages } from '../../messages';

export const about: Messages['about'] = {
  heading: 'Über Spotcheck',
  what: [
    'Spotcheck sieht ein Foto eines Flecks auf der Haut an, sagt, wem er ähnelt, und sagt auch, wenn es das nicht weiß. Das tut ein kleines Modell auf Ihrem eigenen Gerät; kein Foto verlässt es.',
    'Es ist ein zweiter Blick und nicht mehr. Es kennt weder Sie noch die Vorgeschichte des Flecks, ist kein Medizinprodukt, und niemand hat geprüft, ob es Menschen damit besser geht.',
  ],
  private: 'Ist das wirklich privat?',
  models: 'Alle Modelle',
  settings: 'Einstellungen',
  text: 'Schriftgröße',
  sizes: { usual: 'Wie üblich', large: 'Groß', largest: 'Sehr groß' },
  sample: 'Alles auf der Seite wächst mit.',
  versions: 'Fassungen',
  version: {
    page: 'Spotcheck',
    model: 'Modell',
    engine: 'Rechenwerk',
    modelOf: (id, version) => `${id} ${version}`,
    none: 'nicht bereit',
  },
  licencesMore: 'Das Programm darf unter jeder seiner zwei Lizenzen benutzt, geändert und weitergegeben werden. Das Modell hat eine eigene Lizenz, ebenso die Bilder, aus denen es gelernt hat; alle stehen unten.',
};
