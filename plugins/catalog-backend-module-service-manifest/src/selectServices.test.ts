import { buildFrom } from './__testUtils__/buildFrom';
import { manifestText } from './__testUtils__/manifestText';
import { interpretFiles } from './interpretFiles';
import { contestedPaths } from './selectServices';

const a = 'kubernetes/services/a/service.yaml';
const b = 'kubernetes/services/b/service.yaml';
const c = 'kubernetes/services/c/service.yaml';

/** The Components: whether they came from a valid version, from which path, and the codes of their problems. */
function summary(built: ReturnType<typeof buildFrom>) {
  return Object.fromEntries(
    [...built.componentsByPath].map(([path, { metadata, spec }]) => [
      metadata.name,
      [
        path,
        metadata.description,
        spec.environments ? 'valid' : 'unread',
        ...(spec.problems ?? []).map(one => one.code),
      ],
    ]),
  );
}

function text(name: string, description: string, spec: object = {}) {
  return manifestText(name, { description, ...spec });
}

const broken = 'apiVersion: platform.stonegarden.dev/v1alpha1\nkind: [';

describe('selectServices', () => {
  const { componentsByPath: before } = buildFrom({
    [a]: text('shelf', 'A', { aliases: ['books'] }),
    [b]: text('kafka', 'B', { dependencies: ['books'] }),
  });

  it('lets the first by path have a name that is new to the catalog', () => {
    const built = buildFrom({ [a]: text('x', 'A'), [b]: text('x', 'B') });
    expect(summary(built)).toEqual({ x: [a, 'A', 'valid', 'duplicate-name'] });
  });

  it('lets the one that the catalog has keep its name', () => {
    const built = buildFrom(
      { [a]: text('kafka', 'A'), [b]: text('kafka', 'B') },
      before,
    );
    expect(summary(built)).toEqual({
      kafka: [b, 'B', 'valid', 'duplicate-name'],
    });
  });

  it('keeps the last good version, to which others still resolve by its aliases', () => {
    const built = buildFrom(
      { [a]: broken, [b]: text('kafka', 'B', { dependencies: ['books'] }) },
      before,
    );
    expect(summary(built)).toEqual({
      shelf: [a, 'A', 'valid', 'yaml-syntax'],
      kafka: [b, 'B', 'valid'],
    });
    expect(built.find('Component', 'kafka')).toEqual(before.get(b));
  });

  it('does not give the name of a broken manifest to a newcomer', () => {
    const built = buildFrom({ [c]: text('shelf', 'C'), [a]: broken }, before);
    expect(summary(built)).toEqual({
      shelf: [a, 'A', 'valid', 'yaml-syntax', 'duplicate-name'],
    });
  });

  it('prefers a valid manifest to one that never was', () => {
    const built = buildFrom({
      [a]: manifestText('x', { owner: {} }),
      [b]: text('x', 'B'),
    });
    expect(summary(built)).toEqual({ x: [b, 'B', 'valid', 'duplicate-name'] });
  });

  it('names a manifest that never was good after its folder, unless that name is taken', () => {
    const built = buildFrom({ [a]: broken, [b]: broken, [c]: text('b', 'C') });
    expect(summary(built)).toEqual({
      a: [a, undefined, 'unread', 'yaml-syntax'],
      b: [c, 'C', 'valid'],
    });
    expect(built.unplaced).toEqual([
      expect.stringContaining(`${b}: This is not valid YAML`),
    ]);
  });

  it('does not take a manifest that never was good for a last good version', () => {
    const { componentsByPath } = buildFrom({ [a]: broken });
    const built = buildFrom({ [a]: broken }, componentsByPath);
    expect(summary(built)).toEqual({
      a: [a, undefined, 'unread', 'yaml-syntax'],
    });
  });

  it('asks the catalog about broken manifests and shared names only', () => {
    const content = interpretFiles(
      [
        { path: a, text: broken },
        { path: b, text: text('x', 'B') },
        { path: c, text: text('x', 'C') },
        { path: 'services/d/service.yaml', text: text('d', 'D') },
      ],
      { folder: 'kubernetes', apiGroup: 'platform.stonegarden.dev' },
    );
    expect(contestedPaths(content)).toEqual([a, b, c]);
  });
});
