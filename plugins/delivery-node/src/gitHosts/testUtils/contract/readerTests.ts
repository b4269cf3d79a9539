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
      await expect(reader.commit(commit)).rejects.toMatchObject(missing);
    }, 60_000);

    it('tells what a commit is called, who wrote it and when', async () => {
      const branch = run.newBranch();
      const { headCommit } = await run.propose(branch);
      const commit = await run.reader.commit(headCommit);
      expect(commit).toMatchObject({
        id: headCommit,
        title: `Contract test ${branch}`,
        author: 'Contract Test',
      });
      const age = Date.now() - Date.parse(commit.at ?? '');
      expect(Math.abs(age)).toBeLessThan(300_000);
    }, 60_000);

    it('lists the commits that changed a path, newest first, until another commit', async () => {
      const branch = run.newBranch();
      const first = await run.target.push(branch, {
        'history/a.txt': { mode: 'file', content: '1\n' },
      });
      const commit = (path: string, content: string) =>
        run.target.commitTo(branch, { path, content });
      const second = await commit('history/a.txt', '2\n');
      const elsewhere = await commit('history/b.txt', '2\n');
      const third = await commit('history/a.txt', '3\n');
      const list = async (path: string, until?: string, limit = 10) => {
        const { items, complete } = await run.reader.commits(path, {
          head: third,
          limit,
          ...(until ? { until } : {}),
        });
        return { ids: items.map(({ id }) => id), complete };
      };
      const all = { complete: true };
      expect(await list('history/a.txt')).toEqual({
        ids: [third, second, first],
        ...all,
      });
      expect(await list('history', first)).toEqual({
        ids: [third, elsewhere, second],
        ...all,
      });
      expect(await list('history/a.txt', elsewhere)).toEqual({
        ids: [third],
        ...all,
      });
      expect(await list('history/a.txt', third)).toEqual({ ids: [], ...all });
      expect(await list('history', undefined, 2)).toEqual({
        ids: [third, elsewhere],
        complete: false,
      });
      expect(await list('history', first, 2)).toEqual({
        ids: [third, elsewhere],
        complete: false,
      });
      expect(await list('history/no/such', undefined)).toEqual({
        ids: [],
        ...all,
      });
      await expect(
        run.reader.commits('history', {
          head: '1234567890'.repeat(4),
          limit: 1,
        }),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    }, 60_000);
  });
}
