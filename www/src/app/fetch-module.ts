import { Failure } from '../failure';

/** The addresses of modules that could not be fetched, and how often. */
const failed = new Map<string, { readonly url: string; readonly times: number }>();

/**
 * Fetches a part of the page, by an `import()` that the bundler sees and a name of the caller's; fails with
 * `screen-download`. A browser that could not fetch a module remembers that, and does not ask again for the same
 * address: the next try is made under another one.
 */
export async function fetchModule(name: string, load: () => Promise<unknown>): Promise<void> {
  const { url, times } = failed.get(name) ?? { url: '', times: 0 };
  try {
    await (url === '' ? load() : import(/* @vite-ignore */ `${url}?again=${times}`));
  } catch (thrown) {
    // Where the message does not name it, the next try can only be the same one.
    const [named = ''] = /https?:\/\/[^\s?#]+\.js/.exec(String(thrown)) ?? [];
    failed.set(name, { url: url === '' ? named : url, times: times + 1 });
    throw new Failure('screen-download', { name }, String(thrown));
  }
}
