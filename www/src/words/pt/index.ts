import { speechOf } from '../speech';
import { about } from './about';
import { cards } from './cards';
import { crash } from './crash';
import { data } from './data';
import { failures } from './failures';
import { heat } from './heat';
import { install } from './install';
import { models } from './models';
import { page } from './page';
import { privacyPage } from './private';
import { shell } from './shell';

const words = { ...page, about, crash, data, failures, heat, install, models, privacyPage, shell };

export const speech = speechOf(words, cards, import.meta.url);
