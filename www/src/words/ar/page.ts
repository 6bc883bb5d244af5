import { number } from '../../app/format';
import type { EngineKind } from '../../engine/protocol';
import type { Messages, Words } from '../../messages';
import { apart, sides } from './letters';

const engines: Readonly<Record<EngineKind, string>> = { cpu: 'CPU', gpu: 'GPU' };

const skin: Words = {
  lead: 'نظرة ثانية إلى بقعة على جلدك',
  intro: 'ينظر نموذج صغير إلى صورة واحدة، ويقول ماذا تشبه، ويقول أيضًا حين لا يعرف.',
  choose: 'اختيار صورة',
  another: 'صورة أخرى',
  guide: 'ضع بقعة واحدة في المربّع: قريبة وواضحة وفي ضوء متساوٍ.',
  frame: 'وضع البقعة في المربّع',
  look: 'انظر إلى هذه البقعة',
  unsuitableMore: 'لذلك لا يسمّي أي نوع من البقع. الصورة التي يستطيع الحكم عليها تُظهر هذا:',
  groups: 'المجموعتان',
  classes: 'أنواع البقع التي وراءهما',
  back: 'العودة إلى بقع الجلد',
  reasons: {
    'low-confidence': 'لا يبرز أي نوع من البقع بوضوح كافٍ.',
    'close-call': 'المجموعتان متساويتان تقريبًا.',
    'unlike-training': 'لا تشبه الصور التي تعلّم منها النموذج.',
    blank: 'لا يكاد يُرى شيء في المربّع.',
    'too-small': 'في المربّع بكسلات أقل مما يلزم.',
  },
  doctor: {
    heading: 'مهما قيل هنا: راجع طبيبًا إذا كانت البقعة',
    signs: ['قد تغيّرت', 'تنزف', 'تسبّب حكّة', 'جديدة', 'لا تشبه بقية بقعك'],
    more: 'لا يعرف النموذج إلا الصورة. أما الطبيب فيراك أنت.',
  },
};

const neutral: Words = {
  lead: 'نظرة ثانية إلى هذه الصورة',
  intro: 'ينظر نموذج صغير إلى صورة واحدة، ويقول ماذا تشبه، ويقول أيضًا حين لا يعرف.',
  choose: 'اختيار صورة',
  another: 'صورة أخرى',
  guide: 'ضع الصورة في المربّع: مستقيمة وواضحة ومن دون لمعان.',
  frame: 'وضع الصورة في المربّع',
  look: 'انظر إلى هذه الصورة',
  unsuitableMore: 'لذلك لا يسمّي شيئًا. الصورة التي يستطيع الحكم عليها تُظهر هذا:',
  groups: 'المجموعات',
  classes: 'الأجوبة واحدًا واحدًا',
  back: 'العودة إلى النموذج المعتاد',
  reasons: {
    ...skin.reasons,
    'low-confidence': 'لا يبرز شيء بوضوح كافٍ.',
    'close-call': 'المجموعات الأكثر احتمالًا متساوية تقريبًا.',
  },
  doctor: {
    heading: 'هذا للبحث العلمي.',
    signs: [],
    more: 'دع صور الجسم يقرؤها من تدرّبوا على ذلك.',
  },
};

