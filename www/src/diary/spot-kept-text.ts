import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { messages } from '../messages';
import '../app/spot-problem';
import { shared } from '../styles/shared';
import { Autosave } from './autosave';
import { form } from './form';

/** What was typed and is not in the diary yet, by the field's key: it survives a visit to another screen. */
const unsaved = new Map<string, string>();

/** A text field that saves itself as it is typed in. */
@customElement('spot-kept-text')
export class SpotKeptText extends LitElement {
  static override styles = [
    shared,
    form,
    css`
      .field {
        grid-template-columns: minmax(0, 1fr) auto;
      }

      .state {
        align-self: end;
      }

      input,
      textarea {
        grid-column: 1 / -1;
      }

      textarea {
        min-height: 4.5rem;
      }
    `,
  ];

  /** Which text of the diary this is: no two fields have the same. */
  @property() key = '';
  @property() label = '';
  @property() hint = '';
  @property() value = '';
  @property({ type: Boolean }) multiline = false;
  /** An empty text is not saved. */
  @property({ type: Boolean }) required = false;
  @property({ type: Number }) longest = 200;
  @property({ attribute: false }) save: (text: string) => Promise<void> = () => Promise.resolve();

  /** What stands in the field while it differs from the diary's. */
  #draft: string | undefined;
  #listening = new AbortController();
  readonly #autosave = new Autosave(
    (text) => this.save(text),
    () => this.#progress(),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener('beforeunload', (event) => this.#autosave.pending && event.preventDefault(), { signal });
    // A phone may end a page in the background without another word.
    document.addEventListener('visibilitychange', () => void this.#autosave.flush(), { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening.abort();
    void this.#autosave.flush();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('key')) this.#resume();
    if (this.#draft === this.value && !this.#autosave.pending) this.#draft = undefined;
  }

  override render() {
    const { key, label, hint, longest } = this;
    const text = this.#draft ?? this.value;
    return html`
      <div class="field">
        <label for="text"><b>${label}</b></label>
        <span class="state soft small" id="state" role="status">${this.#line(text)}</span>
        ${this.multiline
          ? html`<textarea
              id="text"
              data-testid=${key.split(' ')[0] ?? ''}
              rows="2"
              maxlength=${longest}
              aria-describedby="state"
              placeholder=${hint === '' ? nothing : hint}
              .value=${live(text)}
              @input=${this.#typed}
              @blur=${() => void this.#autosave.flush()}
            ></textarea>`
          : html`<input
              id="text"
              data-testid=${key.split(' ')[0] ?? ''}
              type="text"
              maxlength=${longest}
              aria-describedby="state"
              autocomplete="off"
              .value=${live(text)}
              @input=${this.#typed}
              @blur=${() => void this.#autosave.flush()}
            />`}
      </div>
      ${this.#autosave.failure === undefined
        ? nothing
        : html`<spot-problem .failure=${this.#autosave.failure} retry @spot-retry=${() => void this.#autosave.flush()}></spot-problem>`}
    `;
  }

  #line(text: string): string {
    const words = messages.diary.text;
    if (this.required && text.trim() === '') return words.needed;
    switch (this.#autosave.state) {
      case 'saved':
        return words.saved;
      case 'failed':
        return words.unsaved;
      default:
        return '';
    }
  }

  #typed(event: Event): void {
    const text = (event.target as HTMLInputElement | HTMLTextAreaElement).value;
    this.#draft = text;
    this.requestUpdate();
    if (this.required && text.trim() === '') return;
    unsaved.set(this.key, text);
    this.#autosave.type(text);
  }

  /** What could not be saved when the person left is tried again. */
  #resume(): void {
    this.#draft = unsaved.get(this.key);
    if (this.#draft !== undefined) this.#autosave.type(this.#draft);
  }

  #progress(): void {
    if (!this.#autosave.pending) unsaved.delete(this.key);
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-kept-text': SpotKeptText;
  }
}
