import { fact, number } from './app/format';
import type { EngineNote } from './engine/engines';
import type { EngineKind } from './engine/protocol';
import type { FailureCode, Facts } from './failure';
import type { Reliability } from './model/reliability';
import type { ModelNote } from './model/store';
import { setLocale } from './locale';
import type { PhotoNote } from './picture/intake';
import { languages, type LanguageCode } from './words/languages';
import { heat } from './words/heat';
import { outline } from './words/outline';
import { about } from './words/about';
import { details } from './words/details';
import { crash } from './words/crash';
import { install } from './words/install';
import { models } from './words/models';
import { privacyPage } from './words/private';
import { data } from './words/data';
import { capture } from './words/capture';
import { queue } from './words/queue';
import { body } from './words/body';
import { diary } from './words/diary';
import { report } from './words/report';
import { shell } from './words/shell';

/** What happened, and what a person can do about it. */
export interface Explanation {
  readonly title: string;
  readonly help: string;
}

export type Note = EngineNote | ModelNote | PhotoNote | 'offline-unavailable' | 'language-unavailable';

const reload = 'Try again; if it stays, reload the page.';
/** Sides of a picture, which stay on one line. */
const sides = (width: string | number | undefined, height: string | number | undefined): string =>
  `${fact(width)}\u00a0×\u00a0${fact(height)}`;

const notYourDoing = 'This is a fault of the site, not of yours or of your photo. Try again later.';
/** Of files that a person opened the site knows nothing, and nothing of theirs has been taken away. */
const stays = 'The model before stays in use.';
const help = ({ from }: Facts, ofTheSite: string, ofOwnFiles: string): string =>
  from === 'file' ? `${ofOwnFiles} ${stays}` : ofTheSite;

/** Why the model answers nothing, or does not know. */
export type ReasonCode = 'low-confidence' | 'close-call' | 'unlike-training' | 'blank' | 'too-small';

export type Failures = Readonly<Record<FailureCode, (facts: Facts) => Explanation>>;

