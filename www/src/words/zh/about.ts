import type { Messages } from '../../messages';

export const about: Messages['about'] = {
  heading: '关于 Spotcheck',
};
