import { speechOf } from '../speech';
import { cards } from './cards';
import { failures } from './failures';
import { page } from './page';

export const speech = speechOf({ ...page, failures }, cards, import.meta.url);
