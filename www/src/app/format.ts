/** A narrow no-break space: a number and its unit stay on one line. */
const THIN = '\u202f';

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

/** The day of a moment, as this device's clock and calendar have it. */
export function date(time: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'long' }).format(time);
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
