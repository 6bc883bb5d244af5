import { readWishes } from './address';
import { breathe } from './app/breathe';
import { CrashScreen } from './app/crash';
import { Flow } from './app/flow';
import { prepareNumbers } from './app/format';
import { install } from './app/install';
import { requestLog } from './app/requests';
import { Rescue } from './app/rescue';
import { parseRoute } from './app/router';
import './app/spot-shell';
import { settings } from './app/state';
import { createEmbed } from './embed';
import { startLanguage } from './language';
import { isScreen } from './screens/index';
import { Session } from './session';

/** On another screen than the check, the engine is not kept longer. */
const ENGINE_WAITS_MS = 1500;

const wishes = readWishes(location.search);
if (wishes.safe) settings.startPlain();
settings.follow(window);
install.follow(window);
requestLog.follow(window);
const { dataset } = document.documentElement;
const resize = (): void => void (dataset['text'] = settings.value.text);
settings.addEventListener('change', resize);
resize();

const session = new Session(wishes);
const flow = new Flow(session);
flow.addEventListener('change', () => {
  if (flow.photo !== undefined) requestLog.markPhoto(Date.now());
});
const rescue = new Rescue(() => caches, new URL('./', document.baseURI).href);
new CrashScreen({
  safe: wishes.safe,
  circumstances: () => ({
    version: __SPOTCHECK_VERSION__,
    screen: parseRoute(location.hash).screen,
    engine: session.engines.active,
    model: session.card === undefined ? undefined : `${session.card.id} ${session.card.version}`,
  }),
  putAside: async () => {
    if (flow.photo === undefined) return undefined;
    const id = await rescue.keep(flow.photo, flow.crop);
    return () => void rescue.drop(id);
  },
}).follow(window);

const shell = document.createElement('spot-shell');
shell.session = session;
shell.flow = flow;
shell.rescue = rescue;
// No `await` at this level: the words' chunks import this one, and would wait for it as it for them.
const shown = startLanguage(wishes.language).then(async (spoken) => {
  if (!spoken) session.note('language-unavailable');
  await breathe();
  document.querySelector('.opening')?.remove();
  document.body.append(shell);
  await shell.drawn();
});

// Where a photo is taken nothing is more urgent than the engine. On another screen what stands there comes first, and
// a page that is not in sight is drawn by nobody.
const patience = new Promise((resolve) => setTimeout(resolve, ENGINE_WAITS_MS));
const elsewhere = isScreen(parseRoute(location.hash).screen);
const due = elsewhere ? Promise.race([shown, patience]) : breathe();
const ready = due.then(() => session.start());
// The check shows no number before there is a photo.
if (elsewhere) void shown.then(breathe).then(prepareNumbers);
else flow.addEventListener('change', () => void breathe().then(prepareNumbers), { once: true });
// The page shows the failure itself; without this line the console would call it unhandled.
ready.catch(() => undefined);
window.spotcheck = createEmbed(session, ready);
