import { number } from '../../app/format';
import type { Messages } from '../../messages';
import { pluralOf } from '../plural';

const plural = pluralOf('hi');

export const models: Messages['models'] = {
  heading: 'मॉडल',
  intro:
    'मॉडल वह फ़ाइल है, जिससे उत्तर आता है। वह इस साइट से एक बार लाया जाता है, जाँचा जाता है कि वही फ़ाइल है, जिसका नाम उसके विवरण में है, और इस डिवाइस पर रखा जाता है। उसके बाद वह बिना नेटवर्क के चलता है।',
  skin: 'त्वचा के धब्बों के लिए',
  others: 'दूसरी तस्वीरें (शोध)',
  othersIntro:
    'ये मॉडल त्वचा की फ़ोटो से अलग तस्वीरें देखते हैं। ये शोध और शिक्षा के लिए हैं; इनके आधार पर किसी व्यक्ति के बारे में कुछ तय न करें।',
  use: 'यह मॉडल इस्तेमाल करें',
  useOf: (title) => `यह मॉडल इस्तेमाल करें: ${title}`,
  size: (megabytes) => `${megabytes} MB, एक बार डाउनलोड करना होगा`,
  inUse: 'इस्तेमाल में',
  held: (version, megabytes) => `इस डिवाइस पर: संस्करण ${version}, ${megabytes} MB`,
  notHeld: 'इस्तेमाल में है, पर इस डिवाइस पर रखा नहीं गया।',
  gone: 'इस साइट पर यह अब नहीं है। एक बार हटाने पर इसे फिर नहीं लाया जा सकेगा।',
  newer: (newer, own) => `नया संस्करण आ गया है: ${newer}. आपका ${own} है, और तब तक रहेगा, जब तक नया यहाँ आकर जाँचा न जाए।`,
  newerSame: 'इस संस्करण का नया विवरण आ गया है। आपका तब तक रहेगा, जब तक नया यहाँ आकर जाँचा न जाए।',
  paused: (received, total) => `रुका हुआ: ${total} में से ${received} MB यहाँ हैं।`,
  coming: (received, total) => `लाया जा रहा है: ${total} में से ${received} MB`,
  progress: (title) => `लाया जा रहा है: ${title}`,
  fetch: 'लाएँ',
  fetchOf: (title) => `लाएँ: ${title}`,
  pause: 'रोकें',
  pauseOf: (title) => `रोकें: ${title}`,
  resume: 'जारी रखें',
  resumeOf: (title) => `लाना जारी रखें: ${title}`,
  discard: 'यह हिस्सा फेंक दें',
  discardOf: (title) => `यह हिस्सा फेंक दें: ${title}`,
  update: 'नया संस्करण लाएँ',
  updateOf: (title) => `नया संस्करण लाएँ: ${title}`,
  remove: 'हटाएँ',
  removeOf: (title) => `हटाएँ: ${title}`,
  sure: 'इसे इस डिवाइस से हटाएँ?',
  sureInUse: 'पेज छोड़ने तक यही उत्तर देगा, और अगली बार फिर से लाया जाएगा।',
  keep: 'रहने दें',
  card: 'आँकड़े, सीमाएँ और लाइसेंस',
  cardOf: (title) => `आँकड़े, सीमाएँ और लाइसेंस: ${title}`,
  cardFetching: 'इसका विवरण लाया जा रहा है…',
  storage: (count, megabytes) =>
    count === 0
      ? 'इस डिवाइस पर कोई मॉडल नहीं रखा है।'
      : `इस डिवाइस पर रखे हैं: ${plural(count, { one: 'एक मॉडल', other: `${number(count)} मॉडल` })}, ${megabytes} MB।`,
  storageAll: (used, available) =>
    `यह साइट यहाँ जो कुछ रखती है, वह ${used} लेता है; ब्राउज़र लगभग ${available} और देगा।`,
  look: 'नए संस्करण देखें',
  looking: 'देखा जा रहा है…',
  lookedNone: 'कोई नया संस्करण नहीं मिला।',
  lookedSome: (count) =>
    plural(count, { one: 'एक मॉडल का नया संस्करण आ गया है।', other: `${number(count)} मॉडलों के नए संस्करण आ गए हैं।` }),
  lookedNot: 'साइट से पूछा नहीं जा सका।',
  said: {
    fetched: (title) => `${title}: लाया गया, जाँचा गया और इस डिवाइस पर रखा गया।`,
    paused: (title) => `${title}: रुका हुआ।`,
    removed: (title) => `${title}: इस डिवाइस से हटाया गया।`,
  },
  open: 'इस डिवाइस से मॉडल खोलें',
  openMore:
    'उन मॉडलों के लिए, जिन्हें आपने ख़ुद प्रशिक्षित या आयात किया है: card.json और उसकी वेट फ़ाइल को एक साथ चुनें। वे पेज छोड़ने तक इस्तेमाल होते हैं, सहेजे नहीं जाते, और कहीं नहीं जाते।',
  choose: 'दोनों फ़ाइलें चुनें',
  opening: 'मॉडल खुल रहा है…',
};
