import { Failure } from './Failure.mjs';
import { run } from './run.mjs';

const INSTALL = {
  darwin: 'Install it with `xcode-select --install` or `brew install git`.',
  linux:
    'Install it with your package manager, for example `apt-get install -y git` (Debian, Ubuntu), `dnf install -y git` (Fedora) or `apk add git git-daemon` (Alpine).',
};

/**
 * The sandbox is a real Git repository served by Git itself.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [platform]
 */
export async function assertGit(
  env = process.env,
  platform = process.platform,
) {
  const advice =
    platform === 'darwin' || platform === 'linux'
      ? INSTALL[platform]
      : 'See git-scm.com/downloads.';
  const { code, missing } = await run('git', ['--version'], { env });
  if (code !== 0) {
    throw new Failure(
      missing
        ? 'git was not found. The sandbox’s Git host runs on it.'
        : 'git is there but does not run.',
      { advice },
    );
  }
  const backend = await run('git', ['http-backend'], { env });
  if (/not a git command/.test(backend.output)) {
    throw new Failure(
      'This git lacks `git http-backend`, which the sandbox serves its repository with.',
      {
        advice:
          'It is part of the full git package (Alpine: `apk add git-daemon`).',
      },
    );
  }
}
