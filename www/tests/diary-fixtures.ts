import type { Entry, KeptVerdict, Mole } from '../src/diary/types';

/** Ids of the form that the page gives. */
export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export function mole(n: number, more: Partial<Mole> = {}): Mole {
  return {
    id: uuid(n),
    name: `Mole ${n}`,
    place: { view: 'back', x: 0.25, y: 0.5, region: 'left-shoulder' },
    notes: 'Itched in spring; “unchanged”, says Ana.\nSecond line — ✓',
    created: 1_700_000_000_000 + n,
    changed: 1_700_000_100_000 + n,
    ...more,
  };
}

export const kept: KeptVerdict = {
  verdict: {
    state: 'answer',
    reasons: ['close-call'],
    probabilities: { mel: 0.25, nv: 0.75 },
    groups: { malignant: 0.25, other: 0.75 },
    model: { id: 'skin28', version: '1.0.0' },
    engine: 'flex',
    milliseconds: { prepare: 1.5, infer: 20, judge: 0.1 },
  },
  engine: 'cpu',
  title: 'Spots on skin',
  classes: [
    { code: 'mel', name: 'Melanoma', group: 'malignant' },
    { code: 'nv', name: 'Mole', group: 'other' },
  ],
  groups: [
    { code: 'malignant', title: 'A doctor should look at it' },
    { code: 'other', title: 'Other' },
  ],
  limits: ['Knows nothing of you.'],
  reliability: { group: 'other', right: 83, low: 74, high: 90, n: 100, common: 80 },
};

/** A segment with its marker and length. */
export function segment(marker: number, content: Uint8Array | string): number[] {
  const bytes = typeof content === 'string' ? [...new TextEncoder().encode(content)] : [...content];
  return [0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255, ...bytes];
}

/** A JPEG as far as its structure goes: `before` are further segments, `seed` makes its pixels its own. */
export function jpeg(width: number, height: number, seed = 1, before: readonly number[] = []): Uint8Array<ArrayBuffer> {
  const scan = Array.from({ length: 700 }, (_, n) => (n * seed * 7919 + seed) % 251);
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0'),
    ...before,
    ...segment(0xdb, new Uint8Array(65)),
    ...segment(0xc0, Uint8Array.of(8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0)),
    ...segment(0xc4, new Uint8Array(20)),
    ...segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
    ...scan,
    // A stuffed byte and a restart marker belong to the scan.
    ...[0xff, 0x00, 1, 2, 3, 0xff, 0xd0, 4, 5],
    ...[0xff, 0xd9],
  ]);
}

export function entry(n: number, of: number, more: Partial<Entry> = {}): Entry {
  return {
    id: uuid(1000 + n),
    mole: uuid(of),
    taken: 1_700_000_200_000 + n,
    changed: 1_700_000_300_000 + n,
    picture: new Blob([jpeg(640, 480, n)], { type: 'image/jpeg' }),
    width: 640,
    height: 480,
    crop: { x: 80, y: 0, side: 480 },
    kept,
    measure: { millimetres: 4.5, against: 'eur-1-cent' },
    abcde: { asymmetry: true, border: false, colour: undefined, diameter: undefined, evolving: undefined },
    note: 'a note',
    ...more,
  };
}

/** An entry with its picture's bytes, to compare. */
export async function withBytes({ picture, ...facts }: Entry): Promise<unknown> {
  return { ...facts, type: picture.type, bytes: [...new Uint8Array(await picture.arrayBuffer())] };
}
