import { css, html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import '../../app/spot-problem';
import type { Damaged } from '../../diary/read';
import { messages } from '../../messages';
import type { Task } from './task';

/** A form's field for a passphrase. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly shown: boolean;
  readonly fresh: boolean;
  readonly hint?: string;
  readonly fault?: string | undefined;
}

export function passphraseField({ id, label, shown, fresh, hint, fault }: Field): TemplateResult {
  const described = [hint === undefined ? '' : `${id}-hint`, fault === undefined ? '' : `${id}-fault`].join(' ').trim();
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      name=${id}
      type=${shown ? 'text' : 'password'}
      autocomplete=${fresh ? 'new-password' : 'current-password'}
      autocapitalize="none"
      spellcheck="false"
      aria-invalid=${fault !== undefined}
      aria-describedby=${described === '' ? nothing : described}
    />
    ${hint === undefined ? nothing : html`<p id="${id}-hint" class="soft small">${hint}</p>`}
    ${fault === undefined ? nothing : html`<p id="${id}-fault" class="fault small" role="alert">${fault}</p>`}
  </div>`;
}

/** How far it is. Screen readers hear that it has begun; the bar is there for them to ask. */
export function progressOf({ progress }: Task): TemplateResult {
  const text = messages.data;
  const show = (element: Element | undefined): void => {
    if (!(element instanceof HTMLProgressElement) || progress === undefined) return;
    if (progress.total > 0) element.value = progress.done / progress.total;
    else element.removeAttribute('value');
  };
  return html`
    <p class="soft small" role="status">${progress === undefined ? nothing : text.working}</p>
    ${progress === undefined
      ? nothing
      : html`<progress aria-label=${text.working} ${ref(show)}></progress>
          ${progress.total > 0 ? html`<p class="soft small" aria-hidden="true">${text.progress(progress.done, progress.total)}</p>` : nothing}`}
  `;
}

export function problemOf(task: Task): TemplateResult | typeof nothing {
  if (task.problem === undefined) return nothing;
  return html`<spot-problem .failure=${task.problem} dismissible @spot-dismiss=${() => task.dismiss()}></spot-problem>`;
}

/** What could not be read, by name. */
export function namesOf(heading: string, damaged: readonly Damaged[]): TemplateResult | typeof nothing {
  if (damaged.length === 0) return nothing;
  return html`<div class="heed small" data-testid="left-out">
    <p>${heading}</p>
    <ul>
      ${damaged.map(({ why }) => html`<li><code lang="en" dir="ltr">${why}</code></li>`)}
    </ul>
  </div>`;
}

export const parts = css`
  :host {
    display: grid;
    gap: 1rem;
  }

  .card {
    display: grid;
    gap: 1rem;
    justify-items: start;
  }

  .card > * {
    min-width: 0;
    max-width: 100%;
  }

  spot-problem,
  progress,
  form,
  .heed {
    justify-self: stretch;
  }

  p,
  form {
    max-width: 40rem;
  }

  form {
    display: grid;
    gap: 0.875rem;
    justify-items: start;
  }

  h4 {
    margin: 0;
    font-size: var(--step-0);
  }

  h3:focus,
  h4:focus {
    outline: none;
  }

  .field {
    display: grid;
    gap: 0.25rem;
    justify-self: stretch;
  }

  label {
    font-weight: 600;
  }

  input:not([type='checkbox']) {
    width: 100%;
    max-width: 26rem;
    min-height: var(--target);
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--soft);
    border-radius: var(--radius-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }

  .check {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-height: var(--target);
    font-weight: 400;
  }

  .check input {
    width: 1.375rem;
    height: 1.375rem;
    accent-color: var(--accent);
  }

  .fault {
    color: var(--heed);
    font-weight: 600;
  }

  progress {
    width: 100%;
    max-width: 26rem;
    accent-color: var(--accent);
  }

  .heed {
    display: grid;
    gap: 0.375rem;
    padding: 0.875rem 1rem;
    border-inline-start: 4px solid var(--heed);
    background: var(--heed-wash);
    overflow-wrap: anywhere;
  }

  .heed ul {
    padding-inline-start: 1.1rem;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  button[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }

  /* It must be there before it says something, and takes no room till then. */
  p[role='status']:empty {
    position: absolute;
  }

  .button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
`;
