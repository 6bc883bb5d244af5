import { expect, type Locator, type Page } from '@playwright/test';
import type { Golden, Verdict } from './golden';

export type Engine = 'cpu' | 'gpu';
export type Upload = Parameters<Locator['setInputFiles']>[0];

/** The page's own interface, as far as the tests use it; the page declares all of it. */
interface Embed {
  readonly ready: Promise<void>;
  classifyRgba(rgba: Uint8Array, width: number, height: number, crop?: undefined, options?: { engine: Engine }): Promise<Verdict>;
  classifyFile(file: Blob, options?: { engine: Engine }): Promise<Verdict>;
  logits(rgba: Uint8Array, width: number, height: number, crop?: undefined, options?: { engine: Engine }): Promise<Float32Array>;
  preprocess(rgba: Uint8Array, width: number, height: number, crop?: undefined, options?: { engine: Engine }): Promise<Uint8Array>;
  info(): { engine: Engine | undefined; model: string | undefined; version: string | undefined; notes: string[] };
}

declare global {
  interface Window {
    spotcheck: Embed;
  }
}

/** The page as a person meets it: what they press, and what they see. */
export class Spot {
  readonly upload: Locator;
  readonly look: Locator;
  readonly stage: Locator;
  readonly verdict: Locator;
  readonly problem: Locator;
  readonly notes: Locator;
  readonly engineUsed: Locator;

  constructor(readonly page: Page) {
    this.upload = page.getByTestId('file-input');
    this.look = page.getByRole('button', { name: /^Look (at this (spot|picture)|again)$/ });
    this.stage = page.getByTestId('crop-stage');
    this.verdict = page.getByTestId('verdict');
    this.problem = page.getByTestId('problem');
    this.notes = page.getByTestId('notes');
    this.engineUsed = page.getByTestId('engine-used');
  }

  /** Opens the page and waits until an engine can answer. The CPU alone, unless the test is about the GPU. */
  async open(query = '?engine=cpu'): Promise<void> {
    await this.page.goto(`/${query}`);
    await expect(this.page.locator('html')).toHaveAttribute('data-engine', /^(cpu|gpu)$/);
  }

  /** Goes to another screen by the navigation, and waits until it is there. */
  async goTo(name: 'Check' | 'Models' | 'About'): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    const heading = name === 'Check' ? /^(A second look at|Frame the)/ : name === 'About' ? 'About Spotcheck' : name;
    await expect(this.page.getByRole('heading', { level: 2, name: heading }).first()).toBeFocused();
  }

  /** Waits until nothing more is loaded in the background. */
  async settled(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-settled', 'true', { timeout: 180_000 });
  }

  /** Chooses a file as the button does, and waits until its photo is on the stage. */
  async choose(file: Upload): Promise<void> {
    await this.upload.setInputFiles(file);
    await expect(this.stage).toBeVisible();
  }

  /** Asks for the verdict and waits for it. */
  async check(): Promise<void> {
    await this.look.click();
    await expect(this.verdict).toBeVisible();
  }

  /** A quiet line below, by its code. */
  note(code: string): Locator {
    return this.notes.locator(`[data-note="${code}"]`);
  }

  info(): Promise<ReturnType<Embed['info']>> {
    return this.page.evaluate(() => window.spotcheck.info());
  }

  /** The probabilities that the page shows, in whole percent by class code; none when it shows none. */
  async shown(testId: 'class' | 'group'): Promise<Record<string, number>> {
    const entries = await this.page.getByTestId(testId).evaluateAll((items) =>
      items.map((item) => {
        const bar = item.querySelector('spot-bar');
        return [item.getAttribute('data-code') ?? '', (bar as unknown as { value: number }).value] as const;
      }),
    );
    return Object.fromEntries(entries);
  }

  /** Preprocessed bytes and logits of a picture's raw pixels, which the front serves below `folder`. */
  raw(engine: Engine, { name, width, height }: Golden): Promise<{ prepared: number[]; logits: number[] }> {
    const picture = { engine, name, width, height };
    return this.page.evaluate(async (wanted) => {
      const response = await fetch(`/golden/${wanted.name}.rgba`);
      const rgba = new Uint8Array(await response.arrayBuffer());
      const options = { engine: wanted.engine };
      const { width: w, height: h } = wanted;
      const prepared = await window.spotcheck.preprocess(rgba, w, h, undefined, options);
      const logits = await window.spotcheck.logits(rgba, w, h, undefined, options);
      return { prepared: Array.from(prepared), logits: Array.from(logits) };
    }, picture);
  }

  /** The verdict on an encoded file that the front serves, decoded by the page. */
  classifyFile(engine: Engine, path: string): Promise<Verdict> {
    return this.page.evaluate(
      async ([kind, at]) => {
        const blob = await (await fetch(at)).blob();
        return window.spotcheck.classifyFile(blob, { engine: kind });
      },
      [engine, path] as const,
    );
  }
}
