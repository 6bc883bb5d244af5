import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../app/spot-limits';
import '../app/spot-model';
import { Watch } from '../app/watch';
import { messages } from '../messages';
import type { Session } from '../session';
import { screen } from '../styles/screen';
import { shared } from '../styles/shared';

/** What Spotcheck is, what it cannot do, and which model answers. */
@customElement('spot-screen-about')
export class SpotScreenAbout extends LitElement {
  static override styles = [shared, screen];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) path: readonly string[] = [];

  constructor() {
    super();
    new Watch(this, () => [this.session]);
  }

  override render() {
    const { card, words } = this.session;
    return html`
      <h2 class="title" tabindex="-1">${messages.about.heading}</h2>
      <p class="text">${words.intro} ${messages.notAnOpinion}</p>
      ${card === undefined ? nothing : html`<spot-limits .limits=${card.limits}></spot-limits><spot-model .card=${card}></spot-model>`}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-screen-about': SpotScreenAbout;
  }
}
