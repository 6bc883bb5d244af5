import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { addressWith } from '../address';
import { cardWord } from '../app/card-text';
import { megabytes, size } from '../app/format';
import { inUseOf } from '../app/in-use';
import { OwnModel } from '../app/own-model';
import { HOME, routeHref } from '../app/router';
import '../app/spot-in-use';
import type { SpotInUse } from '../app/spot-in-use';
import '../app/spot-model-row';
import type { RowWish } from '../app/spot-model-row';
import '../app/spot-problem';
import { Watch } from '../app/watch';
import { messages } from '../messages';
import { Library, type Row } from '../model/library';
import type { Session } from '../session';
import { screen } from '../styles/screen';
import { shared } from '../styles/shared';
import { modelsStyles } from './models.styles';

/** One a session: a download goes on while the person is on another screen. */
const libraries = new WeakMap<Session, Library>();

function libraryOf(session: Session): Library {
  const known = libraries.get(session);
  if (known !== undefined) return known;
  const others = typeof BroadcastChannel === 'function' ? new BroadcastChannel('spotcheck-models') : undefined;
  const library = new Library(session, others);
  // The screen may be opened before the visit's own model is there.
  session.addEventListener('kept', () => void freshen(session, library));
  libraries.set(session, library);
  return library;
}

async function freshen({ modelId, notes }: Session, library: Library): Promise<void> {
  await library.refresh();
  // That there is a newer version is known already: then the list says which, and offers it.
  if (modelId !== undefined && notes.has('model-newer')) await library.show(modelId, true);
}

/**
 * The models: what the site has, what the device has of it, and what can be done; and one from the person's
 * own files. A model that is not here is used by an address of its own, and nothing of it fetched before.
 */
