import { FileSelection } from './FileSelection';
import { TreeIndex } from './TreeIndex';

const A = 'services/a';
const DEV = 'environments/dev/kustomization.yaml';

function treeIndex() {
  return new TreeIndex(
    new FileSelection({ folder: '', include: [], exclude: ['old/**'] }),
    {
      files: new Set([`${A}/service.yaml`, `${A}/${DEV}`]),
      manifestFolders: new Set([A]),
      environments: new Map([
        [A, new Set(['dev'])],
        ['services/later', new Set(['dev'])],
      ]),
      documented: new Set(['services/read']),
    },
  );
}

const paths = (written: string[], removed: string[] = []) => ({
  written: new Set(written),
  removed: new Set(removed),
});

describe('TreeIndex', () => {
  it.each([
    ['a manifest', [`${A}/service.yaml`], [`${A}/service.yaml`]],
    ['an overlay', [`${A}/${DEV}`], [`${A}/${DEV}`]],
    ['an overlay of nothing', [`services/x/${DEV}`], []],
    ['something else', [`${A}/README.md`, 'x/deployment.yaml'], []],
    ['what is not wanted', ['old/x/service.yaml'], []],
    [
      'a new service with its overlay',
      ['services/n/service.yaml', `services/n/${DEV}`],
      ['services/n/service.yaml', `services/n/${DEV}`],
    ],
  ])('plans to read %s', (_what, written, read) => {
    expect(treeIndex().plan(paths(written))?.files).toEqual(
      read.map(path => ({ path, mayBeGone: false })),
    );
  });

  it.each([
    ['an overlay that goes', paths([], [`${A}/${DEV}`])],
    [
      'a manifest beside an environment that was there before',
      paths(['services/later/service.yaml']),
    ],
    [
      'a manifest beside documentation that was there before',
      paths(['services/read/service.yaml']),
    ],
    ['documentation that begins', paths([`${A}/mkdocs.yml`])],
    ['documentation that may end', paths([], ['services/read/docs/index.md'])],
    ['a hostile path', paths(['services/../service.yaml'])],
  ])('does not know enough about %s', (_what, pushed) => {
    expect(treeIndex().plan(pushed)).toBeUndefined();
  });

  it('forgets a service with all of its files, and knows when nothing is left', () => {
    const held = treeIndex();
    const pushed = paths([], [`${A}/service.yaml`]);
    const plan = held.plan(pushed);
    expect(plan?.files).toEqual([
      { path: `${A}/service.yaml`, mayBeGone: true },
    ]);
    const result = { changed: [], removed: [`${A}/service.yaml`] };
    expect(held.isEmptiedBy(result)).toBe(false);
    expect(plan && held.apply(pushed, plan, result)).toEqual({
      removed: [`${A}/service.yaml`, `${A}/${DEV}`],
      environmentFolders: new Map(),
    });
    expect(held.isEmptiedBy({ changed: [], removed: [] })).toBe(true);
    // What its environments are now, only a look at everything tells.
    expect(held.plan(paths([`${A}/service.yaml`]))).toBeUndefined();
  });

  it('knows all environments of a folder that gets one more', () => {
    const held = treeIndex();
    const pushed = paths([`${A}/environments/staging/x.txt`]);
    const plan = held.plan(pushed);
    expect(plan).toEqual({ files: [], grown: [A] });
    expect(
      plan && held.apply(pushed, plan, { changed: [], removed: [] }),
    ).toEqual({
      removed: [],
      environmentFolders: new Map([[A, ['dev', 'staging']]]),
    });
  });
});
