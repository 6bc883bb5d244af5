import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icons } from '../app/icons';
import { Part } from '../app/part';
import { HOME, routeHref } from '../app/router';
import '../app/spot-problem';
import { bodyDrawing, drawingStyles, VIEW_BOX } from '../diary/body-drawing';
import { Reading, type Contents } from '../diary/reading';
import type { Removed } from '../diary/spot-mole';
import type { Mole } from '../diary/types';
import { Failure, asFailure } from '../failure';
import { messages } from '../messages';
import type { Session } from '../session';
import { screen } from '../styles/screen';
import { shared } from '../styles/shared';

/** The diary: all moles, one of them, two photos of one side by side, or the form for a new one. */
@customElement('spot-screen-diary')
export class SpotScreenDiary extends LitElement {
  static override styles = [
    shared,
    screen,
    drawingStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.75rem 1.5rem;
      }

      .head > div {
        min-width: 0;
      }

      h2.title {
        overflow-wrap: anywhere;
      }

      .back {
        display: inline-flex;
        align-items: center;
        gap: 0.25rem;
        min-height: var(--target);
        margin-inline-start: -0.25rem;
        color: var(--accent);
        font-weight: 600;
        text-decoration: none;
      }

      .back:hover {
        text-decoration: underline;
      }

      .button.primary {
        border-color: transparent;
        background: var(--accent);
        color: var(--on-accent);
      }

      .undo {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        padding: 0.5rem;
        padding-inline-start: 1.25rem;
        border-radius: var(--radius);
        background: var(--sunken);
      }

      .undo p:focus {
        outline: none;
      }

      .undo div {
        display: flex;
        gap: 0.5rem;
      }

      .empty {
        display: grid;
        gap: 1.5rem 3rem;
        justify-items: start;
      }

      .empty > div {
        display: grid;
        gap: 1rem;
        max-width: 34rem;
      }

      .empty .figures {
        grid-auto-flow: column;
        gap: 1.25rem;
      }

      .figures svg {
        width: auto;
        height: 12rem;
      }

      @media (min-width: 46rem) {
        .empty {
          grid-template-columns: auto minmax(0, 1fr);
          align-items: center;
        }

        .figures svg {
          height: 19rem;
        }
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) path: readonly string[] = [];
  @state() private removed: Removed | undefined;
  @state() private problem: Failure | undefined;

  readonly #reading = new Reading(this);
  /** An empty diary needs nothing of its pages. */
  readonly #pages = new Part(this, 'diary-pages', () => import('../diary/pages'));
  #subject: string | undefined;

  override render() {
    const { contents, failure } = this.#reading;
    return html`
      <p class="visually-hidden" role="status">${this.removed === undefined ? '' : this.#gone(this.removed)}</p>
      ${failure === undefined ? nothing : html`<spot-problem .failure=${failure} retry @spot-retry=${() => this.#reading.read()}></spot-problem>`}
      ${this.problem === undefined
        ? nothing
        : html`<spot-problem .failure=${this.problem} dismissible @spot-dismiss=${() => (this.problem = undefined)}></spot-problem>`}
      ${contents === undefined ? this.#head(messages.diary.heading) : this.#view(contents)}
    `;
  }

  /** The diary is read first, and its page fetched: whoever waits for the screen waits for what stands there. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete();
    await this.#reading.settled;
    await super.getUpdateComplete();
    await this.#pages.settled;
    return (await super.getUpdateComplete()) && complete;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The window is named after the mole that is shown.
    const name = this.#mole(this.#reading.contents)?.name;
    if (name === this.#subject && !changed.has('path')) return;
    this.#subject = name;
    this.dispatchEvent(new CustomEvent('spot-title', { detail: name, bubbles: true }));
  }

  #view(contents: Contents) {
    const text = messages.diary;
    const [first, , third] = this.path;
    if (first === undefined) return this.#all(contents);
    if (first === 'new') {
      return html`${this.#head(text.addTitle, routeHref('diary'), text.all)}${this.#page(() => html`<spot-new-mole></spot-new-mole>`)}`;
    }
    const mole = this.#mole(contents);
    if (mole === undefined) return this.#missing();
    const entries = contents.entries.filter((entry) => entry.mole === mole.id);
    if (third === 'compare') {
      return html`${this.#head(text.compare.heading, routeHref('diary', 'mole', mole.id), mole.name)}
        ${this.#page(() => html`<spot-compare .session=${this.session} .entries=${entries}></spot-compare>`)}`;
    }
    return html`${this.#head(mole.name, routeHref('diary'), text.all)}
      ${this.#page(
        () =>
          html`<spot-mole .mole=${mole} .entries=${entries} @spot-removed=${(event: CustomEvent<Removed>) => void this.#tell(event.detail)}></spot-mole>`,
      )}`;
  }

  /** A page, once what it is made of is there; a word on why it is not, if it does not come. */
  #page(draw: () => TemplateResult) {
    const state = this.#pages.want();
    if (state === 'there') return draw();
    if (state === 'coming') return html`<p class="soft" role="status">${messages.shell.opening}</p>`;
    return html`<spot-problem .failure=${state} retry @spot-retry=${() => this.#pages.retry()}></spot-problem>`;
  }

  /** The mole that the address names. */
  #mole(contents: Contents | undefined): Mole | undefined {
    const [first, id] = this.path;
    return first === 'mole' ? contents?.moles.find((mole) => mole.id === id) : undefined;
  }

  #head(title: string, href?: string, back?: string) {
    return html`<div class="head">
      <div>
        ${href === undefined ? nothing : html`<a class="back" href=${href}>${icons.back} ${back}</a>`}
        <h2 class="title" tabindex="-1">${title}</h2>
      </div>
    </div>
    ${this.#undo()}`;
  }

