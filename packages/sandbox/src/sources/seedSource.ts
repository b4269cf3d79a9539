import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BareRepository } from '../git/BareRepository';
import { runGit } from '../git/runGit';
import type { SourceCommit } from './SourceRepository';

function fastImport(commits: readonly SourceCommit[]): Buffer {
  const chunks: Buffer[] = [];
  const add = (text: string) => chunks.push(Buffer.from(text));
  const data = (text: string) => {
    const content = Buffer.from(text);
    add(`data ${content.length}\n`);
    chunks.push(content);
    add('\n');
  };
  commits.forEach(({ at, author, message, tag }, index) => {
    const when = `${author.name} <${author.email}> ${
      Date.parse(at) / 1000
    } +0000`;
    add(
      `commit refs/heads/main\nmark :${
        index + 1
      }\nauthor ${when}\ncommitter ${when}\n`,
    );
    data(message);
    add('M 100644 inline CHANGELOG.md\n');
    data(
      commits
        .slice(0, index + 1)
        .map(commit => `- ${commit.message}\n`)
        .join(''),
    );
    add('\n');
    if (tag) {
      add(`reset refs/tags/${tag}\nfrom :${index + 1}\n\n`);
    }
  });
  return Buffer.concat(chunks);
}

/** Opens the bare repository of a service's source at `gitDir`, and first makes it when there is none. */
export async function seedSource(
  gitDir: string,
  commits: readonly SourceCommit[],
): Promise<BareRepository> {
  const isThere = await stat(gitDir).then(
    found => found.isDirectory(),
    () => false,
  );
  if (!isThere) {
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
    await new BareRepository(unfinished).run(
      ['fast-import', '--quiet', '--date-format=raw'],
      { input: fastImport(commits) },
    );
    await rename(unfinished, gitDir);
  }
  return new BareRepository(gitDir);
}
