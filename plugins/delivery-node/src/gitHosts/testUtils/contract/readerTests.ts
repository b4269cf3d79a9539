import type { GitReader } from '../../GitReader';
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

    it('finds commits by tags and the beginning of their ids, and says what one has that another has not', async () => {
      const { findCommit, compareCommits } = run.reader;
      if (!findCommit || !compareCommits) {
        // An adapter of a host that cannot say.
        return;
      }
      const { reader } = run as unknown as { reader: Required<GitReader> };
      const branch = run.newBranch();
      const base = await run.target.push(branch, {
        'revisions/a.txt': { mode: 'file', content: '1\n' },
      });
      const second = await run.target.commitTo(branch, {
        path: 'revisions/a.txt',
        content: '2\n',
      });
      const head = await run.target.commitTo(branch, {
        path: 'revisions/b.txt',
        content: '3\n',
      });
      const tag = `v1.0.0-${branch.split('/').pop()}`;
      await run.target.tag(tag, second);
      expect(await reader.findCommit({ tag })).toBe(second);
      expect(await reader.findCommit({ tag: `${tag}.1` })).toBeUndefined();
      expect(await reader.findCommit({ tag: branch })).toBeUndefined();
      expect(await reader.findCommit({ commit: head.slice(0, 12) })).toBe(head);
      expect(await reader.findCommit({ commit: '0123456789ab' })).toBe(
        undefined,
      );

      const compare = async (one: string, other: string, limit = 10) => {
        const { items, ...rest } = await reader.compareCommits(one, other, {
          limit,
        });
        return { ...rest, ids: items.map(({ id }) => id) };
      };
      expect(await compare(base, head)).toEqual({
        relation: 'ahead',
        total: 2,
        ids: [head, second],
      });
      expect(await compare(base, head, 1)).toEqual({
        relation: 'ahead',
        total: 2,
        ids: [head],
      });
      expect(await compare(head, base)).toEqual({
        relation: 'behind',
        total: 0,
        ids: [],
      });
      expect(await compare(head, head)).toEqual({
        relation: 'identical',
        total: 0,
        ids: [],
      });
    }, 60_000);
  });
}
