import { number } from '../../app/format';
import type { Messages } from '../../messages';
import { pluralOf } from '../plural';

const plural = pluralOf('de');

export const models: Messages['models'] = {
  heading: 'Modelle',
  intro:
    'Ein Modell ist die Datei, aus der eine Antwort kommt. Es wird einmal von dieser Seite geholt, daraufhin geprüft, dass es genau die Datei ist, die seine Beschreibung nennt, und auf diesem Gerät aufbewahrt. Von da an arbeitet es ohne Netz.',
  skin: 'Für Flecken auf der Haut',
  others: 'Andere Bilder (Forschung)',
  othersIntro:
    'Diese Modelle sehen andere Bilder an als ein Foto der Haut. Sie sind für Forschung und Lehre; entscheiden Sie danach nichts über einen Menschen.',
  use: 'Dieses Modell benutzen',
  useOf: (title) => `Dieses Modell benutzen: ${title}`,
  size: (megabytes) => `${megabytes} MB, einmal herunterzuladen`,
  inUse: 'In Gebrauch',
  held: (version, megabytes) => `Auf diesem Gerät: Fassung ${version}, ${megabytes} MB`,
  notHeld: 'In Gebrauch, aber nicht auf diesem Gerät aufbewahrt.',
  gone: 'Diese Seite hat es nicht mehr. Einmal entfernt, lässt es sich nicht wieder holen.',
  newer: (newer, own) => `Eine neuere Fassung ist da: ${newer}. Ihre ist ${own} und bleibt, bis die neue hier und geprüft ist.`,
  newerSame: 'Eine neuere Beschreibung dieser Fassung ist da. Ihre bleibt, bis die neue hier und geprüft ist.',
  paused: (received, total) => `Angehalten: ${received} von ${total} MB sind hier.`,
  coming: (received, total) => `Wird geholt: ${received} von ${total} MB`,
  progress: (title) => `Wird geholt: ${title}`,
  fetch: 'Holen',
  fetchOf: (title) => `Holen: ${title}`,
  pause: 'Anhalten',
  pauseOf: (title) => `Anhalten: ${title}`,
  resume: 'Weiter',
  resumeOf: (title) => `Weiter holen: ${title}`,
  discard: 'Diesen Teil wegwerfen',
  discardOf: (title) => `Diesen Teil wegwerfen: ${title}`,
  update: 'Die neuere Fassung holen',
  updateOf: (title) => `Die neuere Fassung holen: ${title}`,
  remove: 'Entfernen',
  removeOf: (title) => `Entfernen: ${title}`,
  sure: 'Von diesem Gerät entfernen?',
  sureInUse: 'Es antwortet, bis Sie die Seite verlassen, und wird beim nächsten Besuch neu geholt.',
  keep: 'Behalten',
  card: 'Werte, Grenzen und Lizenzen',
  cardOf: (title) => `Werte, Grenzen und Lizenzen: ${title}`,
  cardFetching: 'Seine Beschreibung wird geholt…',
  storage: (count, megabytes) =>
    count === 0
      ? 'Auf diesem Gerät wird kein Modell aufbewahrt.'
      : `Auf diesem Gerät aufbewahrt: ${plural(count, { one: 'ein Modell', other: `${number(count)} Modelle` })}, ${megabytes} MB.`,
  storageAll: (used, available) =>
    `Alles, was diese Seite hier aufbewahrt, braucht ${used}; der Browser würde etwa ${available} mehr erlauben.`,
  look: 'Nach neueren Fassungen sehen',
  looking: 'Wird nachgesehen…',
  lookedNone: 'Es wurde keine neuere Fassung gefunden.',
  lookedSome: (count) =>
    plural(count, {
      one: 'Von einem Modell ist eine neuere Fassung da.',
      other: `Von ${number(count)} Modellen sind neuere Fassungen da.`,
    }),
  lookedNot: 'Die Seite war nicht zu erreichen.',
  said: {
    fetched: (title) => `${title}: geholt, geprüft und auf diesem Gerät aufbewahrt.`,
    paused: (title) => `${title}: angehalten.`,
    removed: (title) => `${title}: von diesem Gerät entfernt.`,
  },
  open: 'Ein Modell von diesem Gerät öffnen',
  openMore:
    'Für Modelle, die Sie selbst trainiert oder importiert haben: Wählen Sie card.json und ihre Gewichtsdatei zusammen. Sie werden benutzt, bis Sie die Seite verlassen, werden nicht gespeichert und nirgendwohin geschickt.',
  choose: 'Die zwei Dateien wählen',
  opening: 'Das Modell wird geöffnet…',
};
