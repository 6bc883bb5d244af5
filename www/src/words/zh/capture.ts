import { number } from '../../app/format';

export const capture = {
  hints: {
    none: '',
    dark: '太暗。请找亮一些的地方。',
    bright: '太亮。请减少光线。',
    still: '请拿稳。',
    closer: '再近一些。',
    farther: '稍微远一些。',
    blurred: '模糊。请对焦，或稍微后退。',
    glare: '有反光。请把手机稍微倾斜。',
    good: '很好。请拍照。',
  },
  still: (hint: string): string => `方框里的图片可以更好：${hint}`,
  counting: '很好。请拿稳，正在拍照。',
  stop: '停止',
  automatic: '自动',
  automaticMore: '一切良好满一秒后自动拍照',
  torch: '补光',
  focus: '对焦',
  focusMore: '对中间对焦。您也可以点按画面。',
  zoom: '相机变焦',
  zoomed: (times: string): string => `${times} ×`,
  lens: '相机',
  lensNumber: (count: number): string => `相机 ${number(count)}`,
};
