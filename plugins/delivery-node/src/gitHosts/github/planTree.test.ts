import { planTree, TreeEntry } from './planTree';

// The blob id of "hello\n", as `git hash-object` prints it.
const HELLO = 'ce013625030ba8dba906f756967f9e9ca394464a';

const trees: Record<string, TreeEntry[]> = {
  root: [
    { path: 'a', type: 'tree', sha: 'a', mode: '040000' },
    { path: 'run.sh', type: 'blob', sha: 'x', mode: '100755' },
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
});
