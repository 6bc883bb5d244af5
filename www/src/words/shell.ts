/** The frame around the screens. */
export const shell = {
  navigation: 'Spotcheck',
  skip: 'Skip to the content',
  /** What each screen is called in the navigation and in the window's title. */
  screens: {
    check: 'Check',
    diary: 'Diary',
    doctor: 'For your doctor',
    data: 'Your data',
    models: 'Models',
    private: 'Is it really private?',
    about: 'About',
  },
  opening: 'Opening…',
  unknown: {
    heading: 'There is no such page here.',
    help: 'The address may be mistyped, or be of another version of Spotcheck. Nothing is lost.',
    back: 'Check a photo',
  },
  reload: 'Reload the page',
  update: {
    available: 'A new version is here.',
    keeps: 'Your photo is put aside for the reload, and you can open it again.',
    apply: 'Reload',
    lost: 'Your photo could not be put aside: a reload would lose it.',
    applyAnyway: 'Reload without it',
    later: 'Not now',
  },
  offline: {
    copy: 'You are offline. What is on this device works all the same.',
    noCopy: 'You are offline, and this browser keeps no copy of the page: it works until you leave it.',
  },
  plain: {
    text: 'Started plainly: the CPU alone answers, and your settings are left aside.',
    usual: 'Start as usual',
  },
};
