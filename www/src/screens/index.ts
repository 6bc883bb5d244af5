import type { LitElement } from 'lit';
import type { Session } from '../session';

/** What every screen but the check is given. Its first heading gets the focus when the person arrives. */
export interface Screen extends LitElement {
  session: Session;
  /** The parts of the address after the screen's name. */
  path: readonly string[];
}

/** The screens beside the check; `spot-screen-NAME` is what each one's file defines. */
export type ScreenName = 'diary' | 'doctor' | 'data' | 'models' | 'private' | 'about';

/** How each screen is fetched, once it is wanted: the first load is the check alone. */
const screens: Readonly<Partial<Record<ScreenName, () => Promise<unknown>>>> = {
  data: () => import('./data'),
  diary: () => import('./diary'),
  doctor: () => import('./doctor'),
  models: () => import('./models'),
  private: () => import('./private'),
  about: () => import('./about'),
};

/** Whether there is a screen of that name. The name comes from the address, so it may be anything. */
export function isScreen(name: string): name is ScreenName {
  return Object.hasOwn(screens, name);
}

/** The addresses of screens that could not be fetched, and how often. */
const failed = new Map<ScreenName, { readonly url: string; readonly times: number }>();

/**
 * Fetches a screen; afterwards its element can be made. A browser that could not fetch a module remembers
 * that, and does not ask again for the same address: the next try is made under another one.
 */
export async function fetchScreen(name: ScreenName): Promise<void> {
  const { url, times } = failed.get(name) ?? { url: '', times: 0 };
  try {
    await (url === '' ? screens[name]?.() : import(/* @vite-ignore */ `${url}?again=${times}`));
  } catch (thrown) {
    // Where the message does not name it, the next try can only be the same one.
    const [named = ''] = /https?:\/\/[^\s?#]+\.js/.exec(String(thrown)) ?? [];
    failed.set(name, { url: url === '' ? named : url, times: times + 1 });
    throw thrown;
  }
}

/** The screens that the navigation leads to, in its order. */
export const NAVIGATION: readonly ScreenName[] = (['diary', 'models', 'data', 'about'] as const).filter(isScreen);
