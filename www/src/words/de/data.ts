import { fact, number } from '../../app/format';
import type { Messages } from '../../messages';
import { pluralOf } from '../plural';

const plural = pluralOf('de');
const moles = (count: number): string => plural(count, { one: '1 Muttermal', other: `${number(count)} Muttermale` });
const photos = (count: number): string => plural(count, { one: '1 Foto', other: `${number(count)} Fotos` });

export const data: Messages['data'] = {
  failures: {
    'storage-absent': () => ({
      title: 'Dieser Browser bewahrt für diese Seite nichts auf.',
      help: 'Das ist so in privaten Fenstern und wenn Websitedaten gesperrt sind. Öffnen Sie Spotcheck in einem gewöhnlichen Fenster, oder erlauben Sie ihm in den Einstellungen des Browsers, Daten zu speichern.',
    }),
    'storage-blocked': () => ({
      title: 'Das Tagebuch ist in einem anderen Tab mit einer älteren Fassung offen.',
      help: 'Schließen Sie die anderen Tabs mit Spotcheck und versuchen Sie es noch einmal. Nichts ist verloren.',
    }),
    'storage-newer': () => ({
      title: 'Das Tagebuch gehört zu einer neueren Fassung dieser Seite.',
      help: 'Laden Sie die Seite neu, während Sie online sind, und schließen Sie ihre anderen Tabs. Nichts ist verloren.',
    }),
    'storage-full': () => ({
      title: 'Auf diesem Gerät ist kein Platz mehr.',
      help: 'Was Sie eben getan haben, wurde nicht gespeichert; alles von vorher ist noch da. Schaffen Sie Platz, oder entfernen Sie Fotos, die Sie nicht mehr brauchen, und versuchen Sie es noch einmal.',
    }),
    'storage-broken': () => ({
      title: 'Der Speicher des Tagebuchs hat nicht geantwortet.',
      help: 'Was Sie eben getan haben, wurde nicht gespeichert. Versuchen Sie es noch einmal; hilft das nicht, schließen Sie den Browser ganz und öffnen Sie ihn wieder.',
    }),
    'diary-row': () => ({
      title: 'Dieser Teil des Tagebuchs ist nicht lesbar.',
      help: 'Er ist beschädigt oder hat einen Wert, den das Tagebuch nicht annimmt. Alles andere ist noch da.',
    }),
    'mole-missing': () => ({
      title: 'Dieses Muttermal ist nicht mehr im Tagebuch.',
      help: 'Vielleicht wurde es in einem anderen Tab entfernt. Wählen Sie ein anderes, oder legen Sie ein neues an.',
    }),
    'picture-encode': () => ({
      title: 'Das Foto ließ sich für das Tagebuch nicht verkleinern.',
      help: 'Vielleicht hat das Gerät zu wenig Speicher frei. Schließen Sie andere Tabs und versuchen Sie es noch einmal; das Foto auf dem Bildschirm ist noch da.',
    }),
    'backup-insecure': () => ({
      title: 'Zum Verschlüsseln braucht es eine verschlüsselte Verbindung.',
      help: 'Browser geben das nur Seiten, deren Adresse mit https:// beginnt.',
    }),
    'backup-passphrase': () => ({
      title: 'Das ist nicht die Passphrase dieser Sicherung.',
      help: 'Großbuchstaben und Leerzeichen zählen. Ohne sie kann niemand die Datei öffnen, auch wir nicht. Es wurde nichts geändert.',
    }),
    'backup-damaged': () => ({
      title: 'Diese Sicherung ist beschädigt.',
      help: 'Einiges darin ist nicht so, wie es geschrieben wurde. Kopieren oder laden Sie die Datei noch einmal, oder nehmen Sie eine ältere Sicherung. Es wurde nichts geändert.',
    }),
    'backup-truncated': () => ({
      title: 'Diese Sicherung ist abgeschnitten.',
      help: 'Ihr Ende fehlt: Sie wurde nicht vollständig kopiert oder heruntergeladen. Holen Sie die Datei noch einmal. Es wurde nichts geändert.',
    }),
    'backup-newer': ({ found, known }) => ({
      title: 'Diese Sicherung stammt von einer neueren Fassung dieser Seite.',
      help: `Sie hat das Format ${fact(found)}, und diese Seite liest bis ${fact(known)}. Laden Sie die Seite neu, während Sie online sind. Es wurde nichts geändert.`,
    }),
    'archive-foreign': () => ({
      title: 'Diese Datei ist weder eine Sicherung noch ein Export von Spotcheck.',
      help: 'Wählen Sie eine Datei, die Spotcheck gespeichert hat: Ihr Name beginnt mit „spotcheck“. Es wurde nichts geändert.',
    }),
    'archive-damaged': () => ({
      title: 'Dieser Export ist beschädigt.',
      help: 'Er wurde nicht vollständig kopiert oder wurde verändert. Holen Sie die Datei noch einmal. Es wurde nichts geändert.',
    }),
    'archive-newer': ({ found, known }) => ({
      title: 'Dieser Export stammt von einer neueren Fassung dieser Seite.',
      help: `Er hat das Format ${fact(found)}, und diese Seite liest bis ${fact(known)}. Laden Sie die Seite neu, während Sie online sind. Es wurde nichts geändert.`,
    }),
    'archive-large': () => ({
      title: 'Das ist mehr, als in eine Datei passt.',
      help: `Eine Datei fasst höchstens 4 GB und höchstens ${number(60_000)} Fotos. Es wurde nichts geändert.`,
    }),
  },
  heading: 'Ihre Daten',
  intro:
    'Das Tagebuch liegt in diesem Browser auf diesem Gerät und sonst nirgends. Es gibt davon keine Kopie außer denen, die Sie selbst speichern.',
  empty: 'Das Tagebuch ist leer.',
  contents: (moleCount, photoCount) => `${moles(moleCount)} mit ${photos(photoCount)}`,
  working: 'Einen Moment…',
  progress: (done, total) => `${number(done)} von ${number(total)}`,

  device: {
    heading: 'Auf diesem Gerät',
    use: (used, quota) =>
      `Spotcheck braucht hier ${used} MB, das Modell eingeschlossen. Der Browser erlaubt etwa ${quota} MB.`,
    unknownUse: 'Dieser Browser sagt nicht, wie viel Platz es braucht.',
    kept: 'Der Browser hat versprochen, es nicht von selbst zu löschen.',
    mayGo: 'Wird auf dem Gerät der Platz knapp, kann der Browser es löschen.',
    unknown: 'Dieser Browser sagt nicht, ob er es löschen würde, wenn auf dem Gerät der Platz knapp wird.',
    ask: 'Den Browser bitten, es zu behalten',
    refused:
      'Der Browser hat es nicht versprochen. Viele tun das, sobald Spotcheck installiert oder eine Weile benutzt ist. Bis dahin ist eine gespeicherte Kopie das, worauf Sie sich verlassen können.',
    week: {
      heading: 'Dieser Browser löscht das Tagebuch nach sieben Tagen ohne Besuch.',
      help: 'Legen Sie Spotcheck auf den Home-Bildschirm (Teilen, dann „Zum Home-Bildschirm“) oder auf einem Mac ins Dock: Dort wird nach einer Woche nichts gelöscht. Die App dort beginnt mit einem leeren Tagebuch; speichern Sie also zuerst hier eine Sicherung und stellen Sie sie dort wieder her.',
    },
    damaged: (count) =>
      plural(count, {
        one: 'Ein Teil des Tagebuchs ist nicht lesbar. Er bleibt, wie er ist, und sonst ist nichts betroffen. Eine Sicherung, die ihn enthält, heilt das.',
        other: `${number(count)} Teile des Tagebuchs sind nicht lesbar. Sie bleiben, wie sie sind, und sonst ist nichts betroffen. Eine Sicherung, die sie enthält, heilt das.`,
      }),
  },

  save: {
    heading: 'Eine Kopie speichern',
    nothing: 'Es gibt noch nichts zu speichern.',
    never: 'Es wurde noch keine Kopie gespeichert. Geht dieses Gerät verloren, ist auch das Tagebuch verloren.',
    last: (day) => `Letzte Kopie: ${day}.`,
    old: 'Das Tagebuch hat sich seither geändert. Es ist Zeit für eine neue.',
    backup: 'Sicherung',
    backupHelp:
      'Alles in einer verschlüsselten Datei. Nur wer die Passphrase kennt, kann sie öffnen; niemand kann helfen, wenn Sie sie vergessen.',
    passphrase: 'Passphrase',
    repeat: 'Passphrase noch einmal',
    show: 'Passphrase anzeigen',
    hint: (least) =>
      `Mindestens ${number(least)} Zeichen. Fünf Wörter, die nicht zusammengehören, sind gut und lassen sich merken.`,
    short: (least) => `Die Passphrase braucht mindestens ${number(least)} Zeichen.`,
    different: 'Die beiden sind nicht gleich.',
    make: 'Sicherung anlegen',
    export: 'Offener Export',
    exportHelp:
      'Ein Zip mit allen Fotos und Notizen für jedes andere Programm. Es ist nicht verschlüsselt: Wer die Datei hat, sieht alles. Die Fotos enthalten weder den Ort noch Daten der Kamera.',
    makeExport: 'Export anlegen',
    ready: 'Die Datei ist fertig',
    readyMore: (name, megabytes, contents) => `${name}, ${megabytes} MB: ${contents}.`,
    save: 'Datei speichern',
    share: 'Teilen',
    cannotShare: 'Dieser Browser gibt Dateien dieser Art nicht weiter. Speichern Sie sie stattdessen.',
    elsewhere: 'Bewahren Sie sie woanders auf als auf diesem Gerät.',
    skipped: (count) =>
      plural(count, {
        one: 'Ein Teil war nicht lesbar und ist nicht in der Datei:',
        other: `${number(count)} Teile waren nicht lesbar und sind nicht in der Datei:`,
      }),
  },

  open: {
    heading: 'Wiederherstellen oder übernehmen',
    help: 'Öffnet eine Sicherung oder einen Export von Spotcheck. Was im Tagebuch ist, bleibt: Von zwei Fassungen derselben Sache wird die spätere behalten, und nichts wird verdoppelt.',
    choose: 'Datei wählen',
    chosen: (name) => `${name} ist verschlüsselt.`,
    passphrase: 'Passphrase dieser Sicherung',
    restore: 'Wiederherstellen',
    cancel: 'Abbrechen',
    done: 'Ins Tagebuch übernommen',
    moles: 'Muttermale',
    photos: 'Fotos',
    counts: {
      added: (count) => `${number(count)} dazugekommen`,
      updated: (count) => `${number(count)} erneuert`,
      unchanged: (count) => `${number(count)} schon hier`,
      skipped: (count) => `${number(count)} ausgelassen`,
    },
    skipped: (count) =>
      plural(count, {
        one: 'Ein Teil der Datei war nicht lesbar:',
        other: `${number(count)} Teile der Datei waren nicht lesbar:`,
      }),
  },

  erase: {
    heading: 'Alles löschen',
    help: 'Entfernt das ganze Tagebuch von diesem Gerät. Dateien, die Sie anderswo gespeichert haben, bleiben unberührt, ebenso die Modelle.',
    ask: 'Alles löschen…',
    title: 'Das ganze Tagebuch löschen?',
    gone: (contents) => `Von diesem Gerät verschwindet: ${contents}. Das lässt sich nicht rückgängig machen.`,
    broken: (count) =>
      plural(count, {
        one: 'Ebenso ein Teil, der nicht lesbar ist.',
        other: `Ebenso ${number(count)} Teile, die nicht lesbar sind.`,
      }),
    noCopy: 'Es wurde keine Kopie gespeichert.',
    keep: 'Behalten',
    erase: 'Alles löschen',
    done: 'Das Tagebuch ist jetzt leer.',
  },
};
