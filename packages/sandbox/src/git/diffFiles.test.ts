import { commitFiles, testRepository } from '../__testUtils__/testRepository';
import { EMPTY_TREE, diffFiles } from './diffFiles';

describe('diffFiles', () => {
  let setup: Awaited<ReturnType<typeof testRepository>>;

  beforeEach(async () => {
    setup = await testRepository({
      'a.txt': 'one\ntwo\nthree\n',
      'b.txt': 'b\n',
      'long.txt': `${'line\n'.repeat(30)}`,
    });
  });
  afterEach(() => setup.remove());

  it('tells what was added, modified, removed and renamed, each with its own patch', async () => {
    const { repository } = setup;
    const from = await repository.resolveCommit('main');
    const to = await commitFiles(repository, 'x', {
      'a.txt': 'one\n2\nthree\n',
      'b.txt': null,
      'long.txt': null,
      'moved.txt': `${'line\n'.repeat(30)}end\n`,
      'new.txt': 'diff --git a/x b/x\n',
      'bin.dat': 'a\u0000b',
    });
    const files = await diffFiles(repository, from, to);
    const byPath = Object.fromEntries(files.map(file => [file.path, file]));
    expect(byPath['a.txt']).toMatchObject({
      status: 'modified',
      additions: 1,
      deletions: 1,
      patch: '@@ -1,3 +1,3 @@\n one\n-two\n+2\n three',
    });
    expect(byPath['b.txt']).toMatchObject({ status: 'removed', deletions: 1 });
    expect(byPath['moved.txt']).toMatchObject({
      status: 'renamed',
      previousPath: 'long.txt',
      additions: 1,
    });
    expect(byPath['new.txt']).toMatchObject({
      status: 'added',
      patch: '@@ -0,0 +1 @@\n+diff --git a/x b/x',
    });
    expect(byPath['bin.dat']).toMatchObject({ status: 'added' });
    expect(byPath['bin.dat'].patch).toBeUndefined();
    expect(files).toHaveLength(5);
  });

  it('compares with nothing', async () => {
    const { repository } = setup;
    const to = await repository.resolveCommit('main');
    const files = await diffFiles(repository, EMPTY_TREE, to);
    expect(files.map(({ status }) => status)).toEqual([
      'added',
      'added',
      'added',
    ]);
  });

  it('says nothing where nothing differs', async () => {
    const { repository } = setup;
    const to = await repository.resolveCommit('main');
    expect(await diffFiles(repository, to, to)).toEqual([]);
  });
});
