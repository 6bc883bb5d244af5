import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Verdict } from '../engine/protocol';
import { english, inEnglish, messages, type Words } from '../messages';
import type { Card, CardGroup } from '../model/card';
import { likeliestFirst } from '../model/groups';
import { reliabilityOf } from '../model/reliability';
import type { Answer } from '../session';
import { shared } from '../styles/shared';
import { cardText } from './card-text';
import { milliseconds } from './format';
import { reliabilityWords } from './reliability-words';
import './spot-bar';
import './spot-original';

/** The groups that a doctor should see. The codes only choose a colour; every word comes from the card. */
const HEED: ReadonlySet<string> = new Set(['malignant', 'disease']);

/**
 * What may be said about the picture: the state first and in words, then the numbers if there are any.
 * What is put inside it stands between the two groups and the single kinds, where nobody misses it.
 */
@customElement('spot-verdict')
export class SpotVerdict extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        scroll-margin-top: 1rem;
      }

      .head {
        padding-inline-start: 1rem;
        border-inline-start: 4px solid var(--calm);
      }

      .head.heed {
        border-color: var(--heed);
      }

      .head.mute {
        border-color: var(--soft);
      }

      .eyebrow {
        margin-bottom: 0.25rem;
      }

      h2:focus {
        outline: none;
      }

      .reasons {
        margin-top: 0.5rem;
        padding-inline-start: 1.1rem;
      }

      .bars {
        display: grid;
        gap: 1rem;
        margin-top: 1.5rem;
        list-style: none;
      }

      .stack {
        display: grid;
        gap: 1.25rem;
      }

      /* Subdued by colour, not by transparency: the words must stay legible. */
      .unsure .card,
      :host([stale]) .card {
        --calm: var(--soft);
        --heed: var(--soft);
      }

      :host([stale]) .card {
        border-style: dashed;
        background: none;
      }

      h3 {
        font-size: var(--step-0);
      }

      h3 + .bars {
        margin-top: 1rem;
      }

      .code {
        margin-inline-start: 0.25rem;
        font-weight: 400;
        font-variant: all-small-caps;
        letter-spacing: 0.04em;
      }

      .about {
        margin-top: 0.375rem;
      }

      .head [data-testid] + .about {
        margin-top: 0.75rem;
      }

      .timing {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.5rem 0.75rem;
        margin-top: 1.75rem;
        padding-top: 0.875rem;
        border-top: 1px solid var(--line);
        font-variant-numeric: tabular-nums;
      }

      .timing .engine {
        flex-basis: 100%;
      }

      .timing dd {
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) answer!: Answer;
  @property({ attribute: false }) card!: Card;
  @property({ attribute: false }) words: Words = messages.skin;
  /** The square has been moved since. */
  @property({ type: Boolean, reflect: true }) stale = false;
  @query('h2') private heading!: HTMLElement;

  /** Brings a keyboard or a screen reader to the result. */
  focusHeading(): void {
    this.heading.focus({ preventScroll: true });
    // On a phone the result lies below the photo; beside it, nothing should move.
    const { top, bottom } = this.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) this.scrollIntoView({ block: top > innerHeight / 3 ? 'start' : 'nearest' });
  }

  override render() {
    const { verdict } = this.answer;
    const numbers = verdict.state !== 'unsuitable';
    return html`
      <div class="stack ${verdict.state}" data-testid="verdict" data-state=${verdict.state}>
        <section class="card" aria-label=${messages.verdict.label}>
          ${this.#head(verdict)} ${numbers ? this.#groupBars(verdict) : nothing}
          <spot-original of="verdict">${this.#original(verdict).map((line) => html`<p>${line}</p>`)}</spot-original>
          ${this.#timing()}
        </section>
        <slot></slot>
        ${numbers && !this.#groupsAreClasses() ? this.#classBars(verdict) : nothing}
      </div>
    `;
  }

  #head(verdict: Verdict) {
    const text = messages.verdict;
    const reasons = verdict.reasons.length === 0 ? nothing : html`<ul class="reasons">${verdict.reasons.map((code) => html`<li>${reason(this.words, code)}</li>`)}</ul>`;
    switch (verdict.state) {
      case 'answer': {
        const group = this.#groups(verdict)[0];
        // The heading is the first bar's name, so that the group is named once.
        return html`<div class="head ${HEED.has(group?.code ?? '') ? 'heed' : ''}">
          <p class="eyebrow soft small">${text.resembles}</p>
          ${group === undefined ? nothing : this.#groupBar(verdict, group, html`<h2 tabindex="-1">${cardText(group.title)}</h2>`)}
          <p class="soft about">${cardText(group?.description ?? '')}</p>
          ${this.#reliability(verdict)}
          <p class="soft about">${messages.notAnOpinion}</p>
        </div>`;
      }
      case 'unsure':
        return html`<div class="head mute">
          <h2 tabindex="-1">${text.unsure}</h2>
          ${reasons}
          <p class="soft about">${text.unsureMore} ${messages.notAnOpinion}</p>
        </div>`;
      case 'unsuitable':
        return html`<div class="head mute">
          <h2 tabindex="-1">${text.unsuitable}</h2>
          ${reasons}
          <p class="soft about">${this.words.unsuitableMore} ${cardText(this.card.task.shows)}</p>
        </div>`;
    }
  }

  /** What was measured of such answers: a probability alone is a promise. */
  #reliability(verdict: Verdict) {
    const found = reliabilityOf(this.card, verdict);
    if (found === undefined) return nothing;
    const text = messages.verdict;
    const data = this.card.figures[0]?.data;
    return html`<p class="about" data-testid="reliability">
      ${reliabilityWords(found)}
      ${data === undefined ? nothing : html`<span class="soft small">${text.counted(found.n, data)}</span>`}
    </p>`;
  }

  /** What the words above said before they were translated. */
  #original(verdict: Verdict): string[] {
    const text = english.verdict;
    const words = inEnglish(this.words);
    const reasons = verdict.reasons.map((code) => reason(words, code));
    const groups = this.#groups(verdict).map(({ title }) => title);
    const found = reliabilityOf(this.card, verdict);
    const reliability = found === undefined ? [] : [reliabilityWords(found, text)];
    switch (verdict.state) {
      case 'answer':
        return [text.resembles, ...groups, this.#groups(verdict)[0]?.description ?? '', ...reliability, english.notAnOpinion];
      case 'unsure':
        return [text.unsure, ...reasons, text.unsureMore, english.notAnOpinion, ...groups];
      case 'unsuitable':
        return [text.unsuitable, ...reasons, `${words.unsuitableMore} ${this.card.task.shows}`];
    }
  }

  #groupBars(verdict: Verdict) {
    const groups = this.#groups(verdict).slice(verdict.state === 'answer' ? 1 : 0);
    return html`<ul class="bars" aria-label=${this.words.groups}>
      ${groups.map((group) => html`<li>${this.#groupBar(verdict, group, cardText(group.title))}</li>`)}
    </ul>`;
  }

  #groupBar(verdict: Verdict, { code }: CardGroup, name: unknown) {
    return html`<div data-testid="group" data-code=${code}>
      <spot-bar large ?heed=${HEED.has(code)} .value=${verdict.groups[code] ?? 0}>${name}</spot-bar>
    </div>`;
  }

  #classBars(verdict: Verdict) {
    const classes = [...this.card.classes].sort(
      (a, b) => (verdict.probabilities[b.code] ?? 0) - (verdict.probabilities[a.code] ?? 0),
    );
    return html`<section class="card" aria-labelledby="classes">
      <h3 id="classes">${this.words.classes}</h3>
      <ul class="bars">
        ${classes.map(
          (entry) => html`<li data-testid="class" data-code=${entry.code}>
            <spot-bar ?heed=${HEED.has(entry.group)} .value=${verdict.probabilities[entry.code] ?? 0}>
              ${cardText(entry.name)} <bdi class="code soft small">${entry.code}</bdi>
            </spot-bar>
            <p class="soft small about">${cardText(entry.description)}</p>
          </li>`,
        )}
      </ul>
      <spot-original of="classes">${classes.map(({ name, description }) => html`<p><b>${name}.</b> ${description}</p>`)}</spot-original>
    </section>`;
  }

  #timing() {
    const { verdict, decodeMs } = this.answer;
    const text = messages.verdict;
    const { prepare, infer, judge } = verdict.milliseconds;
    const stages = [
      [text.stages.decode, decodeMs],
      [text.stages.prepare, prepare],
      [text.stages.infer, infer],
      [text.stages.judge, judge],
    ] as const;
    return html`<dl class="timing soft small" aria-label=${text.timing} data-testid="timing">
      <div class="engine"><dt class="visually-hidden">${text.timing}</dt><dd data-testid="engine-used">${text.engine(this.answer.engine)}</dd></div>
      ${stages.map(([name, ms]) => html`<div><dt>${name}</dt> <dd>${milliseconds(ms)}</dd></div>`)}
    </dl>`;
  }

  /** Imported models know no groups: each class is one, and need not be shown twice. */
  #groupsAreClasses(): boolean {
    const { classes, groups } = this.card;
    return classes.every(({ group, name }) => groups.some(({ code, title }) => code === group && title === name));
  }

  #groups(verdict: Verdict): CardGroup[] {
    return likeliestFirst(this.card.groups, verdict.groups);
  }
}

/** A reason that this page does not know yet is shown by its code. */
function reason(words: Words, code: string): string {
  const known: Readonly<Record<string, string>> = words.reasons;
  return known[code] ?? code;
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-verdict': SpotVerdict;
  }
}
