import { Fields } from './fields';

/** What `models.json` says of one model: enough to choose it by, before anything of it is fetched. */
export interface ModelEntry {
  readonly id: string;
  readonly title: string;
  /** What a picture must show. */
  readonly shows: string;
  /** The card's `task.kind`, which chooses the page's words. */
  readonly kind: string;
  /** Length of the weight file. */
  readonly bytes: number;
}

/** What `models.json` says of the network that traces outlines: it is none of the models, and answers beside them. */
export interface OutlineEntry {
  readonly id: string;
  /** Length of the weight file. */
  readonly bytes: number;
}

/** `models.json`: which models this site offers. */
export interface ModelList {
  readonly default: string;
  readonly models: readonly ModelEntry[];
  readonly outline: OutlineEntry | undefined;
}

/** List formats this page can read. */
const FORMAT = 2;

/** Ids become folder names and addresses. */
const ID = /^[a-z0-9-]+$/;

/** Reads the list of models. */
export function readModelList(json: string): ModelList {
  const list = Fields.parse(json, 'models-missing', 'models.json');
  if (list.raw('format') !== FORMAT) throw list.wrong('format');
  const models = list.objects('models').map((entry) => {
    return {
      id: idOf(entry),
      title: entry.text('title'),
      shows: entry.text('shows'),
      kind: entry.text('kind'),
      bytes: entry.size('bytes'),
    };
  });
  const outline = list.maybe('outline', (fields, key) => {
    const entry = fields.object(key);
    return { id: idOf(entry), bytes: entry.size('bytes') };
  });
  const first = list.text('default');
  if (new Set(models.map(({ id }) => id)).size !== models.length) throw list.wrong('models');
  const found = { default: first, models, outline };
  if (entryOf(found, first) === undefined) throw list.wrong('default');
  // It would be kept in that model's place.
  if (outline !== undefined && entryOf(found, outline.id) !== undefined) throw list.wrong('outline');
  return found;
}

function idOf(entry: Fields): string {
  const id = entry.text('id');
  if (!ID.test(id)) throw entry.wrong('id');
  return id;
}

/** What the list says of a model, if it is on it. */
export function entryOf(list: ModelList, id: string): ModelEntry | undefined {
  return list.models.find((entry) => entry.id === id);
}
