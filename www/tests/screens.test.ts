import { describe, expect, it } from 'vitest';
import { messages } from '../src/messages';
import { NAVIGATION, isScreen } from '../src/screens/index';

describe('the table of screens', () => {
  it('has what the navigation leads to, each with a name in words', () => {
    expect(NAVIGATION).toContain('models');
    expect(NAVIGATION).toContain('about');
    for (const name of NAVIGATION) {
      expect(isScreen(name)).toBe(true);
      expect(messages.shell.screens[name].length).toBeGreaterThan(2);
    }
  });

  it.each(['', 'check', '__proto__', 'constructor', 'toString', '../models', 'Models'])('has no screen called %j', (name) => {
    expect(isScreen(name)).toBe(false);
  });
});
