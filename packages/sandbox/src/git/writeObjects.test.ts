import { commitFiles, testRepository } from '../__testUtils__/testRepository';
import { moveRef, TreeEdit, writeBlob, writeTree } from './writeObjects';

describe('writeObjects', () => {
  let setup: Awaited<ReturnType<typeof testRepository>>;

  beforeEach(async () => {
    setup = await testRepository({ 'a/b.txt': 'b\n', 'c.txt': 'c\n' });
  });
  afterEach(() => setup.remove());

  it('makes a tree from another one', async () => {
    const { repository } = setup;
    const sha = await writeBlob(repository, 'new\n');
    const tree = await writeTree(
      repository,
      await repository.resolveCommit('main'),
      [
        { path: 'c.txt', remove: true },
        { path: 'a/d/e.sh', mode: '100755', sha },
      ],
    );
    const entries = await repository.listTree(tree, { recursive: true });
    expect(entries.map(({ path, mode }) => `${mode} ${path}`)).toEqual([
      '100644 a/b.txt',
      '100755 a/d/e.sh',
    ]);
  });

  it('puts a file where a folder was', async () => {
    const { repository } = setup;
    const sha = await writeBlob(repository, 'file\n');
    const tree = await writeTree(
      repository,
      await repository.resolveCommit('main'),
      [{ path: 'a', mode: '100644', sha }],
    );
    const entries = await repository.listTree(tree, { recursive: true });
    expect(entries.map(({ path }) => path)).toEqual(['a', 'c.txt']);
  });

  it('leaves no empty folder, and puts a folder where a file was', async () => {
    const { repository } = setup;
    const sha = await writeBlob(repository, 'x\n');
    const main = await repository.resolveCommit('main');
    const pathsOf = async (edits: TreeEdit[]) => {
      const tree = await writeTree(repository, main, edits);
      const entries = await repository.listTree(tree, { recursive: true });
      return entries.map(({ path }) => path);
    };
    expect(await pathsOf([{ path: 'a/b.txt', remove: true }])).toEqual([
      'c.txt',
    ]);
    expect(
      await pathsOf([
        { path: 'a', mode: '100644', sha },
        { path: 'a/b.txt', remove: true },
        { path: 'c.txt/d', mode: '100644', sha },
      ]),
    ).toEqual(['a', 'c.txt/d']);
    expect(
      await pathsOf([
        { path: 'a/b.txt', remove: true },
        { path: 'c.txt', remove: true },
      ]),
    ).toEqual([]);
    await expect(pathsOf([{ path: 'a', remove: true }])).rejects.toThrow(
      "'a' cannot be removed",
    );
  });

  it('refuses to remove what is not there, and paths that lead out', async () => {
    const { repository } = setup;
    await expect(
      writeTree(repository, undefined, [{ path: 'nope', remove: true }]),
    ).rejects.toThrow("'nope' cannot be removed");
    const sha = await writeBlob(repository, 'x');
    await expect(
      writeTree(repository, undefined, [{ path: '../x', mode: '100644', sha }]),
    ).rejects.toThrow('is not a path inside the repository');
  });

  it('moves a ref only from the value it was told', async () => {
    const { repository } = setup;
    const before = await repository.resolveCommit('main');
    const after = await commitFiles(repository, 'other', { 'x.txt': 'x' });
    await moveRef(repository, 'refs/heads/main', after, before);
    await expect(
      moveRef(repository, 'refs/heads/main', before, before),
    ).rejects.toThrow('refs/heads/main was changed by someone else meanwhile');
    await expect(
      moveRef(repository, 'refs/heads/main', after, undefined),
    ).rejects.toThrow('changed by someone else');
    await moveRef(repository, 'refs/heads/other', undefined, after);
    expect(await repository.readRef('refs/heads/other')).toBeUndefined();
  });
});
