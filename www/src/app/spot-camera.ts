import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { AutoShutter } from '../capture/auto-shutter';
import type { Advice } from '../capture/coach';
import { buzz } from '../capture/haptics';
import { LensControls, lenses, type Lens } from '../capture/lens';
import { LiveCoach } from '../capture/live-coach';
import { Speaker } from '../capture/speaker';
import { SwitchMemory } from '../capture/switch-memory';
import type { Crop } from '../engine/protocol';
import { Failure } from '../failure';
import { messages, type Words } from '../messages';
import { closeCamera, openCamera } from '../picture/camera';
import { centreSquare, zoomed } from '../picture/crop';
import { shared } from '../styles/shared';
import { hintIcons } from './hint-icons';
import { icons } from './icons';
import { cameraStyles } from './spot-camera.styles';
import './spot-guide';
import './spot-lens';

/** The guide's side as a part of the stage, and so of the frame's centre square. */
const GUIDE = 0.8;
/** Milliseconds that the phone buzzes for. */
const BUZZ = { good: 30, taken: 80 } as const;

export interface Frame {
  readonly bitmap: ImageBitmap;
  readonly crop: Crop;
  readonly decodeMs: number;
}

/**
 * The live camera behind a square guide, with a coach that says what to do better; the crop starts from what the guide
 * shows. Fires `spot-frame`, `spot-cancel`, or `spot-failure` with what was thrown.
 */
@customElement('spot-camera')
export class SpotCamera extends LitElement {
  static override styles = [shared, cameraStyles];