const failures: Failures = {
  'simd-missing': () => ({
    title: 'This browser is too old for Spotcheck.',
    help: 'It lacks a feature of WebAssembly (SIMD) that the engine is built on. Update it, or use a current Chrome, Edge, Firefox or Safari.',
  }),
  'engine-download': () => ({
    title: 'The engine could not be downloaded.',
    help: 'Check your connection and try again. Your photo and your crop stay as they are.',
  }),
  'engine-trap': () => ({ title: 'The engine stopped in the middle of its work.', help: `It has been replaced. ${reload}` }),
  'engine-timeout': ({ seconds }) => ({
    title: `The engine gave no answer within ${fact(seconds)} seconds.`,
    help: 'It has been replaced. Close other heavy tabs and try again.',
  }),
  'gpu-lost': () => ({ title: 'The GPU went away.', help: 'The CPU engine works without it.' }),
  'gpu-wrong': () => ({ title: 'The GPU gave wrong numbers.', help: 'Nothing of it was used. The CPU engine works without it.' }),
  'card-format': (facts) => ({
    title: "The model's description cannot be read.",
    help: help(facts, notYourDoing, 'This card.json is damaged, or was not written by Spotcheck.'),
  }),
  'card-version': (facts) => ({
    title: 'The model needs a newer version of this page.',
    help: help(
      facts,
      'Reload the page while you are online, so that both come from the same day.',
      'Its card.json has a format or a network that this page does not know. Reload the page while you are online, or write the files again.',
    ),
  }),
  'weights-missing': () => ({ title: "The model's weights are missing from the site.", help: notYourDoing }),
  'weights-size': (facts) =>
    facts['from'] === 'file'
      ? {
          title: 'The weight file is not as long as card.json says.',
          help: `The two do not belong together, or one was not copied completely. ${stays}`,
        }
      : { title: "The model's weights arrived incomplete.", help: 'The connection may have broken off. Try again.' },
  'weights-hash': (facts) => ({
    title: "The model's weights are not the ones its description names.",
    help: help(
      facts,
      'They were altered or damaged on the way, so nothing was loaded or stored. Try again.',
      'The two files do not belong together, or one is damaged.',
    ),
  }),
  'weights-network': (facts) => ({
    title: 'The weights belong to another network.',
    help: help(facts, notYourDoing, 'Choose the two files that were written together.'),
  }),
  'weights-values': (facts) => ({
    title: 'The weights contain values that are not numbers.',
    help: help(facts, notYourDoing, 'The training of this model may have failed.'),
  }),
  'picture-size': () => ({ title: 'The picture has a size the engine cannot use.', help: 'Choose another photo.' }),
  crop: () => ({ title: 'The square reaches beyond the picture.', help: 'Reset the square and try again.' }),
  device: () => ({ title: 'The engine could not be started on this device.', help: reload }),
  'known-answer': (facts) => ({
    title: 'The engine failed its own check on this device.',
    help: help(
      facts,
      'It computed a known picture wrongly, so its answers cannot be trusted. Reload the page; if that does not help, try another browser.',
      'With these weights a known picture does not come out as card.json says. The two files may not belong together.',
    ),
  }),
  inference: () => ({ title: 'The engine could not work on this picture.', help: reload }),
  'models-missing': () => ({ title: 'The site has no list of models.', help: notYourDoing }),
  'model-offline': () => ({
    title: 'The model could not be fetched.',
    help: 'Check your connection and try again. After one complete visit Spotcheck also works offline.',
  }),
  'model-unknown': ({ id }) => ({
    title: `This site has no model called “${id}”.`,
    help: 'The address may be mistyped, or the model is no longer offered. Nothing was loaded.',
  }),
  'model-switched': () => ({ title: 'Another model was put in use meanwhile.', help: 'Nothing is lost: ask again.' }),
  'model-unstored': () => ({
    title: 'The model could not be stored on this device.',
    help: 'The device is full, or the browser stores nothing for this page. What was stored before is still there.',
  }),
  'outline-offline': () => ({
    title: 'The network for outlines could not be fetched.',
    help: 'It is not on this device yet. Check your connection and try again; once it is here, it also works offline.',
  }),
  'open-card': () => ({
    title: 'There is no card.json among these files.',
    help: `A model is two files: card.json and its weights. Choose both at once. ${stays}`,
  }),
  'open-weights': ({ file }) => ({
    title: `The weight file “${file}” is missing.`,
    help: `It lies beside card.json. Choose both at once. ${stays}`,
  }),
  'open-large': ({ file, megabytes, largest }) => ({
    title: `“${file}” is too large: ${fact(megabytes)} MB.`,
    help: `A browser on a phone has not enough memory for it; ${fact(largest)} MB is the most. ${stays}`,
  }),
  'file-empty': () => ({ title: 'This file is empty.', help: 'It may not have been copied completely. Choose another one.' }),
  'file-unreadable': () => ({
    title: 'This file cannot be read.',
    help: 'If it lies in a cloud drive, download it to this device first. Then choose it again.',
  }),
  'file-not-picture': () => ({
    title: 'This is not a picture.',
    help: 'Whatever its name says, its content is something else. Choose a JPEG, PNG, WebP, GIF, AVIF or HEIC photo.',
  }),
  'file-truncated': () => ({
    title: 'This picture is cut off.',
    help: 'A part of the file is missing, and the rest would be guesswork. Copy or download it again, or choose another one.',
  }),
  'file-broken': () => ({
    title: 'This picture is damaged.',
    help: 'The browser cannot decode it. Open it in a photo app and save it again as JPEG, or choose another one.',
  }),
  'file-heic': () => ({
    title: 'This browser cannot open HEIC photos.',
    help: 'On an iPhone choose Settings › Camera › Formats › Most Compatible and take the photo again; or open it in a photo app and export it as JPEG.',
  }),
  'picture-tiny': ({ width, height, smallest }) => ({
    title: `This picture is too small: ${sides(width, height)} pixels.`,
    help: `It needs at least ${sides(smallest, smallest)}, and is better with several hundred. Choose the original photo instead of a thumbnail.`,
  }),
  'picture-huge': ({ width, height, megapixels, megabytes }) => ({
    title:
      megabytes === undefined
        ? `This picture is too large: ${sides(width, height)}, ${fact(megapixels)} megapixels.`
        : `This file is too large: ${fact(megabytes)} MB.`,
    help: 'It would take more memory than a phone has. Take a screenshot of the part that matters, or export a smaller copy (under 64 megapixels) in a photo app.',
  }),
  'queue-full': ({ most, left }) => ({
    title: `Only ${most} pictures fit in here at once: ${left} of yours were left out.`,
    help: 'Look at these first, or take some out. Then give the others again.',
  }),
  'share-lost': ({ taken }) => ({
    title: taken === 0 ? 'What was shared did not arrive.' : 'Not all that was shared arrived.',
    help: 'There may be no room left on this device. Choose the photo from here instead.',
  }),
  'camera-denied': () => ({
    title: 'This page may not use the camera.',
    help: "Allow the camera in the browser's settings for this site, or choose a photo instead.",
  }),
  'camera-absent': () => ({ title: 'No camera was found.', help: 'Choose a photo instead.' }),
  'camera-busy': () => ({
    title: 'The camera could not be started.',
    help: 'Another app may be using it. Close that one and try again, or choose a photo instead.',
  }),
  'camera-insecure': () => ({
    title: 'The camera needs a secure connection.',
    help: 'Browsers give it only to pages that begin with https://. Choose a photo instead.',
  }),
  ...data.failures,
  'screen-download': () => ({
    title: 'This part of the page could not be fetched.',
    help: 'Check your connection and try again. If a new version of Spotcheck has come meanwhile, reload the page.',
  }),
  unknown: () => ({ title: 'Something unexpected went wrong.', help: reload }),
};

