import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { Sandbox, SandboxOptions, startSandbox } from '../startSandbox';
import { SMALL_SEED, temporaryFolder, writeFiles } from './smallSeed';

export const TOKEN = 'test-token';
export const REPO = { owner: 'stonegarden', repo: 'homelab' };

/** A running sandbox with what tests need to drive it. */
export type TestSandbox = Sandbox & {
  folder: string;
  octokit: Octokit;
  /** Starts again on the same state; end the first one before. */
  restart(): Promise<Sandbox>;
  /** Ends the sandbox and keeps its state. */
  stopOnly(): Promise<void>;
};

/** A sandbox on free ports with a small seed, fast, and its Octokit. */
export async function testSandbox(
  options: Partial<SandboxOptions> & { files?: Record<string, string> } = {},
): Promise<TestSandbox> {
  const { files = SMALL_SEED, ...overrides } = options;
  const folder = await temporaryFolder();
  const seedDir = join(folder.path, 'seed');
  await writeFiles(seedDir, files);
  const errors: unknown[] = [];
  const start = (): Promise<Sandbox> =>
    startSandbox({
      stateDir: join(folder.path, 'state'),
      seedDir,
      gitPort: 0,
      argocdPort: 0,
      token: TOKEN,
      speed: 100,
      onError: error => errors.push(error),
      ...overrides,
    });
  const sandbox = await start();
  return {
    ...sandbox,
    folder: folder.path,
    octokit: octokitFor(sandbox.gitUrl),
    restart: start,
    /** Ends and removes everything; fails when something went wrong without anyone waiting for it. */
    async stop() {
      await sandbox.stop();
      await folder.remove();
      if (errors.length > 0) {
        throw new AggregateError(errors, `The sandbox reported ${errors[0]}`);
      }
    },
    stopOnly: () => sandbox.stop(),
  };
}

/** An Octokit for a sandbox; it does not repeat failed calls. */
export function octokitFor(
  gitUrl: string,
  auth: string | undefined = TOKEN,
): Octokit {
  return new Octokit({
    auth,
    baseUrl: `${gitUrl}/api/v3`,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
}

/** Opens a pull request that changes files on a new branch. */
export async function proposeFiles(
  octokit: Octokit,
  branch: string,
  files: Record<string, string>,
  title = 'A change',
) {
  const base = await octokit.git.getRef({ ...REPO, ref: 'heads/main' });
  const parent = base.data.object.sha;
  const tree = await octokit.git.createTree({
    ...REPO,
    base_tree: parent,
    tree: Object.entries(files).map(([path, content]) => ({
      path,
      content,
      mode: '100644' as const,
      type: 'blob' as const,
    })),
  });
  const commit = await octokit.git.createCommit({
    ...REPO,
    message: title,
    tree: tree.data.sha,
    parents: [parent],
  });
  await octokit.git.createRef({
    ...REPO,
    ref: `refs/heads/${branch}`,
    sha: commit.data.sha,
  });
  const pull = await octokit.pulls.create({
    ...REPO,
    title,
    head: branch,
    base: 'main',
    body: 'Because of *reasons*.',
  });
  return pull.data;
}
