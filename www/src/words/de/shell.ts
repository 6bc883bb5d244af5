import type { Messages } from '../../messages';

export const shell: Messages['shell'] = {
  navigation: 'Spotcheck',
  skip: 'Zum Inhalt springen',
  screens: {
    check: 'Prüfen',
    diary: 'Tage\u00adbuch',
    doctor: 'Für den Arzttermin',
    data: 'Ihre Daten',
    models: 'Modelle',
    private: 'Ist das wirklich privat?',
    about: 'Über',
  },
  opening: 'Wird geöffnet…',
  unknown: {
    heading: 'Eine solche Seite gibt es hier nicht.',
    help: 'Vielleicht ist die Adresse vertippt oder gehört zu einer anderen Fassung von Spotcheck. Nichts ist verloren.',
    back: 'Ein Foto prüfen',
  },
  reload: 'Seite neu laden',
  update: {
    available: 'Eine neue Fassung ist da.',
    keeps: 'Ihr Foto wird für das Neuladen beiseitegelegt, und Sie können es wieder öffnen.',
    apply: 'Neu laden',
    lost: 'Ihr Foto konnte nicht beiseitegelegt werden: Ein Neuladen würde es verlieren.',
    applyAnyway: 'Ohne es neu laden',
    later: 'Jetzt nicht',
  },
  offline: {
    copy: 'Sie sind offline. Was auf diesem Gerät ist, arbeitet trotzdem.',
    noCopy: 'Sie sind offline, und dieser Browser behält keine Kopie der Seite: Sie arbeitet, bis Sie sie verlassen.',
  },
  plain: {
    text: 'Schlicht gestartet: Nur die CPU antwortet, und Ihre Einstellungen bleiben beiseite.',
    usual: 'Wie üblich starten',
  },
};
