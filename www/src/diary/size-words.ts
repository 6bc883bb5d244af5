import { currencyName, date, millimetres, money } from '../app/format';
import { messages } from '../messages';
import { RULER, coinBy, type Coin } from './coins';
import { difference } from './size';
import type { Entry, Measure } from './types';

/** A coin as the list of coins names it. */
export function coinName({ currency, value, from, until }: Coin): string {
  const text = messages.diary.size;
  const name = money(value, currency);
  if (from !== undefined) return text.since(name, String(from));
  return until === undefined ? name : text.until(name, String(until));
}

/** What something was measured against. */
export function againstName(code: string): string {
  const text = messages.diary.size;
  const coin = coinBy(code);
  if (code === RULER) return text.withRuler;
  return coin === undefined ? text.something : text.coin(coinName(coin), currencyName(coin.currency));
}

/** A size with what it may be off by. */
export function sizeLine({ millimetres: size, giveOrTake }: Pick<Measure, 'millimetres' | 'giveOrTake'>): string {
  const text = messages.diary.size;
  return giveOrTake === undefined ? text.about(millimetres(size)) : text.between(millimetres(size), millimetres(giveOrTake));
}

/** How a photo's size compares with another one's; nothing when one of them is unknown. */
export function changeLine(earlier: Entry | undefined, later: Entry): string {
  const text = messages.diary.size;
  if (earlier?.measure === undefined || later.measure === undefined) return '';
  const { millimetres: by, distinct } = difference(earlier.measure, later.measure);
  const day = date(earlier.taken);
  if (!distinct) return text.same(day);
  const size = millimetres(Math.abs(by));
  return by > 0 ? text.larger(size, day) : text.smaller(size, day);
}
