import './app/spot-app';
import { readWishes } from './address';
import { createEmbed } from './embed';
import { Session } from './session';

const session = new Session(readWishes(location.search));
const ready = session.start();
// The page shows the failure itself; without this line the console would call it unhandled.
ready.catch(() => undefined);
window.spotcheck = createEmbed(session, ready);

const app = document.createElement('spot-app');
app.session = session;
document.body.append(app);
