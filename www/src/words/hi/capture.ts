import { number } from '../../app/format';

export const capture = {
  hints: {
    none: '',
    dark: 'बहुत अँधेरा है। ज़्यादा रोशनी में आएँ।',
    bright: 'बहुत तेज़ रोशनी है। रोशनी कम करें।',
    still: 'स्थिर रखें।',
    closer: 'और पास लाएँ।',
    farther: 'थोड़ा और दूर ले जाएँ।',
    blurred: 'धुँधला है। फ़ोकस करें, या थोड़ा पीछे हटें।',
    glare: 'चमक रहा है। फ़ोन थोड़ा टेढ़ा करें।',
    good: 'ठीक है। फ़ोटो लें।',
  },
  still: (hint: string): string => `चौकोर की तस्वीर और अच्छी हो सकती है: ${hint}`,
  counting: 'ठीक है। स्थिर रखें, फ़ोटो ली जा रही है।',
  stop: 'रोकें',
  automatic: 'अपने आप',
  automaticMore: 'एक सेकंड तक सब ठीक रहने पर फ़ोटो अपने आप लेता है',
  torch: 'रोशनी',
  focus: 'फ़ोकस',
  focusMore: 'बीच में फ़ोकस करें। आप तस्वीर को छू भी सकते हैं।',
  zoom: 'कैमरे का ज़ूम',
  zoomed: (times: string): string => `${times} ×`,
  lens: 'कैमरा',
  lensNumber: (count: number): string => `कैमरा ${number(count)}`,
};