  @property({ attribute: false }) words: Words = messages.skin;
  /** Whether one spot on skin is to be photographed, so that its size can be judged. */
  @property({ type: Boolean }) spots = false;
  @state() private live = false;
  @state() private advice: Advice = { hint: 'none', steady: 0 };
  @state() private spoken = '';
  @state() private controls: LensControls | undefined;
  @state() private choices: readonly Lens[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('video') private video!: HTMLVideoElement;

  readonly #coach = new LiveCoach();
  readonly #speaker = new Speaker();
  readonly #memory = new SwitchMemory(() => localStorage);
  readonly #auto = new AutoShutter(this.#memory.read());
  #stream: MediaStream | undefined;
  /** Counts the cameras asked for: of two chosen in quick succession the later one stays. */
  #turn = 0;
  #taking = false;

  override render() {
    const { camera, capture } = messages;
    const { hint } = this.advice;
    const counting = this.#auto.progress > 0;
    return html`
      <dialog autofocus aria-label=${camera.label} @cancel=${this.#escape}>
        <div class="view">
          <div class="stage ${this.controls?.abilities.focus === true ? 'aim' : ''}" data-testid="camera-stage" @click=${this.#aim}>
            <video autoplay muted playsinline aria-hidden="true" @loadeddata=${this.#begin}></video>
            <spot-guide .hint=${hint} ?hidden=${!this.live}></spot-guide>
            <p class="starting" ?hidden=${this.live} role="status">${camera.starting}</p>
          </div>
        </div>
        <div class="controls">
          <p class="hint ${hint}" data-testid="hint" data-hint=${hint}>
            ${hintIcons[hint]}<span>${hint === 'none' ? this.words.guide : this.#hintWords()}</span>
            ${this.#auto.on ? html`<button aria-disabled=${!counting} @click=${this.#stopCounting}>${capture.stop}</button>` : nothing}
          </p>
          <spot-lens
            .controls=${this.controls}
            .lenses=${this.choices}
            .lens=${this.#lensInUse()}
            @spot-lens=${(event: CustomEvent<string>) => void this.#change(event.detail)}
          ></spot-lens>
          <div class="row">
            <span class="side">
              <button class="plain cancel" @click=${this.#cancel}>${icons.back} ${camera.cancel}</button>
            </span>
            <button class="shutter" aria-label=${camera.shutter} ?disabled=${!this.live} @click=${this.#shoot}>
              <svg class="ring" viewBox="0 0 100 100" data-testid="countdown" ?hidden=${!counting}>
                <circle cx="50" cy="50" r="46" pathLength="100" stroke-dashoffset=${100 - 100 * this.#auto.progress} />
              </svg>
            </button>
            <span class="side">
              <button class="automatic" aria-pressed=${this.#auto.on} title=${capture.automaticMore} @click=${this.#toggle}>
                ${this.#auto.on ? hintIcons.good : nothing} ${capture.automatic}
              </button>
            </span>
          </div>
        </div>
        <p class="visually-hidden" role="status" data-testid="spoken">${this.spoken}</p>
      </dialog>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('spots')) this.#coach.coach.spots = this.spots;
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
    void this.#open().catch((thrown: unknown) => this.#fail(thrown));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#turn += 1;
    this.#close();
  }

  /** Opens the camera, or the one with that id. */
  async #open(id?: string): Promise<void> {
    const turn = (this.#turn += 1);
    const stream = await openCamera(id);
    // The person may have gone back, or on, while the browser was still asking for permission.
    if (turn !== this.#turn) {
      closeCamera(stream);
      return;
    }
    this.#stream = stream;
    this.video.srcObject = stream;
    const [track] = stream.getVideoTracks();
    if (track === undefined) throw new Failure('camera-absent');
    // Unplugged, or taken away: `stop()` is no such end.
    track.addEventListener('ended', () => this.#fail(new Failure('camera-busy', {}, 'the camera ended')));
    const { mediaDevices } = navigator;
    // Not in TypeScript's list of constraints, as are torch and zoom.
    const { pointsOfInterest } = mediaDevices.getSupportedConstraints() as { pointsOfInterest?: boolean };
    this.controls = new LensControls(track, pointsOfInterest === true);
    const choices = await lenses(mediaDevices);
    if (turn === this.#turn) this.choices = choices;
  }

  #close(): void {
    this.#coach.stop();
    if (this.#stream !== undefined) closeCamera(this.#stream);
    this.#stream = undefined;
    this.controls = undefined;
    this.live = false;
  }

  /** Another camera; where it will not start, the one before. Phones have only one at a time. */
  async #change(id: string): Promise<void> {
    const inUse = this.#lensInUse();
    const before = inUse === '' ? undefined : inUse;
    this.#close();
    try {
      await this.#open(id).catch(() => this.#open(before));
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #lensInUse(): string {
    return this.#stream?.getVideoTracks()[0]?.getSettings().deviceId ?? '';
  }

  #begin(): void {
    this.live = true;
    this.#coach.start(this.video, GUIDE, (advice) => this.#follow(advice));
  }

  #follow(advice: Advice): void {
    if (advice.hint === 'good' && this.advice.hint !== 'good') buzz(BUZZ.good);
    this.advice = advice;
    const shoot = this.#auto.follow(advice);
    this.spoken = this.#speaker.say(this.#hintWords(), performance.now());
    if (shoot) void this.#shoot();
  }

  #hintWords(): string {
    const { hints, counting } = messages.capture;
    const { hint } = this.advice;
    return hint === 'good' && this.#auto.on && !this.#auto.stopped ? counting : hints[hint];
  }

  #toggle(): void {
    this.#auto.on = !this.#auto.on;
    this.#memory.write(this.#auto.on);
    this.#coach.coach.restart();
    this.requestUpdate();
  }

  #stopCounting(): void {
    this.#auto.stop();
    this.requestUpdate();
  }

  /** Escape first stops what is running, and then leaves. */
  #escape(event: Event): void {
    event.preventDefault();
    if (this.#auto.progress > 0) this.#stopCounting();
    else this.#cancel();
  }

  #cancel(): void {
    this.dispatchEvent(new CustomEvent('spot-cancel'));
  }

  #fail(thrown: unknown): void {
    // Nobody asks any more: the person has gone back.
    if (!this.isConnected) return;
    this.dispatchEvent(new CustomEvent<unknown>('spot-failure', { detail: thrown }));
  }

  /** Focuses on what was tapped: the stage shows the middle of the frame, in full height or width. */
  #aim(event: MouseEvent): void {
    const { videoWidth, videoHeight } = this.video;
    const shorter = Math.min(videoWidth, videoHeight);
    if (shorter === 0) return;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const along = (part: number, whole: number): number => 0.5 + ((part - 0.5) * shorter) / whole;
    const x = along((event.clientX - box.left) / box.width, videoWidth);
    const y = along((event.clientY - box.top) / box.height, videoHeight);
    void this.controls?.focusAt({ x, y });
  }

  async #shoot(): Promise<void> {
    if (this.#taking) return;
    this.#taking = true;
    const start = performance.now();
    try {
      const bitmap = await createImageBitmap(this.video);
      buzz(BUZZ.taken);
      const crop = zoomed(centreSquare(bitmap), GUIDE, bitmap, 1);
      const detail = { bitmap, crop, decodeMs: performance.now() - start };
      this.dispatchEvent(new CustomEvent<Frame>('spot-frame', { detail }));
    } catch (thrown) {
      this.#fail(thrown);
    } finally {
      this.#taking = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-camera': SpotCamera;
  }
}
