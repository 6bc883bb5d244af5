import { number } from '../../app/format';
import type { Messages } from '../../messages';

export const heat: Messages['heat'] = {
  heading: 'Wohin es gesehen hat',
  picture: (region) => `Das Quadrat Ihres Fotos, darüber eine blaue Karte, am stärksten ${region}`,
  strength: 'Wie stark die Karte gezeichnet ist',
  shows: (name, region) => `Je blauer eine Stelle, desto mehr sprach sie für „${name}“. Das meiste davon liegt ${region}.`,
  coarse: (side) =>
    `Die Karte ist grob: ${number(side)} mal ${number(side)} Felder. Ist sie neben dem Fleck, an einem Haar oder am Rand am stärksten, trauen Sie der Antwort weniger.`,
  regions: {
    'all-over': 'über das ganze Quadrat verteilt',
    middle: 'in der Mitte des Quadrats',
    top: 'im oberen Teil des Quadrats',
    bottom: 'im unteren Teil des Quadrats',
    left: 'im linken Teil des Quadrats',
    right: 'im rechten Teil des Quadrats',
    'top-left': 'oben links im Quadrat',
    'top-right': 'oben rechts im Quadrat',
    'bottom-left': 'unten links im Quadrat',
    'bottom-right': 'unten rechts im Quadrat',
  },
};
