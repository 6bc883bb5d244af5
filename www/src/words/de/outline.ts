import type { Messages } from '../../messages';

export const outline: Messages['outline'] = {
  heading: 'Der Umriss',
  trace: 'Den Umriss nachzeichnen',
  traceFirst: (megabytes) => `Den Umriss nachzeichnen (${megabytes} MB)`,
  running: 'Wird nachgezeichnet…',
  picture: (share, region) =>
    `Das Quadrat Ihres Fotos, mit dem Umriss des Flecks als weißer Linie. Der Fleck nimmt ${share} des Quadrats ein und liegt ${region}.`,
  edge: 'Der Fleck reicht bis an den Rand des Quadrats: Umriss und Zahlen gelten nur für den sichtbaren Teil.',
  none: 'Es wurde kein klarer Umriss gefunden.',
  noneMore: 'Vielleicht geht es mit einem anderen Foto: ein Fleck, nah und scharf, mit Haut ringsum.',
  numbers: {
    asymmetry: {
      name: 'Asymmetrie',
      means: 'Wie viel des Flecks nicht auf sein Spiegelbild trifft, im Mittel über seine zwei Hauptachsen. Bei einem gleichmäßigen Fleck ist es fast nichts.',
    },
    border: {
      name: 'Rand',
      means: 'Wie lang der Rand für einen so großen Fleck ist. Ein Kreis hat 1; je länglicher oder zackiger ein Fleck, desto mehr. Die ungewisseste dieser Zahlen.',
    },
    colours: {
      name: 'Vielfalt der Farben',
      means: 'Wie weit seine Farben von ihrem Mittel entfernt sind (Delta-E nach CIE76). Ein einfarbiger Fleck hat 0; einen Unterschied von 2 oder 3 sieht man gerade noch.',
    },
    size: {
      name: 'Größe im Quadrat',
      means: 'Wie lang der Fleck ist, gemessen an der Seite des Quadrats. Das sagt, wie das Foto gerahmt ist, und nicht, wie groß der Fleck ist.',
    },
  },
  measured: 'Das sind Messungen an diesem Foto und kein Urteil. Sie hängen von Licht, Schärfe, Haaren und vom Ausschnitt ab.',
  learned: 'Das Netz hat aus Umrissen gelernt, die Menschen auf Dermatoskop-Fotos gezeichnet haben, fast alle von heller Haut. Bei anderen Fotos kann es weiter danebenliegen.',
  fit: 'An den Fleck anpassen',
  fits: 'Das Quadrat passt schon zum Fleck.',
  both: {
    heading: 'Beide Umrisse',
    trace: 'Beide Umrisse nachzeichnen',
    traceFirst: (megabytes) => `Beide Umrisse nachzeichnen (${megabytes} MB)`,
    then: (earlier, later) => `${earlier}, dann ${later}`,
    within: (most) => `Nicht weiter auseinander, als es zwei Fotos eines Flecks ohnehin sind (bis ${most}).`,
    beyond: (most) => `Weiter auseinander, als es zwei Fotos eines Flecks gewöhnlich sind (bis ${most}).`,
    repeated:
      '„Bis“ heißt: Darunter blieben 95 von 100 Paaren von Dermatoskopfotos eines Flecks. Zwei Handyfotos liegen wahrscheinlich weiter auseinander; um wie viel, hat niemand gemessen.',
    none: (day) => `Auf dem Foto vom ${day} wurde kein klarer Umriss gefunden.`,
    edge: (day) =>
      `Auf dem Foto vom ${day} reicht der Fleck bis an den Rand des Quadrats: Seine Zahlen gelten nur für den sichtbaren Teil.`,
  },
  network: 'Netz für Umrisse',
  kept: (megabytes) => `Außerdem: das Netz für Umrisse, ${megabytes} MB.`,
};
