import type { Messages } from '../../messages';

export const shell: Messages['shell'] = {
  navigation: 'Spotcheck',
  skip: 'सीधे सामग्री पर जाएँ',
  screens: {
    check: 'देखें',
    diary: 'डायरी',
    doctor: 'आपके डॉक्टर के लिए',
    data: 'आपका डेटा',
    models: 'मॉडल',
    private: 'क्या यह सचमुच निजी है?',
    about: 'परिचय',
  },
  opening: 'खुल रहा है…',
  unknown: {
    heading: 'यहाँ ऐसा कोई पेज नहीं है।',
    help: 'हो सकता है पता ग़लत लिखा गया हो, या Spotcheck के किसी दूसरे संस्करण का हो। कुछ नहीं खोया।',
    back: 'फ़ोटो देखें',
  },
  reload: 'पेज दोबारा लोड करें',
};
