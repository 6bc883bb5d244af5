import type { Locator, Page } from '@playwright/test';

/** What the page must never say of itself or of a spot. */
const FORBIDDEN = /\b(detect\w*|diagnos\w*|benign|safe|safely)\b/gi;

/** Everything the page, or a part of it, says: to the eye, to a screen reader, and in what is folded away. */
export function wordsOf(page: Page, part: Locator = page.locator('body')): Promise<string> {
  return part.evaluate((root) => {
    const said: string[] = [document.title];
    const visit = (node: Node): void => {
      if (node instanceof Text) said.push(node.data);
      if (node instanceof HTMLStyleElement || node instanceof HTMLScriptElement) return;
      if (node instanceof Element) {
        for (const name of ['aria-label', 'aria-valuetext', 'aria-roledescription', 'title', 'alt', 'placeholder', 'label']) {
          said.push(node.getAttribute(name) ?? '');
        }
        node.shadowRoot?.childNodes.forEach(visit);
      }
      node.childNodes.forEach(visit);
    };
    visit(root);
    return said
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .join('\n');
  });
}

/** The lines with a forbidden word in them. */
export async function forbiddenWords(page: Page): Promise<string[]> {
  const lines = (await wordsOf(page)).split('\n');
  return lines.filter((line) => line.search(FORBIDDEN) !== -1);
}
