import { number } from '../../app/format';
import type { EngineKind } from '../../engine/protocol';
import type { Messages, Words } from '../../messages';

const engines: Readonly<Record<EngineKind, string>> = { cpu: 'CPU', gpu: 'GPU' };

const skin: Words = {
  lead: 'Ein zweiter Blick auf einen Fleck auf Ihrer Haut',
  intro: 'Ein kleines Modell sieht ein Foto an, sagt, wem es ähnelt, und sagt auch, wenn es das nicht weiß.',
  choose: 'Foto wählen',
  another: 'Anderes Foto',
  guide: 'Holen Sie einen Fleck in das Quadrat: nah, scharf, in gleichmäßigem Licht.',
  frame: 'Den Fleck einrahmen',
  look: 'Diesen Fleck ansehen',
  unsuitableMore: 'Deshalb nennt es keine Art von Fleck. Ein Bild, das es beurteilen kann, zeigt dies:',
  groups: 'Die zwei Gruppen',
  classes: 'Die Arten von Flecken dahinter',
  back: 'Zurück zu Hautflecken',
  reasons: {
    'low-confidence': 'Keine Art von Fleck hebt sich deutlich genug ab.',
    'close-call': 'Die zwei Gruppen liegen fast gleichauf.',
    'unlike-training': 'Es sieht anders aus als die Bilder, aus denen das Modell gelernt hat.',
    blank: 'In dem Quadrat ist kaum etwas zu sehen.',
    'too-small': 'Das Quadrat hat zu wenige Pixel.',
  },
  doctor: {
    heading: 'Was hier auch steht: Gehen Sie zum Arzt oder zur Ärztin, wenn der Fleck',
    signs: ['sich verändert hat', 'blutet', 'juckt', 'neu ist', 'anders aussieht als Ihre übrigen'],
    more: 'Ein Modell kennt nur das Bild. Ein Arzt oder eine Ärztin sieht Sie.',
  },
};

const neutral: Words = {
  lead: 'Ein zweiter Blick auf dieses Bild',
  intro: 'Ein kleines Modell sieht ein Bild an, sagt, wem es ähnelt, und sagt auch, wenn es das nicht weiß.',
  choose: 'Bild wählen',
  another: 'Anderes Bild',
  guide: 'Holen Sie das Bild in das Quadrat: gerade, scharf, ohne Spiegelung.',
  frame: 'Das Bild einrahmen',
  look: 'Dieses Bild ansehen',
  unsuitableMore: 'Deshalb nennt es nichts. Ein Bild, das es beurteilen kann, zeigt dies:',
  groups: 'Die Gruppen',
  classes: 'Die einzelnen Antworten',
  back: 'Zurück zum üblichen Modell',
  reasons: {
    ...skin.reasons,
    'low-confidence': 'Nichts hebt sich deutlich genug ab.',
    'close-call': 'Die wahrscheinlichsten Gruppen liegen fast gleichauf.',
  },
  doctor: {
    heading: 'Dies ist für die Forschung.',
    signs: [],
    more: 'Lassen Sie Bilder des Körpers von Menschen lesen, die dafür ausgebildet sind.',
  },
};

