import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { draw, type Scene } from '../../www/tests/drawn';
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from './chromium';
import { bytesOf, golden } from './golden';
import { GOLDEN, RESULTS } from './paths';
import { fromRgba, y4m, type Drawing } from './pictures';

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
  writeFileSync(FILM, y4m([fromRgba(bytesOf(join(GOLDEN, `${name}.rgba`)), width, height)], ...FILM_SIZE));
}

/** Scenes are drawn smaller: they take a while, and a coach needs no more. */
const SCENE_SIZE = [320, 240] as const;
/** The guide shows four fifths of the frame's height. */
const GUIDE = 0.8;

/** Draws a film of scenes for the next camera that is opened; sizes are shares of what the guide shows. */
export function drawScenes(first: Scene, ...more: readonly Scene[]): void {
  const [width, height] = SCENE_SIZE;
  // One that stands still for a while is drawn once.
  const drawn = new Map<Scene, Drawing>();
  const frame = (scene: Scene): Drawing => {
    const { size = 0.5 } = scene;
    const drawing = drawn.get(scene) ?? fromRgba(new Uint8Array(draw({ ...scene, size: size * GUIDE, width, height }).buffer), width, height);
    drawn.set(scene, drawing);
    return drawing;
  };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(FILM, y4m([frame(first), ...more.map(frame)], width, height));
}
