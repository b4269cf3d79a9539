import type { Entity } from '@backstage/catalog-model';
import {
  buildFrom,
  codesOf,
  TEST_SOURCE,
  testIndex,
  treeOf,
} from '../__testUtils__/buildFrom';
import { manifestText, teamsText } from '../__testUtils__/manifestText';
import { stringify } from 'yaml';

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

    index.update(changed(files({ b: { description: 'New' } })));
    index.update(changed(files({ c: { dependencies: ['b'] } })));
    const after = await index.build();
    expect(index.parsed).toBe(4);
    expect(differing(entities, after.entities)).toEqual([
      'component:default/b',
    ]);
  });

  it('gives the same objects where a new text says the same', async () => {
    const { index, entities } = await start();
    const commented = `# Nothing new\n${three[pathOf('a')]}`;
    index.update(changed({ [pathOf('a')]: commented }));
    const after = await index.build();
    expect(index.parsed).toBe(4);
    expect(differing(entities, after.entities)).toEqual([]);
  });

  it('tells those who depend on a service that it is gone, or is there again', async () => {
    const { index, entities } = await start();
    index.update({ changed: [], removed: [pathOf('b')] });
    const without = await index.build();
    expect(differing(entities, without.entities)).toEqual([
      'component:default/a',
      'component:default/b',
      'component:default/c',
    ]);
    expect(codesOf(without.entities.get('component:default/a'))).toEqual([
      'dependency-not-found',
    ]);
    index.update(changed(files({ b: {} })));
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
    index.update(changed({ [pathOf('a')]: `\n\n${text}` }));
    expect(await lineOf()).toMatchObject({ line: 18 });
  });

  it('keeps the last good version of a manifest that breaks, and takes the next good one', async () => {
    const { index, entities } = await start();
    index.update(
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
    index.update(changed({ [pathOf('b')]: three[pathOf('b')] }));
    expect([...(await index.build()).entities.values()]).toEqual([
      ...entities.values(),
    ]);
  });

  it('follows the values of Helm, in a source without environments in folders', async () => {
    const valuesPath = (name: string, environment: string) =>
      `kubernetes/services/${name}/values-${environment}.yaml`;
    const { index, entities } = await start({
      ...three,
      'kubernetes/services/a/Chart.yaml': 'name: a\nversion: 0.1.0\n',
      'kubernetes/services/a/values.yaml': 'image: {repository: x}\n',
      [valuesPath('a', 'dev')]: 'image: {tag: "1"}\n',
      [valuesPath('a', 'production')]: 'image: {tag: "1"}\n',
    });
    const [a, b] = ['a', 'b'].map(name =>
      entities.get(`component:default/${name}`),
    );
    expect(a?.spec).not.toHaveProperty('problems');
    expect(b?.spec).not.toHaveProperty('problems');
    index.update(changed({ [valuesPath('a', 'dev')]: 'image: {tag: "2"}\n' }));
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
  });

  it('follows overlays and their folders without parsing a manifest', async () => {
    const overlay = (tag: string) =>
      `kind: Kustomization\nresources: [../base]\nimages:\n  - name: x\n    newTag: '${tag}'\n`;
    const { index, entities } = await start({
      ...three,
      [overlayPath('a', 'base')]: 'resources: [pod.yaml]\n',
      [overlayPath('a', 'base').replace('kustomization', 'pod')]:
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - image: x\n',
      [overlayPath('a', 'dev')]: overlay('1'),
      [overlayPath('a', 'production')]: overlay('1'),
    });
    index.update(changed({ [overlayPath('a', 'dev')]: overlay('2') }));
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
    index.update({
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
    index.update({ changed: [], removed: [pathOf('a')] });
    index.update(changed(files({ a: {} })));
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
    index.update(
      changed({ [teamsPath]: teamsText([{ name: 'product', email: 'none' }]) }),
    );
    expect(await titleOf()).toBe('Product');
    index.update(changed({ [teamsPath]: teamsText([{ name: 'product' }]) }));
    expect(await titleOf()).toBeUndefined();
  });

  it('says on the repository that a manifest has a mistyped API group, until it is mended', async () => {
    const path = 'kubernetes/services/shop/service.yaml';
    const right = manifestText('shop');
    const index = testIndex();
    const problems = async () => {
      const { entities } = await index.build();
      return entities.get('resource:default/acme-repository')?.spec?.problems;
    };
    await index.replace(
      treeOf({
        [path]: right.replace('platform.stone', 'platform.st0ne'),
        'kubernetes/services/web/service.yaml': manifestText('web'),
        'kubernetes/services/web/environments/dev/service.yaml':
          'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n',
      }),
    );
    expect(await problems()).toEqual([
      expect.objectContaining({
        code: 'api-group-unknown',
        severity: 'warning',
        file: path,
        line: 1,
      }),
    ]);
    index.update({ changed: [{ path, text: right }], removed: [] });
    expect(await problems()).toBeUndefined();
  });

  it('holds images against the rules that are configured', async () => {
    const folder = 'kubernetes/services/shop';
    const service = {
      [`${folder}/service.yaml`]: manifestText('shop'),
      [`${folder}/environments/dev/kustomization.yaml`]:
        'namespace: shop-dev\nresources:\n  - deployment.yaml\n',
      [`${folder}/environments/dev/deployment.yaml`]: stringify({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'shop' },
        spec: {
          template: {
            spec: {
              containers: [{ name: 'shop', image: 'acme/shop:rolling' }],
            },
          },
        },
      }),
    };
    const codes = async (imageRules: object) => {
      const { find } = await buildFrom(service, {
        settings: { ...TEST_SOURCE, imageRules },
      });
      return codesOf(find('Component', 'shop'));
    };
    const rules = {
      protectedEnvironments: ['dev'],
      floatingTags: ['rolling'],
    };
    expect(await codes({})).not.toContain('floating-tag');
    expect(await codes(rules)).toContain('floating-tag');
  });
});
