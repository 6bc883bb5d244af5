import { describe, expect, it } from 'vitest';
import { calendarFile, firstAfter, type Reminder, type Rhythm } from '../src/diary/calendar';
import { uuid } from './diary-fixtures';

const made = new Date(Date.UTC(2025, 10, 22, 8, 5, 9, 123));

function reminder(more: Partial<Reminder> = {}): Reminder {
  return { id: uuid(1), title: 'Look at the spot again', text: 'In even light.', first: new Date(2025, 11, 5), rhythm: 'quarterly', ...more };
}

/** Reads a calendar as RFC 5545 says: lines end in CRLF, and one that begins with a space goes on the one before. */
function read(file: string): Map<string, string[]> {
  expect(file.endsWith('\r\n')).toBe(true);
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const values = new Map<string, string[]>();
  for (const line of file.replaceAll('\r\n ', '').split('\r\n').slice(0, -1)) {
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/s.exec(line) ?? [];
    expect(name).not.toBe('');
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return values;
}

function text(value = ''): string {
  return value.replace(/\\([\\;,nN])/g, (_all, what: string) => (/n/i.test(what) ? '\n' : what));
}

describe('a calendar file', () => {
  it('has what the standard asks for, in order', () => {
    expect(calendarFile([reminder()], made).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Spotcheck//Mole diary//EN',
      'CALSCALE:GREGORIAN',
      'BEGIN:VEVENT',
      `UID:${uuid(1)}@spotcheck.invalid`,
      'DTSTAMP:20251122T080509Z',
      'DTSTART;VALUE=DATE:20251205',
      'DTEND;VALUE=DATE:20251206',
      'RRULE:FREQ=MONTHLY;INTERVAL=3',
      'SUMMARY:Look at the spot again',
      'DESCRIPTION:In even light.',
      'CLASS:PRIVATE',
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:Look at the spot again',
      'TRIGGER:PT9H',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it.each([
    ['monthly', 'FREQ=MONTHLY;INTERVAL=1'],
    ['quarterly', 'FREQ=MONTHLY;INTERVAL=3'],
    ['half-yearly', 'FREQ=MONTHLY;INTERVAL=6'],
    ['yearly', 'FREQ=YEARLY'],
  ] as const)('%s comes back by %s', (rhythm, rule) => {
    expect(read(calendarFile([reminder({ rhythm })], made)).get('RRULE')).toEqual([rule]);
  });

  it.each([
    [new Date(2026, 0, 29), 'monthly', 'FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=28,29;BYSETPOS=-1'],
    [new Date(2026, 0, 31), 'half-yearly', 'FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=28,29,30,31;BYSETPOS=-1'],
    [new Date(2028, 1, 29), 'yearly', 'FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=28,29;BYSETPOS=-1'],
  ] as const)('on %s no month is left out', (first, rhythm, rule) => {
    expect(read(calendarFile([reminder({ first, rhythm })], made)).get('RRULE')).toEqual([rule]);
  });

  it('escapes what has a meaning, and gives it back', () => {
    const said = 'Left arm; 3, 4 mm \\ “new”:\nsee Dr. Núñez';
    const file = calendarFile([reminder({ title: said, text: `${said}\r\nmore\rend\u0007\u0000` })], made);
    expect(file).toContain('SUMMARY:Left arm\\; 3\\, 4 mm \\\\ “new”:\\nsee Dr. Núñez\r\n');
    const values = read(file);
    expect(text(values.get('SUMMARY')?.[0])).toBe(said);
    expect(text(values.get('DESCRIPTION')?.[0])).toBe(`${said}\nmore\nend`);
  });

  it('cannot be made to say more than was meant', () => {
    const file = calendarFile([reminder({ title: 'x\r\nEND:VEVENT\r\nATTACH:https://example.org', id: 'a\nATTACH:b' })], made);
    expect(read(file).has('ATTACH')).toBe(false);
    expect(file.match(/END:VEVENT\r\n/g)).toHaveLength(1);
  });

  it.each(['x', 'é', '日', '👩🏽‍⚕️', 'ab日'])('folds long lines of %s at 75 octets, never inside of a character', (letter) => {
    for (let length = 60; length < 80; length += 1) {
      const title = 'a'.repeat(length % 7) + letter.repeat(length);
      const file = calendarFile([reminder({ title })], made);
      for (const line of file.split('\r\n')) {
        const octets = new TextEncoder().encode(line);
        expect(octets.length).toBeLessThanOrEqual(75);
        expect(new TextDecoder('utf-8', { fatal: true }).decode(octets)).toBe(line);
      }
      expect(read(file).get('SUMMARY')).toEqual([title]);
    }
  });

  it('holds several reminders, each under its own name', () => {
    const values = read(calendarFile([reminder(), reminder({ id: uuid(2) })], made));
    expect(values.get('UID')).toEqual([`${uuid(1)}@spotcheck.invalid`, `${uuid(2)}@spotcheck.invalid`]);
    expect(values.get('BEGIN')).toEqual(['VCALENDAR', 'VEVENT', 'VALARM', 'VEVENT', 'VALARM']);
  });
});

describe('the first day', () => {
  const day = (rhythm: Rhythm, ...from: [number, number, number]): string => firstAfter(new Date(...from), rhythm).toDateString();

  it('is the same day of a later month, or its last', () => {
    expect(day('monthly', 2025, 0, 15)).toBe('Sat Feb 15 2025');
    expect(day('monthly', 2025, 0, 31)).toBe('Fri Feb 28 2025');
    expect(day('quarterly', 2025, 10, 30)).toBe('Sat Feb 28 2026');
    expect(day('half-yearly', 2025, 7, 31)).toBe('Sat Feb 28 2026');
    expect(day('yearly', 2024, 1, 29)).toBe('Fri Feb 28 2025');
    expect(day('monthly', 2025, 11, 31)).toBe('Sat Jan 31 2026');
  });
});
