import type { Hint } from '../capture/coach';

/** What the camera says while one looks through it. */
export const capture = {
  /** Short enough to be heard before the next one; `none` shows how to begin instead. */
  hints: {
    none: '',
    dark: 'Too dark. Find more light.',
    bright: 'Too bright. Less light.',
    still: 'Hold still.',
    closer: 'Closer.',
    farther: 'A little farther away.',
    blurred: 'Blurred. Focus, or move back a little.',
    glare: 'It shines. Tilt the phone a little.',
    good: 'Good. Take the photo.',
  } as Readonly<Record<Hint, string>>,
  /** Of a photo, with one of the hints. */
  still: (hint: string): string => `The picture in the square could be better: ${hint}`,
  /** In place of `good` while the countdown runs. */
  counting: 'Good. Hold still, it is being taken.',
  stop: 'Stop',
  automatic: 'Automatic',
  automaticMore: 'Takes the photo by itself once all has been good for a second',
  torch: 'Light',
  focus: 'Focus',
  focusMore: 'Focus on the middle. You can also tap the picture.',
  zoom: 'Zoom of the camera',
  zoomed: (times: string): string => `${times} ×`,
  lens: 'Camera',
  /** For a camera whose name the browser keeps to itself. */
  lensNumber: (number: number): string => `Camera ${number}`,
};
