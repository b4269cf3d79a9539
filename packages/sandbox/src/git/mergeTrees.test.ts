import { commitFiles, testRepository } from '../__testUtils__/testRepository';
import { mergeTrees } from './mergeTrees';

describe('mergeTrees', () => {
  let setup: Awaited<ReturnType<typeof testRepository>>;

  beforeEach(async () => {
    setup = await testRepository({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
  });
  afterEach(() => setup.remove());

  it('brings changes of different files together', async () => {
    const { repository } = setup;
    const head = await commitFiles(repository, 'side', { 'a.txt': 'side\n' });
    const base = await commitFiles(repository, 'main', { 'b.txt': 'main\n' });
    const result = await mergeTrees(repository, base, head);
    expect(result.clean).toBe(true);
    const tree = result.clean ? result.tree : '';
    const texts = await Promise.all(
      (await repository.listTree(tree)).map(it => repository.readBlob(it.sha)),
    );
    expect(texts.map(String)).toEqual(['side\n', 'main\n']);
  });

  it('names the files that conflict', async () => {
    const { repository } = setup;
    const head = await commitFiles(repository, 'side', { 'a.txt': 'side\n' });
    const base = await commitFiles(repository, 'main', { 'a.txt': 'main\n' });
    expect(await mergeTrees(repository, base, head)).toEqual({
      clean: false,
      conflicts: ['a.txt'],
    });
  });
});