const notes: Readonly<Record<Note, string>> = {
  'gpu-absent': 'No GPU is offered here, so the CPU engine answers.',
  'gpu-refused': "The GPU engine did not pass its check here, so the CPU engine answers.",
  'gpu-replaced': 'The GPU engine failed and was switched off. The CPU engine answers.',
  'model-mended': 'The stored model was damaged. It has been fetched again and is whole.',
  'model-not-stored': 'The model could not be stored: this device is full, or the browser stores nothing for this page. It is fetched at each visit.',
  'model-older': 'A newer model could not be used. The one stored before still answers.',
  'model-newer': 'A newer version of this model is there. It is fetched when you say so, under Models.',
  'model-offline-copy': 'No connection: using the model stored on this device.',
  'offline-unavailable': 'This browser keeps no offline copy of the page (private window?).',
  'language-unavailable': 'The words of the language you chose could not be fetched. Try again when you are online.',
  'first-frame': 'This picture moves. Only its first frame is looked at.',
};

const engines: Readonly<Record<EngineKind, string>> = { cpu: 'CPU', gpu: 'GPU' };

/** The words for pictures of skin, which is what the page is for. */
const skin = {
  lead: 'A second look at a spot on your skin',
  intro: 'A small model looks at one photo, says what it resembles, and says so when it can’t tell.',
  choose: 'Choose a photo',
  another: 'Another photo',
  guide: 'Bring one spot into the square: close, sharp, in even light.',
  frame: 'Frame the spot',
  look: 'Look at this spot',
  unsuitableMore: 'So it names no kind of spot. A picture it can judge shows this:',
  groups: 'The two groups',
  classes: 'The kinds of spot behind them',
  back: 'Back to skin spots',
  reasons: {
    'low-confidence': 'No kind of spot stands out clearly enough.',
    'close-call': 'The two groups are nearly level.',
    'unlike-training': 'It looks unlike the pictures the model has learnt from.',
    blank: 'There is hardly anything to see in the square.',
    'too-small': 'The square has too few pixels.',
  } as Readonly<Record<ReasonCode, string>>,
  doctor: {
    heading: 'Whatever it says here: see a doctor if the spot',
    signs: ['has changed', 'bleeds', 'itches', 'is new', 'looks unlike your others'] as readonly string[],
    more: 'A model knows only the picture. A doctor sees you.',
  },
};

export type Words = typeof skin;

/** The words for any other picture: what a mole does is no sign on an X-ray. */
const neutral: Words = {
  lead: 'A second look at this picture',
  intro: 'A small model looks at one picture, says what it resembles, and says so when it can’t tell.',
  choose: 'Choose a picture',
  another: 'Another picture',
  guide: 'Bring the picture into the square: straight, sharp, without glare.',
  frame: 'Frame the picture',
  look: 'Look at this picture',
  unsuitableMore: 'So it names nothing. A picture it can judge shows this:',
  groups: 'The groups',
  classes: 'The single answers',
  back: 'Back to the usual model',
  reasons: {
    ...skin.reasons,
    'low-confidence': 'Nothing stands out clearly enough.',
    'close-call': 'The likeliest groups are nearly level.',
  },
  doctor: {
    heading: 'This is for research.',
    signs: [],
    more: 'Have pictures of the body read by those who are trained for it.',
  },
};

