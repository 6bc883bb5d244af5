import { number } from '../../app/format';

export const queue = {
  label: 'صورك',
  position: (at: number, of: number): string => `الصورة ${number(at)} من ${number(of)}`,
  states: {
    waiting: 'لا نتيجة بعد',
    failed: 'لا يمكن فتحها',
    stale: 'حُرّك المربّع',
    answer: 'نتيجة',
    unsure: 'لا أعرف',
    unsuitable: 'لا يمكن الحكم عليها',
  },
  item: (position: string, state: string): string => `${position}: ${state}`,
  previous: 'الصورة السابقة',
  next: 'الصورة التالية',
  onward: 'الانتقال إلى الصورة التالية',
  remove: 'إخراج هذه الصورة',
  startOver: 'إبعاد كل شيء والبدء من جديد',
};
