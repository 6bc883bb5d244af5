import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../app/spot-problem';
import { openDiary, type Contents, type Diary } from '../diary/store';
import { asFailure, type Failure } from '../failure';
import { messages } from '../messages';
import type { Session } from '../session';
import { screen } from '../styles/screen';
import { shared } from '../styles/shared';
import './data/spot-data-device';
import './data/spot-data-erase';
import './data/spot-data-open';
import './data/spot-data-save';

/** What is kept on this device, and the person's ways to save it, bring it back, and delete it. */
@customElement('spot-screen-data')
export class SpotScreenData extends LitElement {
  static override styles = [shared, screen];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) path: readonly string[] = [];
  @state() private diary: Diary | undefined;
  @state() private contents: Contents | undefined;
  @state() private lastCopy: number | undefined;
  @state() private failure: Failure | undefined;

  readonly #look = (): void => void this.#read();

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.diary?.removeEventListener('change', this.#look);
  }

  override render() {
    const text = messages.data;
    return html`
      <h2 class="title" tabindex="-1">${text.heading}</h2>
      <p class="text">${text.intro}</p>
      ${this.#body()}
    `;
  }

  #body() {
    const { diary, contents, lastCopy, failure } = this;
    if (failure !== undefined) return html`<spot-problem .failure=${failure} retry @spot-retry=${() => void this.#open()}></spot-problem>`;
    if (diary === undefined || contents === undefined) return html`<p class="soft" role="status">${messages.data.working}</p>`;
    return html`
      <spot-data-device .contents=${contents}></spot-data-device>
      <spot-data-save .diary=${diary} .contents=${contents} .lastCopy=${lastCopy}></spot-data-save>
      <spot-data-open .diary=${diary}></spot-data-open>
      <spot-data-erase .diary=${diary} .contents=${contents} .lastCopy=${lastCopy}></spot-data-erase>
    `;
  }

  async #open(): Promise<void> {
    try {
      this.failure = undefined;
      const diary = await openDiary();
      if (!this.isConnected) return;
      this.diary = diary;
      // Once only: the same listener is not added twice.
      diary.addEventListener('change', this.#look);
      await this.#read();
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }

  async #read(): Promise<void> {
    const { diary } = this;
    if (diary === undefined) return;
    try {
      [this.contents, this.lastCopy] = await Promise.all([diary.contents(), diary.lastCopy()]);
      this.failure = undefined;
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-screen-data': SpotScreenData;
  }
}
