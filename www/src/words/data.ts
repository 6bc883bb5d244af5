import { number } from '../app/format';
import type { DataFailure, Facts } from '../failure';
import type { Explanation } from '../messages';

const failures: Readonly<Record<DataFailure, (facts: Facts) => Explanation>> = {
  'storage-absent': () => ({
    title: 'This browser keeps nothing for this page.',
    help: 'Private windows and blocked site data do that. Open Spotcheck in an ordinary window, or allow it to store data in the browser’s settings.',
  }),
  'storage-blocked': () => ({
    title: 'The diary is open in another tab that runs an older version.',
    help: 'Close the other tabs with Spotcheck, then try again. Nothing is lost.',
  }),
  'storage-newer': () => ({
    title: 'The diary belongs to a newer version of this page.',
    help: 'Reload the page while you are online, and close its other tabs. Nothing is lost.',
  }),
  'storage-full': () => ({
    title: 'There is no room left on this device.',
    help: 'What you just did was not saved; everything from before is still there. Free some space, or remove photos you no longer need, and try again.',
  }),
  'storage-broken': () => ({
    title: 'The diary’s storage did not answer.',
    help: 'What you just did was not saved. Try again; if it stays, close the browser completely and open it again.',
  }),
  'diary-row': () => ({
    title: 'This part of the diary cannot be read.',
    help: 'It is damaged, or has a value that the diary does not take. Everything else is still there.',
  }),
  'mole-missing': () => ({
    title: 'This mole is no longer in the diary.',
    help: 'It may have been removed in another tab. Choose another one, or make a new one.',
  }),
  'picture-encode': () => ({
    title: 'The photo could not be made smaller for the diary.',
    help: 'The device may be short of memory. Close other tabs and try again; the photo on the screen is still there.',
  }),
  'backup-insecure': () => ({
    title: 'Encryption needs a secure connection.',
    help: 'Browsers give it only to pages that begin with https://.',
  }),
  'backup-passphrase': () => ({
    title: 'This is not the passphrase of this backup.',
    help: 'Capital letters and spaces count. Nobody can open the file without it, not even we. Nothing was changed.',
  }),
  'backup-damaged': () => ({
    title: 'This backup is damaged.',
    help: 'Some of it is not as it was written. Copy or download the file again, or take an older backup. Nothing was changed.',
  }),
  'backup-truncated': () => ({
    title: 'This backup is cut off.',
    help: 'Its end is missing: it was not copied or downloaded completely. Get the file again. Nothing was changed.',
  }),
  'backup-newer': ({ found, known }) => ({
    title: 'This backup was made by a newer version of this page.',
    help: `It has format ${found}, and this page reads up to ${known}. Reload the page while you are online. Nothing was changed.`,
  }),
  'archive-foreign': () => ({
    title: 'This file is neither a backup nor an export of Spotcheck.',
    help: 'Choose a file that Spotcheck saved: its name begins with “spotcheck”. Nothing was changed.',
  }),
  'archive-damaged': () => ({
    title: 'This export is damaged.',
    help: 'It was not copied completely, or was altered. Get the file again. Nothing was changed.',
  }),
  'archive-newer': ({ found, known }) => ({
    title: 'This export was made by a newer version of this page.',
    help: `It has format ${found}, and this page reads up to ${known}. Reload the page while you are online. Nothing was changed.`,
  }),
  'archive-large': () => ({
    title: 'This is more than one file can hold.',
    help: 'A file may be 4 GB at most, with at most 60,000 photos. Nothing was changed.',
  }),
};

const rules = new Intl.PluralRules('en');
const plural = (count: number, forms: { readonly one: string; readonly other: string }): string =>
  rules.select(count) === 'one' ? forms.one : forms.other;
const moles = (count: number): string => plural(count, { one: '1 mole', other: `${number(count)} moles` });
const photos = (count: number): string => plural(count, { one: '1 photo', other: `${number(count)} photos` });

