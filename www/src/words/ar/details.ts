import type { Messages } from '../../messages';

export const details: Messages['details'] = {
  pictures: 'الصور',
  diagram: {
    heading: 'مدى ثقته، وكم مرة يصيب',
    shows:
      'أفقيًا: الاحتمال الذي أجاب به. رأسيًا: نسبة الصحيح من هذه الإجابات. على الخط المتقطع يتساوى الاثنان؛ وكلما كبرت النقطة زاد عدد الصور التي تمثلها.',
    sure: 'الاحتمال',
    right: 'الصحيح',
  },
  coverage: {
    heading: 'لو أجاب فقط حيث تكون ثقته أكبر',
    shows: 'أفقيًا: نسبة الصور التي كان سيجيب عنها، الأوثق أولًا. رأسيًا: نسبة الخطأ في تلك الإجابات.',
    answered: 'المُجاب عنه',
    wrong: 'الخطأ',
  },
  subgroups: {
    heading: 'في أجزاء من صور الاختبار',
    tooFew: 'أقل من أن يُحكم بها',
    unknown: 'غير معروف',
    band: (from, to) => `من ${from} إلى أقل من ${to}`,
  },
  strangers: { heading: 'صور لشيء آخر', refused: 'المرفوض' },
};
