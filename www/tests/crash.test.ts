import { describe, expect, it } from 'vitest';
import { isOurs, reportOf } from '../src/app/crash';
import { Failure } from '../src/failure';

const PAGE = 'https://example.test/assets/index-abc.js';

function withStack(stack: string): Error {
  return Object.assign(new TypeError('x is undefined'), { stack });
}

describe('an error that nobody caught', () => {
  it('is ours when it is one, whatever was thrown', () => {
    expect(isOurs(withStack(`TypeError: x\n at ${PAGE}:1:2`), PAGE)).toBe(true);
    expect(isOurs(new Failure('inference'), '')).toBe(true);
    expect(isOurs('a string', '')).toBe(true);
    expect(isOurs(new DOMException('no room', 'QuotaExceededError'), '')).toBe(true);
  });

  it('is not, when an extension made it, the person aborted something, or the browser only says so', () => {
    expect(isOurs(withStack(`TypeError: x\n at ${PAGE}:1:2`), 'chrome-extension://abc/content.js')).toBe(false);
    expect(isOurs(withStack('f@moz-extension://abc/content.js:1:2'), '')).toBe(false);
    expect(isOurs(withStack('at safari-web-extension://abc/content.js:1:2'), '')).toBe(false);
    expect(isOurs(new DOMException('aborted', 'AbortError'), '')).toBe(false);
    // "ResizeObserver loop completed with undelivered notifications."
    expect(isOurs(null, PAGE)).toBe(false);
    expect(isOurs(undefined, '')).toBe(false);
  });
});

describe('a report', () => {
  const where = { version: '1.2.3', screen: 'diary', engine: 'cpu', model: 'skin28 1.0.0' };
  const when = new Date(Date.UTC(2026, 0, 2, 3, 4, 5));

  it('says what, where and when, and the message once', () => {
    const stack = `TypeError: x is undefined\n    at f (${PAGE}:1:2)`;
    expect(reportOf(withStack(stack), where, 'Browser/1', when)).toBe(
      [
        'Spotcheck 1.2.3, 2026-01-02T03:04:05.000Z',
        'screen diary, engine cpu, model skin28 1.0.0',
        'Browser/1',
        'TypeError: x is undefined',
        `at f (${PAGE}:1:2)`,
      ].join('\n'),
    );
    const firefox = reportOf(withStack(`f@${PAGE}:1:2`), where, 'Browser/1', when).split('\n');
    expect(firefox.slice(-2)).toEqual(['TypeError: x is undefined', `f@${PAGE}:1:2`]);
  });

  it('needs neither an engine nor an error', () => {
    const report = reportOf('odd', { version: '1', screen: 'check', engine: undefined, model: undefined }, 'Browser/1', when);
    expect(report.split('\n').slice(1)).toEqual(['screen check, engine none, model none', 'Browser/1', 'odd']);
  });
});
