import { describe, expect, it } from 'vitest';
import { HOME, parseRoute, routeHref } from '../src/app/router';

describe('an address’s hash', () => {
  it.each(['', '#', '#/', '#//'])('%j opens the check', (hash) => {
    expect(parseRoute(hash)).toEqual({ screen: HOME, path: [] });
  });

  it.each([
    ['#/diary', 'diary', []],
    ['#/diary/', 'diary', []],
    ['#/diary/mole/0a1b/compare', 'diary', ['mole', '0a1b', 'compare']],
    ['#/diary//mole', 'diary', ['mole']],
    ['#/diary/a%2Fb%20c', 'diary', ['a/b c']],
    ['#models', 'models', []],
    ['#/there is none', 'there is none', []],
  ])('%j names a screen and what of it', (hash, screen, path) => {
    expect(parseRoute(hash)).toEqual({ screen, path });
  });

  it('that cannot be decoded is a name that no screen has', () => {
    expect(parseRoute('#/diary/%E0%A4%A')).toEqual({ screen: '/diary/%E0%A4%A', path: [] });
    expect(parseRoute('#%')).toEqual({ screen: '%', path: [] });
  });

  it('is taken literally where a script would mean more', () => {
    expect(parseRoute('#/__proto__/constructor')).toEqual({ screen: '__proto__', path: ['constructor'] });
    expect(parseRoute('#/<img src=x>')).toEqual({ screen: '<img src=x>', path: [] });
  });
});

describe('a link', () => {
  it('is read as what it was made of', () => {
    for (const parts of [['diary'], ['diary', 'mole', 'a/b %'], ['models', '?x=1#y']]) {
      const [screen = '', ...path] = parts;
      expect(parseRoute(routeHref(screen, ...path))).toEqual({ screen, path });
    }
  });

  it('to the check is the shortest one', () => {
    expect(routeHref(HOME)).toBe('#/');
  });
});