/** The words for what is kept on the device, and for files of it. */
export const data = {
  failures,
  heading: 'Your data',
  intro: 'The diary lies in this browser on this device, and nowhere else. No copy of it exists but those you save yourself.',
  empty: 'The diary is empty.',
  contents: (moleCount: number, photoCount: number): string => `${moles(moleCount)} with ${photos(photoCount)}`,
  working: 'One moment…',
  progress: (done: number, total: number): string => `${number(done)} of ${number(total)}`,

  device: {
    heading: 'On this device',
    use: (used: string, quota: string): string => `Spotcheck takes ${used} MB here, the model included. The browser allows about ${quota} MB.`,
    unknownUse: 'This browser does not say how much room it takes.',
    kept: 'The browser has promised not to delete it by itself.',
    mayGo: 'If the device runs out of room, the browser may delete it.',
    unknown: 'This browser does not say whether it would delete it when the device runs out of room.',
    ask: 'Ask the browser to keep it',
    refused: 'The browser did not promise it. Many do once Spotcheck is installed, or used for a while. Until then a saved copy is what you can rely on.',
    week: {
      heading: 'This browser deletes the diary after seven days without a visit.',
      help: 'Add Spotcheck to the home screen (Share, then “Add to Home Screen”), or to the Dock on a Mac: there nothing is deleted after a week. The app there begins with an empty diary, so save a backup here first and restore it there.',
    },
    damaged: (count: number): string =>
      plural(count, {
        one: 'One part of the diary cannot be read. It is left as it is, and nothing else is affected. A backup that holds it mends it.',
        other: `${number(count)} parts of the diary cannot be read. They are left as they are, and nothing else is affected. A backup that holds them mends them.`,
      }),
  },

  save: {
    heading: 'Save a copy',
    nothing: 'There is nothing to save yet.',
    never: 'No copy has been saved yet. If this device is lost, so is the diary.',
    last: (day: string): string => `Last copy: ${day}.`,
    old: 'The diary has changed since. It is time for a new one.',
    backup: 'Backup',
    backupHelp: 'Everything in one encrypted file. Only who knows the passphrase can open it; nobody can help if you forget it.',
    passphrase: 'Passphrase',
    repeat: 'Passphrase once more',
    show: 'Show the passphrase',
    hint: (least: number): string => `At least ${number(least)} characters. Five words that do not belong together are good and can be remembered.`,
    short: (least: number): string => `The passphrase needs at least ${number(least)} characters.`,
    different: 'The two are not the same.',
    make: 'Make the backup',
    export: 'Plain export',
    exportHelp: 'A zip with all photos and notes for any other program. It is not encrypted: whoever has the file sees everything. The photos carry no place and no camera data.',
    makeExport: 'Make the export',
    ready: 'The file is ready',
    readyMore: (name: string, megabytes: string, contents: string): string => `${name}, ${megabytes} MB: ${contents}.`,
    save: 'Save the file',
    share: 'Share it',
    cannotShare: 'This browser does not pass on files of this kind. Save it instead.',
    elsewhere: 'Keep it somewhere else than on this device.',
    skipped: (count: number): string =>
      plural(count, { one: 'One part could not be read and is not in the file:', other: `${number(count)} parts could not be read and are not in the file:` }),
  },

  open: {
    heading: 'Restore or import',
    help: 'Opens a backup or an export of Spotcheck. What is in the diary stays: of two versions of the same thing the later one is kept, and nothing is doubled.',
    choose: 'Choose the file',
    chosen: (name: string): string => `${name} is encrypted.`,
    passphrase: 'Passphrase of this backup',
    restore: 'Restore',
    cancel: 'Cancel',
    done: 'Taken into the diary',
    moles: 'Moles',
    photos: 'Photos',
    counts: {
      added: (count: number): string => `${number(count)} added`,
      updated: (count: number): string => `${number(count)} updated`,
      unchanged: (count: number): string => `${number(count)} already here`,
      skipped: (count: number): string => `${number(count)} left out`,
    },
    skipped: (count: number): string =>
      plural(count, { one: 'One part of the file could not be read:', other: `${number(count)} parts of the file could not be read:` }),
  },

  erase: {
    heading: 'Delete everything',
    help: 'Removes the whole diary from this device. Files that you have saved elsewhere are not touched, nor are the models.',
    ask: 'Delete everything…',
    title: 'Delete the whole diary?',
    gone: (contents: string): string => `${contents} will be gone from this device. It cannot be undone.`,
    broken: (count: number): string =>
      plural(count, { one: 'So will one part that cannot be read.', other: `So will ${number(count)} parts that cannot be read.` }),
    noCopy: 'No copy has been saved.',
    keep: 'Keep it',
    erase: 'Delete everything',
    done: 'The diary is empty now.',
  },
};
