import type { LitElement } from 'lit';
import { fetchModule } from '../app/fetch-module';
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

/** Fetches a screen; afterwards its element can be made. */
export async function fetchScreen(name: ScreenName): Promise<void> {
  const load = screens[name];
  if (load !== undefined) await fetchModule(name, load);
}

/** The screens that the navigation leads to, in its order. */
export const NAVIGATION: readonly ScreenName[] = (['diary', 'models', 'data', 'about'] as const).filter(isScreen);
