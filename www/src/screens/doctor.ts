import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { routeHref } from '../app/router';
import '../app/spot-problem';
import { form } from '../diary/form';
import { dateOf } from '../diary/names';
import { placeName } from '../diary/place-words';
import { Reading, type Contents } from '../diary/reading';
import { reportOf, type Report, type Which } from '../diary/report';
import { reportHtml } from '../diary/report-html';
import '../diary/spot-report';
import type { SpotReport } from '../diary/spot-report';
import { asFailure, isAbort, type Failure } from '../failure';
import { messages } from '../messages';
import type { Session } from '../session';
import { screen } from '../styles/screen';
import { shared } from '../styles/shared';

const WHICH: readonly Which[] = ['ends', 'newest', 'all'];

/** The page for the doctor: what to take along is chosen above, and what is printed is shown below. */
@customElement('spot-screen-doctor')
export class SpotScreenDoctor extends LitElement {
  static override styles = [
    shared,
    screen,
    form,
    css`
      .options {
        display: grid;
        gap: 1.25rem;
      }

      .above {
        display: grid;
        gap: 0.5rem;
      }

      .choice {
        padding-block: 0.25rem;
      }

      .name {
        min-width: 0;
        line-height: 1.35;
        overflow-wrap: anywhere;
      }

      @media (min-width: 40rem) {
        .options {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }

        .options .row {
          grid-column: 1 / -1;
        }
      }

      @media print {
        :host {
          display: block;
        }

        .options,
        .above {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) path: readonly string[] = [];
  @state() private which: Which = 'ends';
  /** The moles whose boxes are not as they were at first. */
  @state() private turned: ReadonlySet<string> = new Set();
  @state() private busy = false;
  @state() private problem: Failure | undefined;
  @query('spot-report') private report!: SpotReport | null;

  readonly #reading = new Reading(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('path')) this.turned = new Set();
  }

  override render() {
    const text = messages.report;
    const { contents, failure } = this.#reading;
    const problem = this.problem ?? failure;
    return html`
      <div class="above">
        <h2 class="title" tabindex="-1">${text.heading}</h2>
        <p class="soft">${text.intro}</p>
      </div>
      ${problem === undefined ? nothing : html`<spot-problem class="above" .failure=${problem} retry @spot-retry=${this.#retry}></spot-problem>`}
      ${contents === undefined ? nothing : contents.moles.length === 0 ? this.#empty() : this.#page(contents)}
    `;
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete();
    await this.#reading.settled;
    return (await super.getUpdateComplete()) && complete;
  }

  #empty() {
    return html`<div>
      <p>${messages.report.none}</p>
      <p><a class="button" href=${routeHref('diary')}>${messages.report.toDiary}</a></p>
    </div>`;
  }

  #page(contents: Contents) {
    const text = messages.report;
    const chosen = this.#chosen(contents);
    const report = reportOf(contents.moles, contents.entries, chosen, this.which, Date.now());
    return html`
      <div class="options" data-testid="options">
        <fieldset>
          <legend class="legend">${text.moles}</legend>
          ${contents.moles.map(
            ({ id, name, place }, index) => html`<label class="choice">
              <input type="checkbox" .checked=${chosen.has(id)} @change=${() => this.#toggle(id)} />
              <span class="name">${text.number(index + 1, name)}<br /><span class="soft small">${placeName(place)}</span></span>
            </label>`,
          )}
        </fieldset>
        <fieldset>
          <legend class="legend">${text.photos}</legend>
          ${WHICH.map(
            (which) => html`<label class="choice">
              <input type="radio" name="which" .checked=${which === this.which} @change=${() => (this.which = which)} /> ${text.which[which]}
            </label>`,
          )}
        </fieldset>
        <div class="row">
          <button class="primary" ?disabled=${chosen.size === 0} aria-disabled=${this.busy} @click=${() => void this.#print()}>
            ${this.busy ? text.preparing : text.print}
          </button>
          ${canShare()
            ? html`<button ?disabled=${chosen.size === 0} aria-disabled=${this.busy} @click=${() => void this.#share(report)}>${text.share}</button>`
            : nothing}
        </div>
      </div>
      ${chosen.size === 0 ? html`<p role="status">${text.noneChosen}</p>` : html`<spot-report .report=${report}></spot-report>`}
    `;
  }

  /** The mole of the address, or all of them, with the boxes that were turned since. */
  #chosen({ moles }: Contents): ReadonlySet<string> {
    const [id] = this.path;
    const only = moles.some((mole) => mole.id === id) ? id : undefined;
    const on = (mole: string): boolean => (only === undefined || mole === only) !== this.turned.has(mole);
    return new Set(moles.map((mole) => mole.id).filter(on));
  }

  /** Turns a mole's box from how it was at first, and back. */
  #toggle(id: string): void {
    const turned = new Set(this.turned);
    if (!turned.delete(id)) turned.add(id);
    this.turned = turned;
  }

  async #print(): Promise<void> {
    await this.#try(async (page) => {
      await page.ready();
      print();
    });
  }

  async #share(report: Report): Promise<void> {
    await this.#try(async (page) => {
      const { lang, dir } = document.documentElement;
      const file = htmlFile(reportHtml(report, await page.pieces(), { lang, dir: dir === 'rtl' ? 'rtl' : 'ltr' }));
      await navigator.share({ files: [file], title: messages.report.title });
    });
  }

  async #try(work: (page: SpotReport) => Promise<void>): Promise<void> {
    if (this.busy || this.report === null) return;
    this.busy = true;
    this.problem = undefined;
    try {
      await work(this.report);
    } catch (thrown) {
      // Closing the sheet of the system is a decision, not a failure.
      if (!isAbort(thrown)) this.problem = asFailure(thrown);
    } finally {
      this.busy = false;
    }
  }

  #retry(): void {
    this.problem = undefined;
    this.#reading.read();
  }
}

function htmlFile(content: string): File {
  return new File([content], `${messages.report.fileName}-${dateOf(Date.now())}.html`, { type: 'text/html' });
}

/** Whether this device hands such a file to other apps. Typed as always there; most desks have no such thing. */
function canShare(): boolean {
  const { canShare: can } = navigator as Partial<Navigator>;
  return can?.call(navigator, { files: [htmlFile('')] }) === true;
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-screen-doctor': SpotScreenDoctor;
  }
}
