import { speechOf } from '../speech';
import { about } from './about';
import { cards } from './cards';
import { failures } from './failures';
import { models } from './models';
import { page } from './page';
import { shell } from './shell';

export const speech = speechOf({ ...page, about, failures, models, shell }, cards, import.meta.url);
