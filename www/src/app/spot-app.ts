import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { addressWith } from '../address';
import type { Crop } from '../engine/protocol';
import { messages, type Note } from '../messages';
import type { Session } from '../session';
import { shared } from '../styles/shared';
import { cardText, cardWord } from './card-text';
import { FileDoors } from './file-doors';
import { Flow } from './flow';
import { megabytes } from './format';
import { icons, mark } from './icons';
import { OwnModel } from './own-model';
import { appStyles } from './spot-app.styles';
import './spot-camera';
import type { Frame } from './spot-camera';
import './spot-crop';
import './spot-doctor';
import './spot-doors';
import './spot-in-use';
import type { InUse, SpotInUse } from './spot-in-use';
import './spot-language';
import './spot-limits';
import './spot-model';
import './spot-models';
import type { Choice } from './spot-models';
import './spot-problem';
import './spot-status';
import './spot-verdict';
import type { SpotVerdict } from './spot-verdict';

/** The page: the doors, then a photo with its square on one side and what may be said about it on the other. */
@customElement('spot-app')
export class SpotApp extends LitElement {
  static override styles = [shared, appStyles];

  @property({ attribute: false }) session!: Session;
  @state() private dragging = false;
  /** Said to screen readers when it changes. */
  @state() private said = '';
  @query('spot-verdict') private verdict!: SpotVerdict | null;
  @query('#crop-heading') private cropHeading!: HTMLElement | null;

  @query('spot-in-use') private banner!: SpotInUse | null;
  @query('main') private main!: HTMLElement;

  #flow!: Flow;
  #own!: OwnModel;
  #shownResult: Flow['result'];
  #shownPhoto: Flow['photo'];

