import { css } from 'lit';
import { addressSafe } from '../address';
import { within } from '../engine/bridge';
import { Failure, isAbort } from '../failure';
import { messages } from '../messages';
import { shared } from '../styles/shared';

/** What of the page a report is to tell. Nothing in it is about the photo or what is kept of the person. */
export interface Circumstances {
  readonly version: string;
  /** The screen's name alone: the rest of the address may name a mole. */
  readonly screen: string;
  readonly engine: string | undefined;
  readonly model: string | undefined;
}

export interface CrashOptions {
  readonly circumstances: () => Circumstances;
  readonly safe: boolean;
  /** Puts the photo aside and gives the way to undo that; undefined when there is none. */
  readonly putAside: () => Promise<(() => void) | undefined>;
}

/** Whether an error is the page's own: neither an extension's, nor a notice of the browser's that carries none. */
export function isOurs(thrown: unknown, file: string): boolean {
  if (thrown === null || thrown === undefined || isAbort(thrown)) return false;
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  return !/\b[\w-]+-extension:\/\//.test(`${file}\n${stack}`);
}

/** The text that a person can send to whoever mends it. */
export function reportOf(thrown: unknown, { version, screen, engine, model }: Circumstances, userAgent: string, when: Date): string {
  const said = thrown instanceof Error || thrown instanceof DOMException ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  return [
    `Spotcheck ${version}, ${when.toISOString()}`,
    `screen ${screen}, engine ${engine ?? 'none'}, model ${model ?? 'none'}`,
    userAgent,
    said,
    // Some browsers begin the stack with the message, others do not.
    stack.startsWith(said) ? stack.slice(said.length).trimStart() : stack,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** A photo that takes longer to be written will not be. */
const PATIENCE_MS = 15_000;

const styles = css`
  dialog {
    box-sizing: border-box;
    width: min(36rem, 100vw - 2rem);
    max-height: calc(100dvh - 2rem);
    padding: 1.5rem;
    border: 1px solid var(--line);
    border-inline-start: 4px solid var(--heed);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    overflow: auto;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  p,
  .row,
  details {
    margin-block-start: 0.75rem;
  }

  .photo {
    font-weight: 600;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  summary {
    min-height: var(--target);
    align-content: center;
    cursor: pointer;
  }

  pre {
    max-height: 12rem;
    margin: 0;
    overflow: auto;
    font-size: 0.8125rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    user-select: all;
  }
`;

/**
 * Says what happened when something fails that nobody caught, offers the ways on, and puts the photo aside
 * first. It is made of plain elements: what has failed may be the drawing of all others.
 */
export class CrashScreen {
  readonly #options: CrashOptions;
  readonly #passed = new Set<string>();
  #open = false;

  constructor(options: CrashOptions) {
    this.#options = options;
  }

  follow(heard: Window): void {
    heard.addEventListener('error', ({ error, filename }) => this.#heard(error, filename));
    heard.addEventListener('unhandledrejection', ({ reason }) => this.#heard(reason, ''));
  }

  #heard(thrown: unknown, file: string): void {
    // What the person has chosen to go on with would only come up again and again.
    if (this.#open || this.#passed.has(String(thrown)) || !isOurs(thrown, file)) return;
    this.#open = true;
    void this.#show(thrown);
  }

  async #show(thrown: unknown): Promise<void> {
    const text = messages.crash;
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [shared, styles].flatMap(({ styleSheet }) => styleSheet ?? []);
    const dialog = make('dialog');
    dialog.dataset['testid'] = 'crash';
    dialog.setAttribute('aria-labelledby', 'heading');
    const heading = make('h2', text.heading);
    heading.id = 'heading';
    const photo = make('p');
    photo.className = 'photo';
    photo.setAttribute('role', 'status');
    const reload = button(text.reload, () => location.reload());
    reload.className = 'primary';
    const plain = this.#options.safe ? [] : [button(text.plain, () => location.assign(addressSafe(location.href, true)))];
    let takeBack: (() => void) | undefined;
    const goOn = button(text.goOn, () => {
      this.#passed.add(String(thrown));
      this.#open = false;
      host.remove();
      takeBack?.();
    });
    dialog.append(
      heading,
      make('p', thrown instanceof Failure ? messages.explain(thrown.code, thrown.facts).title : text.help),
      photo,
      row(reload, ...plain, goOn),
      ...(this.#options.safe ? [] : [make('p', text.plainMore)]),
      this.#details(thrown),
    );
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      goOn.click();
    });
    root.append(dialog);
    document.body.append(host);
    dialog.showModal();
    takeBack = await this.#putAside(photo, [reload, ...plain]);
    // The person went on before it was done.
    if (!host.isConnected) takeBack?.();
  }

  /** Nobody reloads before it is known what becomes of the photo. */
  async #putAside(line: HTMLElement, leaving: readonly HTMLButtonElement[]): Promise<(() => void) | undefined> {
    const { kept, keeping, lost } = messages.crash.photo;
    line.textContent = keeping;
    for (const way of leaving) way.setAttribute('aria-disabled', 'true');
    let undo: (() => void) | undefined;
    try {
      undo = await within(this.#options.putAside(), PATIENCE_MS);
      line.textContent = undo === undefined ? '' : kept;
    } catch {
      line.textContent = lost;
    }
    for (const way of leaving) way.removeAttribute('aria-disabled');
    return undo;
  }

  #details(thrown: unknown): HTMLElement {
    const text = messages.crash;
    const details = make('details');
    const report = make('pre', reportOf(thrown, this.#options.circumstances(), navigator.userAgent, new Date()));
    // It scrolls, so the keyboard must come to it.
    report.tabIndex = 0;
    report.setAttribute('role', 'group');
    report.setAttribute('aria-label', text.details);
    const said = make('p');
    said.setAttribute('role', 'status');
    const copy = button(text.copy, () => {
      navigator.clipboard.writeText(report.textContent).then(
        () => (said.textContent = text.copied),
        () => (said.textContent = text.notCopied),
      );
    });
    details.append(make('summary', text.details), report, row(copy), said);
    return details;
  }
}

function make<K extends keyof HTMLElementTagNameMap>(name: K, text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

function button(label: string, act: () => void): HTMLButtonElement {
  const made = make('button', label);
  made.addEventListener('click', () => {
    if (made.getAttribute('aria-disabled') !== 'true') act();
  });
  return made;
}

function row(...buttons: readonly HTMLElement[]): HTMLElement {
  const made = make('div');
  made.className = 'row';
  made.append(...buttons);
  return made;
}
