import { LitElement, html, nothing, svg } from 'lit';
import { customElement, property, query, queryAll } from 'lit/decorators.js';
import { cardText } from '../app/card-text';
import { messages } from '../messages';
import { shared } from '../styles/shared';
import { VIEW_BOX, bodyDrawing, drawingStyles } from './body-drawing';
import { HEIGHT, WIDTH } from './body-outline';
import { placeName } from './place-words';
import type { Report, ReportMole, ReportPhoto, Row } from './report';
import type { Pieces } from './report-html';
import { reportStyles } from './spot-report.styles';
import { spread } from './spread';
import './spot-thumb';
import type { SpotThumb } from './spot-thumb';
import type { View } from './types';

const VIEWS: readonly View[] = ['front', 'back'];
/** The radius of a number on the drawing, in its units. */
const RADIUS = 10;
/** Pixels of a photo's side: sharp on paper at five centimetres. */
const SIDE = 640;
/** Empty lines to write on, after each mole and at the end. */
const LINES = { mole: 2, end: 7 } as const;
const QUALITY = 0.88;

/** The page for the doctor as it is printed. */
@customElement('spot-report')
export class SpotReport extends LitElement {
  static override styles = [shared, drawingStyles, reportStyles];

  @property({ attribute: false }) report!: Report;
  @queryAll('spot-thumb') private thumbs!: NodeListOf<SpotThumb>;
  @queryAll('.figures svg') private drawings!: NodeListOf<SVGElement>;
  @query('article') private page!: HTMLElement;

  override render() {
    const text = messages.report;
    const { made, unchecked, moles, limits } = this.report;
    return html`<article aria-labelledby="report" data-testid="report">
      <header>
        <h3 id="report">${text.title}</h3>
        <p class="soft">${made}</p>
        <p class="opinion">${text.noOpinion}</p>
        ${unchecked === undefined ? nothing : html`<p class="small">${unchecked}</p>`}
      </header>
      ${this.#figures()} ${moles.map((mole) => this.#mole(mole))}
      ${limits.length === 0
        ? nothing
        : html`<section class="limits">
            <h4>${text.limits}</h4>
            ${limits.map(
              ({ model, lines }) => html`<p><b>${model}</b></p>
                <ul>
                  ${lines.map((line) => html`<li>${cardText(line)}</li>`)}
                </ul>`,
            )}
          </section>`}
      <section class="notes">
        <h4>${text.doctor}</h4>
        ${lines(LINES.end)}
        <p class="sign"><span>${text.date}</span><span>${text.signature}</span></p>
      </section>
    </article>`;
  }

  /** Resolves when all pictures are drawn. */
  async ready(): Promise<void> {
    await this.updateComplete;
    await Promise.all([...this.thumbs].map((thumb) => thumb.updateComplete.then(() => thumb.drawn)));
  }

  /** What a file of this page is made of. */
  async pieces(): Promise<Pieces> {
    await this.ready();
    const serializer = new XMLSerializer();
    // Lit marks its places with comments; nobody else needs them.
    const figures = [...this.drawings].map((drawing) => serializer.serializeToString(drawing).replace(/<!--.*?-->/gs, ''));
    const pictures = [...this.page.querySelectorAll('spot-thumb')].flatMap((thumb): [string, string][] => {
      const canvas = thumb.renderRoot.querySelector('canvas');
      return canvas === null || thumb.dataset['state'] !== 'drawn' ? [] : [[thumb.of, canvas.toDataURL('image/jpeg', QUALITY)]];
    });
    return { figures, pictures: new Map(pictures) };
  }

  /** The sides of the body that any of these moles is on. */
  #figures() {
    const views = VIEWS.filter((view) => this.report.moles.some(({ mole }) => mole.place?.view === view));
    if (views.length === 0) return nothing;
    return html`<div class="figures">
      ${views.map(
        (view) => html`<figure>
          <svg viewBox=${VIEW_BOX} role="img" aria-label=${messages.body.map(messages.body.views[view])}>${bodyDrawing(view)}${this.#pins(view)}</svg>
          <figcaption class="small">${messages.body.views[view]}</figcaption>
        </figure>`,
      )}
      <ul aria-label=${messages.report.overview}>
        ${this.report.moles.map(
          ({ mole, number }) => html`<li><b>${messages.report.number(number, mole.name)}</b><br /><span class="small">${placeName(mole.place)}</span></li>`,
        )}
      </ul>
    </div>`;
  }

  #pins(view: View) {
    const here = this.report.moles.flatMap(({ mole: { place }, number }) =>
      place?.view === view ? [{ number, x: place.x * WIDTH, y: place.y * HEIGHT }] : [],
    );
    const pins = spread(here, 2.2 * RADIUS, WIDTH, HEIGHT);
    return here.map(({ number, x, y }, index) => {
      const pin = pins[index] ?? { x, y };
      return svg`<line class="lead" x1=${x} y1=${y} x2=${pin.x} y2=${pin.y} />
        <circle class="pin" cx=${x} cy=${y} r="2" /><circle class="pin" cx=${pin.x} cy=${pin.y} r=${RADIUS} />
        <text class="pin-number" x=${pin.x} y=${pin.y + 4.5}>${number}</text>`;
    });
  }

  #mole({ mole, number, rows, photos }: ReportMole) {
    return html`<section class="mole" data-testid="report-mole">
      <div class="intro">
        <h4>${messages.report.number(number, mole.name)}</h4>
        ${facts(rows)}
      </div>
      ${photos.map((photo) => this.#photo(photo))}
      <div class="notes">${lines(LINES.mole)}</div>
    </section>`;
  }

  #photo({ entry, day, rows }: ReportPhoto) {
    return html`<div class="photo">
      <spot-thumb eager of=${entry.id} .picture=${entry.picture} .crop=${entry.crop} .side=${SIDE} label=${messages.diary.photoOf(day)}></spot-thumb>
      <div>
        <h5>${day}</h5>
        ${facts(rows)}
      </div>
    </div>`;
  }
}

function facts(rows: readonly Row[]) {
  return html`<dl>${rows.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}

function lines(count: number) {
  return Array.from({ length: count }, () => html`<div class="line"></div>`);
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-report': SpotReport;
  }
}
