import { mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { InputError, NotFoundError } from '@backstage/errors';
import { BareRepository } from './BareRepository';
import { runGit } from './runGit';

const AUTHOR = 'Stonegarden <homelab@stonegarden.dev>';
/** Fixed, so that every fresh repository has the same commit ids. */
const FIRST_COMMIT = Date.UTC(2026, 9, 5, 8, 0, 0) / 1000;
const DAY = 24 * 60 * 60;

const STEPS: Array<{ message: string; matches: RegExp }> = [
  {
    message: 'Begin the platform: bootstrap and teams',
    matches: /^(?!kubernetes\/(infra|platform|services)\/)/,
  },
  { message: 'Add the infrastructure layer', matches: /^kubernetes\/infra\// },
  { message: 'Add the platform layer', matches: /^kubernetes\/platform\// },
  { message: 'Add the services', matches: /^kubernetes\/services\// },
];

interface SeedFile {
  path: string;
  executable: boolean;
  content: Buffer;
}

/**
 * Opens the bare repository at `gitDir`, and first makes it from the files of a folder when there is none: a few
 * commits on `main`, always the same for the same files.
 *
 * @internal
 */
export async function seedRepository(options: {
  gitDir: string;
  seedDir: string;
}): Promise<BareRepository> {
  const { gitDir, seedDir } = options;
  if (await isFolder(gitDir)) {
    return new BareRepository(gitDir);
  }
  if (!(await isFolder(seedDir))) {
    throw new NotFoundError(
      `The seed folder ${seedDir} does not exist. Name a folder with the files of the repository's first commits.`,
    );
  }
  const files = await readSeed(seedDir);
  if (files.length === 0) {
    throw new InputError(
      `The seed folder ${seedDir} is empty. The repository needs at least one file.`,
    );
  }
  // Made aside and renamed, so that a run that was interrupted leaves no half repository behind.
  const unfinished = `${gitDir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(dirname(gitDir), { recursive: true });
  await runGit([
    'init',
    '--quiet',
    '--bare',
    '--template=',
    '--initial-branch=main',
    unfinished,
  ]);
  const repository = new BareRepository(unfinished);
  for (const [key, value] of [
    ['http.receivepack', 'true'],
    ['uploadpack.allowAnySHA1InWant', 'true'],
    ['receive.hideRefs', 'refs/pull'],
    ['gc.auto', '0'],
  ]) {
    await repository.run(['config', key, value]);
  }
  await repository.run(['fast-import', '--quiet', '--date-format=raw'], {
    input: fastImport(files),
  });
  await rename(unfinished, gitDir);
  return new BareRepository(gitDir);
}

function fastImport(files: SeedFile[]): Buffer {
  const chunks: Buffer[] = [];
  const data = (content: Buffer) =>
    chunks.push(
      Buffer.from(`data ${content.length}\n`),
      content,
      Buffer.from('\n'),
    );
  let index = 0;
  for (const { message, matches } of STEPS) {
    const layer = files.filter(file => matches.test(file.path));
    if (layer.length > 0) {
      const when = `${AUTHOR} ${FIRST_COMMIT + index * DAY} +0000`;
      chunks.push(
        Buffer.from(
          `commit refs/heads/main\nauthor ${when}\ncommitter ${when}\n`,
        ),
      );
      data(Buffer.from(message));
      for (const file of layer) {
        chunks.push(
          Buffer.from(
            `M ${file.executable ? '100755' : '100644'} inline ${quoted(
              file.path,
            )}\n`,
          ),
        );
        data(file.content);
      }
      chunks.push(Buffer.from('\n'));
    }
    index++;
  }
  return Buffer.concat(chunks);
}

function quoted(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}

async function readSeed(seedDir: string): Promise<SeedFile[]> {
  const entries = await readdir(seedDir, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter(entry => !entry.isDirectory())
    .map(entry => ({
      entry,
      full: join(entry.parentPath, entry.name),
      path: relative(seedDir, join(entry.parentPath, entry.name))
        .split(sep)
        .join('/'),
    }))
    .filter(({ path }) => !/(^|\/)(\.git|\.DS_Store)(\/|$)/.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return Promise.all(
    files.map(async ({ entry, full, path }) => {
      if (!entry.isFile()) {
        throw new InputError(
          `${path} in the seed folder is not a plain file. Links and devices are not taken over.`,
        );
      }
      const { mode } = await stat(full);
      return {
        path,
        executable: (mode & 0o100) !== 0,
        content: await readFile(full),
      };
    }),
  );
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
