import { beforeEach, describe, expect, it } from 'vitest';
import { SETTINGS, Store, type Keeper, type Settings } from '../src/app/state';

const { defaults, key } = SETTINGS;

/** What all tabs of a browser share; each tab but the one that wrote hears of it, as `localStorage` has it. */
class Device {
  readonly items = new Map<string, string>();
  readonly tabs: EventTarget[] = [];
  full = false;

  tab(): Store<Settings> {
    const heard = new EventTarget();
    this.tabs.push(heard);
    const keeper: Keeper = {
      getItem: (name) => this.items.get(name) ?? null,
      setItem: (name, text) => {
        if (this.full) throw new DOMException('no room', 'QuotaExceededError');
        this.items.set(name, text);
        this.tell(name, heard);
      },
    };
    const store = new Store<Settings>({ ...SETTINGS, keeper: () => keeper });
    store.follow(heard);
    return store;
  }

  tell(name: string | null, but?: EventTarget): void {
    for (const tab of this.tabs) {
      if (tab !== but) tab.dispatchEvent(Object.assign(new Event('storage'), { key: name }));
    }
  }
}

let device: Device;
beforeEach(() => (device = new Device()));

function changesOf(store: Store<Settings>): () => number {
  let count = 0;
  store.addEventListener('change', () => (count += 1));
  return () => count;
}

describe('settings', () => {
  it('begin with the defaults, and keep what was set for the next visit', () => {
    const store = device.tab();
    const changes = changesOf(store);
    expect(store.value).toEqual(defaults);
    store.set({ language: 'pt-BR', autoShutter: false });
    expect(changes()).toBe(1);
    expect(device.tab().value).toEqual({ ...defaults, language: 'pt-BR', autoShutter: false });
  });

  it.each([
    ['no JSON', '{"language":'],
    ['no object', '"de"'],
    ['a list', '[1, 2]'],
    ['null', 'null'],
    ['other kinds', '{"language": 7, "autoShutter": "yes", "text": "huge", "installDeclined": -1}'],
    ['a script for a language', '{"language": "<script>", "installDeclined": null}'],
    ['a prototype', '{"__proto__": {"language": "de"}}'],
  ])('that are %s are the defaults', (_, text) => {
    device.items.set(key, text);
    expect(device.tab().value).toEqual(defaults);
  });

  it('of another version keep what is still of its kind, and no more', () => {
    device.items.set(key, '{"language": "de", "text": 3, "colour": "red"}');
    const store = device.tab();
    expect(store.value).toEqual({ ...defaults, language: 'de' });
    store.set({ text: 'large' });
    expect(JSON.parse(device.items.get(key) ?? '')).toEqual({ ...defaults, language: 'de', text: 'large' });
  });

  it('are the same in two tabs, and neither undoes what the other has set', () => {
    const [one, other] = [device.tab(), device.tab()];
    expect(other.value.language).toBe('');
    const changes = changesOf(other);
    one.set({ language: 'fr' });
    expect(changes()).toBe(1);
    expect(other.value.language).toBe('fr');
    // The other one has not been told yet when it writes.
    device.items.set(key, JSON.stringify({ ...one.value, text: 'large' }));
    other.set({ autoShutter: false });
    expect(other.value).toEqual({ ...defaults, language: 'fr', text: 'large', autoShutter: false });
    expect(one.value).toEqual(other.value);
  });

  it('are the defaults again once all was cleared, and deaf to what is no business of theirs', () => {
    const store = device.tab();
    store.set({ text: 'large' });
    const changes = changesOf(store);
    device.items.set(key, '{"text": "largest"}');
    device.tell('spotcheck.race');
    expect(changes()).toBe(0);
    device.items.clear();
    device.tell(null);
    expect(store.value).toEqual(defaults);
  });

  it('that cannot be kept last as long as the page', () => {
    const store = device.tab();
    store.set({ language: 'es' });
    device.full = true;
    store.set({ text: 'large' });
    store.set({ autoShutter: false });
    expect(store.value).toEqual({ ...defaults, language: 'es', text: 'large', autoShutter: false });
    expect(device.tab().value).toEqual({ ...defaults, language: 'es' });
  });

  it('work where storage may not even be touched', () => {
    const store = new Store<Settings>({
      ...SETTINGS,
      keeper: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
    expect(store.value).toEqual(defaults);
    store.set({ text: 'large' });
    expect(store.value.text).toBe('large');
  });

  it('are neither read nor written by a plain start', () => {
    device.tab().set({ text: 'largest' });
    const store = device.tab();
    store.startPlain();
    expect(store.value).toEqual(defaults);
    store.set({ language: 'de' });
    expect(store.value.language).toBe('de');
    expect(device.tab().value).toEqual({ ...defaults, text: 'largest' });
  });
});
