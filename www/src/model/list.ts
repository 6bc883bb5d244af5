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

/** `models.json`: which models this site offers. */
export interface ModelList {
  readonly default: string;
  readonly models: readonly ModelEntry[];
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
    const id = entry.text('id');
    if (!ID.test(id)) throw list.wrong('id');
    return {
      id,
      title: entry.text('title'),
      shows: entry.text('shows'),
      kind: entry.text('kind'),
      bytes: entry.size('bytes'),
    };
  });
  const first = list.text('default');
  if (new Set(models.map(({ id }) => id)).size !== models.length) throw list.wrong('models');
  if (entryOf({ default: first, models }, first) === undefined) throw list.wrong('default');
  return { default: first, models };
}

/** What the list says of a model, if it is on it. */
export function entryOf(list: ModelList, id: string): ModelEntry | undefined {
  return list.models.find((entry) => entry.id === id);
}
