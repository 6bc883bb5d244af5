import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { readArchive, writeArchive } from '../src/diary/archive';
import { fileNameOf } from '../src/diary/names';
import { BlobSink } from '../src/diary/sink';
import { Zip } from '../src/diary/zip';
import { entry, jpeg, mole, segment, uuid, withBytes } from './diary-fixtures';
import { failureOf } from './failures';

// Some of them go through a file bit by bit.
vi.setConfig({ testTimeout: 120_000 });

const silent = (): void => undefined;
const MADE = Date.UTC(2025, 10, 22, 12);

async function written(moles = [mole(1)], entries = [entry(1, 1)], strip = true): Promise<Uint8Array<ArrayBuffer>> {
  const sink = new BlobSink('application/zip');
  await writeArchive({ moles, entries }, sink, { made: MADE, strip, onProgress: silent });
  return new Uint8Array(await (await sink.end()).arrayBuffer());
}

function read(bytes: Uint8Array<ArrayBuffer>): ReturnType<typeof readArchive> {
  return readArchive(new Blob([bytes]), silent);
}

/** The list of an archive, as another program reads it. */
function listIn(bytes: Uint8Array): { moles: unknown[]; entries: Record<string, unknown>[] } & Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(unzipSync(bytes)['diary.json'])) as never;
}

/** An archive as somebody else may make it. */
function forged(list: unknown, files: Zippable = {}): Uint8Array<ArrayBuffer> {
  return zipSync({ ...files, 'diary.json': strToU8(typeof list === 'string' ? list : JSON.stringify(list)) }) as Uint8Array<ArrayBuffer>;
}

async function whole(): Promise<{ moles: unknown[]; entries: Record<string, unknown>[] } & Record<string, unknown>> {
  return listIn(await written());
}

