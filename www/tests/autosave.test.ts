import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Autosave } from '../src/diary/autosave';
import { Failure } from '../src/failure';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function notebook(save?: (text: string) => Promise<void>) {
  const saved: string[] = [];
  const states: string[] = [];
  const autosave: Autosave = new Autosave(save ?? ((text) => Promise.resolve(void saved.push(text))), () => void states.push(autosave.state));
  return { saved, states, autosave };
}

describe('a text that saves itself', () => {
  it('is saved at a pause, not at every letter', async () => {
    const { saved, states, autosave } = notebook();
    for (const text of ['i', 'it', 'itc', 'itch']) {
      autosave.type(text);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(saved).toEqual([]);
    expect(autosave.pending).toBe(true);
    await vi.advanceTimersByTimeAsync(300);
    expect(saved).toEqual(['itch']);
    expect(states).toEqual(['saving', 'saved']);
    expect(autosave.pending).toBe(false);
  });

  it('is saved at once when the field is left', async () => {
    const { saved, autosave } = notebook();
    autosave.type('gone');
    await autosave.flush();
    expect(saved).toEqual(['gone']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(saved).toEqual(['gone']);
  });

  it('keeps what was typed during a save, the latest of it', async () => {
    const saved: string[] = [];
    let release = (): void => undefined;
    const { autosave } = notebook(async (text) => {
      await new Promise<void>((resolve) => (release = resolve));
      saved.push(text);
    });
    autosave.type('one');
    const first = autosave.flush();
    autosave.type('two');
    autosave.type('three');
    release();
    await vi.advanceTimersByTimeAsync(1);
    expect(autosave.pending).toBe(true);
    release();
    await first;
    expect(saved).toEqual(['one', 'three']);
    expect(autosave.pending).toBe(false);
  });

  it('loses nothing to a full disk: it says so, and saves later', async () => {
    let full = true;
    const saved: string[] = [];
    const { autosave, states } = notebook((text) => {
      if (full) return Promise.reject(new Failure('storage-full'));
      saved.push(text);
      return Promise.resolve();
    });
    autosave.type('precious');
    await vi.advanceTimersByTimeAsync(300);
    expect(states.at(-1)).toBe('failed');
    expect(autosave.failure?.code).toBe('storage-full');
    expect(autosave.pending).toBe(true);
    full = false;
    await autosave.flush();
    expect(saved).toEqual(['precious']);
    expect(autosave.failure).toBeUndefined();
    expect(autosave.pending).toBe(false);
  });
});
