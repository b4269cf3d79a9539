import { buildFrom, TEST_SOURCE } from '../__testUtils__/buildFrom';
import { manifestText } from '../__testUtils__/manifestText';
import { ParsedManifests } from './ParsedManifests';
import { contestedPaths } from './selectServices';

const a = 'kubernetes/services/a/service.yaml';
const b = 'kubernetes/services/b/service.yaml';
const c = 'kubernetes/services/c/service.yaml';

function text(name: string, description: string, spec: object = {}) {
  return manifestText(name, { description, ...spec });
}

const broken = 'apiVersion: platform.stonegarden.dev/v1alpha1\nkind: [';

describe('selectServices', () => {
  const before = async () => {
    const { components } = await buildFrom({
      [a]: text('shelf', 'A', { aliases: ['books'] }),
      [b]: text('kafka', 'B', { dependencies: ['books'] }),
    });
    return components;
  };

  it('lets the first by path have a name that is new to the catalog', async () => {
    const built = await buildFrom({ [a]: text('x', 'A'), [b]: text('x', 'B') });
    expect(built.summary).toEqual({ x: [a, 'A', 'valid', 'duplicate-name'] });
  });

  it('lets the one that the catalog has keep its name', async () => {
    const built = await buildFrom(
      { [a]: text('kafka', 'A'), [b]: text('kafka', 'B') },
      { before: await before() },
    );
    expect(built.summary).toEqual({
      kafka: [b, 'B', 'valid', 'duplicate-name'],
    });
  });

  it('keeps the last good version, to which others still resolve by its aliases', async () => {
    const built = await buildFrom(
      { [a]: broken, [b]: text('kafka', 'B', { dependencies: ['books'] }) },
      { before: await before() },
    );
    expect(built.summary).toEqual({
      shelf: [a, 'A', 'valid', 'yaml-syntax'],
      kafka: [b, 'B', 'valid'],
    });
    expect(built.components).toContainEqual(
      (await before()).find(one => one.metadata.name === 'kafka'),
    );
  });

  it('does not give the name of a broken manifest to a newcomer', async () => {
    const built = await buildFrom(
      { [c]: text('shelf', 'C'), [a]: broken },
      { before: await before() },
    );
    expect(built.summary).toEqual({
      shelf: [a, 'A', 'valid', 'yaml-syntax', 'duplicate-name'],
    });
  });

  it('prefers a valid manifest to one that never was', async () => {
    const built = await buildFrom({
      [a]: manifestText('x', { owner: {} }),
      [b]: text('x', 'B'),
    });
    expect(built.summary).toEqual({ x: [b, 'B', 'valid', 'duplicate-name'] });
  });

  it('names a manifest that never was good after its folder, unless that name is taken', async () => {
    const built = await buildFrom({
      [a]: broken,
      [b]: broken,
      [c]: text('b', 'C'),
    });
    expect(built.summary).toEqual({
      a: [a, undefined, 'unread', 'yaml-syntax'],
      b: [c, 'C', 'valid'],
    });
    expect(built.notes).toEqual([
      expect.stringMatching(
        /^kubernetes\/services\/b\/service.yaml:2 This is not valid YAML/,
      ),
    ]);
  });

  it('does not take a manifest that never was good for a last good version', async () => {
    const { components } = await buildFrom({ [a]: broken });
    const built = await buildFrom({ [a]: broken }, { before: components });
    expect(built.summary).toEqual({
      a: [a, undefined, 'unread', 'yaml-syntax'],
    });
  });

  it('asks the catalog about broken manifests and shared names only', () => {
    const manifests = new ParsedManifests(TEST_SOURCE);
    const parsed = [
      { path: a, text: broken },
      { path: b, text: text('x', 'B') },
      { path: c, text: text('x', 'C') },
      { path: 'services/d/service.yaml', text: text('d', 'D') },
    ].map(file => manifests.set(file));
    expect(contestedPaths(parsed).sort()).toEqual([a, b, c]);
  });
});
