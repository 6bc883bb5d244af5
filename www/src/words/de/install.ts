import type { Messages } from '../../messages';

export const install: Messages['install'] = {
  heading: 'Griffbereit halten',
  why: 'Auf Ihrem Home-Bildschirm öffnet sich Spotcheck wie eine App, mit Netz und ohne, und der Browser löscht nicht so schnell, was er für Sie aufbewahrt.',
  installed: 'Spotcheck ist auf diesem Gerät installiert.',
  ask: 'Spotcheck installieren',
  later: 'Jetzt nicht',
  ios: ['Tippen Sie auf „Teilen“, das Quadrat mit dem Pfeil.', 'Wählen Sie „Zum Home-Bildschirm“.', 'Tippen Sie auf „Hinzufügen“.'],
  byHand: 'Im Menü Ihres Browsers steht vielleicht „Installieren“ oder „Zum Startbildschirm hinzufügen“. Wo beides fehlt, tut es auch ein Lesezeichen, ebenfalls ohne Netz.',
};
