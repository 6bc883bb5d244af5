/** How often a mole is looked at again. */
export type Rhythm = 'monthly' | 'quarterly' | 'half-yearly' | 'yearly';

/** One reminder. Whoever synchronises a calendar gives these words away, so they should say little. */
export interface Reminder {
  /** The same mole has the same one, so that a second file replaces the first. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The first day, in the device's own time. */
  readonly first: Date;
  readonly rhythm: Rhythm;
}

const MONTHS: Readonly<Record<Rhythm, number>> = { monthly: 1, quarterly: 3, 'half-yearly': 6, yearly: 12 };
const LONGEST_LINE = 75;
/** The day begins at midnight; nobody wants to be woken then. */
const ALARM = 'PT9H';

/** The first day of a reminder: one rhythm after a day, on the same day of the month or that month's last. */
export function firstAfter(day: Date, rhythm: Rhythm): Date {
  const first = new Date(day.getFullYear(), day.getMonth() + MONTHS[rhythm], 1);
  const last = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate();
  first.setDate(Math.min(day.getDate(), last));
  return first;
}

/** A calendar file (RFC 5545) with a whole day for each reminder, and an alarm at nine. */
export function calendarFile(reminders: readonly Reminder[], made: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Spotcheck//Mole diary//EN',
    'CALSCALE:GREGORIAN',
    ...reminders.flatMap((reminder) => event(reminder, made)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function event({ id, title, text, first, rhythm }: Reminder, made: Date): string[] {
  const next = new Date(first.getFullYear(), first.getMonth(), first.getDate() + 1);
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(id)}@spotcheck.invalid`,
    `DTSTAMP:${stamp(made)}`,
    `DTSTART;VALUE=DATE:${date(first)}`,
    `DTEND;VALUE=DATE:${date(next)}`,
    `RRULE:${rule(first.getDate(), MONTHS[rhythm])}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    'CLASS:PRIVATE',
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    `TRIGGER:${ALARM}`,
    'END:VALARM',
    'END:VEVENT',
  ];
}

/** A month without that day would be left out: from the 29th on, the last of the days up to it counts. */
function rule(day: number, months: number): string {
  const every = months === 12 && day <= 28 ? 'FREQ=YEARLY' : `FREQ=MONTHLY;INTERVAL=${months}`;
  if (day <= 28) return every;
  const days = Array.from({ length: day - 27 }, (_, n) => 28 + n);
  return `${every};BYMONTHDAY=${days.join(',')};BYSETPOS=-1`;
}

function date(day: Date): string {
  return `${String(day.getFullYear()).padStart(4, '0')}${two(day.getMonth() + 1)}${two(day.getDate())}`;
}

function stamp(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, '');
}

/** As a TEXT value: no other control characters may stand in one. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** Lines of at most 75 octets, going on after a space, and never broken inside of a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let result = '';
  let octets = 0;
  for (const character of line) {
    const { length } = encoder.encode(character);
    if (octets + length > LONGEST_LINE) {
      result += '\r\n ';
      octets = 1;
    }
    result += character;
    octets += length;
  }
  return result;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
