import type { GitFile } from '@stonegarden/backstage-plugin-delivery-node';
import { compareFolders } from './compareFolders';

const file = (content: string, mode: GitFile['mode'] = 'file'): GitFile => ({
  content,
  mode,
});

const folder = (files: Record<string, GitFile>) =>
  new Map(Object.entries(files));

describe('compareFolders', () => {
  it('adds, changes and removes, by path, and leaves alone what is the same', () => {
    expect(
      compareFolders(
        folder({
          'z.yaml': file('new'),
          'changed.yaml': file('now'),
          'same.yaml': file('same'),
        }),
        folder({
          'same.yaml': file('same'),
          'changed.yaml': file('then'),
          'a.yaml': file('gone'),
        }),
      ),
    ).toEqual({
      ok: true,
      edits: [
        { path: 'a.yaml', after: 'gone' },
        { path: 'changed.yaml', before: 'now', after: 'then' },
        { path: 'z.yaml', before: 'new', after: null },
      ],
    });
  });

  it('leaves the mode of a file as it is', () => {
    expect(
      compareFolders(
        folder({ 'run.sh': file('echo', 'executable') }),
        folder({ 'run.sh': file('echo') }),
      ),
    ).toEqual({ ok: true, edits: [] });
  });

  it.each([
    ['that came since', { 'values.yaml': file('../v.yaml', 'symlink') }, {}],
    ['that is gone', {}, { 'values.yaml': file('../v.yaml', 'symlink') }],
    [
      'that leads elsewhere now',
      { 'values.yaml': file('../new.yaml', 'symlink') },
      { 'values.yaml': file('../v.yaml', 'symlink') },
    ],
    [
      'that took the place of a file with the same text',
      { 'values.yaml': file('../v.yaml', 'symlink') },
      { 'values.yaml': file('../v.yaml') },
    ],
  ])('refuses a link %s, by its name', (_title, before, after) => {
    const compared = compareFolders(
      folder(before as Record<string, GitFile>),
      folder(after as Record<string, GitFile>),
    );
    expect(compared).toMatchObject({
      ok: false,
      problem: {
        code: 'SymbolicLink',
        params: { file: 'values.yaml' },
        message: expect.stringMatching(/^values\.yaml is a symbolic link to /),
      },
    });
  });

  it.each([
    ['is now', file('PK\u0003\uFFFD'), file('text')],
    ['was then', file('text'), file('PK\u0003\uFFFD')],
  ])('refuses a file that %s no text, by its name', (_title, before, after) => {
    expect(
      compareFolders(
        folder({ 'logo.png': before }),
        folder({ 'logo.png': after }),
      ),
    ).toMatchObject({
      ok: false,
      problem: {
        code: 'ReleaseFileInvalid',
        message:
          'logo.png:1:1: It is not a text file, so it cannot be written back.',
      },
    });
  });

  it('does not mind links and files that are no text where nothing changed', () => {
    const both = {
      'logo.png': file('PK\uFFFD'),
      'values.yaml': file('../v.yaml', 'symlink'),
    };
    expect(compareFolders(folder(both), folder(both))).toEqual({
      ok: true,
      edits: [],
    });
  });
});
