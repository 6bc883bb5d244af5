import type { Size } from '../picture/header';
import type { Point } from './size';

/** Which part of a picture a stage shows: the picture's point in its corner, and CSS pixels to one of the picture's. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** So many CSS pixels to one of the picture's are the most that helps. */
const CLOSEST = 12;

/** Shows all of a picture, in the middle. */
export function fitted(picture: Size, stage: Size): Viewport {
  const scale = Math.min(stage.width / picture.width, stage.height / picture.height);
  return bounded({ x: 0, y: 0, scale }, picture, stage);
}

/** Shows a part of a picture as large as it can be. */
export function showing(from: Point, to: Point, picture: Size, stage: Size): Viewport {
  const [width, height] = [Math.max(1, Math.abs(to.x - from.x)), Math.max(1, Math.abs(to.y - from.y))];
  const scale = Math.min(stage.width / width, stage.height / height, CLOSEST);
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return bounded({ x: middle.x - stage.width / scale / 2, y: middle.y - stage.height / scale / 2, scale }, picture, stage);
}

/** Zooms by a factor about a point of the stage, which stays where it is. */
export function zoomedAt(view: Viewport, factor: number, at: Point, picture: Size, stage: Size): Viewport {
  const least = Math.min(stage.width / picture.width, stage.height / picture.height);
  const scale = Math.min(Math.max(view.scale * factor, least), Math.max(CLOSEST, least));
  const held = toPicture(view, at);
  return bounded({ x: held.x - at.x / scale, y: held.y - at.y / scale, scale }, picture, stage);
}

/** Moves the picture by CSS pixels. */
export function panned(view: Viewport, dx: number, dy: number, picture: Size, stage: Size): Viewport {
  return bounded({ ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale }, picture, stage);
}

export function toPicture({ x, y, scale }: Viewport, at: Point): Point {
  return { x: x + at.x / scale, y: y + at.y / scale };
}

export function toStage({ x, y, scale }: Viewport, point: Point): Point {
  return { x: (point.x - x) * scale, y: (point.y - y) * scale };
}

/** The picture fills the stage where it can, and lies in its middle where it cannot. */
function bounded({ x, y, scale }: Viewport, picture: Size, stage: Size): Viewport {
  const axis = (at: number, whole: number, shown: number): number =>
    shown >= whole ? (whole - shown) / 2 : Math.min(Math.max(at, 0), whole - shown);
  return { x: axis(x, picture.width, stage.width / scale), y: axis(y, picture.height, stage.height / scale), scale };
}
