import { number } from '../../app/format';

export const capture = {
  hints: {
    none: '',
    dark: 'الضوء قليل. ابحث عن ضوء أكثر.',
    bright: 'الضوء شديد. خفّف الضوء.',
    still: 'لا تتحرك.',
    closer: 'أقرب.',
    farther: 'أبعد قليلًا.',
    blurred: 'غير واضحة. اضبط التركيز، أو ابتعد قليلًا.',
    glare: 'فيها لمعان. أمِل الهاتف قليلًا.',
    good: 'جيد. التقط الصورة.',
  },
  still: (hint: string): string => `قد تكون الصورة في المربع أفضل: ${hint}`,
  counting: 'جيد. لا تتحرك، يجري التقاطها.',
  stop: 'إيقاف',
  automatic: 'تلقائي',
  automaticMore: 'يلتقط الصورة من تلقاء نفسه إذا كان كل شيء جيدًا لثانية',
  torch: 'الضوء',
  focus: 'التركيز',
  focusMore: 'ضبط التركيز على الوسط. يمكنك أيضًا لمس الصورة.',
  zoom: 'تكبير الكاميرا',
  zoomed: (times: string): string => `\u2066${times} ×\u2069`,
  lens: 'الكاميرا',
  lensNumber: (count: number): string => `الكاميرا ${number(count)}`,
};
