import './app/spot-app';
import { readWishes } from './address';
import { createEmbed } from './embed';
import { startLanguage } from './language';
import { Session } from './session';

const wishes = readWishes(location.search);
const session = new Session(wishes);
const ready = session.start();
// The page shows the failure itself; without this line the console would call it unhandled.
ready.catch(() => undefined);
window.spotcheck = createEmbed(session, ready);

const app = document.createElement('spot-app');
app.session = session;
// No `await` at this level: the words' chunks import this one, and would wait for it as it for them.
void startLanguage(wishes.language).then((spoken) => {
  if (!spoken) session.note('language-unavailable');
  document.body.append(app);
});
