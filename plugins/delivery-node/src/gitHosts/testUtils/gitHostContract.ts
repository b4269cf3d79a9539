import { randomUUID } from 'node:crypto';
import type { GitRepositoryPorts } from '../GitHostProvider';
import type { PullRequest } from '../PullRequests';

/**
 * A repository to try an adapter on. The contract only opens and closes pull requests in it, on branches of its own.
 *
 * @public
 */
export interface GitHostContractTarget extends GitRepositoryPorts {
  /** Called after the last test. */
  stop?(): Promise<void>;
}

/**
 * What the {@link GitReader} and {@link PullRequests} of every Git host must do, as a Jest suite. Adapters run it against a real host, fakes against themselves.
 *
 * @public
 */
export function gitHostContract(
  name: string,
  start: () => Promise<GitHostContractTarget>,
): void {
  describe(`Git host contract: ${name}`, () => {
    let target: GitHostContractTarget;
    const opened = new Set<number>();

    async function propose(
      branch: string,
      overrides: { content?: string; commit?: string; path?: string } = {},
    ): Promise<PullRequest> {
      const base = await target.reader.defaultBranch();
      const commit = overrides.commit ?? (await target.reader.head(base));
      const pull = await target.pullRequests.propose({
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
        await target.pullRequests.close(number, 'The test is over.');
      }
      await target.stop?.();
    }, 60_000);

    it('finds the default branch, its commit and its files', async () => {
      const branch = await target.reader.defaultBranch();
      const commit = await target.reader.head(branch);
      expect(commit).toMatch(/^[0-9a-f]{40}$/);

      const root = await target.reader.list('', commit);
      expect(root).toEqual(
        expect.arrayContaining([
          { name: expect.any(String), mode: expect.any(String) },
        ]),
      );
      await expect(
        target.reader.list('no/such/folder', commit),
      ).resolves.toBeUndefined();
      await expect(
        target.reader.read('no/such/file.yaml', commit),
      ).resolves.toBeUndefined();
    }, 60_000);

    it('opens one pull request on the commit that was read, however often it is asked', async () => {
      const branch = newBranch();
      const base = await target.reader.defaultBranch();
      const baseCommit = await target.reader.head(base);

      const pull = await propose(branch, { content: 'ü and\r\nCRLF\n' });
      expect(pull).toMatchObject({
        state: 'open',
        branch,
        title: `Contract test ${branch}`,
        url: expect.stringMatching(/^https?:\/\//),
      });
      await expect(
        target.reader.contains(pull.headCommit, baseCommit),
      ).resolves.toBe(true);
      await expect(
        target.reader.contains(baseCommit, pull.headCommit),
      ).resolves.toBe(false);
      await expect(
        target.reader.read(
          `contract/${branch.split('/').pop()}.txt`,
          pull.headCommit,
        ),
      ).resolves.toEqual({ mode: 'file', content: 'ü and\r\nCRLF\n' });

      const again = await propose(branch, { content: 'something else\n' });
      expect(again.number).toBe(pull.number);
      expect(again.headCommit).toBe(pull.headCommit);
      await expect(target.pullRequests.find(branch)).resolves.toMatchObject({
        number: pull.number,
      });
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
      await target.pullRequests.close(first.number, 'Changed my mind.');
      await target.pullRequests.close(first.number, 'Twice is fine.');
      await expect(
        target.pullRequests.status(first.number),
      ).resolves.toMatchObject({ state: 'closed' });
      await expect(target.pullRequests.find(branch)).resolves.toBeUndefined();

      const second = await propose(branch, { content: 'another line\n' });
      expect(second.number).not.toBe(first.number);
      await expect(
        target.reader.read(
          `contract/${branch.split('/').pop()}.txt`,
          second.headCommit,
        ),
      ).resolves.toEqual({ mode: 'file', content: 'another line\n' });
    }, 60_000);

    it('says so when there is nothing to change', async () => {
      const base = await target.reader.defaultBranch();
      const commit = await target.reader.head(base);
      await expect(
        target.pullRequests.propose({
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

    it('tells the mode of every entry, and writes nothing below a file', async () => {
      const pull = await propose(newBranch());
      const file = `${pull.branch.split('/').pop()}.txt`;
      const { headCommit } = pull;
      const root = await target.reader.list('', headCommit);
      expect(root).toContainEqual({ name: 'contract', mode: 'directory' });
      await expect(
        target.reader.list('contract', headCommit),
      ).resolves.toContainEqual({ name: file, mode: 'file' });
      await expect(
        target.reader.read('contract', headCommit),
      ).resolves.toBeUndefined();
      await expect(
        target.reader.list(`contract/${file}`, headCommit),
      ).resolves.toBeUndefined();
      await expect(
        propose(newBranch(), {
          commit: headCommit,
          path: `contract/${file}/below.txt`,
        }),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('not a folder'),
      });
    }, 60_000);

    it('refuses paths that leave the repository, and missing branches', async () => {
      await expect(
        propose(newBranch(), { path: '../outside' }),
      ).rejects.toMatchObject({ name: 'InputError' });
      await expect(target.reader.head('no-such-branch')).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    }, 60_000);
  });
}
