import { speechOf } from '../speech';
import { about } from './about';
import { body } from './body';
import { capture } from './capture';
import { cards } from './cards';
import { crash } from './crash';
import { data } from './data';
import { details } from './details';
import { diary } from './diary';
import { failures } from './failures';
import { heat } from './heat';
import { install } from './install';
import { models } from './models';
import { outline } from './outline';
import { page } from './page';
import { privacyPage } from './private';
import { queue } from './queue';
import { report } from './report';
import { shell } from './shell';

const areas = { about, body, capture, crash, data, details, diary, failures, heat, install, models, outline, privacyPage, queue, report, shell };

export const speech = speechOf({ ...page, ...areas }, cards, import.meta.url);