export const page = {
  name: 'Spotcheck',
  privacy: 'تبقى صورتك على هذا الجهاز.',
  privacyMore: 'تعمل الصفحة من دون شبكة، ولا ترسل شيئًا إلى أي مكان.',
  notAnOpinion: 'هذا ليس رأيًا طبيًا ولا يغني عنه.',

  doors: {
    camera: 'استعمال الكاميرا',
    nativeCamera: 'التقاط صورة بتطبيق الكاميرا',
    more: 'يمكنك أيضًا أن تُفلت صورًا هنا أو تلصق واحدة. وإن كانت عدة صور نُظر إليها واحدة بعد أخرى.',
    drop: 'أفلت الصور في أي مكان',
    opening: 'يجري فتح الصورة…',
  },
  camera: {
    label: 'الكاميرا',
    shutter: 'التقاط الصورة',
    cancel: 'رجوع',
    starting: 'يجري تشغيل الكاميرا…',
  },
  crop: {
    stage:
      'تحديد الجزء. اسحب للتحريك، وقرّب إصبعيك أو باعدهما أو استعمل العجلة للتكبير. مفاتيح الأسهم تحرّك، والزائد والناقص يكبّران ويصغّران، والصفر يعيد الضبط.',
    zoom: 'التكبير',
    zoomIn: 'تكبير',
    zoomOut: 'تصغير',
    left: 'تحريك إلى اليسار',
    right: 'تحريك إلى اليمين',
    up: 'تحريك إلى أعلى',
    down: 'تحريك إلى أسفل',
    reset: 'إعادة الضبط',
    undo: 'تراجع',
    redo: 'إعادة',
    suggestion: 'استعمال المربّع المقترح',
    said: (side, fromLeft, fromTop) =>
      `مربّع ضلعه ${number(side)} بكسل، على ${number(fromLeft)} بالمئة من اليسار و${number(fromTop)} بالمئة من الأعلى.`,
    pixels: (side) => `${sides(side, side)} بكسل`,
  },
  check: {
    again: 'انظر مرة أخرى',
    waiting: 'في انتظار النموذج…',
    waitingFor: (received, total) => `في انتظار النموذج: ${received} من ${total} ميغابايت`,
    running: 'يجري النظر…',
    cancel: 'إلغاء',
    stale: 'حرّكتَ المربّع. هذه نتيجة مكانه السابق.',
  },
  verdict: {
    label: 'النتيجة',
    resembles: 'ما يميل إليه النموذج',
    reliability: ({ right, low, high }) =>
      `من كل ${number(100)} صورة اختبار نالت مثل هذه النتيجة، كانت ${number(right)} منها تنتمي فعلًا إلى هذه المجموعة (بين ${number(low)} و${number(high)}).`,
    counted: (n, data) => `حُسب على ${number(n)} صورة من ${apart(data)}.`,
    prevalence: (common) =>
      `يصحّ هذا حيث تنتمي ${number(common)} من كل ${number(100)} صورة إلى هذه المجموعة. وحيث تقلّ الصور المنتمية إليها، تصحّ إجابة كهذه مرات أقل.`,
    unsure: 'لا أعرف.',
    unsureMore: 'النموذج لا يعرف. أرقامه في الأسفل، ولكن لا تعتمد عليها.',
    unsuitable: 'لا أستطيع الحكم على هذه الصورة.',
    timing: 'كيف حُسب هذا',
    engine: (kind) => `محرّك ${engines[kind]}`,
    stages: { decode: 'قراءة', prepare: 'تحضير', infer: 'حساب', judge: 'حكم' },
  },
  limits: { heading: 'ما لا يستطيعه' },
  model: {
    heading: 'عن النموذج',
    version: 'النموذج',
    figures: 'القيم المقيسة',
    unmeasured: 'لم يُقَس شيء.',
    interval: (low, high) => `من ${low} إلى ${high}`,
    basis: (data, split, n) => `${apart(data)}، ${split}، \u2066n\u00a0=\u00a0${number(n)}\u2069`,
    measuredOn: (basis) => `قيست على: ${basis}.`,
    table: { figure: 'المقياس', value: 'القيمة', interval: 'مجال 95%' },
    licences: 'الرخص',
    licence: { code: 'الشيفرة', weights: 'الأوزان', data: 'بيانات التدريب' },
  },
  inUse: {
    label: 'النموذج قيد الاستعمال',
    chosen: (title) => `قيد الاستعمال: ${apart(title)}`,
    research: 'للبحث، لا للعلاج.',
    opened: (id) => `قيد الاستعمال: «${apart(id)}»`,
    unknown: 'فُتح من هذا الجهاز، ولا يُعرف شيء عن جودته.',
    shows: 'يجب أن تُظهر الصورة:',
    back: 'رجوع',
  },
  language: { label: 'اللغة' },
  translation: {
    unreviewed: 'لم يراجع هذه الترجمةَ أحدٌ من أهل المهنة الطبية.',
    original: 'اقرأ الأصل الإنجليزي',
  },
  status: {
    loading: 'يجري التحضير…',
    progress: (received, total) => `يجري التحضير: ${received} من ${total} ميغابايت`,
    ready: (engine) => `جاهز. يجيب محرّك ${engines[engine]}.`,
    failed: 'غير جاهز.',
  },
  problem: { retry: 'حاول مرة أخرى', dismiss: 'إغلاق', detail: 'تفاصيل للإبلاغ عن الخلل' },
  notes: {
    'gpu-absent': 'لا يوجد هنا GPU، فيجيب محرّك CPU.',
    'gpu-refused': 'لم ينجح محرّك GPU في اختباره هنا، فيجيب محرّك CPU.',
    'gpu-replaced': 'تعطّل محرّك GPU وأُوقف. يجيب محرّك CPU.',
    'model-mended': 'كان النموذج المحفوظ تالفًا. جُلب من جديد وهو كامل.',
    'model-not-stored':
      'تعذّر حفظ النموذج: هذا الجهاز ممتلئ، أو أن المتصفح لا يحفظ شيئًا لهذه الصفحة. سيُجلب في كل زيارة.',
    'model-older': 'تعذّر استعمال نموذج أحدث. ما زال النموذج المحفوظ من قبل يجيب.',
    'model-newer': 'يوجد إصدار أحدث من هذا النموذج. يُجلب حين تطلب ذلك في «النماذج».',
    'model-offline-copy': 'لا اتصال: يُستعمل النموذج المحفوظ على هذا الجهاز.',
    'offline-unavailable': 'لا يحتفظ هذا المتصفح بنسخة من الصفحة للعمل من دون شبكة (أهي نافذة خاصة؟).',
    'language-unavailable': 'تعذّر جلب كلمات اللغة التي اخترتها. حاول مرة أخرى حين تكون متصلًا بالشبكة.',
    'first-frame': 'هذه الصورة متحركة. لا يُنظر إلا إلى إطارها الأول.',
  },
  skin,
  neutral,
} satisfies Partial<Messages>;
