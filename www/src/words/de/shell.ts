import type { Messages } from '../../messages';

export const shell: Messages['shell'] = {
  navigation: 'Spotcheck',
  skip: 'Zum Inhalt springen',
  screens: {
    check: 'Prüfen',
    diary: 'Tagebuch',
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
};
