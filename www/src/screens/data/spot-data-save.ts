import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { date, megabytes } from '../../app/format';
import { copyState, newestOf } from '../../diary/advice';
import { makeBackup, makeExport, type Copy } from '../../diary/copies';
import type { Contents, Diary } from '../../diary/store';
import { isAbort } from '../../failure';
import { messages } from '../../messages';
import { shared } from '../../styles/shared';
import { namesOf, parts, passphraseField, problemOf, progressOf } from './parts';
import { Task } from './task';

/** Against guessing on somebody else's machines a short one does not help. */
const LEAST_CHARACTERS = 12;

type Fault = 'short' | 'different';

/** Backup and export: made first, then saved or shared, since browsers want a press for each. */
@customElement('spot-data-save')
export class SpotDataSave extends LitElement {
  static override styles = [shared, parts];

  @property({ attribute: false }) diary!: Diary;
  @property({ attribute: false }) contents!: Contents;
  /** When a copy was last saved. */
  @property({ attribute: false }) lastCopy: number | undefined;
  @state() private shown = false;
  @state() private fault: Fault | undefined;
  @state() private copy: Copy | undefined;
  @state() private cannotShare = false;
  @query('#passphrase') private passphrase!: HTMLInputElement | null;
  @query('#repeat') private repeat!: HTMLInputElement | null;
  @query('h4.ready') private readyHeading!: HTMLElement | null;

  readonly #task = new Task(this);
  #address: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#offer(undefined);
  }

  override render() {
    const text = messages.data.save;
    const empty = this.contents.moles.length === 0;
    return html`<section class="card" aria-labelledby="heading">
      <h3 id="heading">${text.heading}</h3>
      ${empty ? html`<p class="soft small">${text.nothing}</p>` : this.#last()} ${this.#ready()} ${empty ? nothing : this.#ways()}
      ${progressOf(this.#task)} ${problemOf(this.#task)}
    </section>`;
  }

  #ways() {
    const text = messages.data.save;
    return html`<form novalidate @submit=${this.#backUp}>
        <h4>${text.backup}</h4>
        <p class="soft small">${text.backupHelp}</p>
        ${passphraseField({
          id: 'passphrase',
          label: text.passphrase,
          shown: this.shown,
          fresh: true,
          hint: text.hint(LEAST_CHARACTERS),
          fault: this.fault === 'short' ? text.short(LEAST_CHARACTERS) : undefined,
        })}
        ${passphraseField({
          id: 'repeat',
          label: text.repeat,
          shown: this.shown,
          fresh: true,
          fault: this.fault === 'different' ? text.different : undefined,
        })}
        <label class="check"><input type="checkbox" .checked=${this.shown} @change=${this.#show} />${text.show}</label>
        <button class="primary" aria-disabled=${this.#task.running}>${text.make}</button>
      </form>
      <h4>${text.export}</h4>
      <p class="soft small">${text.exportHelp}</p>
      <button aria-disabled=${this.#task.running} @click=${this.#export}>${text.makeExport}</button>`;
  }

  #last() {
    const text = messages.data.save;
    const { moles, entries } = this.contents;
    const state = copyState({ last: this.lastCopy, newest: newestOf(moles, entries), now: Date.now() });
    const line = this.lastCopy === undefined ? text.never : text.last(date(this.lastCopy));
    const heed = state === 'never' || state === 'old';
    return html`<p class=${heed ? 'heed' : 'soft small'} data-testid="last-copy" data-state=${state}>
      ${line} ${state === 'old' ? text.old : nothing}
    </p>`;
  }

  #ready() {
    const { copy } = this;
    if (copy === undefined) return nothing;
    const text = messages.data.save;
    const { file, moles, entries, skipped } = copy;
    return html`
      <h4 class="ready" tabindex="-1">${text.ready}</h4>
      <p class="small" data-testid="ready">${text.readyMore(file.name, megabytes(file.size), messages.data.contents(moles, entries))}</p>
      <div class="row">
        <a class="button primary" href=${this.#address ?? ''} download=${file.name} @click=${() => void this.#saved(copy)}>${text.save}</a>
        ${!this.cannotShare && canShare(file) ? html`<button @click=${() => void this.#share(copy)}>${text.share}</button>` : nothing}
      </div>
      <p class="soft small" role="status">${this.cannotShare ? text.cannotShare : text.elsewhere}</p>
      ${namesOf(text.skipped(skipped.length), skipped)}
    `;
  }

  #show(event: Event): void {
    this.shown = (event.target as HTMLInputElement).checked;
  }

  async #backUp(event: Event): Promise<void> {
    event.preventDefault();
    const { passphrase, repeat } = this;
    if (this.#task.running || passphrase === null || repeat === null) return;
    const { value } = passphrase;
    this.fault = [...value].length < LEAST_CHARACTERS ? 'short' : value === repeat.value ? undefined : 'different';
    if (this.fault !== undefined) {
      (this.fault === 'short' ? passphrase : repeat).focus();
      return;
    }
    const copy = await this.#task.run((onProgress) => makeBackup(this.diary, value, onProgress));
    if (copy === undefined) return;
    passphrase.value = '';
    repeat.value = '';
    this.shown = false;
    await this.#offer(copy);
  }

  async #export(): Promise<void> {
    this.fault = undefined;
    const copy = await this.#task.run((onProgress) => makeExport(this.diary, onProgress));
    if (copy !== undefined) await this.#offer(copy);
  }

  async #offer(copy: Copy | undefined): Promise<void> {
    if (this.#address !== undefined) URL.revokeObjectURL(this.#address);
    this.#address = copy === undefined || !this.isConnected ? undefined : URL.createObjectURL(copy.file);
    this.copy = copy;
    this.cannotShare = false;
    await this.updateComplete;
    this.readyHeading?.focus();
  }

  async #share(copy: Copy): Promise<void> {
    try {
      await navigator.share({ files: [copy.file] });
      await this.#saved(copy);
    } catch (thrown) {
      // The person closed the sheet, or the browser takes no such files after all.
      this.cannotShare = !isAbort(thrown);
    }
  }

  async #saved({ made }: Copy): Promise<void> {
    // Where that cannot be noted, the reminder comes too often; the file is what counts.
    await this.diary.noteCopy(made).catch(() => undefined);
  }
}

function canShare(file: File): boolean {
  return typeof navigator.canShare === 'function' && navigator.canShare({ files: [file] });
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-data-save': SpotDataSave;
  }
}
