import { commitFiles, testRepository } from '../__testUtils__/testRepository';
import { SnapshotReader } from './Snapshot';

describe('SnapshotReader', () => {
  it('reads the files that are wanted, each commit its own', async () => {
    const { repository, remove } = await testRepository({
      'a/x.yaml': 'x: 1\n',
      'a/y.txt': 'ä€\n',
      'empty.yaml': '',
    });
    const reader = new SnapshotReader(repository, path =>
      path.endsWith('.yaml'),
    );
    const first = await reader.open(await repository.resolveCommit('main'));
    const changed = await commitFiles(repository, 'main', {
      'a/x.yaml': 'x: ä\n',
    });
    const second = await reader.open(changed);
    expect(first.read('a/x.yaml')).toBe('x: 1\n');
    expect(second.read('a/x.yaml')).toBe('x: ä\n');
    expect(second.read('empty.yaml')).toBe('');
    expect(second.read('a/y.txt')).toBeUndefined();
    expect(second.files.has('a/y.txt')).toBe(true);
    expect(second.hasFolder('a')).toBe(true);
    expect(second.hasFolder('')).toBe(true);
    expect(second.hasFolder('b')).toBe(false);
    await remove();
  });
});
