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

/** The words for what is kept on the device, and for files of it. */
export const data = {
  failures,
};
