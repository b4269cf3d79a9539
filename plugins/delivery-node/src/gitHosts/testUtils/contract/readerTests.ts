import { ContractRun } from './ContractRun';

/** Branches, folders and files at a commit. */
export function readerTests(run: ContractRun): void {
  describe('reading', () => {
    it('finds the default branch, its commit and its files', async () => {
      const branch = await run.reader.defaultBranch();
      const commit = await run.reader.head(branch);
      expect(commit).toMatch(/^[0-9a-f]{40}$/);

      const root = await run.reader.list('', commit);
      expect(root).toEqual(
        expect.arrayContaining([
          { name: expect.any(String), mode: expect.any(String) },
        ]),
      );
      await expect(
        run.reader.list('no/such/folder', commit),
      ).resolves.toBeUndefined();
      await expect(
        run.reader.read('no/such/file.yaml', commit),
      ).resolves.toBeUndefined();
    }, 60_000);

    it('says that a commit is missing, and not that it has no such file', async () => {
      const commit = '1234567890'.repeat(4);
      const missing = { name: 'NotFoundError' };
      const { reader } = run;
      await expect(reader.read('a.txt', commit)).rejects.toMatchObject(missing);
      await expect(reader.read('a/b.txt', commit)).rejects.toMatchObject(
        missing,
      );
      await expect(reader.list('', commit)).rejects.toMatchObject(missing);
      await expect(reader.list('a/b', commit)).rejects.toMatchObject(missing);
      await expect(reader.author(commit)).rejects.toMatchObject(missing);
    }, 60_000);

    it('tells who wrote a commit', async () => {
      const { headCommit } = await run.propose(run.newBranch());
      await expect(run.reader.author(headCommit)).resolves.toBe(
        'Contract Test',
      );
    }, 60_000);
  });
}
