import type { Messages } from '../../messages';

export const about: Messages['about'] = {
  heading: 'Spotcheck के बारे में',
};
