import type { FakeFile } from '../FakeGitHost';
import { ContractRun } from './ContractRun';

const FILES: Record<string, FakeFile> = {
  'a.txt': { mode: 'file', content: 'a\n' },
};

/** Branches that get another name while somebody works with them. */
export function branchTests(run: ContractRun): void {
  describe('a branch that was renamed', () => {
    it('is missing by its old name, and its commit is still there', async () => {
      const [before, after] = [run.newBranch(), run.newBranch()];
      const pushed = await run.target.push(before, FILES);
      const commit = await run.reader.head(before);
      expect(commit).toBe(pushed);

      await run.target.renameBranch(before, after);
      await expect(run.reader.head(before)).rejects.toMatchObject({
        name: 'NotFoundError',
      });
      await expect(run.reader.head(after)).resolves.toBe(commit);
      await expect(run.reader.read('a.txt', commit)).resolves.toEqual(
        FILES['a.txt'],
      );
    }, 60_000);

    it('closes the pull request that came from it, and another can be opened', async () => {
      const branch = run.newBranch();
      const first = await run.propose(branch);
      await run.target.renameBranch(branch, run.newBranch());
      await expect(run.pullRequests.findAll(branch)).resolves.toMatchObject([
        { number: first.number, state: 'closed' },
      ]);
      await expect(
        run.pullRequests.status(first.number),
      ).resolves.toMatchObject({ state: 'closed', branch });

      const second = await run.propose(branch);
      expect(second.number).not.toBe(first.number);
      expect(second).toMatchObject({ state: 'open', branch });
    }, 60_000);

    it('is named by the error when a pull request is to be merged into it', async () => {
      const base = run.newBranch();
      const commit = await run.target.push(base, FILES);
      await run.target.renameBranch(base, run.newBranch());
      const branch = run.newBranch();
      await expect(
        run.propose(branch, { base: { branch: base, commit } }),
      ).rejects.toMatchObject({
        name: 'NotFoundError',
        message: expect.stringContaining(base),
      });
      await expect(run.pullRequests.findAll(branch)).resolves.toEqual([]);
    }, 60_000);
  });
}
