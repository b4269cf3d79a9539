import { randomUUID } from 'node:crypto';
import type { GitOpsHost, GitOpsRepository, PullRequest } from '../GitOpsHost';

/**
 * A repository to try a {@link GitOpsHost} on. The contract only opens and closes pull requests in it, on branches of its own.
 *
 * @public
 */
export interface GitOpsHostContractTarget {
  host: GitOpsHost;
  repository: GitOpsRepository;
  /** Called after the last test. */
  stop?(): Promise<void>;
}

/**
 * What every {@link GitOpsHost} must do, as a Jest suite. Adapters run it against a real host, fakes against themselves.
 *
 * @public
 */
export function gitOpsHostContract(
  name: string,
  start: () => Promise<GitOpsHostContractTarget>,
): void {
  describe(`GitOpsHost contract: ${name}`, () => {
    let target: GitOpsHostContractTarget;
    const opened = new Set<number>();

    async function propose(
      branch: string,
      overrides: { content?: string; commit?: string; path?: string } = {},
    ): Promise<PullRequest> {
      const base = await target.host.defaultBranch(target.repository);
      const commit =
        overrides.commit ?? (await target.host.head(target.repository, base));
      const pull = await target.host.proposeChange(target.repository, {
        base: { branch: base, commit },
        branch,
        edits: [
          {
            path: overrides.path ?? `contract/${branch.split('/').pop()}.txt`,
            content: overrides.content ?? 'a line\n',
          },
        ],
        title: `Contract test ${branch}`,
        body: 'Opened by a test, closed by it again.',
        trailers: { 'Promoted-By': 'user:default/test' },
        author: { name: 'Contract Test', email: 'contract@example.invalid' },
      });
      opened.add(pull.number);
      return pull;
    }
    const newBranch = () => `contract/${randomUUID()}`;

    beforeAll(async () => {
      target = await start();
    }, 60_000);

    afterAll(async () => {
      for (const number of opened) {
        await target.host.close(target.repository, number, 'The test is over.');
      }
      await target.stop?.();
    }, 60_000);

    it('finds the default branch, its commit and its files', async () => {
      const branch = await target.host.defaultBranch(target.repository);
      const commit = await target.host.head(target.repository, branch);
      expect(commit).toMatch(/^[0-9a-f]{40}$/);

      const root = await target.host.list(target.repository, '', commit);
      expect(root).toEqual(
        expect.arrayContaining([
          { name: expect.any(String), type: expect.any(String) },
        ]),
      );
      await expect(
        target.host.list(target.repository, 'no/such/folder', commit),
      ).resolves.toBeUndefined();
      await expect(
        target.host.read(target.repository, 'no/such/file.yaml', commit),
      ).resolves.toBeUndefined();
    }, 60_000);

    it('opens one pull request on the commit that was read, however often it is asked', async () => {
      const branch = newBranch();
      const base = await target.host.defaultBranch(target.repository);
      const baseCommit = await target.host.head(target.repository, base);

      const pull = await propose(branch, { content: 'ü and\r\nCRLF\n' });
      expect(pull).toMatchObject({
        state: 'open',
        branch,
        title: `Contract test ${branch}`,
        url: expect.stringMatching(/^https?:\/\//),
      });
      await expect(
        target.host.contains(target.repository, pull.headCommit, baseCommit),
      ).resolves.toBe(true);
      await expect(
        target.host.contains(target.repository, baseCommit, pull.headCommit),
      ).resolves.toBe(false);
      await expect(
        target.host.read(
          target.repository,
          `contract/${branch.split('/').pop()}.txt`,
          pull.headCommit,
        ),
      ).resolves.toBe('ü and\r\nCRLF\n');

      const again = await propose(branch, { content: 'something else\n' });
      expect(again.number).toBe(pull.number);
      expect(again.headCommit).toBe(pull.headCommit);
      await expect(
        target.host.findOpen(target.repository, branch),
      ).resolves.toMatchObject({ number: pull.number });
    }, 60_000);

    it('gives two callers at once the same pull request', async () => {
      const branch = newBranch();
      const [one, other] = await Promise.all([
        propose(branch),
        propose(branch),
      ]);
      expect(other.number).toBe(one.number);
    }, 60_000);

    it('takes over a branch whose pull request was closed', async () => {
      const branch = newBranch();
      const first = await propose(branch);
      await target.host.close(
        target.repository,
        first.number,
        'Changed my mind.',
      );
      await target.host.close(
        target.repository,
        first.number,
        'Twice is fine.',
      );
      await expect(
        target.host.status(target.repository, first.number),
      ).resolves.toMatchObject({ state: 'closed' });
      await expect(
        target.host.findOpen(target.repository, branch),
      ).resolves.toBeUndefined();

      const second = await propose(branch, { content: 'another line\n' });
      expect(second.number).not.toBe(first.number);
      await expect(
        target.host.read(
          target.repository,
          `contract/${branch.split('/').pop()}.txt`,
          second.headCommit,
        ),
      ).resolves.toBe('another line\n');
    }, 60_000);

    it('says so when there is nothing to change', async () => {
      const base = await target.host.defaultBranch(target.repository);
      const commit = await target.host.head(target.repository, base);
      await expect(
        target.host.proposeChange(target.repository, {
          base: { branch: base, commit },
          branch: newBranch(),
          edits: [{ path: 'no/such/file.txt', content: null }],
          title: 'Nothing',
          body: '',
        }),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('nothing to change'),
      });
    }, 60_000);

    it('refuses paths that leave the repository, and missing branches', async () => {
      await expect(
        propose(newBranch(), { path: '../outside' }),
      ).rejects.toMatchObject({ name: 'InputError' });
      await expect(
        target.host.head(target.repository, 'no-such-branch'),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    }, 60_000);
  });
}