/** Every text of the page in one table, so that another language is another table. */
export const english = {
  name: 'Spotcheck',
  privacy: 'Your photo stays on this device.',
  privacyMore: 'The page works without a network, and sends nothing anywhere.',
  notAnOpinion: 'This is not a medical opinion and cannot replace one.',

  about,
  crash,
  install,
  privacyPage,
  shell,
  doors: {
    camera: 'Use the camera',
    nativeCamera: 'Take one with the camera app',
    more: 'You can also drop pictures here, or paste one. Several are looked at one after the other.',
    drop: 'Drop the pictures anywhere',
    opening: 'Opening the photo…',
  },
  camera: {
    label: 'Camera',
    shutter: 'Take the photo',
    cancel: 'Back',
    starting: 'Starting the camera…',
  },
  capture,
  queue,
  crop: {
    stage: 'Crop. Drag to move, pinch or scroll to zoom. Arrow keys move, plus and minus zoom, zero resets.',
    zoom: 'Zoom',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    left: 'Move left',
    right: 'Move right',
    up: 'Move up',
    down: 'Move down',
    reset: 'Reset',
    undo: 'Undo',
    redo: 'Redo',
    suggestion: 'Use the suggested square',
    said: (side: number, fromLeft: number, fromTop: number): string =>
      `Square of ${number(side)} pixels, ${number(fromLeft)} percent from the left, ${number(fromTop)} percent from the top.`,
    pixels: (side: number): string => `${sides(side, side)} px`,
  },
  check: {
    again: 'Look again',
    waiting: 'Waiting for the model…',
    waitingFor: (received: string, total: string): string => `Waiting for the model: ${received} of ${total} MB`,
    running: 'Looking…',
    cancel: 'Cancel',
    stale: 'You moved the square. This is the result for where it was.',
  },
  verdict: {
    label: 'Result',
    resembles: 'What the model leans to',
    /** Of a hundred pictures. */
    reliability: ({ right, low, high }: Reliability): string =>
      `Of ${number(100)} test pictures scored like this, ${number(right)} did belong to this group (${number(low)} to ${number(high)}).`,
    counted: (n: number, data: string): string => `Counted on ${number(n)} pictures of ${data}.`,
    /** Of a hundred pictures. */
    prevalence: (common: number): string =>
      `That holds where ${number(common)} of ${number(100)} pictures belong to this group. Where fewer do, such an answer is right less often.`,
    unsure: 'I can’t tell.',
    unsureMore: 'The model does not know. Its numbers are below, but do not lean on them.',
    unsuitable: 'I can’t judge this picture.',
    timing: 'How this was computed',
    engine: (kind: EngineKind): string => `${engines[kind]} engine`,
    stages: { decode: 'decode', prepare: 'prepare', infer: 'infer', judge: 'judge' },
  },
  heat,
  outline,
  limits: { heading: 'What it cannot do' },
  model: {
    heading: 'About the model',
    version: 'Model',
    figures: 'Measured figures',
    unmeasured: 'Nothing has been measured.',
    interval: (low: string, high: string): string => `${low} to ${high}`,
    basis: (data: string, split: string, n: number): string => `${data}, ${split}, n\u00a0=\u00a0${number(n)}`,
    measuredOn: (basis: string): string => `Measured on ${basis}.`,
    table: { figure: 'Figure', value: 'Value', interval: '95% interval' },
    licences: 'Licences',
    licence: { code: 'Code', weights: 'Weights', data: 'Training data' },
  },
  details,
  models,
  inUse: {
    label: 'Model in use',
    chosen: (title: string): string => `In use: ${title}`,
    research: 'For research, not for care.',
    opened: (id: string): string => `In use: “${id}”`,
    unknown: 'Opened from this device, nothing is known about its quality.',
    shows: 'A picture must show:',
    back: 'Back',
  },
  language: { label: 'Language' },
  translation: {
    unreviewed: 'This translation has not been checked by a medical professional.',
    original: 'Read the English original',
  },
  status: {
    loading: 'Getting ready…',
    progress: (received: string, total: string): string => `Getting ready: ${received} of ${total} MB`,
    ready: (engine: EngineKind): string => `Ready. The ${engines[engine]} engine answers.`,
    failed: 'Not ready.',
  },
  problem: { retry: 'Try again', dismiss: 'Close', detail: 'Details for a report' },
  notes,
  failures,
  skin,
  neutral,
  /** The words that fit what a model looks at; `kind` is its card's `task.kind`. */
  wordsFor: (kind: string | undefined): Words => (kind === 'skin-lesion' ? skin : neutral),
  body,
  diary,
  report,
  data,
  explain: (code: FailureCode, facts: Facts): Explanation => failures[code](facts),
  /** A text of a model's card in this language; undefined where there is no translation of exactly this text. */
  card: (text: string): string | undefined => text,
};

export type Messages = typeof english;

/** The language in use, and its table: to be read whenever something is drawn, since both can change. */
export let language: LanguageCode = 'en';
export let messages: Messages = english;

/** Puts a table in use. What is on the page already has to be drawn anew. */
export function speak(code: LanguageCode, table: Messages): void {
  language = code;
  messages = table;
  setLocale(languages[code].locale);
}

/** The English original of the words for a kind of picture. */
export function inEnglish(words: Words): Words {
  return words === messages.skin ? english.skin : english.neutral;
}
