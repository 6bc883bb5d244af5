/** What is said when the page itself has failed, and of a photo that was carried across that. */
export const crash = {
  heading: 'A part of this page has failed.',
  help: 'This is a fault of Spotcheck, not of yours or of your photo. What you have stored is untouched.',
  photo: {
    keeping: 'Your photo is being put aside…',
    kept: 'Your photo and its square are put aside on this device. You can open them again after the reload.',
    lost: 'Your photo could not be put aside: a reload would lose it. “Go on” leaves it where it is.',
  },
  reload: 'Reload the page',
  plain: 'Start plainly',
  plainMore: 'A plain start uses the CPU alone and none of your settings. Try it if a reload does not help.',
  goOn: 'Go on',
  details: 'Details for a report',
  copy: 'Copy the details',
  copied: 'Copied. They contain nothing of your photo.',
  notCopied: 'The browser did not allow it. Select the text and copy it.',
  rescued: {
    text: 'Your photo from before is still here.',
    open: 'Open it',
    drop: 'Delete it',
  },
};
