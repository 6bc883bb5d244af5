import type { Page } from '@playwright/test';

/** All rows of the diary as the browser has them, pictures as base64. */
export interface DiaryRows {
  readonly moles: readonly unknown[];
  readonly entries: readonly { readonly bytes: string }[];
}

type Tables = Readonly<Record<string, IDBObjectStore>>;

declare global {
  interface Window {
    /** The diary's database, past the page. */
    diary: {
      write(tables: readonly string[], work: (tables: Tables) => void): Promise<void>;
      all(table: string): Promise<Record<string, unknown>[]>;
    };
  }
}

/** Lets a test reach the diary's database past the page. Call it before the page is opened. */
export async function reachDiary(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const open = (): Promise<IDBDatabase> =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('spotcheck-diary');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const ended = (tx: IDBTransaction): Promise<void> =>
      new Promise((resolve, reject) => {
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(tx.error);
      });
    window.diary = {
      async write(tables, work) {
        const database = await open();
        const tx = database.transaction(tables as string[], 'readwrite');
        work(Object.fromEntries(tables.map((table) => [table, tx.objectStore(table)])));
        await ended(tx).finally(() => database.close());
      },
      async all(table) {
        const database = await open();
        const tx = database.transaction(table);
        const request = tx.objectStore(table).getAll();
        await ended(tx).finally(() => database.close());
        return request.result as Record<string, unknown>[];
      },
    };
  });
}

/** Two moles and three photos, put into the database past the page. It must have been opened once. */
export async function plantDiary(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
    const at = Date.UTC(2026, 2, 1, 9);
    const picture = async (seed: number): Promise<Blob> => {
      const canvas = new OffscreenCanvas(640, 480);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      const pixels = context.createImageData(640, 480);
      let state = seed;
      pixels.data.forEach((_, n) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        pixels.data[n] = n % 4 === 3 ? 255 : state >>> 24;
      });
      context.putImageData(pixels, 0, 0);
      return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    };
    const moles = ['Left arm', 'Back; “upper”'].map((title, n) => ({
      id: id(n),
      name: title,
      place: n === 0 ? { view: 'front', x: 0.3, y: 0.4, region: 'left-arm' } : undefined,
      notes: 'Seen by Dr. Núñez\n✓',
      created: at + n,
      changed: at + n,
    }));
    const kept = {
      verdict: {
        state: 'unsure',
        reasons: ['close-call'],
        probabilities: { mel: 0.45, nv: 0.55 },
        groups: { malignant: 0.45, other: 0.55 },
        model: { id: 'skin28', version: '1.0.0' },
        engine: 'flex',
        milliseconds: { prepare: 1.25, infer: 20.5, judge: 0.1 },
      },
      engine: 'cpu',
      title: 'Spots on skin',
      classes: [{ code: 'mel', name: 'Melanoma', group: 'malignant' }],
      groups: [{ code: 'malignant', title: 'Should be seen by a doctor' }],
      limits: ['It knows only the picture.'],
    };
    const entries = await Promise.all(
      [1, 2, 3].map(async (n) => ({
        id: id(100 + n),
        mole: id(n === 3 ? 1 : 0),
        taken: at + n * 86_400_000,
        changed: at + n * 86_400_000,
        picture: await picture(n),
        width: 640,
        height: 480,
        crop: { x: 80, y: 0, side: 480 },
        kept: n === 1 ? kept : undefined,
        measure: { millimetres: 4.25, against: 'eur-1-cent' },
        abcde: { asymmetry: false, border: undefined, colour: undefined, diameter: true, evolving: undefined },
        note: `photo ${n}`,
      })),
    );
    await window.diary.write(['moles', 'entries'], ({ moles: first, entries: second }) => {
      for (const mole of moles) first?.put(mole);
      for (const entry of entries) second?.put(entry);
    });
  });
}

/** Empties the database past the page. */
export async function clearDiary(page: Page): Promise<void> {
  await page.evaluate(() =>
    window.diary.write(['moles', 'entries', 'facts'], (tables) => {
      for (const table of Object.values(tables)) table.clear();
    }),
  );
}

/** Puts a row into the database that the page cannot read. */
export async function plantBrokenMole(page: Page): Promise<void> {
  await page.evaluate(() => window.diary.write(['moles'], ({ moles }) => void moles?.put({ id: 'broken-one', name: 5 })));
}

/** Whether a few hundred kilobytes more find room. */
export function findsRoom(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    window.diary
      .write(['facts'], ({ facts }) => void facts?.put(new Blob([new Uint8Array(300_000)]), 'filler'))
      .then(
        () => true,
        () => false,
      ),
  );
}

/** Reads every row, and every byte of every picture, past the page. */
export async function readDiary(page: Page): Promise<DiaryRows> {
  return page.evaluate(async () => {
    const moles = await window.diary.all('moles');
    const entries = await window.diary.all('entries');
    const whole = entries.map(async ({ picture, ...facts }) => {
      const bytes = new Uint8Array(await (picture as Blob).arrayBuffer());
      let text = '';
      for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
      return { ...facts, type: (picture as Blob).type, bytes: btoa(text) };
    });
    return { moles, entries: await Promise.all(whole) };
  });
}