  #all({ moles, entries }: Contents) {
    const text = messages.diary;
    if (moles.length === 0) return this.#empty();
    return html`
      <div class="head">
        <h2 class="title" tabindex="-1">${text.heading}</h2>
        <div class="ways">
          <a class="button primary" href=${routeHref('diary', 'new')}>${icons.plus} ${text.addTitle}</a>
          <a class="button" href=${routeHref('doctor')}>${icons.stethoscope} ${text.forDoctor}</a>
        </div>
      </div>
      ${this.#undo()}
      ${this.#page(() => html`<spot-mole-list .moles=${moles} .entries=${entries}></spot-mole-list>`)}
    `;
  }

  #empty() {
    const text = messages.diary.empty;
    return html`
      ${this.#head(messages.diary.heading)}
      <div class="empty" data-testid="empty">
        <div class="figures" aria-hidden="true">
          <svg viewBox=${VIEW_BOX}>${bodyDrawing('front')}</svg>
          <svg viewBox=${VIEW_BOX}>${bodyDrawing('back')}</svg>
        </div>
        <div>
          ${text.lines.map((line) => html`<p>${line}</p>`)}
          <div class="ways">
            <a class="button primary" href=${routeHref('diary', 'new')}>${icons.plus} ${messages.diary.addTitle}</a>
            <a class="button" href=${routeHref(HOME)}>${icons.camera} ${text.check}</a>
          </div>
        </div>
      </div>
    `;
  }

  #missing() {
    const text = messages.diary;
    return html`${this.#head(text.heading, routeHref('diary'), text.all)}<spot-problem .failure=${new Failure('mole-missing')}></spot-problem>`;
  }

  /** After the heading, which the focus comes to on another page of the diary. */
  #undo() {
    const { removed } = this;
    if (removed === undefined) return nothing;
    return html`<div class="undo" data-testid="undo">
      <p tabindex="-1">${this.#gone(removed)}</p>
      <div>
        <button @click=${() => void this.#restore(removed)}>${messages.diary.remove.undo}</button>
        <button class="plain" aria-label=${messages.diary.close} title=${messages.diary.close} @click=${() => (this.removed = undefined)}>${icons.close}</button>
      </div>
    </div>`;
  }

  #gone({ what, name }: Removed): string {
    const text = messages.diary.remove;
    return what === 'mole' ? text.moleGone(name()) : text.photoGone(name());
  }

  async #tell(removed: Removed): Promise<void> {
    this.removed = removed;
    // A page of a mole that is gone is no place to stay.
    if (removed.what === 'mole') {
      location.replace(routeHref('diary'));
      return;
    }
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.undo p')?.focus();
  }

  async #restore(removed: Removed): Promise<void> {
    try {
      await removed.undo();
      this.removed = undefined;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
    } catch (thrown) {
      this.problem = asFailure(thrown);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-screen-diary': SpotScreenDiary;
  }
}
