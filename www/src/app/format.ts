import { locale } from '../locale';

const numbers = new Map<string, Intl.NumberFormat>();

/** Making a formatter costs more than using it, and a bar's number is drawn many times. */
function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const made = numbers.get(key) ?? new Intl.NumberFormat(locale, options);
  numbers.set(key, made);
  return made;
}

/** Keeps a sign and its number in their order where the text around them runs from right to left. */
function isolated(text: string): string {
  return locale.startsWith('ar') ? `\u2066${text}\u2069` : text;
}

/** Has the browser read what it knows of this language's numbers: the first formatter takes long, the next ones do not. */
export function prepareNumbers(): void {
  number(0);
}

/** A number with so many decimals. */
export function number(value: number, decimals = 0): string {
  return formatter({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** A number or a name that a message mentions. */
export function fact(value: string | number | undefined): string {
  if (typeof value === 'number') return formatter({ maximumFractionDigits: 1 }).format(value);
  return value ?? '–';
}

/** A probability as a percentage that claims neither certainty nor impossibility. */
export function percent(probability: number): string {
  if (!Number.isFinite(probability)) return '–';
  const { format } = formatter({ style: 'percent' });
  if (probability < 0.01) return isolated(`<${format(0.01)}`);
  if (probability > 0.99) return isolated(`>${format(0.99)}`);
  return format(Math.round(probability * 100) / 100);
}

/** Bytes as megabytes with one decimal, without the unit. */
export function megabytes(bytes: number): string {
  return number(bytes / 1e6, 1);
}

/** Milliseconds: one decimal while they are few. */
export function milliseconds(value: number): string {
  const digits = value < 10 ? 1 : 0;
  const style = { style: 'unit', unit: 'millisecond', minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return formatter(style).format(value);
}

/** A measured figure, to three decimals: more would pretend to know more. */
export function figure(value: number): string {
  return number(value, 3);
}

/** The day of a moment, as this device's clock and calendar have it. */
export function date(time: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(time);
}

/** The day in few letters, where room is scarce. */
export function shortDate(time: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(time);
}

/** The day and the time of day. */
export function dateTime(time: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

/** A length on the skin: to a tenth, which is more than anybody can mark on a photo. */
export function millimetres(value: number, decimals = 1): string {
  const style = { style: 'unit', unit: 'millimeter', minimumFractionDigits: decimals, maximumFractionDigits: decimals } as const;
  // A number and its unit stay on one line.
  return formatter(style).format(value).replace(' ', '\u00a0');
}

/** What stands on a coin. */
export function money(value: number, currency: string): string {
  const decimals = Number.isInteger(value) ? 0 : 2;
  return formatter({ style: 'currency', currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

export function currencyName(currency: string): string {
  return new Intl.DisplayNames(locale, { type: 'currency' }).of(currency) ?? currency;
}

/** Several things in one sentence. */
export function list(items: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items);
}

/** Bytes with the unit that suits their number. */
export function size(bytes: number): string {
  const [unit, length] =
    bytes < 1e5 ? (['kilobyte', 1e3] as const) : bytes < 1e9 ? (['megabyte', 1e6] as const) : (['gigabyte', 1e9] as const);
  // Arabic has short forms as well, but hardly anybody knows them.
  const unitDisplay = locale.startsWith('ar') ? 'long' : 'short';
  return formatter({ style: 'unit', unit, unitDisplay, minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(bytes / length);
}
