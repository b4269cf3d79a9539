import type { Entity } from '@backstage/catalog-model';
import { codesOf, testIndex, treeOf } from '../__testUtils__/buildFrom';
import { manifestText, teamsText } from '../__testUtils__/manifestText';

const pathOf = (name: string) => `kubernetes/services/${name}/service.yaml`;
const overlayPath = (name: string, environment: string) =>
  `kubernetes/services/${name}/environments/${environment}/kustomization.yaml`;

/** Manifests at their usual places, by name. */
function files(
  specs: Record<string, Record<string, unknown>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      pathOf(name),
      manifestText(name, spec),
    ]),
  );
}

const changed = (texts: Record<string, string>) => ({
  changed: Object.entries(texts).map(([path, text]) => ({ path, text })),
  removed: [],
});

/** Refs of the entities that are not the same objects in both. */
function differing(a: Map<string, Entity>, b: Map<string, Entity>): string[] {
  const refs = new Set([...a.keys(), ...b.keys()]);
  return [...refs].filter(ref => a.get(ref) !== b.get(ref)).sort();
}

jest.setTimeout(30_000);

describe('ManifestIndex', () => {
  const three = files({
    a: { dependencies: ['b'] },
    b: {},
    c: { dependencies: ['b'] },
  });

  async function start(tree = three) {
    const index = testIndex();
    await index.replace(treeOf(tree));
    const { entities } = await index.build();
    return { index, entities };
  }

  it('parses a manifest again only when its text is another one', async () => {
    const { index, entities } = await start();
    expect(index.parsed).toBe(3);
    await index.replace(treeOf(three));
    expect(index.parsed).toBe(3);
    expect(differing(entities, (await index.build()).entities)).toEqual([]);

    await index.update(changed(files({ b: { description: 'New' } })));
    await index.update(changed(files({ c: { dependencies: ['b'] } })));
    const after = await index.build();
    expect(index.parsed).toBe(4);
    expect(differing(entities, after.entities)).toEqual([
      'component:default/b',
    ]);
  });

  it('gives the same objects where a new text says the same', async () => {
    const { index, entities } = await start();
    const commented = `# Nothing new\n${three[pathOf('a')]}`;
    await index.update(changed({ [pathOf('a')]: commented }));
    const after = await index.build();
    expect(index.parsed).toBe(4);
    expect(differing(entities, after.entities)).toEqual([]);
  });

  it('tells those who depend on a service that it is gone, or is there again', async () => {
    const { index, entities } = await start();
    await index.update({ changed: [], removed: [pathOf('b')] });
    const without = await index.build();
    expect(differing(entities, without.entities)).toEqual([
      'component:default/a',
      'component:default/b',
      'component:default/c',
    ]);
    expect(codesOf(without.entities.get('component:default/a'))).toEqual([
      'dependency-not-found',
    ]);
    await index.update(changed(files({ b: {} })));
    const again = await index.build();
    expect([...again.entities.values()]).toEqual([...entities.values()]);
  });

  it('moves problems with the lines that they are about', async () => {
    const { index } = await start(files({ a: { dependencies: ['nowhere'] } }));
    const lineOf = async () => {
      const { entities } = await index.build();
      const problems = entities.get('component:default/a')?.spec?.problems;
      return Array.isArray(problems) ? problems[0] : undefined;
    };
    expect(await lineOf()).toMatchObject({ line: 16 });
    const text = manifestText('a', { dependencies: ['nowhere'] });
    await index.update(changed({ [pathOf('a')]: `\n\n${text}` }));
    expect(await lineOf()).toMatchObject({ line: 18 });
  });

  it('keeps the last good version of a manifest that breaks, and takes the next good one', async () => {
    const { index, entities } = await start();
    await index.update(
      changed({ [pathOf('b')]: `${three[pathOf('b')]}  aliases: [x\n` }),
    );
    const broken = await index.build();
    expect(broken).toMatchObject({ services: 3, broken: 1 });
    expect(differing(entities, broken.entities)).toEqual([
      'component:default/b',
    ]);
    expect(broken.entities.get('component:default/b')).toMatchObject({
      spec: {
        environments: [{ name: 'dev' }, { name: 'production' }],
        problems: [{ code: 'yaml-syntax' }],
      },
    });
    await index.update(changed({ [pathOf('b')]: three[pathOf('b')] }));
    expect([...(await index.build()).entities.values()]).toEqual([
      ...entities.values(),
    ]);
  });

  it('follows overlays and their folders without parsing a manifest', async () => {
    const overlay = (tag: string) =>
      `kind: Kustomization\nimages:\n  - name: x\n    newTag: '${tag}'\n`;
    const { index, entities } = await start({
      ...three,
      [overlayPath('a', 'dev')]: overlay('1'),
      [overlayPath('a', 'production')]: overlay('1'),
    });
    await index.update(changed({ [overlayPath('a', 'dev')]: overlay('2') }));
    const after = await index.build();
    expect(differing(entities, after.entities)).toEqual([
      'component:default/a',
    ]);
    expect(after.entities.get('component:default/a')?.spec).toMatchObject({
      releases: [
        { environment: 'dev', images: ['x:2'] },
        { environment: 'production', images: ['x:1'] },
      ],
    });
    await index.update({
      ...changed({ [overlayPath('a', 'staging')]: overlay('1') }),
      environmentFolders: new Map([
        ['kubernetes/services/a', ['dev', 'production', 'staging']],
      ]),
    });
    const staging = await index.build();
    expect(codesOf(staging.entities.get('component:default/a'))).toEqual([
      'environment-folder-left-over',
    ]);
    expect(index.parsed).toBe(3);
  });

  it('forgets a folder with its manifest', async () => {
    const tree = { ...three, [overlayPath('a', 'dev')]: 'kind: Kustomization' };
    const { index } = await start(tree);
    await index.update({ changed: [], removed: [pathOf('a')] });
    await index.update(changed(files({ a: {} })));
    const { entities } = await index.build();
    expect(codesOf(entities.get('component:default/a'))).toEqual([]);
  });

  it('keeps the teams of a list that breaks', async () => {
    const teamsPath = 'kubernetes/bootstrap/teams.yaml';
    const { index } = await start({
      ...three,
      [teamsPath]: teamsText([{ name: 'product', title: 'Product' }]),
    });
    const titleOf = async () => {
      const { entities } = await index.build();
      return entities.get('group:default/product')?.metadata.title;
    };
    await index.update(
      changed({ [teamsPath]: teamsText([{ name: 'product', email: 'none' }]) }),
    );
    expect(await titleOf()).toBe('Product');
    await index.update(
      changed({ [teamsPath]: teamsText([{ name: 'product' }]) }),
    );
    expect(await titleOf()).toBeUndefined();
  });

  describe('what is given early', () => {
    /** 60 services, of which one depends on the last, and what cannot be known before all is parsed. */
    const many = {
      ...files(
        Object.fromEntries(
          Array.from({ length: 60 }, (_, i) => [
            `s${i}`,
            i === 0 ? { dependencies: ['s59'] } : {},
          ]),
        ),
      ),
      ...files({
        alias: { aliases: ['other'] },
        user: { dependencies: ['other'] },
      }),
      [pathOf('broken')]: `${manifestText('broken')}  x: [`,
      [pathOf('folder')]: manifestText('another-name'),
      'kubernetes/platform/x/s1/service.yaml': manifestText('s1'),
    };

    it('gives entities early that need no change later', async () => {
      const index = testIndex();
      const chunks: Entity[][] = [];
      await index.replace(treeOf(many), {
        isWanted: Promise.resolve(true),
        take: async entities => {
          chunks.push(entities);
        },
      });
      expect(chunks.map(chunk => chunk.length)).toEqual([60]);
      const { entities } = await index.build();
      const final = new Set(entities.values());
      expect(chunks.flat().filter(entity => !final.has(entity))).toEqual([]);
      const early = chunks.flat().map(entity => entity.metadata.name);
      expect(early).toContain('s0');
      for (const name of ['user', 'broken', 'another-name', 's1']) {
        expect(early).not.toContain(name);
      }
    });

    it('does not lose what was read when the catalog does not take it', async () => {
      const index = testIndex();
      const take = jest.fn(async () => {
        throw new Error('database is locked');
      });
      const isWanted = Promise.resolve(true);
      await expect(
        index.replace(treeOf(many), { isWanted, take }),
      ).rejects.toThrow('database is locked');
      expect(take).toHaveBeenCalledTimes(1);
      expect(await index.build()).toMatchObject({ services: 64, broken: 1 });
    });

    it('is read whole before anybody knows whether it is wanted', async () => {
      const index = testIndex();
      const take = jest.fn(async (_: Entity[]) => {});
      let answer: (isWanted: boolean) => void = () => {};
      const isWanted = new Promise<boolean>(resolve => {
        answer = resolve;
      });
      const done = index.replace(treeOf(many), { isWanted, take });
      while (index.parsed < 65) {
        await new Promise(resolve => setImmediate(resolve));
      }
      expect(take).not.toHaveBeenCalled();
      answer(true);
      await done;
      expect(take.mock.calls.flat(2)).toHaveLength(60);
    });

    it('is not given when it is not wanted', async () => {
      const index = testIndex();
      const take = jest.fn(async () => {});
      const isWanted = Promise.resolve(false);
      await index.replace(treeOf(many), { isWanted, take });
      expect(take).not.toHaveBeenCalled();
      expect(await index.build()).toMatchObject({ services: 64, broken: 1 });
    });

    it('is not given when nobody can tell, and nothing read is lost', async () => {
      const index = testIndex();
      const take = jest.fn(async () => {});
      const isWanted = Promise.reject(new Error('catalog is down'));
      await expect(
        index.replace(treeOf(many), { isWanted, take }),
      ).rejects.toThrow('catalog is down');
      expect(take).not.toHaveBeenCalled();
      expect(await index.build()).toMatchObject({ services: 64, broken: 1 });
    });
  });
});
