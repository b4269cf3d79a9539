import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  SMALL_SEED,
  temporaryFolder,
  writeFiles,
} from '../__testUtils__/smallSeed';
import { commitFiles, testRepository } from '../__testUtils__/testRepository';
import { seedRepository } from './seedRepository';

describe('seedRepository', () => {
  it('makes the same commits from the same files, one per layer', async () => {
    const first = await testRepository();
    const second = await testRepository();
    const log = await first.repository.log({ from: 'main', limit: 10 });
    expect(log.map(({ message }) => message)).toEqual([
      'Add the services',
      'Add the platform layer',
      'Begin the platform: bootstrap and teams',
    ]);
    expect(await second.repository.resolveCommit('main')).toBe(log[0].sha);
    const files = await first.repository.listTree(log[0].sha, {
      recursive: true,
    });
    expect(files.map(({ path }) => path)).toEqual(
      Object.keys(SMALL_SEED).sort(),
    );
    await first.remove();
    await second.remove();
  });

  it('uses a repository that exists', async () => {
    const { repository, folder, remove } = await testRepository();
    const sha = await commitFiles(repository, 'main', { 'x.txt': 'x' });
    const again = await seedRepository({
      gitDir: repository.gitDir,
      seedDir: join(folder, 'gone'),
    });
    expect(await again.resolveCommit('main')).toBe(sha);
    await remove();
  });

  it('refuses links and an empty folder', async () => {
    const { path, remove } = await temporaryFolder();
    const gitDir = join(path, 'x.git');
    await expect(seedRepository({ gitDir, seedDir: path })).rejects.toThrow(
      'is empty',
    );
    const seedDir = join(path, 'seed');
    await writeFiles(seedDir, { 'a.txt': 'a' });
    await symlink('/etc/hostname', join(seedDir, 'link'));
    await expect(seedRepository({ gitDir, seedDir })).rejects.toThrow(
      'link in the seed folder is not a plain file',
    );
    await remove();
  });
});
