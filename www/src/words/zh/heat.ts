import { number } from '../../app/format';
import type { Messages } from '../../messages';

export const heat: Messages['heat'] = {
  heading: '它看了哪里',
  picture: (region) => `您照片的方框，上面覆有一张蓝色的图，最强之处${region}`,
  strength: '图画得有多浓',
  shows: (name, region) => `越蓝的地方，越支持“${name}”。大部分${region}。`,
  coarse: (side) =>
    `这张图很粗：${number(side)} 乘 ${number(side)} 格。如果最强之处在斑点旁边、在毛发上或在边缘，请少信这个回答。`,
  regions: {
    'all-over': '分布在整个方框',
    middle: '在方框中间',
    top: '在方框上部',
    bottom: '在方框下部',
    left: '在方框左部',
    right: '在方框右部',
    'top-left': '在方框左上',
    'top-right': '在方框右上',
    'bottom-left': '在方框左下',
    'bottom-right': '在方框右下',
  },
};
