import { fetchModule } from '../../app/fetch-module';

/** What packs and seals the diary comes when it is first asked for. */
export const copies = () => fetchModule('copies', () => import('../../diary/copies'));
