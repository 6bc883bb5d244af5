import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HOME, routeHref } from '../app/router';
import '../app/spot-card';
import '../app/spot-doctor';
import '../app/spot-install';
import '../app/spot-limits';
import { TEXT_SIZES, settings, type TextSize } from '../app/state';
import { Watch } from '../app/watch';
import { messages } from '../messages';
import type { Session } from '../session';
import { screen } from '../styles/screen';
import { shared } from '../styles/shared';

/** What Spotcheck is and is not, which versions answer, under which licences; and the settings. */
@customElement('spot-screen-about')
export class SpotScreenAbout extends LitElement {
  static override styles = [
    shared,
    screen,
    css`
      section {
        display: grid;
        gap: 0.75rem;
        min-width: 0;
      }

      .links {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
      }

      fieldset {
        display: grid;
        gap: 0.25rem;
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend {
        padding: 0;
        font-weight: 600;
      }

      label {
        display: flex;
        align-items: center;
        gap: 0.625rem;
        min-height: var(--target);
      }

      input {
        width: 1.25rem;
        height: 1.25rem;
        margin: 0;
        accent-color: var(--accent);
      }

      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.25rem 1rem;
      }

      dt {
        color: var(--soft);
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) path: readonly string[] = [];

  constructor() {
    super();
    new Watch(this, () => [this.session, settings]);
  }

  override render() {
    const text = messages.about;
    const { card, words } = this.session;
    return html`
      <h2 class="title" tabindex="-1">${text.heading}</h2>
      ${text.what.map((paragraph) => html`<p class="text">${paragraph}</p>`)}
      <p class="text">${messages.notAnOpinion}</p>
      <p class="links">
        <a class="button" href=${routeHref('private')}>${text.private}</a>
        <a class="button" href=${routeHref('models')}>${text.models}</a>
        <a class="button" href=${routeHref(HOME)}>${messages.shell.unknown.back}</a>
      </p>
      <spot-doctor class="text" .words=${words}></spot-doctor>
      ${card === undefined ? nothing : html`<spot-limits class="text" .limits=${card.limits} level="3"></spot-limits>`}
      ${this.#settings()}
      <spot-install></spot-install>
      ${this.#versions()}
      ${card === undefined
        ? nothing
        : html`<section>
            <h3>${messages.model.heading}</h3>
            <spot-card .card=${card} level="4"></spot-card>
          </section>`}
    `;
  }

  #settings() {
    const text = messages.about;
    return html`<section data-testid="settings">
      <h3>${text.settings}</h3>
      <fieldset @change=${this.#resize}>
        <legend>${text.text}</legend>
        ${TEXT_SIZES.map(
          (size) => html`<label>
            <input type="radio" name="text" value=${size} .checked=${settings.value.text === size} />
            ${text.sizes[size]}
          </label>`,
        )}
        <p class="soft small">${text.sample}</p>
      </fieldset>
    </section>`;
  }

  #versions() {
    const text = messages.about.version;
    const { card, engines } = this.session;
    return html`<section data-testid="versions">
      <h3>${messages.about.versions}</h3>
      <dl>
        <dt>${text.page}</dt>
        <dd>${__SPOTCHECK_VERSION__}</dd>
        <dt>${text.model}</dt>
        <dd>${card === undefined ? text.none : text.modelOf(card.id, card.version)}</dd>
        <dt>${text.engine}</dt>
        <dd>${engines.active === undefined ? text.none : messages.verdict.engine(engines.active)}</dd>
      </dl>
      <p class="soft text">${messages.about.licencesMore}</p>
    </section>`;
  }

  #resize(event: Event): void {
    const chosen = TEXT_SIZES.find((size: TextSize) => size === (event.target as HTMLInputElement).value);
    if (chosen !== undefined) settings.set({ text: chosen });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-screen-about': SpotScreenAbout;
  }
}
