import { afterEach, describe, expect, it, vi } from 'vitest';
import { SealingSink, isSealed, unseal } from '../src/diary/seal';
import { failureOf } from './failures';

// Some of them go through a file bit by bit, or make a key as slowly as it should be made.
vi.setConfig({ testTimeout: 120_000 });

/** Few, since these tests are not about how long guessing takes. */
const QUICK = { rounds: 1000, chunk: 64 };
const HEADER = 72;
const PART = QUICK.chunk + 16;
const silent = (): void => undefined;

async function sealed(content: Uint8Array<ArrayBuffer>, passphrase = 'four plain little words', options = QUICK): Promise<Uint8Array<ArrayBuffer>> {
  const sink = await SealingSink.open(passphrase, options);
  // In odd pieces: where they end must not matter.
  for (let at = 0; at < content.length; at += 50) await sink.write(content.slice(at, at + 50));
  return new Uint8Array(await (await sink.end()).arrayBuffer());
}

async function opened(bytes: Uint8Array<ArrayBuffer>, passphrase = 'four plain little words'): Promise<number[]> {
  const blob = await unseal(new Blob([bytes]), passphrase, silent);
  return [...new Uint8Array(await blob.arrayBuffer())];
}

function content(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, n) => (n * 31) % 256);
}

afterEach(() => vi.unstubAllGlobals());

describe('a sealed file', () => {
  it.each([0, 1, 63, 64, 65, 128, 1000])('of %i bytes gives them back', async (length) => {
    const bytes = content(length);
    expect(await opened(await sealed(bytes))).toEqual([...bytes]);
  });

  it('shows nothing of what is in it, and is another one each time', async () => {
    const bytes = new TextEncoder().encode('a mole on the left shoulder '.repeat(20));
    const [one, two] = [await sealed(bytes), await sealed(bytes)];
    expect(Buffer.from(one).toString('latin1')).not.toContain('mole');
    const salt = (file: Uint8Array): string => Buffer.from(file.subarray(20, 43)).toString('hex');
    expect(salt(one)).not.toBe(salt(two));
    expect(Buffer.from(one.subarray(HEADER)).equals(Buffer.from(two.subarray(HEADER)))).toBe(false);
  });

  it('is made with at least the rounds that OWASP names, and can be opened', async () => {
    const sink = await SealingSink.open('four plain little words');
    await sink.write(content(10));
    const file = await sink.end();
    expect(new DataView(await file.arrayBuffer()).getUint32(12)).toBeGreaterThanOrEqual(600_000);
    expect(await opened(new Uint8Array(await file.arrayBuffer()))).toEqual([...content(10)]);
  });

  it('counts its progress', async () => {
    const steps: string[] = [];
    await unseal(new Blob([await sealed(content(150))]), 'four plain little words', (done, total) => steps.push(`${done}/${total}`));
    expect(steps).toEqual(['1/3', '2/3', '3/3']);
  });

  it('opens however the keyboard spells its letters', async () => {
    const file = await sealed(content(9), 'grün café ﬁle');
    expect(await opened(file, 'gru\u0308n cafe\u0301 file')).toEqual([...content(9)]);
  });

  it('is known by how it begins', async () => {
    expect(await isSealed(new Blob([await sealed(content(1))]))).toBe(true);
    expect(await isSealed(new Blob(['PK\x03\x04 and so on']))).toBe(false);
    expect(await isSealed(new Blob([]))).toBe(false);
  });
});

describe('what is wrong with a sealed file is told apart', () => {
  it('the passphrase', async () => {
    const file = await sealed(content(200));
    for (const guess of ['', 'Four plain little words', 'four plain little words ']) {
      expect((await failureOf(opened(file, guess))).code).toBe('backup-passphrase');
    }
  });

  it('cut off anywhere: truncated, even at the end of a part', async () => {
    const file = await sealed(content(200));
    for (let at = 9; at < file.length; at += at < HEADER + 40 ? 1 : 13) {
      expect([at, (await failureOf(opened(file.slice(0, at)))).code]).toEqual([at, 'backup-truncated']);
    }
    const whole = HEADER + 2 * PART;
    expect((await failureOf(opened(file.slice(0, whole)))).code).toBe('backup-truncated');
  });

  it('a flipped bit anywhere: never opened, and never called a wrong passphrase', async () => {
    const file = await sealed(content(200));
    for (let at = 0; at < file.length; at += 1) {
      const spoilt = file.slice();
      spoilt[at] = (spoilt[at] ?? 0) ^ 0x10;
      const { code } = await failureOf(opened(spoilt));
      const expected =
        at < 8 ? ['archive-foreign'] : at < 10 ? ['backup-newer', 'backup-damaged'] : at < file.length - 8 ? ['backup-damaged'] : ['backup-truncated'];
      expect([at, expected.includes(code) ? expected : code]).toEqual([at, expected]);
    }
  });

  it('parts left out, swapped, doubled, or added from another file of the same words', async () => {
    const file = await sealed(content(250));
    const other = await sealed(content(250));
    const part = (of: Uint8Array, n: number): number[] => [...of.slice(HEADER + n * PART, HEADER + (n + 1) * PART)];
    const head = [...file.slice(0, HEADER)];
    const rest = [...file.slice(HEADER + 3 * PART)];
    const finish = [...file.slice(-8)];
    const forgeries = [
      [...head, ...part(file, 0), ...part(file, 1), ...rest],
      [...head, ...part(file, 1), ...part(file, 0), ...part(file, 2), ...rest],
      [...head, ...part(file, 0), ...part(file, 0), ...part(file, 2), ...rest],
      [...head, ...part(file, 0), ...part(other, 1), ...part(file, 2), ...rest],
      // Cut at the end of a part, with the end mark put back.
      [...head, ...part(file, 0), ...part(file, 1), ...finish],
      [...head, ...finish, ...finish, ...finish],
    ];
    for (const forgery of forgeries) {
      expect((await failureOf(opened(Uint8Array.from(forgery)))).code).toBe('backup-damaged');
    }
  });

  it('a newer version, whatever else it looks like', async () => {
    const file = await sealed(content(20));
    file[9] = 2;
    const failure = await failureOf(opened(file));
    expect([failure.code, failure.facts]).toEqual(['backup-newer', { found: 2, known: 1 }]);
  });

  it('a file of another kind', async () => {
    expect((await failureOf(opened(content(500)))).code).toBe('archive-foreign');
    expect((await failureOf(opened(new Uint8Array()))).code).toBe('archive-foreign');
  });

  it('a header that would keep the device busy for hours', async () => {
    const file = await sealed(content(20));
    new DataView(file.buffer).setUint32(12, 0xffffffff);
    file.set(new Uint8Array(await crypto.subtle.digest('SHA-256', file.slice(0, 64))).slice(0, 8), 64);
    // If it were obeyed, this test would not end.
    expect((await failureOf(opened(file))).code).toBe('backup-damaged');
  });

  it('a page without encryption', async () => {
    const file = await sealed(content(20));
    vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes });
    expect((await failureOf(SealingSink.open('words'))).code).toBe('backup-insecure');
    expect((await failureOf(opened(file))).code).toBe('backup-insecure');
  });

  it('a file that cannot be read', async () => {
    const file = { size: 500, slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) };
    expect((await failureOf(unseal(file as unknown as Blob, 'words', silent))).code).toBe('file-unreadable');
  });
});
