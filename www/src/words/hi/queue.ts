import { number } from '../../app/format';

export const queue = {
  label: 'आपकी फ़ोटो',
  position: (at: number, of: number): string => `${number(of)} में से फ़ोटो ${number(at)}`,
  states: {
    waiting: 'अभी कोई नतीजा नहीं',
    failed: 'खुल नहीं सकती',
    stale: 'चौकोर खिसका',
    answer: 'नतीजा',
    unsure: 'मुझे नहीं पता',
    unsuitable: 'परखी नहीं जा सकती',
  },
  item: (position: string, state: string): string => `${position}: ${state}`,
  previous: 'पिछली फ़ोटो',
  next: 'अगली फ़ोटो',
  onward: 'अगली फ़ोटो पर जाएँ',
  remove: 'यह फ़ोटो हटाएँ',
  startOver: 'सब हटाकर फिर से शुरू करें',
};
