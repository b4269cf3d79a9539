import { runGit } from './runGit';

/** `merge-tree --write-tree` came with 2.38. */
const OLDEST = [2, 38];

/**
 * Makes sure that a git is there that is new enough; the error says what to install.
 *
 * @internal
 */
export async function requireGit(): Promise<void> {
  const { stdout } = await runGit(['--version']);
  const text = stdout.toString('utf8').trim();
  const [, major, minor] = (/(\d+)\.(\d+)/.exec(text) ?? []).map(Number);
  const enough =
    major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  if (!enough) {
    throw new Error(
      `${text} is too old for the sandbox. Install git ${OLDEST.join(
        '.',
      )} or later.`,
    );
  }
}
