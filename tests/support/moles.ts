import { expect, type Locator, type Page } from '@playwright/test';

/** A mole to be put into the diary past the page, as if it had been kept on an earlier day. */
export interface Planted {
  readonly name: string;
  readonly place?: { readonly view: 'front' | 'back'; readonly x: number; readonly y: number; readonly region: string };
  readonly notes?: string;
  /** Its photos: how many days ago, how large the mole is drawn, and what more is known. */
  readonly photos?: readonly PlantedPhoto[];
}

export interface PlantedPhoto {
  readonly daysAgo: number;
  /** Millimetres; the coin beside it is a euro cent. */
  readonly size: number;
  readonly measured?: boolean;
  readonly abcde?: Readonly<Record<string, boolean | undefined>>;
  readonly state?: 'answer' | 'unsure' | 'unsuitable';
  readonly note?: string;
}

/** The drawn photo: 1200 by 900 pixels, a twentieth of a millimetre to a pixel, the mole in its middle. */
export const PHOTO = { width: 1200, height: 900, perPixel: 0.05, coin: { x: 930, y: 620, millimetres: 16.25 } } as const;

/** Puts moles into the diary, and opens it. */
export async function plantDiary(page: Page, moles: readonly Planted[]): Promise<void> {
  await page.goto('/?engine=cpu#/diary');
  await expect(page.getByRole('heading', { name: 'Mole diary' })).toBeVisible();
  for (const [index, mole] of moles.entries()) {
    const id = idOf(index);
    const pictures = await Promise.all((mole.photos ?? []).map(({ size }) => page.evaluate(drawPhoto, { size, photo: PHOTO })));
    await page.evaluate(plant, { id, index, mole, pictures, photo: PHOTO });
  }
  await page.reload();
  await expect(page.getByTestId('mole')).toHaveCount(moles.length);
}

/** The id of the planted mole of that place in the list. */
export function idOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
}

/** A drawn photo as a file, to be chosen like one from the gallery. */
export async function drawnPhoto(page: Page, size: number): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const bytes = await page.evaluate(drawPhoto, { size, photo: PHOTO });
  return { name: 'mole.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes, 'base64') };
}

interface Row {
  readonly id: string;
  readonly index: number;
  readonly mole: Planted;
  readonly pictures: readonly string[];
  readonly photo: typeof PHOTO;
}

/** Runs in the page. */
async function plant({ id, index, mole, pictures, photo }: Row): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('spotcheck-diary');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(new Error('the diary cannot be opened'));
  });
  const now = Date.now();
  const rows = (mole.photos ?? []).map(({ daysAgo, size, measured, abcde, state = 'answer', note = '' }, at) => {
    const bytes = Uint8Array.from(atob(pictures[at] ?? ''), (character) => character.charCodeAt(0));
    const taken = now - daysAgo * 86_400_000;
    return {
      id: `${id.slice(0, -8)}${String(at + 1).padStart(4, '0')}${id.slice(-4)}`,
      mole: id,
      taken,
      changed: taken,
      picture: new Blob([bytes], { type: 'image/jpeg' }),
      width: photo.width,
      height: photo.height,
      crop: { x: 400, y: 250, side: 400 },
      kept: {
        verdict: {
          state,
          reasons: [],
          probabilities: { nv: 0.71, mel: 0.29 },
          groups: { other: 0.71, malignant: 0.29 },
          model: { id: 'skin28', version: '1.0.0' },
          engine: 'flex',
          milliseconds: { prepare: 1, infer: 1, judge: 1 },
        },
        engine: 'cpu',
        title: 'Pigmented spots on skin',
        classes: [
          { code: 'nv', name: 'Mole (nevus)', group: 'other' },
          { code: 'mel', name: 'Melanoma', group: 'malignant' },
        ],
        groups: [
          { code: 'other', title: 'Looks like a harmless kind' },
          { code: 'malignant', title: 'A doctor should look at it' },
        ],
        limits: ['It knows the picture and nothing else: no history, no touch.', 'It was trained mostly on light skin.'],
      },
      ...(measured === true && { measure: { millimetres: size, against: 'eur-0.01', giveOrTake: size * 0.07, perPixel: photo.perPixel } }),
      abcde,
      note,
    };
  });
  const change = database.transaction(['moles', 'entries'], 'readwrite');
  const created = now - (400 - index) * 86_400_000;
  change.objectStore('moles').put({ id, name: mole.name, place: mole.place, notes: mole.notes ?? '', created, changed: created });
  for (const row of rows) change.objectStore('entries').put(row);
  await new Promise((resolve, reject) => {
    change.oncomplete = resolve;
    change.onabort = () => reject(new Error('the diary took no row'));
  });
  database.close();
}

/** Runs in the page: skin, a mole in the middle, and a coin beside it. */
async function drawPhoto({ size, photo }: { size: number; photo: typeof PHOTO }): Promise<string> {
  const canvas = Object.assign(document.createElement('canvas'), { width: photo.width, height: photo.height });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#d9ad90';
  context.fillRect(0, 0, photo.width, photo.height);
  let seed = 11;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let n = 0; n < 9000; n += 1) {
    context.fillStyle = `rgb(${150 + random() * 70} ${100 + random() * 60} ${70 + random() * 60} / 14%)`;
    context.fillRect(random() * photo.width, random() * photo.height, 2 + random() * 6, 2 + random() * 6);
  }
  const radius = size / photo.perPixel / 2;
  for (let n = 0; n < 26; n += 1) {
    context.fillStyle = `rgb(${88 + random() * 40} ${52 + random() * 24} ${36 + random() * 14} / 70%)`;
    context.beginPath();
    const angle = random() * 7;
    const off = random() * radius * 0.24;
    context.ellipse(600 + Math.cos(angle) * off, 450 + Math.sin(angle) * off, radius * 0.76, radius * (0.55 + random() * 0.1), angle, 0, 7);
    context.fill();
  }
  const coin = photo.coin.millimetres / photo.perPixel / 2;
  context.fillStyle = '#a9673e';
  context.beginPath();
  context.arc(photo.coin.x, photo.coin.y, coin, 0, 7);
  context.fill();
  context.strokeStyle = '#7c4526';
  context.lineWidth = 8;
  context.stroke();
  return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
}

/** Checks a photo and waits for the form that keeps it. */
export async function checked(page: Page, size: number): Promise<Locator> {
  await page.getByTestId('file-input').setInputFiles(await drawnPhoto(page, size));
  await page.getByRole('button', { name: /^Look (at this spot|again)$/ }).click();
  await expect(page.getByTestId('verdict')).toBeVisible();
  const save = page.getByTestId('save');
  await expect(save).toBeVisible();
  return save;
}
