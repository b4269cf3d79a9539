import { ContractRun } from './ContractRun';

/** Opening, finding and closing pull requests. */
export function pullRequestTests(run: ContractRun): void {
  describe('pull requests', () => {
    it('opens one pull request on the commit that was read, however often it is asked', async () => {
      const branch = run.newBranch();
      const base = await run.reader.defaultBranch();
      const baseCommit = await run.reader.head(base);

      const pull = await run.propose(branch, {
        edits: [{ path: run.fileOf(branch), content: 'ü and\r\nCRLF\n' }],
      });
      expect(pull).toMatchObject({
        state: 'open',
        branch,
        title: `Contract test ${branch}`,
        url: expect.stringMatching(/^https?:\/\//),
      });
      await expect(
        run.reader.contains(pull.headCommit, baseCommit),
      ).resolves.toBe(true);
      await expect(
        run.reader.contains(baseCommit, pull.headCommit),
      ).resolves.toBe(false);
      await expect(
        run.reader.read(run.fileOf(branch), pull.headCommit),
      ).resolves.toEqual({ mode: 'file', content: 'ü and\r\nCRLF\n' });

      const again = await run.propose(branch, {
        edits: [{ path: run.fileOf(branch), content: 'something else\n' }],
      });
      expect(again.number).toBe(pull.number);
      expect(again.headCommit).toBe(pull.headCommit);
      await expect(run.pullRequests.find(branch)).resolves.toMatchObject({
        number: pull.number,
      });
    }, 60_000);

    it('gives two callers at once the same pull request', async () => {
      const branch = run.newBranch();
      const [one, other] = await Promise.all([
        run.propose(branch),
        run.propose(branch),
      ]);
      expect(other.number).toBe(one.number);
    }, 60_000);

    it('takes over a branch whose pull request was closed', async () => {
      const branch = run.newBranch();
      const first = await run.propose(branch);
      await run.pullRequests.close(first.number, 'Changed my mind.');
      await run.pullRequests.close(first.number, 'Twice is fine.');
      await expect(
        run.pullRequests.status(first.number),
      ).resolves.toMatchObject({ state: 'closed' });
      await expect(run.pullRequests.find(branch)).resolves.toBeUndefined();

      const second = await run.propose(branch, {
        edits: [{ path: run.fileOf(branch), content: 'another line\n' }],
      });
      expect(second.number).not.toBe(first.number);
      await expect(
        run.reader.read(run.fileOf(branch), second.headCommit),
      ).resolves.toEqual({ mode: 'file', content: 'another line\n' });
    }, 60_000);

    it('says so when there is nothing to change', async () => {
      const base = await run.reader.defaultBranch();
      const commit = await run.reader.head(base);
      await expect(
        run.pullRequests.propose({
          base: { branch: base, commit },
          branch: run.newBranch(),
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
        run.propose(run.newBranch(), {
          edits: [{ path: '../outside', content: '' }],
        }),
      ).rejects.toMatchObject({ name: 'InputError' });
      await expect(run.reader.head('no-such-branch')).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    }, 60_000);
  });
}