describe('an export', () => {
  it('comes back as it was', async () => {
    const moles = [mole(1), mole(2, { place: undefined, name: '', notes: '' })];
    const entries = [entry(1, 1), entry(2, 1), entry(3, 2, { kept: undefined, measure: undefined, abcde: undefined, note: '' })];
    const { parcel, made, skipped } = await read(await written(moles, entries));
    expect([parcel.moles, made, skipped]).toEqual([moles, MADE, []]);
    expect(await Promise.all(parcel.entries.map(withBytes))).toEqual(await Promise.all(entries.map(withBytes)));
  });

  it('of nothing comes back, too', async () => {
    expect((await read(await written([], []))).parcel).toEqual({ moles: [], entries: [] });
  });

  it('is a zip for other programs: readable names, a JPEG each, one list', async () => {
    const first = new Date(2025, 5, 3, 9, 7).getTime();
    const moles = [mole(1, { name: 'Left arm / “elbow”' }), mole(2, { name: 'LEFT ARM ELBOW' }), mole(3, { name: '../../etc' }), mole(4, { name: '黒い点' })];
    const entries = [1, 1, 2, 3, 4].map((of, n) => entry(n, of, { taken: first + (n === 1 ? 20_000 : 0) }));
    const bytes = await written(moles, entries);
    expect(Object.keys(unzipSync(bytes))).toEqual([
      'pictures/Left-arm-elbow/2025-06-03-0907.jpg',
      'pictures/Left-arm-elbow/2025-06-03-0907-2.jpg',
      'pictures/LEFT-ARM-ELBOW-2/2025-06-03-0907.jpg',
      'pictures/etc/2025-06-03-0907.jpg',
      'pictures/黒い点/2025-06-03-0907.jpg',
      'diary.json',
    ]);
    expect(listIn(bytes)).toMatchObject({ format: 'spotcheck-diary', version: 1, made: MADE });
    expect(unzipSync(bytes)['pictures/etc/2025-06-03-0907.jpg']).toEqual(jpeg(640, 480, 3));
  });

  it('has no EXIF segment and no place in any picture, even when the stored one had', async () => {
    const marked = jpeg(640, 480, 1, [...segment(0xe1, 'Exif\0\0MM\0*GPS 47.3769 N'), ...segment(0xfe, 'GPS')]);
    const stored = [entry(1, 1, { picture: new Blob([marked], { type: 'image/jpeg' }) }), entry(2, 1)];
    const bytes = await written([mole(1)], stored);
    const pictures = Object.entries(unzipSync(bytes)).filter(([name]) => name.endsWith('.jpg'));
    expect(pictures).toHaveLength(2);
    for (const [, picture] of pictures) {
      const text = Buffer.from(picture).toString('latin1');
      expect(text).not.toMatch(/Exif|GPS/);
      expect(picture.some((byte, at) => byte === 0xff && picture[at + 1] === 0xe1)).toBe(false);
    }
    // In the whole file it is nowhere, while a backup keeps pictures to the byte.
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('GPS');
    const [kept] = Object.entries(unzipSync(await written([mole(1)], stored, false)));
    expect(kept?.[1]).toEqual(marked);
  });

  it('strips pictures on their way in as well', async () => {
    const list = await whole();
    const marked = jpeg(640, 480, 1, segment(0xe1, 'Exif\0\0GPS'));
    const { parcel } = await read(forged(list, { [String(list.entries[0]?.['picture'])]: marked }));
    expect([...new Uint8Array((await parcel.entries[0]?.picture.arrayBuffer()) ?? new ArrayBuffer())]).toEqual([...jpeg(640, 480, 1)]);
  });

  it('leaves out a picture that the browser has lost, names it, and keeps the others', async () => {
    const lost = entry(1, 1);
    lost.picture.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    const sink = new BlobSink('application/zip');
    const result = await writeArchive({ moles: [mole(1)], entries: [lost, entry(2, 1)] }, sink, { made: MADE, strip: true, onProgress: silent });
    expect(result).toMatchObject({ moles: 1, entries: 1, skipped: [{ kind: 'entry', id: uuid(1001) }] });
    const { parcel, skipped } = await readArchive(await sink.end(), silent);
    expect([parcel.entries.map(({ id }) => id), skipped]).toEqual([[uuid(1002)], []]);
  });

  it('unpacked and packed again by a person is read, whatever their system adds', async () => {
    const files = unzipSync(await written());
    const list = files['diary.json'];
    if (list === undefined) throw new Error('no list');
    const moved = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`My diary/${name}`, bytes]));
    const again = zipSync({ ...moved, '__MACOSX/diary.json': strToU8('{}'), 'My diary/.DS_Store': strToU8('x') }, { level: 9 });
    const { parcel, skipped } = await read(again as Uint8Array<ArrayBuffer>);
    expect([parcel.moles, parcel.entries.length, skipped]).toEqual([[mole(1)], 1, []]);
  });

  it('takes dates that a zip cannot name', async () => {
    const old = entry(1, 1, { taken: -8.64e15 });
    expect((await read(await written([mole(1)], [old]))).parcel.entries[0]?.taken).toBe(-8.64e15);
  });
});

describe('what is wrong with all of it is a failure', () => {
  const list = { format: 'spotcheck-diary', version: 1, made: MADE, moles: [], entries: [] };

  it.each([
    ['no zip', 'archive-damaged', strToU8('PK is how it begins, but no more than that')],
    ['a zip of something else', 'archive-foreign', zipSync({ 'holiday.jpg': jpeg(4, 4) })],
    ['two lists', 'archive-foreign', zipSync({ 'diary.json': strToU8('{}'), 'x/diary.json': strToU8('{}') })],
    ['a list of something else', 'archive-foreign', forged({ ...list, format: 'recipes' })],
    ['a list that is none', 'archive-damaged', forged('not JSON')],
    ['an array for a list', 'archive-damaged', forged([])],
    ['a newer version', 'archive-newer', forged({ ...list, version: 2 })],
    ['a version of a wrong kind', 'archive-damaged', forged({ ...list, version: '1' })],
    ['an impossible version', 'archive-damaged', forged({ ...list, version: 0.5 })],
    ['no date', 'archive-damaged', forged({ ...list, made: undefined })],
    ['a date beyond all calendars', 'archive-damaged', forged({ ...list, made: 1e300 })],
    ['moles that are no list', 'archive-damaged', forged({ ...list, moles: { length: 1 } })],
    ['photos that are no list', 'archive-damaged', forged({ ...list, entries: 'many' })],
    ['more photos than there may be', 'archive-large', forged({ ...list, entries: new Array(60_001).fill(0) })],
  ])('%s: %s', async (_what, code, bytes) => {
    expect((await failureOf(read(bytes as Uint8Array<ArrayBuffer>))).code).toBe(code);
  });

  it('cut off anywhere', async () => {
    const bytes = await written();
    for (let at = 2; at < bytes.length; at += 29) {
      expect((await failureOf(read(bytes.slice(0, at)))).code).toBe('archive-damaged');
    }
  });

  it('a flipped bit anywhere is a failure or a thing left out, never a thing altered', async () => {
    const bytes = await written();
    for (let at = 0; at < bytes.length; at += 3) {
      const spoilt = bytes.slice();
      spoilt[at] = (spoilt[at] ?? 0) ^ 0x04;
      const result = await read(spoilt).catch((thrown: unknown) => failureOf(Promise.reject(thrown)));
      if (!('parcel' in result)) continue;
      expect(result.parcel.moles).toEqual([mole(1)]);
      for (const found of result.parcel.entries) expect(await withBytes(found)).toEqual(await withBytes(entry(1, 1)));
      expect(result.parcel.entries.length + result.skipped.length).toBe(1);
    }
  });
});