@customElement('spot-screen-models')
export class SpotScreenModels extends LitElement {
  static override styles = [shared, screen, modelsStyles];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) path: readonly string[] = [];
  /** Said to screen readers when it changes. */
  @state() private said = (): string => '';
  /** What came of looking for newer versions, in the language in use when it is read. */
  @state() private looked = (): string => '';
  @state() private space: { readonly used: number; readonly available: number } | undefined;
  /** What the device has is known: from then on nothing is put in above what stands there. */
  @state() private begun = false;
  @query('spot-in-use') private banner!: SpotInUse | null;
  @query('h2') private heading!: HTMLElement;

  #own!: OwnModel;

  constructor() {
    super();
    new Watch(this, () => [this.session, libraryOf(this.session)]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#own = new OwnModel(this.session, () => this.requestUpdate());
    void this.#begin();
  }

  override render() {
    const text = messages.models;
    const inUse = inUseOf(this.session);
    const rows = libraryOf(this.session).rows;
    return html`
      <h2 class="title" tabindex="-1">${text.heading}</h2>
      ${inUse === undefined ? nothing : html`<spot-in-use .inUse=${inUse} @spot-close=${() => void this.#close()}></spot-in-use>`}
      <p class="text">${text.intro}</p>
      ${this.begun && (rows.length > 0 || this.session.phase !== 'loading')
        ? this.#all(rows)
        : html`<p class="soft" role="status">${messages.shell.opening}</p>`}
      <p class="visually-hidden" role="status" data-testid="models-said">${this.said()}</p>
    `;
  }

  #all(rows: readonly Row[]) {
    const text = messages.models;
    const forSkin = rows.filter(({ entry }) => entry.kind === 'skin-lesion');
    const others = rows.filter(({ entry }) => entry.kind !== 'skin-lesion');
    return html`
      ${this.#storage()}
      ${forSkin.length === 0 ? nothing : html`<section><h3>${text.skin}</h3>${this.#list(forSkin)}</section>`}
      ${others.length === 0
        ? nothing
        : html`<section>
            <h3>${text.others}</h3>
            <p class="soft text">${text.othersIntro}</p>
            ${this.#list(others)}
          </section>`}
      ${this.#ownFiles()}
    `;
  }

  #storage() {
    const text = messages.models;
    const { count, bytes, outline } = libraryOf(this.session);
    const { space } = this;
    return html`<section class="storage" data-testid="storage">
      <p>${text.storage(count, megabytes(bytes))}</p>
      ${outline === undefined
        ? nothing
        : html`<p>
            ${messages.outline.kept(megabytes(outline.bytes))}
            <button class="plain" @click=${() => void this.#removeOutline(outline.id)}>${text.removeOf(messages.outline.network)}</button>
          </p>`}
      ${space === undefined ? nothing : html`<p class="soft small">${text.storageAll(size(space.used), size(space.available))}</p>`}
      <button class=${count === 0 ? 'absent' : ''} @click=${() => void this.#look()}>${text.look}</button>
      <p class="small" role="status" data-testid="looked">${this.looked()}</p>
    </section>`;
  }

  #list(rows: readonly Row[]) {
    return html`<ul>
      ${rows.map(
        (row) => html`<li class="card" data-testid="model" data-id=${row.entry.id}>
          <spot-model-row
            .row=${row}
            .href=${this.#href(row.entry.id)}
            @spot-wish=${(event: CustomEvent<RowWish>) => void this.#grant(row, event.detail)}
          ></spot-model-row>
        </li>`,
      )}
    </ul>`;
  }

  #ownFiles() {
    const text = messages.models;
    const { opening, problem } = this.#own;
    return html`<section class="own">
      <h3>${text.open}</h3>
      <p class="soft text">${text.openMore}</p>
      ${problem === undefined
        ? nothing
        : html`<spot-problem .failure=${problem} dismissible @spot-dismiss=${() => this.#own.dismiss()}></spot-problem>`}
      <button aria-disabled=${opening} @click=${this.#ask}>${opening ? text.opening : text.choose}</button>
      <input data-testid="model-input" type="file" multiple hidden tabindex="-1" aria-hidden="true" @change=${this.#chosen} />
    </section>`;
  }

  /** The check with that model: a new address, so that the page begins anew with it. */
  #href(id: string): string | undefined {
    // The address has it already; what is in its place is a model of the person's own.
    if (id === this.session.modelId && this.session.ownFiles) return undefined;
    const url = new URL(addressWith(location.href, id === this.session.offer?.default ? undefined : id));
    url.hash = routeHref(HOME);
    return url.href;
  }

  async #begin(): Promise<void> {
    // Whatever cannot be told: the list itself is there.
    await Promise.allSettled([freshen(this.session, libraryOf(this.session)), this.#measure()]);
    this.begun = true;
  }

  async #measure(): Promise<void> {
    // Absent where the page came without TLS.
    const storage = navigator.storage as StorageManager | undefined;
    const { usage, quota } = (await storage?.estimate().catch(() => undefined)) ?? {};
    this.space = usage === undefined || quota === undefined ? undefined : { used: usage, available: quota - usage };
  }

  async #look(): Promise<void> {
    const library = libraryOf(this.session);
    this.looked = () => messages.models.looking;
    await library.look();
    const rows = library.rows.filter(({ held }) => held !== undefined);
    const newer = rows.filter((row) => row.newer !== undefined).length;
    const failed = rows.some(({ failure }) => failure !== undefined);
    this.looked = () => {
      const text = messages.models;
      return newer > 0 ? text.lookedSome(newer) : failed ? text.lookedNot : text.lookedNone;
    };
  }

  async #removeOutline(id: string): Promise<void> {
    await libraryOf(this.session).remove(id);
    this.session.noteOutline(false);
    this.said = () => messages.models.said.removed(messages.outline.network);
    await this.updateComplete;
    // Its button has gone.
    this.heading.focus();
  }

  async #grant({ entry, coming }: Row, wish: RowWish): Promise<void> {
    const library = libraryOf(this.session);
    const { id } = entry;
    const title = (): string => cardWord(entry.title);
    switch (wish) {
      case 'get': {
        const outcome = await library.get(id);
        this.said = () => {
          const { said } = messages.models;
          return outcome === 'stored' ? said.fetched(title()) : outcome === 'paused' ? said.paused(title()) : '';
        };
        break;
      }
      case 'pause':
        if (coming !== undefined) library.pause(id);
        return;
      case 'discard':
        await library.discard(id);
        break;
      case 'remove': {
        await library.remove(id);
        const left = library.rows.find((row) => row.entry.id === id);
        if (left?.held === undefined) this.said = () => messages.models.said.removed(title());
        // Its whole row has gone.
        if (left === undefined) this.heading.focus();
        break;
      }
      case 'show':
        await library.show(id);
        return;
      case 'dismiss':
        library.dismiss(id);
        return;
      case 'use':
        await this.#close();
        location.hash = routeHref(HOME);
        return;
    }
    await this.#measure();
  }

  #ask(): void {
    if (!this.#own.opening) this.renderRoot.querySelector<HTMLInputElement>('input')?.click();
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // Emptied, so that choosing the same files again is a change again.
    input.value = '';
    if (files.length > 0) void this.#open(files);
  }

  async #open(files: readonly File[]): Promise<void> {
    if (!(await this.#own.open(files))) return;
    await this.updateComplete;
    await this.banner?.updateComplete;
    this.banner?.focusHeading();
  }

  async #close(): Promise<void> {
    await this.#own.close();
    await this.updateComplete;
    // Its button has gone with the banner.
    this.heading.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-screen-models': SpotScreenModels;
  }
}
