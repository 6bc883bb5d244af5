import { join, resolve } from 'node:path';

const tests = resolve(import.meta.dirname, '..');

export const REPOSITORY = resolve(tests, '..');
/** Screenshots and reports; git ignores it. */
export const RESULTS = join(tests, 'results');
/** `spotcheck golden` writes here; `cargo xtask test` has it do so before the browser tests. */
export const GOLDEN = process.env['SPOTCHECK_GOLDEN'] ?? join(REPOSITORY, 'target/golden');
/** The built site, which `cargo xtask test` serves at this address. */
export const SITE = process.env['SPOTCHECK_URL'] ?? 'http://localhost:8080';
