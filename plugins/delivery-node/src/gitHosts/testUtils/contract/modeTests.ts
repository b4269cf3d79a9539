import type { FakeFile } from '../FakeGitHost';
import { ContractRun } from './ContractRun';

const FILES: Record<string, FakeFile> = {
  'modes/plain.txt': { mode: 'file', content: 'plain\n' },
  'modes/run.sh': { mode: 'executable', content: '#!/bin/sh\n' },
  'modes/link.txt': { mode: 'symlink', content: 'plain.txt' },
  'modes/linked': { mode: 'symlink', content: '../services' },
  'modes/module': { mode: 'submodule', content: 'abcdef0123'.repeat(4) },
  'services/shop.yaml': { mode: 'file', content: 'kind: Service\n' },
};

/** Executable files, symbolic links, submodules and folders. */
export function modeTests(run: ContractRun): void {
  describe('file modes', () => {
    let base: { branch: string; commit: string };
    beforeAll(async () => {
      const branch = run.newBranch();
      base = { branch, commit: await run.target.push(branch, FILES) };
    }, 60_000);

    it('tells the mode of every entry, and writes nothing below a file', async () => {
      const pull = await run.propose(run.newBranch());
      const file = `${pull.branch.split('/').pop()}.txt`;
      const { headCommit } = pull;
      const root = await run.reader.list('', headCommit);
      expect(root).toContainEqual({ name: 'contract', mode: 'directory' });
      await expect(
        run.reader.list('contract', headCommit),
      ).resolves.toContainEqual({ name: file, mode: 'file' });
      await expect(
        run.reader.read('contract', headCommit),
      ).resolves.toBeUndefined();
      await expect(
        run.reader.list(`contract/${file}`, headCommit),
      ).resolves.toBeUndefined();
      await expect(
        run.propose(run.newBranch(), {
          base: { branch: pull.branch, commit: headCommit },
          edits: [{ path: `contract/${file}/below.txt`, content: '' }],
        }),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('not a folder'),
      });
    }, 60_000);

    it('are told of each entry of a folder', async () => {
      const entries = await run.reader.list('modes', base.commit);
      expect(entries).toHaveLength(5);
      expect(entries).toEqual(
        expect.arrayContaining([
          { name: 'plain.txt', mode: 'file' },
          { name: 'run.sh', mode: 'executable' },
          { name: 'link.txt', mode: 'symlink' },
          { name: 'linked', mode: 'symlink' },
          { name: 'module', mode: 'submodule' },
        ]),
      );
    }, 60_000);

    it('are told of each file, and a symbolic link is not followed', async () => {
      for (const path of ['plain.txt', 'run.sh', 'link.txt', 'linked']) {
        const file = `modes/${path}`;
        await expect(run.reader.read(file, base.commit)).resolves.toEqual(
          FILES[file],
        );
      }
      for (const path of [
        'modes/linked/shop.yaml',
        'modes/link.txt/x',
        'modes/module',
        'modes/module/README.md',
      ]) {
        await expect(
          run.reader.read(path, base.commit),
        ).resolves.toBeUndefined();
      }
      for (const path of ['modes/linked', 'modes/link.txt', 'modes/module']) {
        await expect(
          run.reader.list(path, base.commit),
        ).resolves.toBeUndefined();
      }
    }, 60_000);

    it('stay as they are when a file is changed, and the others stay too', async () => {
      const script = '#!/bin/sh\nexit 1\n';
      const { headCommit } = await run.propose(run.newBranch(), {
        base,
        edits: [
          { path: 'modes/run.sh', content: script },
          { path: 'modes/link.txt', content: null },
        ],
      });
      await expect(
        run.reader.read('modes/run.sh', headCommit),
      ).resolves.toEqual({ mode: 'executable', content: script });
      const entries = await run.reader.list('modes', headCommit);
      expect(entries).toHaveLength(4);
      expect(entries).toEqual(
        expect.arrayContaining([
          { name: 'plain.txt', mode: 'file' },
          { name: 'run.sh', mode: 'executable' },
          { name: 'linked', mode: 'symlink' },
          { name: 'module', mode: 'submodule' },
        ]),
      );
    }, 60_000);

    it.each([
      ['modes/link.txt', 'is a symbolic link'],
      ['modes/linked/shop.yaml', 'is a symbolic link, not a folder'],
      ['modes/module', 'is a submodule'],
      ['modes/module/README.md', 'is a submodule, not a folder'],
      ['modes', 'is a folder'],
    ])(
      'refuse an edit of %s',
      async (path, words) => {
        await expect(
          run.propose(run.newBranch(), {
            base,
            edits: [{ path, content: 'new\n' }],
          }),
        ).rejects.toMatchObject({
          name: 'ConflictError',
          message: expect.stringContaining(words),
        });
      },
      60_000,
    );
  });
}
