import { number } from '../../app/format';
import type { Messages } from '../../messages';
import { apart, plural } from './letters';

const modelsOf = (count: number): string =>
  plural(count, {
    zero: `${number(count)} نموذج`,
    one: 'نموذج واحد',
    two: 'نموذجان',
    few: `${number(count)} نماذج`,
    many: `${number(count)} نموذجًا`,
    other: `${number(count)} نموذج`,
  });

export const models: Messages['models'] = {
  heading: 'النماذج',
  intro:
    'النموذج هو الملف الذي يأتي منه الجواب. يُجلب من هذا الموقع مرة واحدة، ويُتحقَّق من أنه الملف نفسه الذي يسمّيه وصفه، ويُحفظ على هذا الجهاز. ومن ذلك الحين يعمل من دون شبكة.',
  skin: 'لبقع الجلد',
  others: 'صور أخرى (للبحث)',
  othersIntro: 'تنظر هذه النماذج إلى صور غير صور الجلد. وهي للبحث والتعليم؛ فلا تقرّر بها شيئًا عن إنسان.',
  use: 'استعمال هذا النموذج',
  useOf: (title) => `استعمال هذا النموذج: ${apart(title)}`,
  size: (megabytes) => `${megabytes} ميغابايت تُنزَّل مرة واحدة`,
  inUse: 'قيد الاستعمال',
  held: (version, megabytes) => `على هذا الجهاز: الإصدار ${apart(version)}، ${megabytes} ميغابايت`,
  notHeld: 'قيد الاستعمال، لكنه غير محفوظ على هذا الجهاز.',
  gone: 'لم يعد في هذا الموقع. إذا أُزيل فلن يمكن جلبه من جديد.',
  newer: (newer, own) =>
    `يوجد إصدار أحدث: ${apart(newer)}. إصدارك ${apart(own)}، ويبقى حتى يصل الجديد ويُتحقَّق منه.`,
  newerSame: 'يوجد وصف أحدث لهذا الإصدار. يبقى ما عندك حتى يصل الجديد ويُتحقَّق منه.',
  paused: (received, total) => `متوقف مؤقتًا: وصل ${received} من ${total} ميغابايت.`,
  coming: (received, total) => `يجري الجلب: ${received} من ${total} ميغابايت`,
  progress: (title) => `يجري الجلب: ${apart(title)}`,
  fetch: 'جلب',
  fetchOf: (title) => `جلب: ${apart(title)}`,
  pause: 'إيقاف مؤقت',
  pauseOf: (title) => `إيقاف مؤقت: ${apart(title)}`,
  resume: 'متابعة',
  resumeOf: (title) => `متابعة الجلب: ${apart(title)}`,
  discard: 'التخلّص من هذا الجزء',
  discardOf: (title) => `التخلّص من هذا الجزء: ${apart(title)}`,
  update: 'جلب الإصدار الأحدث',
  updateOf: (title) => `جلب الإصدار الأحدث: ${apart(title)}`,
  remove: 'إزالة',
  removeOf: (title) => `إزالة: ${apart(title)}`,
  sure: 'أتريد إزالته من هذا الجهاز؟',
  sureInUse: 'يبقى يجيب حتى تغادر الصفحة، ويُجلب من جديد في الزيارة القادمة.',
  keep: 'إبقاؤه',
  card: 'القيم والحدود والرخص',
  cardOf: (title) => `القيم والحدود والرخص: ${apart(title)}`,
  cardFetching: 'يجري جلب وصفه…',
  storage: (count, megabytes) =>
    count === 0
      ? 'لا نموذج محفوظ على هذا الجهاز.'
      : `المحفوظ على هذا الجهاز: ${modelsOf(count)}، ${megabytes} ميغابايت.`,
  storageAll: (used, available) =>
    `يشغل كل ما يحفظه هذا الموقع هنا ${apart(used)}؛ ويسمح المتصفح بنحو ${apart(available)} زيادة.`,
  look: 'البحث عن إصدارات أحدث',
  looking: 'يجري البحث…',
  lookedNone: 'لم يُعثر على إصدار أحدث.',
  lookedSome: (count) => `توجد إصدارات أحدث لهذا العدد: ${modelsOf(count)}.`,
  lookedNot: 'تعذّر سؤال الموقع.',
  said: {
    fetched: (title) => `${apart(title)}: جُلب وتُحقّق منه وحُفظ على هذا الجهاز.`,
    paused: (title) => `${apart(title)}: متوقف مؤقتًا.`,
    removed: (title) => `${apart(title)}: أُزيل من هذا الجهاز.`,
  },
  open: 'فتح نموذج من هذا الجهاز',
  openMore:
    'للنماذج التي درّبتها أو استوردتها بنفسك: اختر card.json وملف أوزانه معًا. يُستعملان حتى تغادر الصفحة، ولا يُحفظان، ولا يذهبان إلى أي مكان.',
  choose: 'اختيار الملفين',
  opening: 'يجري فتح النموذج…',
};
