/** A narrow no-break space: a number and its unit stay on one line. */
const THIN = '\u202f';

/** The language of dates, lengths and money. */
const LANGUAGE = 'en';

/** A probability as a percentage that claims neither certainty nor impossibility. */
export function percent(probability: number): string {
  if (!Number.isFinite(probability)) return '–';
  if (probability < 0.01) return `<1${THIN}%`;
  if (probability > 0.99) return `>99${THIN}%`;
  return `${Math.round(probability * 100)}${THIN}%`;
}

/** A number as the reader writes it. */
export function number(value: number, decimals = 0): string {
  return new Intl.NumberFormat(undefined, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** Bytes as megabytes with one decimal, without the unit. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** Milliseconds: one decimal while they are few. */
export function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)}${THIN}ms`;
}

/** A measured figure, to three decimals: more would pretend to know more. */
export function figure(value: number): string {
  return value.toFixed(3);
}

/** Bytes with the unit that suits their number. */
export function size(bytes: number): string {
  if (bytes < 1e5) return `${(bytes / 1e3).toFixed(1)}${THIN}kB`;
  return bytes < 1e9 ? `${megabytes(bytes)}${THIN}MB` : `${(bytes / 1e9).toFixed(1)}${THIN}GB`;
}

/** The day of a moment, as this device's clock and calendar have it. */
export function date(time: number): string {
  return new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'long' }).format(time);
}

/** The day in few letters, where room is scarce. */
export function shortDate(time: number): string {
  return new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium' }).format(time);
}

/** The day and the time of day. */
export function dateTime(time: number): string {
  return new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

/** A length on the skin: to a tenth, which is more than anybody can mark on a photo. */
export function millimetres(value: number, decimals = 1): string {
  const style = { style: 'unit', unit: 'millimeter', minimumFractionDigits: decimals, maximumFractionDigits: decimals } as const;
  // A number and its unit stay on one line.
  return new Intl.NumberFormat(LANGUAGE, style).format(value).replace(' ', '\u00a0');
}

/** What stands on a coin. */
export function money(value: number, currency: string): string {
  const whole = Number.isInteger(value);
  const style = { style: 'currency', currency, minimumFractionDigits: whole ? 0 : 2, maximumFractionDigits: whole ? 0 : 2 } as const;
  return new Intl.NumberFormat(LANGUAGE, style).format(value);
}

export function currencyName(currency: string): string {
  return new Intl.DisplayNames(LANGUAGE, { type: 'currency' }).of(currency) ?? currency;
}

/** Several things in one sentence. */
export function list(parts: readonly string[]): string {
  return new Intl.ListFormat(LANGUAGE, { type: 'conjunction' }).format(parts);
}
