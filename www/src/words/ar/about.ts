import type { Messages } from '../../messages';
import { apart } from './letters';

export const about: Messages['about'] = {
  heading: 'عن Spotcheck',
  what: [
    'ينظر Spotcheck إلى صورة واحدة لبقعة على الجلد، ويقول ماذا تشبه، ويقول أيضًا حين لا يعرف. يفعل ذلك نموذج صغير على جهازك أنت؛ ولا تخرج منه أي صورة.',
    'هو نظرة ثانية لا أكثر. لا يعرفك ولا يعرف ماضي البقعة، وليس جهازًا طبيًا، ولم يختبر أحد هل يصير الناس أحسن حالًا باستعماله.',
  ],
  private: 'هل هو خاص حقًا؟',
  models: 'كل النماذج',
  settings: 'الإعدادات',
  text: 'حجم النص',
  sizes: { usual: 'المعتاد', large: 'كبير', largest: 'كبير جدًا' },
  sample: 'يكبر معه كل ما في الصفحة.',
  versions: 'الإصدارات',
  version: {
    page: 'Spotcheck',
    model: 'النموذج',
    engine: 'المحرّك',
    modelOf: (id, version) => `${apart(id)} ${apart(version)}`,
    none: 'غير جاهز',
  },
  licencesMore: 'يجوز استعمال البرنامج وتغييره وإعطاؤه لغيرك بموجب أيٍّ من رخصتيه. وللنموذج رخصة خاصة به، وكذلك للصور التي تعلّم منها؛ وكلها مذكورة في الأسفل.',
};
