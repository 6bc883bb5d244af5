import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { breathe } from '../app/breathe';
import { cardText, cardWord } from '../app/card-text';
import type { Flow } from '../app/flow';
import { megabytes } from '../app/format';
import { backToUsual, inUseOf } from '../app/in-use';
import { Part } from '../app/part';
import type { Frame } from '../app/spot-camera';
import '../app/spot-crop';
import '../app/spot-doctor';
import '../app/spot-doors';
import type { SpotDoors } from '../app/spot-doors';
import '../app/spot-in-use';
import '../app/spot-install';
import '../app/spot-limits';
import '../app/spot-model';
import '../app/spot-problem';
import type { Result } from '../app/queue';
import '../app/spot-queue';
import '../app/spot-status';
import '../app/spot-verdict';
import type { SpotVerdict } from '../app/spot-verdict';
import { Watch } from '../app/watch';
import type { Crop } from '../engine/protocol';
import { isWhole } from '../heat/heat';
import '../heat/spot-heat';
import { messages, type Note } from '../messages';
import type { Photo } from '../picture/intake';
import type { Session } from '../session';
import { shared } from '../styles/shared';
import { checkStyles } from './check.styles';

/** The first screen: the doors, then a photo with its square on one side and what may be said about it on the other. */
@customElement('spot-screen-check')
export class SpotScreenCheck extends LitElement {
  static override styles = [shared, checkStyles];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) flow!: Flow;
  /** Said to screen readers when it changes. */
  @state() private said = '';
  @query('spot-doors') private doors!: SpotDoors | null;
  @query('spot-queue') private strip!: HTMLElement | null;
  @query('spot-verdict') private verdict!: SpotVerdict | null;
  @query('#crop-heading') private cropHeading!: HTMLElement | null;
  @query('h2[tabindex]') private heading!: HTMLElement | null;

  /** Comes with the first answer that it can be about, or with the first photo where its network is at hand. */
  readonly #outline = new Part(this, 'outline', () => import('../outline/spot-outline'));
  /** Comes with the first photo. Where it cannot be fetched there are no hints, and all else goes on. */
  readonly #hint = new Part(this, 'photo-hint', () => import('../app/spot-photo-hint'));
  #shownResult: Flow['result'];
  #shownPhoto: Flow['photo'];

  constructor() {
    super();
    new Watch(this, () => [this.session, this.flow]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What was here before the person visited another screen is nothing new to be led to.
    this.#shownResult = this.flow.result;
    this.#shownPhoto = this.flow.photo;
  }

  override render() {
    const { session } = this;
    const inUse = inUseOf(session);
    return html`
      ${inUse === undefined ? nothing : html`<spot-in-use .inUse=${inUse} @spot-close=${() => void this.#closeModel()}></spot-in-use>`}
      <div class="body">${this.#problems()} ${this.#view()}</div>
      <div class="foot">
        <spot-status
          .phase=${session.phase}
          .engine=${session.engines.active}
          .progress=${session.progress}
          .notes=${this.#notes()}
        ></spot-status>
        ${session.card === undefined ? nothing : html`<spot-model .card=${session.card}></spot-model>`}
      </div>
      <p class="visually-hidden" role="status" data-testid="said">${this.said}</p>
    `;
  }

  /** First the page's frame is drawn, and only then this. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await breathe();
    super.scheduleUpdate();
  }

  protected override updated(): void {
    const { photo, result } = this.flow;
    if (photo !== this.#shownPhoto) {
      this.#shownPhoto = photo;
      // Who steps through a queue stays in its strip, which says where one is.
      if (this.strip?.matches(':focus-within') !== true) this.cropHeading?.focus({ preventScroll: true });
    }
    if (result !== this.#shownResult) {
      this.#shownResult = result;
      // Not there on a visit that comes to no result, nor when it cannot be fetched.
      import('../diary/spot-save').catch(() => undefined);
      void this.verdict?.updateComplete.then(() => this.verdict?.focusHeading());
    }
    this.said = this.#spokenLine();
  }

  async #closeModel(): Promise<void> {
    await this.session.closeModel().catch((thrown: unknown) => this.flow.fail(thrown));
    await this.updateComplete;
    // Its button has gone with the banner.
    this.heading?.focus();
  }

  #problems() {
    const { session } = this;
    const { problem } = this.flow;
    return html`
      ${session.failure === undefined
        ? nothing
        : html`<spot-problem
            .failure=${session.failure}
            ?retry=${!/^(simd-missing|model-unknown)$/.test(session.failure.code)}
            .back=${session.chosen === undefined ? undefined : backToUsual(session)}
            @spot-retry=${() => void session.start().catch(() => undefined)}
          ></spot-problem>`}
      ${problem === undefined
        ? nothing
        : html`<spot-problem
            .failure=${problem}
            ?retry=${/^(camera-(denied|busy)|engine-|device|inference)/.test(problem.code)}
            dismissible
            @spot-retry=${this.#retry}
            @spot-dismiss=${() => this.flow.dismiss()}
          ></spot-problem>`}
    `;
  }

  #view() {
    switch (this.flow.view) {
      case 'start':
        return this.#start();
      case 'camera':
        return html`<div class="narrow">
          <spot-camera
            .words=${this.session.words}
            ?spots=${this.session.kind === 'skin-lesion'}
            @spot-frame=${(event: CustomEvent<Frame>) => void this.flow.takeFrame(event.detail)}
            @spot-cancel=${() => void this.#leaveCamera()}
            @spot-failure=${(event: CustomEvent<unknown>) => {
              this.flow.show(this.flow.photo === undefined ? 'start' : 'photo');
              this.flow.fail(event.detail);
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
          <h2 tabindex="-1">${words.lead}</h2>
          <p class="lead">${words.intro} ${messages.notAnOpinion}</p>
          <spot-doors
            .words=${words}
            ?busy=${this.flow.opening}
            @spot-camera=${() => void this.#openCamera()}
            @spot-files=${(event: CustomEvent<Blob[]>) => void this.flow.takeFiles(event.detail)}
          ></spot-doors>
          ${inUseOf(this.session) !== undefined
            ? nothing
            : html`<p class="shows soft small">${card === undefined ? nothing : cardText(card.task.shows)}</p>`}
        </div>
        <div class="stack"><spot-doctor .words=${words}></spot-doctor>${this.#limits()}</div>
      </div>
    `;
  }

  #photo() {
    const { flow } = this;
    const { failure, id } = flow.queue.current ?? {};
    return html`
      ${flow.queue.size > 1 ? html`<spot-queue .flow=${flow}></spot-queue>` : nothing}
      ${failure === undefined || id === undefined
        ? this.#opened()
        : html`<spot-problem .failure=${failure} retry @spot-retry=${() => void flow.go(id)}></spot-problem>
            <div class="actions narrow">${this.#actions()}</div>`}
    `;
  }

  #opened() {
    const { photo, crop, suggestion, result, stale } = this.flow;
    const { card, words, offer } = this.session;
    if (photo === undefined || crop === undefined) return nothing;
    const smallest = card?.smallest ?? 1;
    const fits = offer?.outline?.here === true && this.session.kind === 'skin-lesion' && this.#outline.want() === 'there';
    return html`
      <div class="columns">
        <div class="frame">
          <h2 id="crop-heading" tabindex="-1">${words.frame}</h2>
          <spot-crop
            .photo=${photo}
            .crop=${crop}
            .suggestion=${fits ? undefined : suggestion}
            .smallest=${smallest}
            @spot-crop=${(event: CustomEvent<Crop>) => this.flow.moveCrop(event.detail)}
            >${fits
              ? html`<spot-fit .session=${this.session} .photo=${photo} .crop=${crop} .smallest=${smallest}></spot-fit>`
              : nothing}</spot-crop
          >
          <div class="actions">${this.#actions()}</div>
          ${this.session.kind === 'skin-lesion' && this.#hint.want() === 'there'
            ? html`<spot-photo-hint .photo=${photo} .crop=${crop}></spot-photo-hint>`
            : nothing}
        </div>
        <div class="stack">
          ${result === undefined || card === undefined
            ? html`<spot-doctor .words=${words}></spot-doctor>`
            : html`<p class="stale small" role="status" ?hidden=${!stale}>${messages.check.stale}</p>
                <spot-verdict ?stale=${stale} .answer=${result.answer} .card=${card} .words=${words}>
                  <spot-doctor .words=${words}></spot-doctor>
                </spot-verdict>
                ${this.#heat(result, photo)}
                ${card.task.kind === 'skin-lesion'
                  ? html`${this.#outlined(result, photo)}<spot-save .photo=${photo} .crop=${result.crop} .answer=${result.answer} .card=${card}></spot-save>`
                  : nothing}
                <spot-install unasked></spot-install>`}
          ${this.#limits()}
        </div>
      </div>
    `;
  }

  #heat({ answer, crop }: Result, photo: Photo) {
    const { heat } = answer.verdict;
    if (heat === undefined || !isWhole(heat)) return nothing;
    const name = cardWord(this.session.card?.classes.find(({ code }) => code === heat.class)?.name ?? heat.class);
    return html`<spot-heat .photo=${photo} .crop=${crop} .heat=${heat} .name=${name}></spot-heat>`;
  }

  /** Of a picture that is refused nothing is measured. */
  #outlined({ answer, crop }: Result, photo: Photo) {
    if (this.session.offer?.outline === undefined || answer.verdict.state === 'unsuitable') return nothing;
    const part = this.#outline.want();
    if (part === 'coming') return nothing;
    return part === 'there'
      ? html`<spot-outline .session=${this.session} .photo=${photo} .crop=${crop} .answer=${answer}></spot-outline>`
      : html`<spot-problem .failure=${part} retry @spot-retry=${() => this.#outline.retry()}></spot-problem>`;
  }

  #limits() {
    const { card } = this.session;
    return card === undefined ? nothing : html`<spot-limits .limits=${card.limits}></spot-limits>`;
  }

  #actions() {
    const { checking, photo, result, stale, queue } = this.flow;
    const text = messages.check;
    if (checking) {
      return html`<button class="primary" aria-disabled="true">${this.#waitingLine()}</button>
        <button class="plain" @click=${() => this.flow.cancel()}>${text.cancel}</button>`;
    }
    const several = queue.size > 1;
    const done = photo === undefined || (result !== undefined && !stale);
    return html`
      ${done
        ? nothing
        : html`<button class="primary" @click=${() => void this.flow.check()}>
            ${result === undefined ? this.session.words.look : text.again}
          </button>`}
      ${done && this.flow.neighbour(1) !== undefined
        ? html`<button class="primary" @click=${() => void this.flow.step(1)}>${messages.queue.onward}</button>`
        : nothing}
      <button class=${result === undefined || several ? 'plain' : ''} @click=${() => this.flow.startOver()}>
        ${several ? messages.queue.startOver : this.session.words.another}
      </button>
    `;
  }

  /** Without the megabytes: a screen reader would read out every one of them. */
  #spokenLine(): string {
    const { checking, opening } = this.flow;
    if (!checking) return opening ? messages.doors.opening : '';
    return this.session.phase === 'loading' ? messages.check.waiting : messages.check.running;
  }

  #waitingLine(): string {
    const { phase, progress } = this.session;
    if (phase !== 'loading') return messages.check.running;
    return messages.check.waitingFor(megabytes(progress.received), megabytes(progress.total));
  }

  #notes(): Note[] {
    return [...this.flow.photoNotes, ...this.session.notes];
  }

  #retry(): void {
    if (this.flow.problem?.code.startsWith('camera-') === true) void this.#openCamera();
    else void this.flow.check();
  }

  /** The camera's part of the page comes when it is first asked for. */
  async #openCamera(): Promise<void> {
    try {
      await import('../app/spot-camera');
      this.flow.show('camera');
    } catch (thrown) {
      this.flow.fail(thrown);
    }
  }

  async #leaveCamera(): Promise<void> {
    this.flow.show(this.flow.photo === undefined ? 'start' : 'photo');
    await this.updateComplete;
    // The button that was pressed has gone with the camera.
    if (this.doors === null) this.cropHeading?.focus();
    else this.doors.focusCamera();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-screen-check': SpotScreenCheck;
  }
}
