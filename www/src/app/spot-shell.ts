import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { addressSafe } from '../address';
import { asFailure, type Failure } from '../failure';
import { messages } from '../messages';
import '../screens/check';
import { fetchScreen, isScreen, type Screen, type ScreenName } from '../screens/index';
import type { Session } from '../session';
import { shared } from '../styles/shared';
import { breathe } from './breathe';
import { cardWord } from './card-text';
import { FileDoors } from './file-doors';
import type { Flow } from './flow';
import { icons, mark } from './icons';
import { inUseOf } from './in-use';
import type { Kept, Rescue } from './rescue';
import { HOME, Router, routeHref } from './router';
import { scrollWhenTall } from './scroll';
import './spot-language';
import './spot-nav';
import './spot-problem';
import { shellStyles } from './spot-shell.styles';
import './spot-update';
import { Watch } from './watch';

/** The frame: the page's name, the way around, and the screen that the address names. */
@customElement('spot-shell')
export class SpotShell extends LitElement {
  static override styles = [shared, shellStyles];

  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) flow!: Flow;
  @property({ attribute: false }) rescue!: Rescue;
  @state() private dragging = false;
  /** Why the screen that the address names is not there. */
  @state() private failure: Failure | undefined;
  /** The screen that is shown, unless it is the check. */
  @state() private screen: Screen | undefined;
  /** A screen says what it shows: a mole's name, say. */
  @state() private subject: string | undefined;
  /** A photo that was put aside before the page was left. */
  @state() private kept: Kept | undefined;
  @state() private offline = !navigator.onLine;
  @query('main') private main!: HTMLElement;

  readonly #router = new Router(this);
  #wanted: string | undefined;
  #coming = Promise.resolve();

  constructor() {
    super();
    new Watch(this, () => [this.session, this.flow]);
    new FileDoors(this, {
      onFiles: (files) => this.#take(files),
      onDrag: (dragging) => (this.dragging = dragging),
      onFailure: (failure) => {
        this.#goHome();
        this.flow.fail(failure);
      },
    });
    this.addEventListener('click', (event) => this.#leave(event));
    for (const type of ['online', 'offline']) addEventListener(type, () => (this.offline = !navigator.onLine));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Where nothing is stored, nothing was put aside.
    this.rescue.look().then((kept) => (this.kept = kept), () => undefined);
  }

  /** Resolves when the screen that the address names has been drawn, or the line that says why it has not. */
  async drawn(): Promise<void> {
    await this.updateComplete;
    await this.#coming;
    await this.updateComplete;
    await this.screen?.updateComplete;
    await new Promise(requestAnimationFrame);
    await breathe();
  }

  protected override willUpdate(): void {
    const { screen, path } = this.#router.route;
    if (this.#router.arrival !== undefined) this.subject = undefined;
    if (screen !== this.#wanted) this.#want(screen);
    if (this.screen !== undefined) this.screen.path = path;
  }

  override render() {
    const { session } = this;
    return html`
      <button class="skip" @click=${() => this.#focusScreen()}>${messages.shell.skip}</button>
      <header>
        <h1>${mark} ${messages.name}</h1>
        <spot-language></spot-language>
        <a class="privacy" title=${messages.privacyMore} href=${routeHref('private')}>${icons.lock} ${messages.privacy}</a>
        <spot-nav .current=${this.#router.route.screen}></spot-nav>
      </header>
      <div role="status">${this.#lines()}</div>
      ${session.applyUpdate === undefined
        ? nothing
        : html`<spot-update
            .apply=${session.applyUpdate}
            ?photo=${this.flow.photo !== undefined}
            .putAside=${() => this.#putAside()}
          ></spot-update>`}
      <main @spot-title=${(event: CustomEvent<string>) => (this.subject = event.detail)}>${this.#view()}</main>
      <div class="drop" ?hidden=${!this.dragging} aria-hidden="true"><p>${messages.doors.drop}</p></div>
    `;
  }

  protected override updated(): void {
    document.title = this.#title();
    const { arrival } = this.#router;
    if (arrival === undefined || !this.#settled) return;
    this.#router.arrival = undefined;
    void this.#focusScreen().then(() => scrollWhenTall(arrival.top));
  }

  /** Whether what the address names is shown, or why it is not. */
  get #settled(): boolean {
    return this.failure !== undefined || this.screen !== undefined || !isScreen(this.#router.route.screen);
  }

  /** What holds for the whole page. */
  #lines() {
    const { offline, plain } = messages.shell;
    const { rescued } = messages.crash;
    const { notes, safe } = this.session;
    return html`
      ${safe
        ? html`<div class="line" data-testid="plain">
            <p>${plain.text}</p>
            <a class="button" href=${addressSafe(location.href, false)}>${plain.usual}</a>
          </div>`
        : nothing}
      ${this.offline
        ? html`<p class="line small" data-testid="offline">${notes.has('offline-unavailable') ? offline.noCopy : offline.copy}</p>`
        : nothing}
      ${this.kept === undefined
        ? nothing
        : html`<div class="line" data-testid="rescued">
            <p>${rescued.text}</p>
            <button @click=${() => void this.#openKept()}>${rescued.open}</button>
            <button class="plain" @click=${() => void this.#dropKept()}>${rescued.drop}</button>
          </div>`}
    `;
  }

  #view() {
    const { screen } = this.#router.route;
    if (screen === HOME) return html`<spot-screen-check .session=${this.session} .flow=${this.flow}></spot-screen-check>`;
    if (!isScreen(screen)) return this.#unknown();
    if (this.failure !== undefined) return this.#failed(this.failure, screen);
    return this.screen ?? html`<p class="soft" role="status">${messages.shell.opening}</p>`;
  }

  #unknown() {
    const { heading, help, back } = messages.shell.unknown;
    return html`<div class="lost" data-testid="unknown">
      <h2>${heading}</h2>
      <p class="soft">${help}</p>
      <a class="button" href=${routeHref(HOME)}>${back}</a>
    </div>`;
  }

  #failed(failure: Failure, screen: ScreenName) {
    return html`<div class="lost">
      <h2>${messages.shell.screens[screen]}</h2>
      <spot-problem .failure=${failure} retry @spot-retry=${() => this.#want(screen)}></spot-problem>
      <button @click=${() => void this.#reload()}>${messages.shell.reload}</button>
    </div>`;
  }

  #title(): string {
    const { screen } = this.#router.route;
    const { screens } = messages.shell;
    // For the check: what a bookmark of this address will be called.
    const inUse = inUseOf(this.session);
    const own = screen !== HOME ? (isScreen(screen) ? screens[screen] : undefined) : inUse && cardWord(inUse.name);
    return [this.subject, own, messages.name].filter((part) => part !== undefined).join(' · ');
  }

  /** Fetches the screen, if it is one that is fetched. The person may have moved on before it is there. */
  #want(name: string): void {
    this.#wanted = name;
    this.screen = undefined;
    this.failure = undefined;
    if (isScreen(name)) this.#coming = this.#fetch(name);
  }

  async #fetch(name: ScreenName): Promise<void> {
    try {
      await fetchScreen(name);
      await breathe();
      if (this.#wanted !== name) return;
      const screen = document.createElement(`spot-screen-${name}`) as Screen;
      screen.session = this.session;
      screen.path = this.#router.route.path;
      this.screen = screen;
    } catch (thrown) {
      if (this.#wanted === name) this.failure = asFailure(thrown);
    }
  }

  /** Brings a keyboard or a screen reader to the screen's heading. */
  async #focusScreen(): Promise<void> {
    const screen = this.main.firstElementChild;
    if (screen instanceof LitElement) await screen.updateComplete;
    const heading = (screen?.shadowRoot ?? screen)?.querySelector<HTMLElement>('h1, h2') ?? this.main;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  /** A link to another address begins the page anew, with another model say: the photo goes along. */
  #leave(event: MouseEvent): void {
    if (this.flow.photo === undefined || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((element) => element instanceof HTMLAnchorElement);
    if (link === undefined || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    const go = (): void => location.assign(link.href);
    // The person has said that they want to leave: what cannot be put aside does not hold them.
    this.#putAside().then(go, go);
  }

  async #reload(): Promise<void> {
    await this.#putAside().catch(() => undefined);
    location.reload();
  }

  async #putAside(): Promise<void> {
    const { photo, crop } = this.flow;
    if (photo !== undefined) await this.rescue.keep(photo, crop);
  }

  async #openKept(): Promise<void> {
    const { kept } = this;
    if (kept === undefined) return;
    this.#goHome();
    await this.flow.takeKept(kept);
    // Whatever is wrong with it, it may open in another version.
    if (this.flow.problem === undefined) await this.#dropKept();
  }

  async #dropKept(): Promise<void> {
    const { kept } = this;
    this.kept = undefined;
    if (kept === undefined) return;
    await this.rescue.drop(kept.id).catch(() => undefined);
    // Another tab may have put one aside as well.
    this.kept = await this.rescue.look().catch(() => undefined);
    await this.updateComplete;
    if (document.activeElement === document.body) await this.#focusScreen();
  }

  #goHome(): void {
    if (this.#router.route.screen !== HOME) location.hash = routeHref(HOME);
  }

  /** A picture may be dropped on any screen: what is said about it stands on the check's. */
  #take(files: readonly Blob[]): void {
    this.#goHome();
    void this.flow.takeFiles(files);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'spot-shell': SpotShell;
  }
}
