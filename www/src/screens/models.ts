import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { addressWith } from '../address';
import { megabytes } from '../app/format';
import { inUseOf } from '../app/in-use';
import { OwnModel } from '../app/own-model';
import { HOME, routeHref } from '../app/router';
import '../app/spot-in-use';
import type { SpotInUse } from '../app/spot-in-use';
import '../app/spot-problem';
import { Watch } from '../app/watch';
import { messages } from '../messages';
import type { ModelEntry } from '../model/list';
import type { Session } from '../session';
import { screen } from '../styles/screen';
import { shared } from '../styles/shared';

/**
 * The models: those of the site, each behind an address of its own so that nothing of it is fetched
 * before, and one from the person's own files.
 */
@customElement('spot-screen-models')
export class SpotScreenModels extends LitElement {
  static override styles = [
    shared,
    screen,
    css`
      ul {
        display: grid;
        gap: 0.75rem;
        list-style: none;
      }

      @media (min-width: 52rem) {
        ul {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }

      li {
        display: flex;
        flex-direction: column;
        gap: 0.25rem;
        padding: 1rem;
      }

      li h3 {
        margin: 0;
      }

      li .button {
        align-self: start;
        margin-top: auto;
      }

      .size {
        margin-bottom: 0.5rem;
        font-variant-numeric: tabular-nums;
      }

      .own {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
      }

      .own h3 {
        margin: 0;
      }

      spot-problem {
        justify-self: stretch;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) path: readonly string[] = [];
  @query('spot-in-use') private banner!: SpotInUse | null;
  @query('h2') private heading!: HTMLElement;

  #own!: OwnModel;

  constructor() {
    super();
    new Watch(this, () => [this.session]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#own = new OwnModel(this.session, () => this.requestUpdate());
  }

  override render() {
    const text = messages.models;
    const { opening, problem } = this.#own;
    const inUse = inUseOf(this.session);
    const others = this.#others();
    return html`
      <h2 class="title" tabindex="-1">${text.heading}</h2>
      ${inUse === undefined ? nothing : html`<spot-in-use .inUse=${inUse} @spot-close=${() => void this.#close()}></spot-in-use>`}
      <p class="soft text">${text.intro}</p>
      <ul>
        ${others.map((entry) => this.#choice(entry))}
      </ul>
      <section class="own">
        <h3>${text.open}</h3>
        <p class="soft small text">${text.openMore}</p>
        ${problem === undefined
          ? nothing
          : html`<spot-problem .failure=${problem} dismissible @spot-dismiss=${() => this.#own.dismiss()}></spot-problem>`}
        <button aria-disabled=${opening} @click=${this.#ask}>${opening ? text.opening : text.choose}</button>
        <input data-testid="model-input" type="file" multiple hidden tabindex="-1" aria-hidden="true" @change=${this.#chosen} />
      </section>
    `;
  }

  /** All models of the site but the one in use. */
  #others(): readonly ModelEntry[] {
    const { offer, entry, ownFiles } = this.session;
    return (offer?.models ?? []).filter((other) => ownFiles || other !== entry);
  }

  /** The check with that model; a new address, so that the page begins anew with it. */
  #href({ id }: ModelEntry): string {
    const url = new URL(addressWith(location.href, id === this.session.offer?.default ? undefined : id));
    url.hash = routeHref(HOME);
    return url.href;
  }

  #choice(entry: ModelEntry) {
    const text = messages.models;
    return html`<li class="card" data-testid="model" data-id=${entry.id}>
      <h3>${entry.title}</h3>
      <p class="small">${entry.shows}</p>
      <p class="soft small size">${text.size(megabytes(entry.bytes))}</p>
      <a class="button" href=${this.#href(entry)} aria-label=${text.useOf(entry.title)}>${text.use}</a>
    </li>`;
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
