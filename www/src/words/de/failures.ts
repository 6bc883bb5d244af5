import { fact } from '../../app/format';
import type { Facts } from '../../failure';
import type { Failures } from '../../messages';
import { data } from './data';

const reload = 'Versuchen Sie es noch einmal; hilft das nicht, laden Sie die Seite neu.';
const sides = (width: string | number | undefined, height: string | number | undefined): string =>
  `${fact(width)}\u00a0×\u00a0${fact(height)}`;

const notYourDoing = 'Das ist ein Fehler der Seite, nicht Ihrer und nicht der Ihres Fotos. Versuchen Sie es später noch einmal.';
const stays = 'Das Modell von vorher bleibt in Gebrauch.';
const help = ({ from }: Facts, ofTheSite: string, ofOwnFiles: string): string =>
  from === 'file' ? `${ofOwnFiles} ${stays}` : ofTheSite;

export const failures: Failures = {
  'simd-missing': () => ({
    title: 'Dieser Browser ist zu alt für Spotcheck.',
    help: 'Ihm fehlt eine Funktion von WebAssembly (SIMD), auf der das Rechenwerk aufbaut. Aktualisieren Sie ihn, oder nehmen Sie ein aktuelles Chrome, Edge, Firefox oder Safari.',
  }),
  'engine-download': () => ({
    title: 'Das Rechenwerk konnte nicht heruntergeladen werden.',
    help: 'Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Ihr Foto und Ihr Ausschnitt bleiben, wie sie sind.',
  }),
  'engine-trap': () => ({
    title: 'Das Rechenwerk ist mitten in der Arbeit stehen geblieben.',
    help: `Es wurde ersetzt. ${reload}`,
  }),
  'engine-timeout': ({ seconds }) => ({
    title: `Das Rechenwerk hat innerhalb von ${fact(seconds)} Sekunden nicht geantwortet.`,
    help: 'Es wurde ersetzt. Schließen Sie andere rechenintensive Tabs und versuchen Sie es noch einmal.',
  }),
  'gpu-lost': () => ({ title: 'Der Grafikprozessor ist ausgefallen.', help: 'Das Rechenwerk für die CPU arbeitet ohne ihn.' }),
  'gpu-wrong': () => ({
    title: 'Der Grafikprozessor hat falsch gerechnet.',
    help: 'Nichts davon wurde verwendet. Das Rechenwerk für die CPU arbeitet ohne ihn.',
  }),
  'card-format': (facts) => ({
    title: 'Die Beschreibung des Modells ist nicht lesbar.',
    help: help(facts, notYourDoing, 'Diese card.json ist beschädigt oder stammt nicht von Spotcheck.'),
  }),
  'card-version': (facts) => ({
    title: 'Das Modell braucht eine neuere Fassung dieser Seite.',
    help: help(
      facts,
      'Laden Sie die Seite neu, während Sie online sind, damit beide vom selben Tag stammen.',
      'Seine card.json hat ein Format oder ein Netz, das diese Seite nicht kennt. Laden Sie die Seite neu, während Sie online sind, oder schreiben Sie die Dateien noch einmal.',
    ),
  }),
  'weights-missing': () => ({ title: 'Die Gewichte des Modells fehlen auf der Seite.', help: notYourDoing }),
  'weights-size': (facts) =>
    facts['from'] === 'file'
      ? {
          title: 'Die Gewichtsdatei ist nicht so lang, wie card.json angibt.',
          help: `Die beiden gehören nicht zusammen, oder eine wurde nicht vollständig kopiert. ${stays}`,
        }
      : {
          title: 'Die Gewichte des Modells sind unvollständig angekommen.',
          help: 'Vielleicht ist die Verbindung abgebrochen. Versuchen Sie es noch einmal.',
        },
  'weights-hash': (facts) => ({
    title: 'Die Gewichte des Modells sind nicht die, die seine Beschreibung nennt.',
    help: help(
      facts,
      'Sie wurden unterwegs verändert oder beschädigt; deshalb wurde nichts geladen oder gespeichert. Versuchen Sie es noch einmal.',
      'Die beiden Dateien gehören nicht zusammen, oder eine ist beschädigt.',
    ),
  }),
  'weights-network': (facts) => ({
    title: 'Die Gewichte gehören zu einem anderen Netz.',
    help: help(facts, notYourDoing, 'Wählen Sie die zwei Dateien, die zusammen geschrieben wurden.'),
  }),
  'weights-values': (facts) => ({
    title: 'Die Gewichte enthalten Werte, die keine Zahlen sind.',
    help: help(facts, notYourDoing, 'Vielleicht ist das Training dieses Modells misslungen.'),
  }),
  'picture-size': () => ({
    title: 'Mit der Größe dieses Bildes kann das Rechenwerk nichts anfangen.',
    help: 'Wählen Sie ein anderes Foto.',
  }),
  crop: () => ({
    title: 'Das Quadrat reicht über das Bild hinaus.',
    help: 'Setzen Sie das Quadrat zurück und versuchen Sie es noch einmal.',
  }),
  device: () => ({ title: 'Das Rechenwerk ließ sich auf diesem Gerät nicht starten.', help: reload }),
  'known-answer': (facts) => ({
    title: 'Das Rechenwerk hat auf diesem Gerät seine eigene Probe nicht bestanden.',
    help: help(
      facts,
      'Es hat ein bekanntes Bild falsch berechnet; seinen Antworten ist also nicht zu trauen. Laden Sie die Seite neu; hilft das nicht, versuchen Sie es mit einem anderen Browser.',
      'Mit diesen Gewichten kommt bei einem bekannten Bild nicht heraus, was card.json angibt. Vielleicht gehören die beiden Dateien nicht zusammen.',
    ),
  }),
  inference: () => ({ title: 'Das Rechenwerk konnte dieses Bild nicht bearbeiten.', help: reload }),
  'models-missing': () => ({ title: 'Die Seite hat keine Liste der Modelle.', help: notYourDoing }),
  'model-offline': () => ({
    title: 'Das Modell konnte nicht geholt werden.',
    help: 'Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Nach einem vollständigen Besuch arbeitet Spotcheck auch ohne Netz.',
  }),
  'model-unknown': ({ id }) => ({
    title: `Diese Seite hat kein Modell namens „${id}“.`,
    help: 'Vielleicht ist die Adresse vertippt, oder das Modell wird nicht mehr angeboten. Es wurde nichts geladen.',
  }),
  'model-switched': () => ({
    title: 'Inzwischen wurde ein anderes Modell in Gebrauch genommen.',
    help: 'Nichts ist verloren: Fragen Sie noch einmal.',
  }),
  'model-unstored': () => ({
    title: 'Das Modell konnte auf diesem Gerät nicht gespeichert werden.',
    help: 'Das Gerät ist voll, oder der Browser speichert für diese Seite nichts. Was vorher gespeichert war, ist noch da.',
  }),
  'outline-offline': () => ({
    title: 'Das Netz für Umrisse konnte nicht geholt werden.',
    help: 'Es ist noch nicht auf diesem Gerät. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal; ist es einmal hier, arbeitet es auch ohne Netz.',
  }),
  'open-card': () => ({
    title: 'Unter diesen Dateien ist keine card.json.',
    help: `Ein Modell besteht aus zwei Dateien: card.json und seinen Gewichten. Wählen Sie beide zugleich. ${stays}`,
  }),
  'open-weights': ({ file }) => ({
    title: `Die Gewichtsdatei „${file}“ fehlt.`,
    help: `Sie liegt neben card.json. Wählen Sie beide zugleich. ${stays}`,
  }),
  'open-large': ({ file, megabytes, largest }) => ({
    title: `„${file}“ ist zu groß: ${fact(megabytes)} MB.`,
    help: `Ein Browser auf dem Telefon hat dafür nicht genug Speicher; mehr als ${fact(largest)} MB gehen nicht. ${stays}`,
  }),
  'queue-full': ({ most, left }) => ({
    title: `Hier passen nur ${fact(most)} Bilder auf einmal hinein: ${fact(left)} von Ihren wurden ausgelassen.`,
    help: 'Sehen Sie zuerst diese an, oder nehmen Sie welche heraus. Geben Sie dann die übrigen noch einmal.',
  }),
  'share-lost': ({ taken }) => ({
    title: taken === 0 ? 'Was geteilt wurde, ist nicht angekommen.' : 'Nicht alles, was geteilt wurde, ist angekommen.',
    help: 'Vielleicht ist auf diesem Gerät kein Platz mehr. Wählen Sie das Foto stattdessen von hier aus.',
  }),
  'file-empty': () => ({
    title: 'Diese Datei ist leer.',
    help: 'Vielleicht wurde sie nicht vollständig kopiert. Wählen Sie eine andere.',
  }),
  'file-unreadable': () => ({
    title: 'Diese Datei ist nicht lesbar.',
    help: 'Liegt sie in einem Cloud-Speicher, laden Sie sie zuerst auf dieses Gerät herunter. Wählen Sie sie dann noch einmal.',
  }),
  'file-not-picture': () => ({
    title: 'Das ist kein Bild.',
    help: 'Wie die Datei auch heißt, ihr Inhalt ist etwas anderes. Wählen Sie ein Foto als JPEG, PNG, WebP, GIF, AVIF oder HEIC.',
  }),
  'file-truncated': () => ({
    title: 'Dieses Bild ist abgeschnitten.',
    help: 'Ein Teil der Datei fehlt, und der Rest wäre geraten. Kopieren oder laden Sie sie noch einmal, oder wählen Sie ein anderes Bild.',
  }),
  'file-broken': () => ({
    title: 'Dieses Bild ist beschädigt.',
    help: 'Der Browser kann es nicht entschlüsseln. Öffnen Sie es in einer Foto-App und speichern Sie es neu als JPEG, oder wählen Sie ein anderes.',
  }),
  'file-heic': () => ({
    title: 'Dieser Browser kann keine HEIC-Fotos öffnen.',
    help: 'Wählen Sie auf einem iPhone Einstellungen › Kamera › Formate › Maximale Kompatibilität und machen Sie das Foto neu; oder öffnen Sie es in einer Foto-App und exportieren Sie es als JPEG.',
  }),
  'picture-tiny': ({ width, height, smallest }) => ({
    title: `Dieses Bild ist zu klein: ${sides(width, height)} Pixel.`,
    help: `Es braucht mindestens ${sides(smallest, smallest)}, und besser einige Hundert. Wählen Sie das ursprüngliche Foto statt der Vorschau.`,
  }),
  'picture-huge': ({ width, height, megapixels, megabytes }) => ({
    title:
      megabytes === undefined
        ? `Dieses Bild ist zu groß: ${sides(width, height)}, ${fact(megapixels)} Megapixel.`
        : `Diese Datei ist zu groß: ${fact(megabytes)} MB.`,
    help: 'Es bräuchte mehr Speicher, als ein Telefon hat. Machen Sie ein Bildschirmfoto des Teils, auf den es ankommt, oder exportieren Sie in einer Foto-App eine kleinere Kopie (unter 64 Megapixel).',
  }),
  'camera-denied': () => ({
    title: 'Diese Seite darf die Kamera nicht benutzen.',
    help: 'Erlauben Sie die Kamera für diese Seite in den Einstellungen des Browsers, oder wählen Sie stattdessen ein Foto.',
  }),
  'camera-absent': () => ({ title: 'Es wurde keine Kamera gefunden.', help: 'Wählen Sie stattdessen ein Foto.' }),
  'camera-busy': () => ({
    title: 'Die Kamera ließ sich nicht starten.',
    help: 'Vielleicht benutzt sie eine andere App. Schließen Sie diese und versuchen Sie es noch einmal, oder wählen Sie stattdessen ein Foto.',
  }),
  'camera-insecure': () => ({
    title: 'Die Kamera braucht eine verschlüsselte Verbindung.',
    help: 'Browser geben sie nur Seiten, deren Adresse mit https:// beginnt. Wählen Sie stattdessen ein Foto.',
  }),
  ...data.failures,
  'screen-download': () => ({
    title: 'Dieser Teil der Seite konnte nicht geholt werden.',
    help: 'Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal. Ist inzwischen eine neue Fassung von Spotcheck gekommen, laden Sie die Seite neu.',
  }),
  unknown: () => ({ title: 'Etwas Unerwartetes ist schiefgegangen.', help: reload }),
};
