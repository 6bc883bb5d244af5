/** How Spotcheck comes to the home screen. */
export const install = {
  heading: 'Keep it at hand',
  why: 'On your home screen Spotcheck opens like an app, with or without a network, and the browser is less quick to delete what it keeps for you.',
  installed: 'Spotcheck is installed on this device.',
  ask: 'Install Spotcheck',
  later: 'Not now',
  ios: ['Tap Share, the square with the arrow.', 'Choose “Add to Home Screen”.', 'Tap “Add”.'] as readonly string[],
  byHand: 'Your browser’s menu may have “Install” or “Add to Home screen”. Where it has neither, a bookmark does as well, offline too.',
};
