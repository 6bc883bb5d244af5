/** A round coin, to measure against. Coins with corners are left out: no circle fits them. */
export interface Coin {
  /** Kept with a measure, so never to be changed. */
  readonly code: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly value: number;
  readonly millimetres: number;
  /** The years on the coin, where there is another one of the same value. */
  readonly from?: number;
  readonly until?: number;
}

type Row = readonly [value: number, millimetres: number, years?: Pick<Coin, 'from' | 'until'>];

/**
 * Diameters as those who issue the coins give them.
 * EUR: European Central Bank. USD: United States Mint. GBP: The Royal Mint (20p, 50p and £1 have corners).
 * CHF: Swissmint. INR: Reserve Bank of India (₹20 has corners). BRL: Banco Central do Brasil, second family.
 * CNY: People's Bank of China, fifth series. MXN: Banco de México, type C. ARS: Banco Central de la República
 * Argentina, trees. CAD: Royal Canadian Mint ($1 has corners). AUD: Royal Australian Mint (50c has corners).
 * JPY: Japan Mint. AED: Central Bank of the UAE.
 */
const TABLE: Readonly<Record<string, readonly Row[]>> = {
  EUR: [[0.01, 16.25], [0.02, 18.75], [0.05, 21.25], [0.1, 19.75], [0.2, 22.25], [0.5, 24.25], [1, 23.25], [2, 25.75]],
  USD: [[0.01, 19.05], [0.05, 21.21], [0.1, 17.91], [0.25, 24.26], [0.5, 30.61], [1, 26.49]],
  GBP: [[0.01, 20.3], [0.02, 25.9], [0.05, 18], [0.1, 24.5], [2, 28.4]],
  CHF: [[0.05, 17.15], [0.1, 19.15], [0.2, 21.05], [0.5, 18.2], [1, 23.2], [2, 27.4], [5, 31.45]],
  INR: [
    [1, 20, { from: 2019 }],
    [2, 23, { from: 2019 }],
    [5, 25, { from: 2019 }],
    [10, 27],
  ],
  BRL: [[0.01, 17], [0.05, 22], [0.1, 20], [0.25, 25], [0.5, 23], [1, 27]],
  CNY: [
    [0.1, 19],
    [0.5, 20.5],
    [1, 22.25, { from: 2019 }],
    [1, 25, { until: 2018 }],
  ],
  MXN: [[1, 21], [2, 23], [5, 25.5], [10, 28]],
  ARS: [
    [1, 20, { from: 2017 }],
    [2, 21.5, { from: 2018 }],
    [5, 23, { from: 2017 }],
    [10, 24.5, { from: 2018 }],
  ],
  CAD: [[0.05, 21.2], [0.1, 18.03], [0.25, 23.88], [2, 28]],
  AUD: [[0.05, 19.41], [0.1, 23.6], [0.2, 28.65], [1, 25], [2, 20.5]],
  JPY: [[1, 20], [5, 22], [10, 23.5], [50, 21], [100, 22.6], [500, 26.5]],
  AED: [[1, 24]],
};

export const COINS: readonly Coin[] = Object.entries(TABLE).flatMap(([currency, rows]) =>
  rows.map(([value, millimetres, years = {}]) => ({
    code: [currency.toLowerCase(), value, years.from ?? years.until].filter((part) => part !== undefined).join('-'),
    currency,
    value,
    millimetres,
    ...years,
  })),
);

/** What stands in a measure that was made with a ruler. */
export const RULER = 'ruler';

export function coinBy(code: string): Coin | undefined {
  return COINS.find((coin) => coin.code === code);
}

const EURO = 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK AD MC SM VA ME XK';
const CURRENCIES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(EURO.split(' ').map((region) => [region, 'EUR'])),
  ...{ US: 'USD', EC: 'USD', PR: 'USD', GB: 'GBP', CH: 'CHF', LI: 'CHF', IN: 'INR', BT: 'INR', BR: 'BRL' },
  ...{ CN: 'CNY', MX: 'MXN', AR: 'ARS', CA: 'CAD', AU: 'AUD', JP: 'JPY', AE: 'AED' },
};

/** The coin that somebody with these languages is likely to have at hand: of medium size, of their country. */
export function likelyCoin(languages: readonly string[]): Coin {
  const currency = languages.map(currencyOf).find((found) => found !== undefined) ?? 'EUR';
  const own = COINS.filter((coin) => coin.currency === currency).sort((a, b) => Math.abs(a.millimetres - 22) - Math.abs(b.millimetres - 22));
  const [coin] = own;
  if (coin === undefined) throw new Error(`no coins of ${currency}`);
  return coin;
}

function currencyOf(language: string): string | undefined {
  try {
    return CURRENCIES[new Intl.Locale(language).maximize().region ?? ''];
  } catch {
    // Some browsers give what is no language tag.
    return undefined;
  }
}