export const page = {
  name: 'Spotcheck',
  privacy: 'Ihr Foto bleibt auf diesem Gerät.',
  privacyMore: 'Die Seite arbeitet ohne Netz und schickt nichts irgendwohin.',
  notAnOpinion: 'Dies ist keine ärztliche Meinung und kann keine ersetzen.',

  doors: {
    camera: 'Kamera benutzen',
    nativeCamera: 'Mit der Kamera-App aufnehmen',
    more: 'Sie können Bilder auch hierher ziehen oder eines einfügen. Mehrere werden nacheinander angesehen.',
    drop: 'Lassen Sie die Bilder irgendwo los',
    opening: 'Das Foto wird geöffnet…',
  },
  camera: {
    label: 'Kamera',
    shutter: 'Foto aufnehmen',
    cancel: 'Zurück',
    starting: 'Die Kamera startet…',
  },
  crop: {
    stage:
      'Ausschnitt. Ziehen verschiebt, zwei Finger oder das Mausrad zoomen. Die Pfeiltasten verschieben, Plus und Minus zoomen, Null setzt zurück.',
    zoom: 'Zoom',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    left: 'Nach links',
    right: 'Nach rechts',
    up: 'Nach oben',
    down: 'Nach unten',
    reset: 'Zurücksetzen',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    suggestion: 'Das vorgeschlagene Quadrat nehmen',
    said: (side, fromLeft, fromTop) =>
      `Quadrat von ${number(side)} Pixeln, ${number(fromLeft)} Prozent von links, ${number(fromTop)} Prozent von oben.`,
    pixels: (side) => `${number(side)}\u00a0×\u00a0${number(side)} px`,
  },
  check: {
    again: 'Noch einmal ansehen',
    waiting: 'Warten auf das Modell…',
    waitingFor: (received, total) => `Warten auf das Modell: ${received} von ${total} MB`,
    running: 'Wird angesehen…',
    cancel: 'Abbrechen',
    stale: 'Sie haben das Quadrat verschoben. Dies ist das Ergebnis für die Stelle von vorher.',
  },
  verdict: {
    label: 'Ergebnis',
    resembles: 'Wozu das Modell neigt',
    reliability: ({ right, low, high }) =>
      `Von ${number(100)} Testbildern mit solchen Werten gehörten ${number(right)} wirklich zu dieser Gruppe (${number(low)} bis ${number(high)}).`,
    counted: (n, data) => `Gezählt an ${number(n)} Bildern von ${data}.`,
    prevalence: (common) =>
      `Das gilt, wo ${number(common)} von ${number(100)} Bildern zu dieser Gruppe gehören. Wo es weniger sind, stimmt eine solche Antwort seltener.`,
    unsure: 'Ich kann es nicht sagen.',
    unsureMore: 'Das Modell weiß es nicht. Seine Zahlen stehen unten, aber verlassen Sie sich nicht auf sie.',
    unsuitable: 'Dieses Bild kann ich nicht beurteilen.',
    timing: 'Wie dies berechnet wurde',
    engine: (kind) => `Rechenwerk: ${engines[kind]}`,
    stages: { decode: 'lesen', prepare: 'vorbereiten', infer: 'rechnen', judge: 'urteilen' },
  },
  limits: { heading: 'Was es nicht kann' },
  model: {
    heading: 'Über das Modell',
    version: 'Modell',
    figures: 'Gemessene Werte',
    unmeasured: 'Es wurde nichts gemessen.',
    interval: (low, high) => `${low} bis ${high}`,
    basis: (data, split, n) => `${data}, ${split}, n\u00a0=\u00a0${number(n)}`,
    measuredOn: (basis) => `Gemessen an: ${basis}.`,
    table: { figure: 'Größe', value: 'Wert', interval: '95-%-Intervall' },
    licences: 'Lizenzen',
    licence: { code: 'Code', weights: 'Gewichte', data: 'Trainingsdaten' },
  },
  inUse: {
    label: 'Modell in Gebrauch',
    chosen: (title) => `In Gebrauch: ${title}`,
    research: 'Für die Forschung, nicht für die Behandlung.',
    opened: (id) => `In Gebrauch: „${id}“`,
    unknown: 'Von diesem Gerät geöffnet; über seine Güte ist nichts bekannt.',
    shows: 'Ein Bild muss zeigen:',
    back: 'Zurück',
  },
  language: { label: 'Sprache' },
  translation: {
    unreviewed: 'Diese Übersetzung wurde von keiner medizinischen Fachperson geprüft.',
    original: 'Das englische Original lesen',
  },
  status: {
    loading: 'Wird vorbereitet…',
    progress: (received, total) => `Wird vorbereitet: ${received} von ${total} MB`,
    ready: (engine) => `Bereit. Es antwortet das Rechenwerk für die ${engines[engine]}.`,
    failed: 'Nicht bereit.',
  },
  problem: { retry: 'Noch einmal versuchen', dismiss: 'Schließen', detail: 'Einzelheiten für eine Meldung' },
  notes: {
    'gpu-absent': 'Hier wird keine GPU angeboten; deshalb antwortet das Rechenwerk für die CPU.',
    'gpu-refused': 'Das Rechenwerk für die GPU hat hier seine Probe nicht bestanden; deshalb antwortet das für die CPU.',
    'gpu-replaced': 'Das Rechenwerk für die GPU ist ausgefallen und wurde abgeschaltet. Es antwortet das für die CPU.',
    'model-mended': 'Das gespeicherte Modell war beschädigt. Es wurde neu geholt und ist wieder ganz.',
    'model-not-stored':
      'Das Modell konnte nicht gespeichert werden: Dieses Gerät ist voll, oder der Browser speichert für diese Seite nichts. Es wird bei jedem Besuch geholt.',
    'model-older': 'Ein neueres Modell war nicht zu gebrauchen. Es antwortet weiter das vorher gespeicherte.',
    'model-newer': 'Eine neuere Fassung dieses Modells ist da. Sie wird geholt, wenn Sie es unter „Modelle“ sagen.',
    'model-offline-copy': 'Keine Verbindung: Es antwortet das Modell, das auf diesem Gerät gespeichert ist.',
    'offline-unavailable': 'Dieser Browser behält keine Kopie der Seite für unterwegs (privates Fenster?).',
    'language-unavailable':
      'Die Wörter der gewählten Sprache konnten nicht geholt werden. Versuchen Sie es noch einmal, wenn Sie online sind.',
    'first-frame': 'Dieses Bild bewegt sich. Nur sein erstes Einzelbild wird angesehen.',
  },
  skin,
  neutral,
} satisfies Partial<Messages>;