  constructor() {
    super();
    new FileDoors(this, {
      onFiles: (files) => void this.#flow.takeFiles(files),
      onDrag: (dragging) => (this.dragging = dragging),
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('session')) return;
    this.#flow = new Flow(this.session, () => this.requestUpdate());
    this.#own = new OwnModel(this.session, this.#flow, () => this.requestUpdate());
    this.session.addEventListener('change', () => this.requestUpdate());
  }

  override render() {
    const { session } = this;
    const inUse = this.#inUse();
    return html`
      <header>
        <h1>${mark} ${messages.name}</h1>
        <p class="privacy" title=${messages.privacyMore}>${icons.lock} ${messages.privacy}</p>
        <spot-language></spot-language>
      </header>
      ${session.applyUpdate === undefined
        ? nothing
        : html`<aside class="update" data-testid="update">
            <p>${messages.update.available}</p>
            <button @click=${session.applyUpdate}>${messages.update.apply}</button>
          </aside>`}
      ${inUse === undefined ? nothing : html`<spot-in-use .inUse=${inUse} @spot-close=${() => void this.#closeModel()}></spot-in-use>`}
      <main tabindex="-1">${this.#problems()} ${this.#view()}</main>
      <footer>
        <spot-status
          .phase=${session.phase}
          .engine=${session.engines.active}
          .progress=${session.progress}
          .notes=${this.#notes()}
        ></spot-status>
        ${session.card === undefined ? nothing : html`<spot-model .card=${session.card}></spot-model>`}
        <spot-models
          .choices=${this.#choices()}
          .opening=${this.#own.opening}
          .problem=${this.#own.problem}
          @spot-open=${(event: CustomEvent<File[]>) => void this.#openModel(event.detail)}
          @spot-dismiss=${() => this.#own.dismiss()}
        ></spot-models>
      </footer>
      <p class="visually-hidden" role="status" data-testid="said">${this.said}</p>
      <div class="drop" ?hidden=${!this.dragging} aria-hidden="true"><p>${messages.doors.drop}</p></div>
    `;
  }

  protected override updated(): void {
    const { photo, result } = this.#flow;
    if (photo !== this.#shownPhoto) {
      this.#shownPhoto = photo;
      this.cropHeading?.focus({ preventScroll: true });
    }
    if (result !== this.#shownResult) {
      this.#shownResult = result;
      void this.verdict?.updateComplete.then(() => this.verdict?.focusHeading());
    }
    this.said = this.#spokenLine();
    // What a bookmark of this address will be called.
    const inUse = this.#inUse();
    document.title = inUse === undefined ? messages.name : `${cardWord(inUse.name)} · ${messages.name}`;
  }

  /** What the banner says; nothing while the site's usual model is in use. */
  #inUse(): InUse | undefined {
    const { card, chosen, entry, failure, ownFiles } = this.session;
    if (ownFiles && card !== undefined) return { name: card.id, shows: card.task.shows, back: undefined };
    const known = card?.task ?? entry;
    // A model that could not be had is not in use: then the failure itself shows the way back.
    if (chosen === undefined || known === undefined || failure !== undefined) return undefined;
    return { name: known.title, shows: known.shows, back: this.#back() };
  }

  #back(): { href: string; label: string } {
    const { offer } = this.session;
    const usual = offer?.models.find(({ id }) => id === offer.default);
    return { href: addressWith(location.href, undefined), label: messages.wordsFor(usual?.kind ?? 'skin-lesion').back };
  }

  /** All models of the site but the one in use. */
  #choices(): Choice[] {
    const { offer, entry, ownFiles } = this.session;
    const others = (offer?.models ?? []).filter((other) => ownFiles || other !== entry);
    return others.map((other) => ({
      entry: other,
      href: addressWith(location.href, other.id === offer?.default ? undefined : other.id),
    }));
  }

  async #openModel(files: readonly File[]): Promise<void> {
    if (!(await this.#own.open(files))) return;
    await this.updateComplete;
    await this.banner?.updateComplete;
    this.banner?.focusHeading();
  }

  async #closeModel(): Promise<void> {
    await this.#own.close();
    await this.updateComplete;
    // Its button has gone with the banner.
    this.main.focus();
  }

  #problems() {
    const { session } = this;
    const { problem } = this.#flow;
    return html`
      ${session.failure === undefined
        ? nothing
        : html`<spot-problem
            .failure=${session.failure}
            ?retry=${!/^(simd-missing|model-unknown)$/.test(session.failure.code)}
            .back=${session.chosen === undefined ? undefined : this.#back()}
            @spot-retry=${() => void session.start().catch(() => undefined)}
          ></spot-problem>`}
      ${problem === undefined
        ? nothing
        : html`<spot-problem
            .failure=${problem}
            ?retry=${/^(camera-(denied|busy)|engine-|device|inference)/.test(problem.code)}
            dismissible
            @spot-retry=${this.#retry}
            @spot-dismiss=${() => this.#flow.dismiss()}
          ></spot-problem>`}
    `;
  }

  #view() {
    switch (this.#flow.view) {
      case 'start':
        return this.#start();
      case 'camera':
        return html`<div class="narrow">
          <spot-camera
            .words=${this.session.words}
            @spot-frame=${(event: CustomEvent<Frame>) => void this.#flow.takeFrame(event.detail)}
            @spot-cancel=${() => this.#flow.show(this.#flow.photo === undefined ? 'start' : 'photo')}
            @spot-failure=${(event: CustomEvent<unknown>) => {
              this.#flow.show(this.#flow.photo === undefined ? 'start' : 'photo');
              this.#flow.fail(event.detail);
            }}
          ></spot-camera>
        </div>`;
      case 'photo':
        return this.#photo();
    }
  }

  #start() {
    const { card, words } = this.session;
    return html`
      <div class="columns">
        <div class="intro">
          <h2>${words.lead}</h2>
          <p class="lead">${words.intro} ${messages.notAnOpinion}</p>
          <spot-doors
            .words=${words}
            ?busy=${this.#flow.opening}
            @spot-camera=${() => this.#flow.show('camera')}
            @spot-files=${(event: CustomEvent<Blob[]>) => void this.#flow.takeFiles(event.detail)}
          ></spot-doors>
          ${card === undefined || this.#inUse() !== undefined ? nothing : html`<p class="shows soft small">${cardText(card.task.shows)}</p>`}
        </div>
        <div class="stack"><spot-doctor .words=${words}></spot-doctor>${this.#limits()}</div>
      </div>
    `;
  }

  #photo() {
    const { photo, crop, result, stale } = this.#flow;
    const { card, words } = this.session;
    if (photo === undefined || crop === undefined) return nothing;
    return html`
      <div class="columns">
        <div class="frame">
          <h2 id="crop-heading" tabindex="-1">${words.frame}</h2>
          <spot-crop
            .photo=${photo}
            .crop=${crop}
            .smallest=${card?.input.size ?? 1}
            @spot-crop=${(event: CustomEvent<Crop>) => this.#flow.moveCrop(event.detail)}
          ></spot-crop>
          <div class="actions">${this.#actions()}</div>
        </div>
        <div class="stack">
          ${result === undefined || card === undefined
            ? html`<spot-doctor .words=${words}></spot-doctor>`
            : html`<p class="stale small" role="status" ?hidden=${!stale}>${messages.check.stale}</p>
                <spot-verdict ?stale=${stale} .answer=${result.answer} .card=${card} .words=${words}>
                  <spot-doctor .words=${words}></spot-doctor>
                </spot-verdict>`}
          ${this.#limits()}
        </div>
      </div>
    `;
  }

  #limits() {
    const { card } = this.session;
    return card === undefined ? nothing : html`<spot-limits .limits=${card.limits}></spot-limits>`;
  }

  #actions() {
    const { checking, result, stale } = this.#flow;
    const text = messages.check;
    return html`
      ${checking
        ? html`<button class="primary" aria-disabled="true">${this.#waitingLine()}</button>
            <button class="plain" @click=${() => this.#flow.cancel()}>${text.cancel}</button>`
        : html`${result !== undefined && !stale
              ? nothing
              : html`<button class="primary" @click=${() => void this.#flow.check()}>
                  ${result === undefined ? this.session.words.look : text.again}
                </button>`}
            <button class=${result === undefined ? 'plain' : ''} @click=${() => this.#flow.startOver()}>
              ${this.session.words.another}
            </button>`}
    `;
  }

  /** Without the megabytes: a screen reader would read out every one of them. */
  #spokenLine(): string {
    const { checking, opening } = this.#flow;
    if (!checking) return opening ? messages.doors.opening : '';
    return this.session.phase === 'loading' ? messages.check.waiting : messages.check.running;
  }

  #waitingLine(): string {
    const { phase, progress } = this.session;
    if (phase !== 'loading') return messages.check.running;
    return messages.check.waitingFor(megabytes(progress.received), megabytes(progress.total));
  }

  #notes(): Note[] {
    return [...this.#flow.photoNotes, ...this.session.notes];
  }

  #retry(): void {
    if (this.#flow.problem?.code.startsWith('camera-') === true) this.#flow.show('camera');
    else void this.#flow.check();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-app': SpotApp;
  }
}
