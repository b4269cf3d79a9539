import { commitFiles, testRepository } from '../__testUtils__/testRepository';

describe('BareRepository', () => {
  let setup: Awaited<ReturnType<typeof testRepository>>;

  beforeEach(async () => {
    setup = await testRepository();
  });
  afterEach(() => setup.remove());

  it('resolves branches, full refs, tags and ids', async () => {
    const { repository } = setup;
    const sha = await repository.resolveCommit('main');
    await repository.run(['tag', 'v1', 'main']);
    for (const ref of [
      'refs/heads/main',
      'heads/main',
      'HEAD',
      'v1',
      sha,
      sha.slice(0, 10),
    ]) {
      expect(await repository.findCommit(ref)).toBe(sha);
    }
    expect(await repository.findCommit('nope')).toBeUndefined();
    expect(await repository.findCommit('--all')).toBeUndefined();
    await expect(repository.resolveCommit('nope')).rejects.toThrow(
      'No commit found for the ref nope',
    );
  });

  it('prefers a branch to an id that looks like it', async () => {
    const { repository } = setup;
    const sha = await commitFiles(repository, 'deadbeef', { 'a.txt': 'a' });
    expect(await repository.findCommit('deadbeef')).toBe(sha);
  });

  it('reads trees, entries and blobs, with awkward names', async () => {
    const { repository } = setup;
    const path = 'ä b/"c d.txt';
    const commit = await commitFiles(repository, 'odd', { [path]: 'inhalt\n' });
    expect(await repository.findEntry(commit, path)).toMatchObject({
      type: 'blob',
    });
    const all = await repository.listTree(commit, { recursive: true });
    const file = all.find(it => it.path === path);
    expect(file).toMatchObject({ type: 'blob', mode: '100644', size: 7 });
    expect((await repository.readBlob(file?.sha ?? '')).toString()).toBe(
      'inhalt\n',
    );
    expect(await repository.findEntry(commit, 'kubernetes')).toMatchObject({
      type: 'tree',
    });
    expect(await repository.findEntry(commit, 'README.md')).toMatchObject({
      type: 'blob',
    });
    expect(await repository.findEntry(commit, 'nope')).toBeUndefined();
  });

  it('tells how far two commits are apart', async () => {
    const { repository } = setup;
    const main = await repository.resolveCommit('main');
    const side = await commitFiles(repository, 'side', { 'a.txt': 'a' });
    const head = await commitFiles(repository, 'main', { 'b.txt': 'b' });
    expect(await repository.aheadBehind(head, side)).toEqual({
      ahead: 1,
      behind: 1,
    });
    expect(await repository.mergeBase(head, side)).toBe(main);
    expect(await repository.isAncestor(main, head)).toBe(true);
    expect(await repository.isAncestor(side, head)).toBe(false);
  });

  it('lists the commits of a path', async () => {
    const { repository } = setup;
    await commitFiles(
      repository,
      'main',
      { 'README.md': 'new' },
      'Say more\n\nIn two paragraphs.',
    );
    const commits = await repository.log({
      from: 'main',
      path: 'README.md',
      limit: 10,
    });
    expect(commits.map(({ message }) => message)).toEqual([
      'Say more\n\nIn two paragraphs.',
      'Begin the platform: bootstrap and teams',
    ]);
    expect(await repository.countCommits('main', 'README.md')).toBe(2);
  });
});
