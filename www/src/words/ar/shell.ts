import type { Messages } from '../../messages';

export const shell: Messages['shell'] = {
  navigation: 'Spotcheck',
  skip: 'تخطَّ إلى المحتوى',
  screens: {
    check: 'فحص',
    diary: 'اليوميات',
    doctor: 'لطبيبك',
    data: 'بياناتك',
    models: 'النماذج',
    private: 'هل هو خاص حقًا؟',
    about: 'حول',
  },
  opening: 'يجري الفتح…',
  unknown: {
    heading: 'لا توجد صفحة كهذه هنا.',
    help: 'ربما كُتب العنوان خطأً، أو كان لإصدار آخر من Spotcheck. لم يضع شيء.',
    back: 'انظر إلى صورة',
  },
  reload: 'إعادة تحميل الصفحة',
};
