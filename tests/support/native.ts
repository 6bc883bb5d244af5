import { spawnSync } from 'node:child_process';
import { REPOSITORY } from './paths';
import type { Verdict } from './golden';

/** Runs the `spotcheck` command, and gives what it printed. */
export function spotcheck(...words: readonly string[]): string {
  // `cargo xtask test` names the command that it has built.
  const built = process.env['SPOTCHECK_BIN'];
  const program = built ?? 'cargo';
  const first = built === undefined ? ['run', '--quiet', '--bin', 'spotcheck', '--'] : [];
  const done = spawnSync(program, [...first, ...words], { cwd: REPOSITORY, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`${program} ${words.slice(0, 2).join(' ')}: ${done.error?.message ?? done.stderr}`);
  return done.stdout;
}

/** The native verdicts on picture files, in their order, by a model of `weights`, or of the repository. */
export function verdicts(model: string, files: readonly string[], weights?: string): Verdict[] {
  const folder = weights === undefined ? [] : ['--weights', weights];
  const lines = spotcheck(...folder, 'classify', '--model', model, '--json', ...files).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Verdict);
}