describe('one thing that is wrong is left out and named', () => {
  it.each([
    ['no id', { id: undefined }],
    ['an id that is a path', { id: '../../x' }],
    ['an id that is markup', { id: '<img>' }],
    ['a name that is no text', { name: { toString: 'x' } }],
    ['a name without end', { name: 'x'.repeat(201) }],
    ['a place outside of the body', { place: { view: 'front', x: 2, y: 0, region: 'arm' } }],
    ['a place on no side', { place: { view: 'left', x: 0, y: 0, region: 'arm' } }],
    ['a time that is text', { created: '2025-01-01' }],
    ['a time beyond all calendars', { changed: 1e18 }],
    ['null', null],
  ])('a mole with %s', async (_what, more) => {
    const list = await whole();
    const broken = more === null ? null : { ...mole(2), ...more };
    const { parcel, skipped } = await read(forged({ ...list, moles: [broken, mole(1)], entries: [] }));
    expect(parcel.moles).toEqual([mole(1)]);
    expect(skipped).toHaveLength(1);
    expect(skipped[0]).toMatchObject({ kind: 'mole' });
  });

  const kept = entry(1, 1).kept;
  it.each([
    ['no mole', { mole: undefined }],
    ['a width that is no number', { width: '640' }],
    ['another size than its picture', { width: 320, crop: { x: 0, y: 0, side: 300 } }],
    ['a square beyond the picture', { crop: { x: 600, y: 0, side: 100 } }],
    ['a square of nothing', { crop: { x: 0, y: 0, side: 0 } }],
    ['a measure below nothing', { measure: { millimetres: -1, against: 'ruler' } }],
    ['a sign that is neither yes nor no', { abcde: { border: 1 } }],
    ['a state that there is not', { kept: { ...kept, verdict: { ...kept?.verdict, state: 'harmless' } } }],
    ['a probability that is text', { kept: { ...kept, verdict: { ...kept?.verdict, probabilities: { mel: '1' } } } }],
    ['limits that are no texts', { kept: { ...kept, limits: [{}] } }],
    ['a reliability of more than all', { kept: { ...kept, reliability: { ...kept?.reliability, high: 101 } } }],
    ['a reliability beside its interval', { kept: { ...kept, reliability: { ...kept?.reliability, low: 84 } } }],
    ['a group that is more than all', { kept: { ...kept, reliability: { ...kept?.reliability, common: 120 } } }],
    ['a reliability counted on nothing', { kept: { ...kept, reliability: { ...kept?.reliability, n: 0 } } }],
    ['no picture', { picture: undefined }],
    ['a picture that is not there', { picture: 'pictures/none.jpg' }],
    ['a picture upwards', { picture: '../Mole-1/x.jpg' }],
    ['a picture that is the list', { picture: 'diary.json' }],
    ['a picture of another kind', { picture: 'x.jpg' }],
  ])('a photo with %s', async (_what, more) => {
    const bytes = await written();
    const list = listIn(bytes);
    const [good] = list.entries;
    const files = { ...unzipSync(bytes), 'x.jpg': strToU8('<svg onload="alert(1)">') };
    const { parcel, skipped } = await read(forged({ ...list, entries: [{ ...good, id: uuid(5), ...more }, good] }, files));
    expect(parcel.entries.map(({ id }) => id)).toEqual([uuid(1001)]);
    expect(skipped).toHaveLength(1);
    expect(skipped[0]).toMatchObject({ kind: 'entry', id: uuid(5) });
  });

  it('names that mean something to JavaScript mean nothing here', async () => {
    const list = await whole();
    const text = JSON.stringify({ ...list, moles: [mole(1)], entries: [] }).replace('"notes"', '"__proto__":{"polluted":1},"notes"');
    const { parcel } = await read(forged(text));
    expect(parcel.moles).toEqual([mole(1)]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('a zip from a stranger', () => {
  const LIMIT = { bytes: 1000, ratio: 20 };

  /** Overwrites a number in the directory's first entry. */
  function altered(zip: Uint8Array, at: number, value: number): Uint8Array<ArrayBuffer> {
    const bytes = Uint8Array.from(zip);
    const start = Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    new DataView(bytes.buffer).setUint32(start + at, value, true);
    return bytes;
  }

  it('is not unpacked when it claims too much, in bytes or for its length', async () => {
    const zip = await Zip.open(new Blob([zipSync({ zeros: new Uint8Array(900), noise: jpeg(4, 4) }) as Uint8Array<ArrayBuffer>]));
    expect((await failureOf(zip.read('zeros', LIMIT))).detail).toContain('900 bytes from');
    expect((await failureOf(zip.read('noise', { bytes: 100, ratio: 20 }))).code).toBe('archive-damaged');
    expect(await zip.read('noise', LIMIT)).toEqual(jpeg(4, 4));
  });

  it('is stopped while unpacking when there is more than it claims', async () => {
    const bomb = zipSync({ zeros: new Uint8Array(20_000_000) }, { level: 1 });
    const zip = await Zip.open(new Blob([altered(bomb, 24, 900)]));
    expect((await failureOf(zip.read('zeros', { bytes: 1000, ratio: 20 }))).detail).toContain('more than it claims');
  });

  it('may not have files inside of one another, two of one name, or a directory elsewhere', async () => {
    const two = zipSync({ a: jpeg(4, 4, 1), b: jpeg(4, 4, 2) }, { level: 0 });
    const overlapping = Uint8Array.from(two);
    const directory = Buffer.from(overlapping).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    new DataView(overlapping.buffer).setUint32(directory + 42, 10, true);
    const sameName = Uint8Array.from(two);
    sameName[directory + 46] = 0x61;
    const prefixed = Uint8Array.from([...strToU8('before'), ...two]);
    for (const bytes of [overlapping, sameName, prefixed]) {
      expect((await failureOf(Zip.open(new Blob([bytes])))).code).toBe('archive-damaged');
    }
  });

  it('may be neither encrypted, nor packed by a method that we do not know, nor of the large kind', async () => {
    const one = zipSync({ a: jpeg(4, 4) });
    expect((await failureOf(Zip.open(new Blob([altered(one, 8, 0x0008_0001)])))).detail).toContain('encrypted');
    expect((await failureOf(Zip.open(new Blob([altered(one, 8, 0x000c_0000)])))).detail).toContain('method 12');
    const large = Uint8Array.from(one);
    new DataView(large.buffer).setUint32(large.length - 6, 0xffffffff, true);
    expect((await failureOf(Zip.open(new Blob([large])))).code).toBe('archive-large');
  });

  it('shows no names that would lead out of a folder', async () => {
    const names = ['../a', '/a', 'a/../b', 'a\\b', 'C:a', './a', 'a//b', 'a\u0000b', 'good/one.jpg', '..a'];
    const zip = zipSync(Object.fromEntries(names.map((name) => [name, jpeg(4, 4)])));
    expect((await Zip.open(new Blob([zip as Uint8Array<ArrayBuffer>]))).names).toEqual(['good/one.jpg', '..a']);
  });
});

describe('file names', () => {
  it.each([
    ['Left arm', 'Left-arm'],
    ['  ', 'mole'],
    ['CON', 'mole'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
    ['.hidden.', 'hidden'],
    ['Ärmel – ß', 'Ärmel-ß'],
    ['x'.repeat(100), 'x'.repeat(40)],
    ['👍', 'mole'],
  ])('%s: %s', (name, file) => {
    expect(fileNameOf(name, 'mole')).toBe(file);
  });
});
