import './app/spot-app';
import { createEmbed } from './embed';
import { Session } from './session';
import type { EngineKind } from './engine/protocol';

/** `?engine=cpu` or `?engine=gpu`; anything else leaves the choice to the device. */
function forcedEngine(): EngineKind | undefined {
  const asked = new URLSearchParams(location.search).get('engine');
  return asked === 'cpu' || asked === 'gpu' ? asked : undefined;
}

const session = new Session(forcedEngine());
const ready = session.start();
// The page shows the failure itself; without this line the console would call it unhandled.
ready.catch(() => undefined);
window.spotcheck = createEmbed(session, ready);

const app = document.createElement('spot-app');
app.session = session;
document.body.append(app);
