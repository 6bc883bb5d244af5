/** A range that a camera offers, as its driver gives it. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** What can be set on the camera in use; what it does not offer is not there. */
export interface LensAbilities {
  readonly torch: boolean;
  readonly zoom: Range | undefined;
  /** It can be told where to focus. */
  readonly focus: boolean;
}

/** A camera to choose. `label` may be empty: browsers keep the names back until the camera was allowed. */
export interface Lens {
  readonly id: string;
  readonly label: string;
}

/** A point of the frame, in shares of its width and height. */
export interface FramePoint {
  readonly x: number;
  readonly y: number;
}

/** The settings of cameras that TypeScript does not know of; drivers and browsers differ in all of them. */
interface CameraSettings {
  torch?: unknown;
  zoom?: unknown;
  focusMode?: unknown;
}

type CameraConstraint = MediaTrackConstraintSet & { torch?: boolean; zoom?: number; focusMode?: string; pointsOfInterest?: FramePoint[] };

/** What is needed of a track, so that tests can stand in for a driver. */
export type LensTrack = Pick<MediaStreamTrack, 'applyConstraints'> &
  Partial<Pick<MediaStreamTrack, 'getCapabilities' | 'getConstraints' | 'getSettings'>>;

/** Light, zoom and focus of one camera. A driver that refuses a setting breaks nothing: the setter answers false. */
export class LensControls {
  readonly abilities: LensAbilities;
  /** As the driver has it now. */
  torch = false;
  zoom = 1;
  readonly #track: LensTrack;
  readonly #focusMode: string | undefined;
  /** Each call to a track replaces all of the one before, so that what holds is said again with every change. */
  #applied: CameraConstraint = {};

  /** `points` says whether the browser can aim the focus at all: cameras list no such ability. */
  constructor(track: LensTrack, points: boolean) {
    this.#track = track;
    const offered = capabilitiesOf(track);
    const modes: unknown[] = Array.isArray(offered.focusMode) ? offered.focusMode : [];
    this.#focusMode = ['single-shot', 'continuous'].find((mode) => modes.includes(mode));
    this.abilities = { torch: offers(offered.torch), zoom: rangeOf(offered.zoom), focus: points && this.#focusMode !== undefined };
    const { zoom, torch } = (track.getSettings?.() ?? {}) as CameraSettings;
    this.torch = torch === true;
    this.zoom = typeof zoom === 'number' ? zoom : (this.abilities.zoom?.min ?? 1);
  }

  async setTorch(on: boolean): Promise<boolean> {
    const done = this.abilities.torch && (await this.#apply({ torch: on }));
    if (done) this.torch = on;
    return done;
  }

  async setZoom(zoom: number): Promise<boolean> {
    const range = this.abilities.zoom;
    if (range === undefined) return false;
    const wanted = Math.min(Math.max(zoom, range.min), range.max);
    const done = await this.#apply({ zoom: wanted });
    if (done) this.zoom = wanted;
    return done;
  }

  async focusAt(point: FramePoint): Promise<boolean> {
    if (!this.abilities.focus || this.#focusMode === undefined) return false;
    return this.#apply({ focusMode: this.#focusMode, pointsOfInterest: [point] });
  }

  async #apply(constraint: CameraConstraint): Promise<boolean> {
    const wanted = { ...this.#applied, ...constraint };
    try {
      await this.#track.applyConstraints({ ...this.#track.getConstraints?.(), advanced: [wanted] });
      this.#applied = wanted;
      return true;
    } catch {
      return false;
    }
  }
}

/** The cameras of the device. More than one must be there to choose among. */
export async function lenses(devices: Pick<MediaDevices, 'enumerateDevices'>): Promise<Lens[]> {
  try {
    const all = await devices.enumerateDevices();
    return all.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '').map(({ deviceId, label }) => ({ id: deviceId, label }));
  } catch {
    return [];
  }
}

function capabilitiesOf(track: LensTrack): CameraSettings {
  try {
    return (track.getCapabilities?.() ?? {}) as CameraSettings;
  } catch {
    return {};
  }
}

/** Some browsers say `true`, some list what can be chosen. */
function offers(torch: unknown): boolean {
  return torch === true || (Array.isArray(torch) && torch.includes(true));
}

function rangeOf(offered: unknown): Range | undefined {
  if (typeof offered !== 'object' || offered === null) return undefined;
  const { min, max, step } = offered as { min?: unknown; max?: unknown; step?: unknown };
  if (typeof min !== 'number' || typeof max !== 'number' || !(max > min)) return undefined;
  const steps = typeof step === 'number' && step > 0 ? step : (max - min) / 20;
  return { min, max, step: steps };
}
