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
};
