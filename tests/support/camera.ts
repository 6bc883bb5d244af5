import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from './chromium';
import { bytesOf, golden } from './golden';
import { GOLDEN, RESULTS } from './paths';
import { fromRgba, y4m } from './pictures';

/** One for each of the runner's workers: none is drawn anew while a camera of another plays it. */
const FILM = join(RESULTS, `camera-${process.env['TEST_PARALLEL_INDEX'] ?? '0'}.y4m`);
export const FILM_SIZE = [640, 480] as const;

/** Chromium reads a film of a drawn spot in place of a camera. Tests still have to grant the permission. */
export const withCamera = {
  launchOptions: {
    executablePath: CHROMIUM_PATH,
    args: [...CHROMIUM_FLAGS, '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${FILM}`],
  },
};

/** Draws the film; to be called before the camera is opened. */
export function drawFilm(): void {
  const { name, width, height } = golden('png-601x451');
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(FILM, y4m(fromRgba(bytesOf(join(GOLDEN, `${name}.rgba`)), width, height), ...FILM_SIZE));
}
