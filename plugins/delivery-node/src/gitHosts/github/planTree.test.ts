import { planTree, TreeEntry } from './planTree';

// The blob id of "hello\n", as `git hash-object` prints it.
const HELLO = 'ce013625030ba8dba906f756967f9e9ca394464a';

const trees: Record<string, TreeEntry[]> = {
  root: [
    { path: 'a', type: 'tree', sha: 'a', mode: '040000' },
    { path: 'run.sh', type: 'blob', sha: 'x', mode: '100755' },
    { path: 'link', type: 'blob', sha: 'l', mode: '120000' },
    { path: 'module', type: 'commit', sha: 'm', mode: '160000' },
  ],
  a: [{ path: 'hello.txt', type: 'blob', sha: HELLO, mode: '100644' }],
};

describe('planTree', () => {
  it('keeps modes, leaves out what is the same, and reads each folder once', async () => {
    const list = jest.fn(async (sha: string) => trees[sha]);
    await expect(
      planTree(
        'root',
        [
          { path: 'run.sh', content: '#!/bin/sh\n' },
          { path: 'a/hello.txt', content: 'hello\n' },
          { path: 'a/new.txt', content: 'new' },
          { path: 'b/c/d.txt', content: 'deep' },
          { path: 'gone.txt', content: null },
        ],
        list,
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
      planTree(
        'root',
        [{ path: 'a/hello.txt', content: null }],
        async sha => trees[sha],
      ),
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
    await expect(
      planTree('root', [{ path, content: 'text\n' }], async sha => trees[sha]),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(message),
    });
  });

  it('removes a symbolic link, and no folder', async () => {
    const remove = (path: string) =>
      planTree('root', [{ path, content: null }], async sha => trees[sha]);
    await expect(remove('link')).resolves.toEqual([
      { path: 'link', mode: '120000', type: 'blob', sha: null },
    ]);
    await expect(remove('a')).rejects.toThrow('a is a folder, not a file');
  });
});
