import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { faults, still, wholePicture } from './axe';
import { RESULTS } from './paths';

export const SCREENS = join(RESULTS, 'screens');

/** Each language with how the page says there where a photo stays, and what a melanoma is called. */
export const LANGUAGES = [
  { code: 'en', tag: 'en', dir: 'ltr', stays: 'Your photo stays on this device.', melanoma: 'Melanoma' },
  { code: 'es', tag: 'es', dir: 'ltr', stays: 'Su foto se queda en este dispositivo.', melanoma: 'Melanoma' },
  { code: 'fr', tag: 'fr', dir: 'ltr', stays: 'Votre photo reste sur cet appareil.', melanoma: 'Mélanome' },
  { code: 'de', tag: 'de', dir: 'ltr', stays: 'Ihr Foto bleibt auf diesem Gerät.', melanoma: 'Melanom' },
  { code: 'pt', tag: 'pt-BR', dir: 'ltr', stays: 'Sua foto fica neste aparelho.', melanoma: 'Melanoma' },
  { code: 'hi', tag: 'hi', dir: 'ltr', stays: 'आपकी फ़ोटो इसी डिवाइस पर रहती है।', melanoma: 'मेलानोमा' },
  { code: 'zh', tag: 'zh-Hans', dir: 'ltr', stays: '您的照片留在这台设备上。', melanoma: '黑色素瘤' },
  { code: 'ar', tag: 'ar', dir: 'rtl', stays: 'تبقى صورتك على هذا الجهاز.', melanoma: 'ميلانوما' },
] as const;

/** Chooses a language as a person does. */
export async function speak(page: Page, code: string, tag: string): Promise<void> {
  await page.getByTestId('language').selectOption(code);
  await expect(page.locator('html')).toHaveAttribute('lang', tag);
}

/** Every screen is looked at on the narrowest phone; the picture, where there is to be one, is of a usual one. */
export async function at(page: Page, code: string, state: string, pictured = true): Promise<string[]> {
  await still(page);
  const found = await faults(page, `${code} ${state}`);
  if (!pictured) return found;
  const narrow = page.viewportSize() ?? { width: 320, height: 640 };
  await page.setViewportSize({ width: 360, height: 800 });
  await wholePicture(page, join(SCREENS, `language-${code}-${state}.png`));
  await page.setViewportSize(narrow);
  return found;
}
