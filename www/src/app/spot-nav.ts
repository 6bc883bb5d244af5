import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { messages } from '../messages';
import { NAVIGATION, type ScreenName } from '../screens/index';
import { shared } from '../styles/shared';
import { icons } from './icons';
import { HOME, routeHref } from './router';

const NAMES: readonly (ScreenName | typeof HOME)[] = [HOME, ...NAVIGATION];

const ICONS = {
  check: icons.camera,
  diary: icons.book,
  doctor: icons.stethoscope,
  data: icons.drawer,
  models: icons.layers,
  private: icons.lock,
  about: icons.info,
} satisfies Readonly<Record<ScreenName | typeof HOME, unknown>>;

/** Screens that are reached through another one: the way to that one is marked. */
const WITHIN: Readonly<Record<string, ScreenName>> = { private: 'about', doctor: 'diary' };

/** The way to each screen: a bar under the thumb on a phone, a line under the name on a desk. */
@customElement('spot-nav')
export class SpotNav extends LitElement {
  static override styles = [
    shared,
    css`
      nav {
        position: fixed;
        inset-inline: 0;
        inset-block-end: 0;
        z-index: 1;
        padding-block-end: env(safe-area-inset-bottom);
        border-block-start: 1px solid var(--line);
        background: var(--surface);
      }

      ul {
        display: flex;
        justify-content: center;
        list-style: none;
      }

      li {
        flex: 1 1 0;
        min-width: 0;
        max-width: 8rem;
      }

      a {
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: 0.125rem;
        min-height: 3.5rem;
        padding: 0.375rem 0.125rem;
        color: var(--soft);
        font-size: 0.75rem;
        font-weight: 600;
        line-height: 1.2;
        text-align: center;
        text-decoration: none;
        overflow-wrap: anywhere;
        touch-action: manipulation;
        -webkit-tap-highlight-color: transparent;
      }

      /* Not by colour alone: the place where one is has a line as well. */
      a[aria-current] {
        color: var(--accent);
        box-shadow: inset 0 3px 0 var(--accent);
      }

      a:focus-visible {
        outline-offset: -3px;
      }

      @media (hover: hover) {
        a:hover {
          color: var(--ink);
        }
      }

      @media (forced-colors: active) {
        a[aria-current] {
          border-block-start: 3px solid Highlight;
        }
      }

      /* With large text on a low screen the bar would cover what it leads to. */
      @media (max-height: 26rem) {
        nav {
          position: static;
          border: 1px solid var(--line);
          border-radius: var(--radius-small);
        }
      }

      @media (min-width: 52rem) {
        nav {
          position: static;
          border: 0;
          background: none;
        }

        ul {
          gap: 0.25rem;
        }

        li {
          flex: none;
          max-width: none;
        }

        a {
          flex-direction: row;
          gap: 0.5rem;
          min-height: var(--target);
          padding-inline: 0.875rem;
          font-size: var(--step--1);
        }

        a[aria-current] {
          box-shadow: inset 0 -3px 0 var(--accent);
        }
      }
    `,
  ];

  /** The screen that is shown, whatever its name. */
  @property() current: string = HOME;

  override render() {
    const { navigation, screens } = messages.shell;
    return html`<nav aria-label=${navigation}>
      <ul>
        ${NAMES.map(
          (name) => html`<li>
            <a href=${routeHref(name)} aria-current=${name === this.current ? 'page' : name === WITHIN[this.current] ? 'true' : nothing}>
              ${ICONS[name]} <span>${screens[name]}</span>
            </a>
          </li>`,
        )}
      </ul>
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-nav': SpotNav;
  }
}
