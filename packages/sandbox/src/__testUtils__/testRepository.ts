import { join } from 'node:path';
import type { BareRepository } from '../git/BareRepository';
import { seedRepository } from '../git/seedRepository';
import {
  moveRef,
  writeBlob,
  writeCommit,
  writeTree,
} from '../git/writeObjects';
import { SMALL_SEED, temporaryFolder, writeFiles } from './smallSeed';

/** A bare repository with the files of a seed, for one test. */
export async function testRepository(
  files: Record<string, string> = SMALL_SEED,
) {
  const folder = await temporaryFolder();
  const seedDir = join(folder.path, 'seed');
  await writeFiles(seedDir, files);
  const repository = await seedRepository({
    gitDir: join(folder.path, 'homelab.git'),
    seedDir,
  });
  return { repository, folder: folder.path, remove: folder.remove };
}

/**
 * Commits changes of files (null removes) on a branch, which begins at main when it does not exist, and answers the id.
 */
export async function commitFiles(
  repository: BareRepository,
  branch: string,
  files: Record<string, string | null>,
  message = 'Change',
): Promise<string> {
  const ref = `refs/heads/${branch}`;
  const before = await repository.readRef(ref);
  const parent = before ?? (await repository.resolveCommit('main'));
  const edits = await Promise.all(
    Object.entries(files).map(async ([path, text]) =>
      text === null
        ? { path, remove: true as const }
        : {
            path,
            mode: '100644' as const,
            sha: await writeBlob(repository, text),
          },
    ),
  );
  const tree = await writeTree(repository, parent, edits);
  const person = {
    name: 'Ada',
    email: 'ada@example.org',
    date: '2026-11-01T10:00:00Z',
  };
  const sha = await writeCommit(repository, {
    tree,
    parents: [parent],
    message,
    author: person,
    committer: person,
  });
  await moveRef(repository, ref, sha, before);
  return sha;
}
