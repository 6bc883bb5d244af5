import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { date } from '../app/format';
import { icons } from '../app/icons';
import { routeHref } from '../app/router';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import './body-map';
import type { Mark } from './body-map';
import { placeName } from './place-words';
import './spot-thumb';
import type { Entry, Mole } from './types';

/** All moles: on the body, and as a list with the same numbers. */
@customElement('spot-mole-list')
export class SpotMoleList extends LitElement {
  static override styles = [
    shared,
    css`
      .columns {
        display: grid;
        gap: 1.5rem;
        align-items: start;
      }

      .columns > * {
        min-width: 0;
      }

      .maps {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 0.75rem;
        padding: 1rem 0.75rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
      }

      ul {
        display: grid;
        gap: 0.75rem;
        list-style: none;
      }

      li a {
        display: grid;
        grid-template-columns: 4.5rem minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.875rem;
        min-height: var(--target);
        padding: 0.625rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        color: inherit;
        text-decoration: none;
        overflow-wrap: anywhere;
      }

      .picture {
        display: grid;
        place-items: center;
        aspect-ratio: 1;
        border-radius: var(--radius-small);
        background: var(--sunken);
        color: var(--soft);
      }

      spot-thumb {
        width: 4.5rem;
      }

      .name {
        display: flex;
        gap: 0.5rem;
        font-weight: 650;
        line-height: 1.3;
      }

      .number {
        flex: none;
        display: grid;
        place-items: center;
        width: 1.375rem;
        height: 1.375rem;
        border-radius: 50%;
        background: var(--heed);
        color: var(--surface);
        font-size: 0.75rem;
        font-variant-numeric: tabular-nums;
      }

      .go {
        color: var(--soft);
      }

      @media (hover: hover) {
        li a:hover {
          border-color: var(--soft);
        }
      }

      @media (forced-colors: active) {
        .number {
          border: 1px solid CanvasText;
        }
      }

      @media (min-width: 52rem) {
        .columns {
          grid-template-columns: minmax(0, 6fr) minmax(0, 5fr);
          gap: 2.5rem;
        }

        .maps {
          position: sticky;
          top: 1.5rem;
          gap: 2rem;
          padding: 1.5rem 2rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) moles: readonly Mole[] = [];
  /** The newest first. */
  @property({ attribute: false }) entries: readonly Entry[] = [];

  override render() {
    const text = messages.diary;
    const marks = this.#marks();
    return html`<div class="columns">
      <div class="maps">
        <spot-body-map view="front" .marks=${marks}></spot-body-map>
        <spot-body-map view="back" .marks=${marks}></spot-body-map>
      </div>
      <ul aria-label=${text.list}>
        ${this.moles.map((mole, index) => this.#item(mole, index + 1))}
      </ul>
    </div>`;
  }

  #item(mole: Mole, number: number) {
    const text = messages.diary;
    const photos = this.entries.filter((entry) => entry.mole === mole.id);
    const [last] = photos;
    return html`<li>
      <a href=${routeHref('diary', 'mole', mole.id)} data-testid="mole">
        <span class="picture">
          ${last === undefined
            ? icons.camera
            : html`<spot-thumb of=${last.id} .picture=${last.picture} .crop=${last.crop} .side=${160} label=${text.photoOf(date(last.taken))}></spot-thumb>`}
        </span>
        <span>
          <span class="name">${mole.place === undefined ? nothing : html`<span class="number" aria-hidden="true">${number}</span>`}${mole.name}</span>
          <span class="soft small">${placeName(mole.place)}<br />${last === undefined ? text.noPhotoYet : text.last(photos.length, date(last.taken))}</span>
        </span>
        <span class="go" aria-hidden="true">${icons.forward}</span>
      </a>
    </li>`;
  }

  #marks(): readonly Mark[] {
    return this.moles.flatMap(({ id, name, place }, index) =>
      place === undefined
        ? []
        : [{ number: index + 1, label: messages.diary.pin(index + 1, name, placeName(place)), href: routeHref('diary', 'mole', id), place }],
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-mole-list': SpotMoleList;
  }
}
