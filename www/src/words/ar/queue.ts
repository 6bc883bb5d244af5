import { number } from '../../app/format';
import type { Messages } from '../../messages';

export const queue: Messages['queue'] = {
  label: 'صورك',
  position: (at, of) => `الصورة ${number(at)} من ${number(of)}`,
  states: {
    waiting: 'لا نتيجة بعد',
    failed: 'لا يمكن فتحها',
    stale: 'حُرّك المربّع',
    answer: 'نتيجة',
    unsure: 'لا أعرف',
    unsuitable: 'لا يمكن الحكم عليها',
  },
  item: (position, state) => `${position}: ${state}`,
  previous: 'الصورة السابقة',
  next: 'الصورة التالية',
  onward: 'الانتقال إلى الصورة التالية',
  remove: 'إخراج هذه الصورة',
  startOver: 'إبعاد كل شيء والبدء من جديد',
};
