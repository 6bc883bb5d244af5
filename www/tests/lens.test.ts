import { describe, expect, it } from 'vitest';
import { LensControls, lenses, type LensTrack } from '../src/capture/lens';
import { SwitchMemory } from '../src/capture/switch-memory';

/** A camera's driver, which may refuse. */
function track(capabilities: unknown, { settings = {}, refuses = false }: { settings?: object; refuses?: boolean } = {}) {
  const applied: MediaTrackConstraints[] = [];
  const fake: LensTrack = {
    getCapabilities: () => capabilities as MediaTrackCapabilities,
    getSettings: () => settings,
    getConstraints: () => ({ width: { ideal: 1920 } }),
    applyConstraints: (wanted) => {
      if (refuses) return Promise.reject(new DOMException('no', 'OverconstrainedError'));
      applied.push(wanted ?? {});
      return Promise.resolve();
    },
  };
  return { fake, applied };
}

const ALL = { torch: true, zoom: { min: 1, max: 8, step: 0.1 }, focusMode: ['continuous', 'single-shot', 'manual'] };

describe('what a camera offers', () => {
  it('is all of it where the driver says so', () => {
    const { abilities, torch, zoom } = new LensControls(track(ALL, { settings: { torch: true, zoom: 2 } }).fake, true);
    expect(abilities).toEqual({ torch: true, zoom: { min: 1, max: 8, step: 0.1 }, focus: true });
    expect([torch, zoom]).toEqual([true, 2]);
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['no answer', undefined],
    ['another shape', { torch: 'yes', zoom: [1, 2], focusMode: 'continuous' }],
    ['a light that cannot be switched on', { torch: [false] }],
    ['a zoom of one step', { zoom: { min: 1, max: 1, step: 1 } }],
    ['no numbers', { zoom: { min: 'a', max: null } }],
    ['a fixed focus', { focusMode: ['manual'] }],
  ])('is none of it for %s', (_, capabilities) => {
    expect(new LensControls(track(capabilities).fake, true).abilities).toEqual({ torch: false, zoom: undefined, focus: false });
  });

  it('is none of it where the browser cannot even be asked, or throws', () => {
    const none = { torch: false, zoom: undefined, focus: false };
    const { applyConstraints } = track({}).fake;
    expect(new LensControls({ applyConstraints }, true).abilities).toEqual(none);
    const throws = (): never => {
      throw new TypeError('not here');
    };
    expect(new LensControls({ applyConstraints, getCapabilities: throws }, true).abilities).toEqual(none);
  });

  it('has a step for a zoom without one, and no aim where the browser knows of none', () => {
    const { abilities } = new LensControls(track({ ...ALL, zoom: { min: 1, max: 3 } }).fake, false);
    expect(abilities.zoom?.step).toBeCloseTo(0.1);
    expect(abilities.focus).toBe(false);
  });
});

describe('setting a camera', () => {
  it('says with each change what holds already, and what the camera was opened with', async () => {
    const { fake, applied } = track(ALL);
    const lens = new LensControls(fake, true);
    expect(await lens.setTorch(true)).toBe(true);
    expect(await lens.setZoom(99)).toBe(true);
    expect(await lens.focusAt({ x: 0.25, y: 0.75 })).toBe(true);
    expect([lens.torch, lens.zoom]).toEqual([true, 8]);
    expect(applied.at(-1)).toEqual({
      width: { ideal: 1920 },
      advanced: [{ torch: true, zoom: 8, focusMode: 'single-shot', pointsOfInterest: [{ x: 0.25, y: 0.75 }] }],
    });
  });

  it('that refuses changes nothing and throws nothing', async () => {
    const lens = new LensControls(track(ALL, { refuses: true }).fake, true);
    expect(await lens.setTorch(true)).toBe(false);
    expect(await lens.setZoom(3)).toBe(false);
    expect(await lens.focusAt({ x: 0, y: 0 })).toBe(false);
    expect([lens.torch, lens.zoom]).toEqual([false, 1]);
  });

  it('asks for nothing that is not offered', async () => {
    const { fake, applied } = track({});
    const lens = new LensControls(fake, true);
    expect([await lens.setTorch(true), await lens.setZoom(2), await lens.focusAt({ x: 0, y: 0 })]).toEqual([false, false, false]);
    expect(applied).toEqual([]);
  });
});

describe('the choice of cameras', () => {
  const device = (kind: MediaDeviceKind, deviceId: string, label = ''): MediaDeviceInfo => ({ kind, deviceId, label, groupId: '', toJSON: () => ({}) });

  it('has the cameras alone, and of them those that have a name to be called by', async () => {
    const all = [device('audioinput', 'm'), device('videoinput', 'a', 'Back'), device('videoinput', ''), device('videoinput', 'b')];
    expect(await lenses({ enumerateDevices: () => Promise.resolve(all) })).toEqual([
      { id: 'a', label: 'Back' },
      { id: 'b', label: '' },
    ]);
  });

  it('is empty where the list is refused', async () => {
    expect(await lenses({ enumerateDevices: () => Promise.reject(new DOMException('no', 'NotAllowedError')) })).toEqual([]);
  });
});

describe('the switch of the automatic shutter', () => {
  const storage = (entries = new Map<string, string>()): Storage =>
    ({
      getItem: (key: string) => entries.get(key) ?? null,
      setItem: (key: string, value: string) => void entries.set(key, value),
      removeItem: (key: string) => void entries.delete(key),
    }) as unknown as Storage;

  it('is off until it is chosen, and remembered then', () => {
    const entries = new Map<string, string>();
    const memory = new SwitchMemory(() => storage(entries));
    expect(memory.read()).toBe(false);
    memory.write(true);
    expect(new SwitchMemory(() => storage(entries)).read()).toBe(true);
    memory.write(false);
    expect(entries.size).toBe(0);
  });

  it('is off where something else is stored, and where nothing can be', () => {
    expect(new SwitchMemory(() => storage(new Map([['spotcheck.auto-shutter', '{}']]))).read()).toBe(false);
    const blocked = new SwitchMemory(() => {
      throw new DOMException('insecure', 'SecurityError');
    });
    expect(blocked.read()).toBe(false);
    expect(() => blocked.write(true)).not.toThrow();
  });
});
