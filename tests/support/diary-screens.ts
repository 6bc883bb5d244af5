import type { Locator, Page } from '@playwright/test';
import { idOf, type Planted } from './moles';

/** A diary with a bit of everything. */
export const MOLES: readonly Planted[] = [
  {
    name: 'Dark one',
    place: { view: 'back', x: 0.33, y: 0.25, region: 'shoulder-left' },
    notes: 'Keep an eye on it.',
    photos: [
      { daysAgo: 3, size: 6.1, measured: true, abcde: { asymmetry: true, evolving: true } },
      { daysAgo: 90, size: 4.8, measured: true, state: 'unsure' },
      { daysAgo: 200, size: 4.6 },
    ],
  },
  { name: 'Near the navel', place: { view: 'front', x: 0.54, y: 0.38, region: 'abdomen' }, photos: [{ daysAgo: 10, size: 3.4, state: 'unsuitable' }] },
  { name: 'Its neighbour', place: { view: 'front', x: 0.55, y: 0.385, region: 'abdomen' } },
  { name: 'Nowhere yet' },
];

/** Where the journeys go without a photo, by the name of what is shown. */
export const STATES: Readonly<Record<string, { readonly hash: string; readonly shown: (page: Page) => Locator }>> = {
  list: { hash: '#/diary', shown: (page) => page.getByTestId('mole').first() },
  mole: { hash: `#/diary/mole/${idOf(0)}`, shown: (page) => page.getByTestId('entry').first() },
  compare: { hash: `#/diary/mole/${idOf(0)}/compare`, shown: (page) => page.getByTestId('difference') },
  new: { hash: '#/diary/new', shown: (page) => page.getByTestId('body-stage') },
  doctor: { hash: '#/doctor', shown: (page) => page.getByTestId('report') },
};
