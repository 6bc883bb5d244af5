import { number } from '../../app/format';
import type { Messages } from '../../messages';

export const queue: Messages['queue'] = {
  label: 'आपकी फ़ोटो',
  position: (at, of) => `${number(of)} में से फ़ोटो ${number(at)}`,
  states: {
    waiting: 'अभी कोई नतीजा नहीं',
    failed: 'खुल नहीं सकती',
    stale: 'चौकोर खिसका',
    answer: 'नतीजा',
    unsure: 'मुझे नहीं पता',
    unsuitable: 'परखी नहीं जा सकती',
  },
  item: (position, state) => `${position}: ${state}`,
  previous: 'पिछली फ़ोटो',
  next: 'अगली फ़ोटो',
  onward: 'अगली फ़ोटो पर जाएँ',
  remove: 'यह फ़ोटो हटाएँ',
  startOver: 'सब हटाकर फिर से शुरू करें',
};
