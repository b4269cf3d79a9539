import { posix } from 'node:path';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import fc from 'fast-check';
import { parse } from 'yaml';
import { shop, SHOP_FOLDER } from '../__testUtils__/shop';
import {
  kustomizeTree,
  KustomizeTree,
  OVERLAYS,
} from '../promotions/__testUtils__/kustomizeTrees';
import type { EditedFile } from '../promotions/planVersions';
import { kustomizeReleaseFile } from '../releases/kustomizeReleaseFile';
import { planRollback } from './planRollback';

jest.setTimeout(300_000);

const TREES = 300;
const ENVIRONMENTS = `${SHOP_FOLDER}/environments`;
const OWN = `${ENVIRONMENTS}/production/`;

const service = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments ?? [],
};

type Files = KustomizeTree['files'];

const below = (files: Files, folder: string): Files =>
  Object.fromEntries(
    Object.entries(files).filter(([path]) => path.startsWith(folder)),
  );

/** A field that somebody added since, which no image depends on. */
function withField(text: string, extra: string): string {
  return `${JSON.stringify(
    { ...JSON.parse(text), commonAnnotations: { since: extra } },
    null,
    2,
  )}\n`;
}

/** Production as it is today: what staging says, with files and fields that came since, and without one that went. */
function changeProduction(files: Files, extra: string): Files {
  const staging = below(files, `${ENVIRONMENTS}/staging/`);
  const today = Object.fromEntries(
    Object.entries(staging).map(([path, file]) => [
      path.replace('/staging/', '/production/'),
      typeof file === 'string' && posix.basename(path).startsWith('kustomiz')
        ? withField(file, extra)
        : file,
    ]),
  );
  return { ...today, [`${OWN}since-${extra}.txt`]: extra };
}

function edited(files: Files, edits: readonly EditedFile[]): Files {
  const result = { ...files };
  for (const { path, after } of edits) {
    if (after === null) {
      delete result[path];
    } else {
      result[path] = after;
    }
  }
  return result;
}

/** A kustomization without what pins its images, and the pins by the name of the entry. */
function split(text: string) {
  const { images = [], ...rest } = parse(text) ?? {};
  return {
    rest: {
      ...rest,
      images: images.map(
        ({ newTag, digest, ...image }: Record<string, string>) => image,
      ),
    },
    pins: Object.fromEntries(
      images.map(({ name, newTag, digest }: Record<string, string>) => [
        name,
        [newTag, digest],
      ]),
    ),
  };
}

describe('planRollback, for trees of kustomizations', () => {
  const counts = { versions: 0, everything: 0 };

  async function check({ files }: KustomizeTree, extra: string) {
    const git = new FakeGitHost(files);
    const revision = await git.reader.head('main');
    const before = below(files, OWN);
    const today = changeProduction(files, extra);
    git.push('main', [
      ...Object.keys(before)
        .filter(path => !(path in today))
        .map(path => ({ path, content: null })),
      ...Object.entries(today).map(([path, file]) => ({
        path,
        content: typeof file === 'string' ? file : file.content,
      })),
    ]);
    const deployment = {
      id: 'd',
      entityRef: service.entityRef,
      environment: 'production',
      revision,
    } as Deployment;
    const ports = { hosts: git.hosts, releaseFile: kustomizeReleaseFile };

    const versions = await planRollback(
      service,
      { deployment, scope: 'versions' },
      ports,
    );
    for (const { path, before: is, after } of versions.edit?.files ?? []) {
      counts.versions += 1;
      expect(path).toBe(OVERLAYS.production);
      expect(is).toBe(today[path]);
      const [now, then] = [split(is!), split(after!)];
      expect(then.rest).toEqual(now.rest);
      const earlier = split(before[path] as string).pins;
      for (const [name, pin] of Object.entries(then.pins)) {
        const moved = JSON.stringify(pin) !== JSON.stringify(now.pins[name]);
        expect([name, pin]).toEqual([
          name,
          moved ? earlier[name] : now.pins[name],
        ]);
      }
    }

    const everything = await planRollback(
      service,
      { deployment, scope: 'everything' },
      ports,
    );
    if (everything.problem) {
      expect(everything.problem.message).not.toBe('');
      return;
    }
    counts.everything += 1;
    expect(edited(today, everything.edit!.files)).toEqual(before);
  }

  it('changes exactly the earlier pins, or gives back exactly the earlier folder', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
    // Links are refused, and have tests of their own.
    const isPlain = ({ files }: KustomizeTree) =>
      Object.values(files).every(file => typeof file === 'string');
    const trees = fc
      .sample(kustomizeTree, { numRuns: TREES, seed })
      .filter(isPlain);
    for (const [index, tree] of trees.entries()) {
      try {
        await check(tree, `x${index}`);
      } catch (error) {
        throw new Error(
          `SEED=${seed}, tree ${index}: ${error}\n${JSON.stringify(
            tree.files,
            null,
            2,
          )}`,
        );
      }
    }
    // Or else the trees would prove nothing
    expect(counts.versions / trees.length).toBeGreaterThan(0.1);
    expect(counts.everything / trees.length).toBeGreaterThan(0.3);
  });
});
