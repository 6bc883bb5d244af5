import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { size } from '../app/format';
import { takeInventory, type Inventory, type Stored } from '../app/inventory';
import { elsewhere, requestLog, sumsOf, type Request, type Sum } from '../app/requests';
import { tableStyles } from '../app/table';
import { Watch } from '../app/watch';
import { messages } from '../messages';
import type { Session } from '../session';
import { screen } from '../styles/screen';
import { shared } from '../styles/shared';
import { privateStyles } from './private.styles';

/** No such host can ever be: the name is set aside for that, so nothing arrives even without the rule. */
const NOWHERE = 'https://spotcheck.invalid/photo';

type Attempt = 'refused' | 'failed' | 'sent';

/** Shows what was asked of whom, what would be refused, what is kept, and how to check all that without us. */
@customElement('spot-screen-private')
export class SpotScreenPrivate extends LitElement {
  static override styles = [shared, screen, tableStyles, privateStyles];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) path: readonly string[] = [];
  @state() private inventory: Inventory | undefined;
  @state() private attempt: Attempt | 'trying' | undefined;

  constructor() {
    super();
    new Watch(this, () => [this.session, requestLog]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#count();
  }

  override render() {
    const text = messages.privacyPage;
    const licences = this.session.card?.licences.code ?? 'MIT OR Apache-2.0';
    return html`
      <h2 class="title" tabindex="-1">${text.heading}</h2>
      <p class="text">${text.intro}</p>
      ${this.#requests()} ${this.#policy()} ${this.#stored()}
      <section>
        <h3>${text.airplane.heading}</h3>
        <ol class="text">
          ${text.airplane.steps.map((step) => html`<li>${step}</li>`)}
        </ol>
      </section>
      <section>
        <h3>${text.source.heading}</h3>
        <p class="text">${text.source.text(licences)}</p>
      </section>
    `;
  }

  #requests() {
    const text = messages.privacyPage.requests;
    if (!requestLog.knows('page')) return html`<section><h3>${text.heading}</h3><p class="text">${text.unknown}</p></section>`;
    const base = new URL('./', document.baseURI).href;
    const { photoAt, refused, seen } = requestLog;
    const number = (count: number): string => (count === 0 ? text.none : text.count(count));
    const since = photoAt === undefined ? undefined : seen.filter(({ at, local }) => at > photoAt && !local);
    const sums = sumsOf(seen, base);
    const hosts = [...new Set(sums.map(({ host }) => host))];
    return html`<section data-testid="requests">
      <h3>${text.heading}</h3>
      <dl class="sums">
        <dt>${text.elsewhere}</dt>
        <dd data-testid="elsewhere">${number(elsewhere(seen, base).length)}</dd>
        <dt>${text.sincePhoto}</dt>
        <dd data-testid="since-photo">${since === undefined ? text.noPhoto : since.length === 0 ? text.none : this.#named(since, base)}</dd>
        <dt>${text.refused}</dt>
        <dd data-testid="refused">${number(refused.length)}</dd>
      </dl>
      <div class="scroll" tabindex="0" role="group" aria-label=${text.heading}>
        ${hosts.map((host) => this.#host(host, sums))}
      </div>
      <p class="text">${text.carries}</p>
      <p class="soft text">
        ${text.helper} ${requestLog.knows('offline') ? '' : text.helperUnknown} ${requestLog.knows('engine') ? '' : text.engineUnknown}
      </p>
      <p class="soft text">${text.cannotSee}</p>
      <button @click=${() => this.#count()}>${text.again}</button>
    </section>`;
  }

  #host(host: string, sums: readonly Sum[]) {
    const text = messages.privacyPage.requests;
    return html`<table>
      <caption>
        ${host === location.host ? text.ownHost(host) : text.otherHost(host)}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.table.kind}</th>
          <th scope="col">${text.table.by}</th>
          <th scope="col">${text.table.asked}</th>
          <th scope="col">${text.table.local}</th>
        </tr>
      </thead>
      <tbody>
        ${sums
          .filter((sum) => sum.host === host)
          .map(
            ({ kind, by, asked, local }) => html`<tr>
              <th scope="row">${text.kinds[kind]}</th>
              <td>${text.by[by]}</td>
              <td>${asked}</td>
              <td>${local}</td>
            </tr>`,
          )}
      </tbody>
    </table>`;
  }

  #named(requests: readonly Request[], base: string): string {
    const text = messages.privacyPage.requests;
    const kinds = new Set(sumsOf(requests, base).map(({ kind }) => text.kinds[kind]));
    return text.countOf(requests.length, [...kinds]);
  }

  #policy() {
    const text = messages.privacyPage.policy;
    const rule = document.querySelector<HTMLMetaElement>('meta[http-equiv="Content-Security-Policy"]')?.content;
    if (rule === undefined) return html`<section><h3>${text.heading}</h3><p class="text">${text.missing}</p></section>`;
    const { attempt } = this;
    return html`<section data-testid="policy">
      <h3>${text.heading}</h3>
      <p class="text">${text.intro}</p>
      <dl>
        ${directivesOf(rule).map(
          ([name, values]) => html`<dt><code dir="ltr">${name} ${values}</code></dt>
            <dd class="soft small">${text.meaning[name] ?? nothing}</dd>`,
        )}
      </dl>
      <button @click=${() => void this.#try()}>${text.try}</button>
      <p role="status" data-testid="attempt">${attempt === undefined ? '' : text[attempt]}</p>
    </section>`;
  }

  #stored() {
    const text = messages.privacyPage.stored;
    const { inventory } = this;
    return html`<section data-testid="stored">
      <h3>${text.heading}</h3>
      <p class="text">${text.intro}</p>
      ${inventory === undefined
        ? html`<p class="soft">${text.looking}</p>`
        : html`<dl>
            ${(['caches', 'local', 'databases', 'cookies'] as const).map((place) => this.#place(text.places[place], inventory[place]))}
          </dl>`}
    </section>`;
  }

  #place(name: string, stored: readonly Stored[] | undefined) {
    const text = messages.privacyPage.stored;
    const lines = stored === undefined ? [text.unknown] : stored.length === 0 ? [text.none] : stored.map(describe);
    return html`<dt>${name}</dt>
      ${lines.map((line) => html`<dd>${line}</dd>`)}`;
  }

  /** Asks those who cannot be listened to, and looks at what is stored now. */
  #count(): void {
    const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    container?.controller?.postMessage({ type: 'REQUESTS' });
    void takeInventory({
      caches: () => caches,
      local: () => localStorage,
      databases: () => indexedDB.databases(),
      cookies: () => document.cookie,
    }).then((inventory) => (this.inventory = inventory));
  }

  async #try(): Promise<void> {
    this.attempt = 'trying';
    const before = requestLog.refused.length;
    let sent = false;
    try {
      await fetch(NOWHERE, { method: 'POST', body: 'a try', mode: 'no-cors' });
      sent = true;
    } catch {
      // Refused, or there is no such host: the browser's own complaint tells the two apart.
    }
    await new Promise((resolve) => setTimeout(resolve));
    this.attempt = sent ? 'sent' : requestLog.refused.length > before ? 'refused' : 'failed';
  }
}

function directivesOf(rule: string): readonly (readonly [string, string])[] {
  return rule
    .split(';')
    .map((part) => part.trim().split(/\s+/))
    .map(([name = '', ...values]) => [name, values.join(' ')] as const)
    .filter(([name]) => name !== '');
}

function describe({ name, bytes, count }: Stored): string {
  const text = messages.privacyPage.stored;
  const what = text.what.find(([pattern]) => pattern.test(name))?.[1] ?? text.other(name);
  if (bytes === undefined) return what;
  return `${what}: ${count === undefined ? size(bytes) : text.files(count, size(bytes))}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-screen-private': SpotScreenPrivate;
  }
}
