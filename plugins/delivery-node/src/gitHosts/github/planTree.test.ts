import type { FileEdit } from '../PullRequests';
import type { TreeEntry } from './GithubObjects';
import { planTree, TreeListing } from './planTree';

// The blob id of "hello\n", as `git hash-object` prints it.
const HELLO = 'ce013625030ba8dba906f756967f9e9ca394464a';

const trees: Record<string, TreeEntry[]> = {
  root: [
    { name: 'a', sha: 'a', mode: 'directory' },
    { name: 'run.sh', sha: 'x', mode: 'executable' },
    { name: 'link', sha: 'l', mode: 'symlink' },
    { name: 'module', sha: 'm', mode: 'submodule' },
  ],
  a: [{ name: 'hello.txt', sha: HELLO, mode: 'file' }],
};

/** Nothing is known before it is listed. */
const plan = (edits: FileEdit[], listing: Partial<TreeListing> = {}) =>
  planTree('root', edits, {
    known: () => undefined,
    list: async sha => trees[sha],
    ...listing,
  });

describe('planTree', () => {
  it('keeps modes, leaves out what is the same, and reads each folder once', async () => {
    const list = jest.fn(async (sha: string) => trees[sha]);
    await expect(
      plan(
        [
          { path: 'run.sh', content: '#!/bin/sh\n' },
          { path: 'a/hello.txt', content: 'hello\n' },
          { path: 'a/new.txt', content: 'new' },
          { path: 'b/c/d.txt', content: 'deep' },
          { path: 'gone.txt', content: null },
        ],
        { list },
      ),
    ).resolves.toEqual([
      {
        path: 'run.sh',
        mode: '100755',
        type: 'blob',
        content: '#!/bin/sh\n',
      },
      { path: 'a/new.txt', mode: '100644', type: 'blob', content: 'new' },
      { path: 'b/c/d.txt', mode: '100644', type: 'blob', content: 'deep' },
    ]);
    expect(list.mock.calls).toEqual([['root'], ['a']]);
  });

  it('removes a file that is there', async () => {
    await expect(
      plan([{ path: 'a/hello.txt', content: null }]),
    ).resolves.toEqual([
      { path: 'a/hello.txt', mode: '100644', type: 'blob', sha: null },
    ]);
  });

  it.each([
    ['link', 'link is a symbolic link: writing to it would replace the link'],
    ['link/x.txt', 'link is a symbolic link, not a folder'],
    ['module', 'module is a submodule, not a file'],
    ['module/x.txt', 'module is a submodule, not a folder'],
    ['run.sh/x.txt', 'run.sh is a file, not a folder'],
    ['a', 'a is a folder, not a file'],
  ])('refuses to write to %s', async (path, message) => {
    await expect(plan([{ path, content: 'text\n' }])).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(message),
    });
  });

  it('removes a symbolic link, and no folder', async () => {
    const remove = (path: string) => plan([{ path, content: null }]);
    await expect(remove('link')).resolves.toEqual([
      { path: 'link', mode: '120000', type: 'blob', sha: null },
    ]);
    await expect(remove('a')).rejects.toThrow('a is a folder, not a file');
  });

  it('lists nothing where the folder is known', async () => {
    const list = jest.fn();
    const known = (folder: string) => (folder === 'a' ? trees.a : undefined);
    await expect(
      plan([{ path: 'a/hello.txt', content: 'other' }], { known, list }),
    ).resolves.toMatchObject([{ path: 'a/hello.txt', mode: '100644' }]);
    expect(list).not.toHaveBeenCalled();
  });
});
