import { Flow } from './app/flow';
import './app/spot-shell';
import { readWishes } from './address';
import { createEmbed } from './embed';
import { Session } from './session';

const session = new Session(readWishes(location.search));
const ready = session.start();
// The page shows the failure itself; without this line the console would call it unhandled.
ready.catch(() => undefined);
window.spotcheck = createEmbed(session, ready);

const shell = document.createElement('spot-shell');
shell.session = session;
shell.flow = new Flow(session);
document.body.append(shell);
