import type { Page } from '@playwright/test';

/** Pastes a file, as the clipboard would give it. */
export async function paste(page: Page, bytes: Buffer, name: string): Promise<void> {
  await page.evaluate(
    ([base64, as]) => {
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([content], as, { type: 'image/jpeg' }));
      dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    },
    [bytes.toString('base64'), name] as const,
  );
}
