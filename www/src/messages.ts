import type { EngineNote } from './engine/engines';
import type { EngineKind } from './engine/protocol';
import type { FailureCode, Facts } from './failure';
import type { ModelNote } from './model/store';
import type { PhotoNote } from './picture/intake';

/** What happened, and what a person can do about it. */
export interface Explanation {
  readonly title: string;
  readonly help: string;
}

export type Note = EngineNote | ModelNote | PhotoNote | 'offline-unavailable';

const reload = 'Try again; if it stays, reload the page.';
/** Sides of a picture, which stay on one line. */
const sides = (width: string | number | undefined, height: string | number | undefined): string => `${width}\u00a0×\u00a0${height}`;

const notYourDoing = 'This is a fault of the site, not of yours or of your photo. Try again later.';

const failures: Readonly<Record<FailureCode, (facts: Facts) => Explanation>> = {
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
    title: `The engine gave no answer within ${seconds} seconds.`,
    help: 'It has been replaced. Close other heavy tabs and try again.',
  }),
  'gpu-lost': () => ({ title: 'The GPU went away.', help: 'The CPU engine works without it.' }),
  'gpu-wrong': () => ({ title: 'The GPU gave wrong numbers.', help: 'Nothing of it was used. The CPU engine works without it.' }),
  'card-format': () => ({ title: "The model's description cannot be read.", help: notYourDoing }),
  'card-version': () => ({
    title: 'The model needs a newer version of this page.',
    help: 'Reload the page while you are online, so that both come from the same day.',
  }),
  'weights-missing': () => ({ title: "The model's weights are missing from the site.", help: notYourDoing }),
  'weights-size': () => ({
    title: "The model's weights arrived incomplete.",
    help: 'The connection may have broken off. Try again.',
  }),
  'weights-hash': () => ({
    title: "The model's weights are not the ones its description names.",
    help: 'They were altered or damaged on the way, so nothing was loaded or stored. Try again.',
  }),
  'weights-network': () => ({ title: 'The weights belong to another network.', help: notYourDoing }),
  'weights-values': () => ({ title: 'The weights contain values that are not numbers.', help: notYourDoing }),
  'picture-size': () => ({ title: 'The picture has a size the engine cannot use.', help: 'Choose another photo.' }),
  crop: () => ({ title: 'The square reaches beyond the picture.', help: 'Reset the square and try again.' }),
  device: () => ({ title: 'The engine could not be started on this device.', help: reload }),
  'known-answer': () => ({
    title: 'The engine failed its own check on this device.',
    help: 'It computed a known picture wrongly, so its answers cannot be trusted. Reload the page; if that does not help, try another browser.',
  }),
  inference: () => ({ title: 'The engine could not work on this picture.', help: reload }),
  'models-missing': () => ({ title: 'The site has no list of models.', help: notYourDoing }),
  'model-offline': () => ({
    title: 'The model could not be fetched.',
    help: 'Check your connection and try again. After one complete visit Spotcheck also works offline.',
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
        ? `This picture is too large: ${sides(width, height)}, ${megapixels} megapixels.`
        : `This file is too large: ${megabytes} MB.`,
    help: 'It would take more memory than a phone has. Take a screenshot of the spot, or export a smaller copy (under 64 megapixels) in a photo app.',
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
  unknown: () => ({ title: 'Something unexpected went wrong.', help: reload }),
};

const notes: Readonly<Record<Note, string>> = {
  'gpu-absent': 'No GPU is offered here, so the CPU engine answers.',
  'gpu-refused': "The GPU engine did not pass its check here, so the CPU engine answers.",
  'gpu-replaced': 'The GPU engine failed and was switched off. The CPU engine answers.',
  'model-mended': 'The stored model was damaged. It has been fetched again and is whole.',
  'model-not-stored': 'This browser stores nothing for this page, so the model is fetched at each visit.',
  'model-older': 'A newer model could not be used. The one stored before still answers.',
  'model-offline-copy': 'No connection: using the model stored on this device.',
  'offline-unavailable': 'This browser keeps no offline copy of the page (private window?).',
  'first-frame': 'This picture moves. Only its first frame is looked at.',
  'first-of-several': 'You gave several files. The first one is used.',
};

const engines: Readonly<Record<EngineKind, string>> = { cpu: 'CPU', gpu: 'GPU' };

const reasons: Readonly<Record<string, string>> = {
  'low-confidence': 'No kind of spot stands out clearly enough.',
  'close-call': 'The two groups are nearly level.',
  'unlike-training': 'It looks unlike the pictures the model has learnt from.',
  blank: 'There is hardly anything to see in the square.',
  'too-small': 'The square has too few pixels.',
};

/** Every text of the page in one table, so that another language is another table. */
export const english = {
  name: 'Spotcheck',
  privacy: 'Your photo stays on this device.',
  privacyMore: 'The page works without a network, and sends nothing anywhere.',
  lead: 'A second look at a spot on your skin',
  intro: 'A small model looks at one photo, says what it resembles, and says so when it can’t tell.',
  notAnOpinion: 'This is not a medical opinion and cannot replace one.',

  doors: {
    label: 'Choose a photo',
    camera: 'Use the camera',
    nativeCamera: 'Take one with the camera app',
    upload: 'Choose a photo',
    more: 'You can also drop a picture here, or paste one.',
    drop: 'Drop the picture anywhere',
    another: 'Another photo',
    opening: 'Opening the photo…',
  },
  camera: {
    label: 'Camera',
    guide: 'Bring one spot into the square: close, sharp, in even light.',
    shutter: 'Take the photo',
    cancel: 'Back',
    starting: 'Starting the camera…',
  },
  crop: {
    heading: 'Frame the spot',
    stage: 'Crop. Drag to move, pinch or scroll to zoom. Arrow keys move, plus and minus zoom, zero resets.',
    zoom: 'Zoom',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    left: 'Move left',
    right: 'Move right',
    up: 'Move up',
    down: 'Move down',
    reset: 'Reset',
    said: (side: number, fromLeft: number, fromTop: number): string =>
      `Square of ${side} pixels, ${fromLeft} percent from the left, ${fromTop} percent from the top.`,
    pixels: (side: number): string => `${sides(side, side)} px`,
  },
  check: {
    start: 'Look at this spot',
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
    unsure: 'I can’t tell.',
    unsureMore: 'The model does not know. Its numbers are below, but do not lean on them.',
    unsuitable: 'I can’t judge this picture.',
    unsuitableMore: 'So it names no kind of spot. A picture it can judge shows this:',
    reason: (code: string): string => reasons[code] ?? code,
    groups: 'The two groups',
    classes: 'The kinds of spot behind them',
    timing: 'How this was computed',
    engine: (kind: EngineKind): string => `${engines[kind]} engine`,
    stages: { decode: 'decode', prepare: 'prepare', infer: 'infer', judge: 'judge' },
  },
  doctor: {
    heading: 'Whatever it says here: see a doctor if the spot',
    signs: ['has changed', 'bleeds', 'itches', 'is new', 'looks unlike your others'],
    more: 'A model knows only the picture. A doctor sees you.',
  },
  limits: { heading: 'What it cannot do' },
  model: {
    heading: 'About the model',
    version: 'Model',
    figures: 'Measured figures',
    interval: (low: string, high: string): string => `${low} to ${high}`,
    basis: (data: string, split: string, n: number): string => `${data}, ${split}, n = ${n}`,
    table: { figure: 'Figure', value: 'Value', interval: '95 % interval', basis: 'Measured on' },
    licences: 'Licences',
    licence: { code: 'Code', weights: 'Weights', data: 'Training data' },
  },
  status: {
    loading: 'Getting ready…',
    progress: (received: string, total: string): string => `Getting ready: ${received} of ${total} MB`,
    ready: (engine: EngineKind): string => `Ready. The ${engines[engine]} engine answers.`,
    failed: 'Not ready.',
  },
  update: { available: 'A new version is here.', apply: 'Reload' },
  problem: { retry: 'Try again', dismiss: 'Close', detail: 'Details for a report' },
  notes,
  explain: (code: FailureCode, facts: Facts): Explanation => failures[code](facts),
};

export type Messages = typeof english;

/** The table in use. */
export const messages: Messages = english;
