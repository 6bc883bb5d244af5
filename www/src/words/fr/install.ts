import type { Messages } from '../../messages';

export const install: Messages['install'] = {
  heading: 'À portée de main',
  why: 'Sur votre écran d’accueil, Spotcheck s’ouvre comme une application, avec ou sans réseau, et le navigateur efface moins vite ce qu’il garde pour vous.',
  installed: 'Spotcheck est installé sur cet appareil.',
  ask: 'Installer Spotcheck',
  later: 'Pas maintenant',
  ios: ['Touchez Partager, le carré avec la flèche.', 'Choisissez « Sur l’écran d’accueil ».', 'Touchez « Ajouter ».'],
  byHand: 'Le menu de votre navigateur propose peut-être « Installer » ou « Ajouter à l’écran d’accueil ». Sinon, un marque-page convient aussi, même hors ligne.',
};
