import { Flow } from './app/flow';
import './app/spot-shell';
import { settings } from './app/state';
import { readWishes } from './address';
import { createEmbed } from './embed';
import { startLanguage } from './language';
import { Session } from './session';

const wishes = readWishes(location.search);
if (wishes.safe) settings.startPlain();
settings.follow(window);
const { dataset } = document.documentElement;
const resize = (): void => void (dataset['text'] = settings.value.text);
settings.addEventListener('change', resize);
resize();

const session = new Session(wishes);
const ready = session.start();
// The page shows the failure itself; without this line the console would call it unhandled.
ready.catch(() => undefined);
window.spotcheck = createEmbed(session, ready);

const shell = document.createElement('spot-shell');
shell.session = session;
shell.flow = new Flow(session);
// No `await` at this level: the words' chunks import this one, and would wait for it as it for them.
void startLanguage(wishes.language).then((spoken) => {
  if (!spoken) session.note('language-unavailable');
  document.body.append(shell);
});
