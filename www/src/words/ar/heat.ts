import { number } from '../../app/format';
import type { Messages } from '../../messages';
import { apart } from './letters';

export const heat: Messages['heat'] = {
  heading: 'أين نظر',
  picture: (region) => `مربّع صورتك وفوقه خريطة زرقاء، أشدّها ${region}`,
  strength: 'شدّة رسم الخريطة',
  shows: (name, region) => `كلما كان المكان أشدّ زرقة كان أكثر تأييدًا لـ «${apart(name)}». معظمه ${region}.`,
  coarse: (side) =>
    `الخريطة تقريبية: ${number(side)} في ${number(side)} خانة. فإن كان أشدّها بجانب البقعة أو على شعرة أو عند الحافة فقلّل ثقتك بالجواب.`,
  regions: {
    'all-over': 'موزّعًا على المربّع كله',
    middle: 'في وسط المربّع',
    top: 'في أعلى المربّع',
    bottom: 'في أسفل المربّع',
    left: 'في يسار المربّع',
    right: 'في يمين المربّع',
    'top-left': 'في أعلى يسار المربّع',
    'top-right': 'في أعلى يمين المربّع',
    'bottom-left': 'في أسفل يسار المربّع',
    'bottom-right': 'في أسفل يمين المربّع',
  },
};
