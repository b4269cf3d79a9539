import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  formatImage,
  ImageChange,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import {
  checkServiceFolder,
  isServiceFolderFile,
} from '@stonegarden/gitops-manifests';
import { parseServiceManifest } from '@stonegarden/service-manifest';
import { kustomize } from '@stonegarden/test-utils/kustomize';
import fc from 'fast-check';
import { shop, SHOP_FOLDER } from '../__testUtils__/shop';
import { kustomizeReleaseFile } from '../releases/kustomizeReleaseFile';
import {
  KustomizeTree,
  kustomizeTree,
  OVERLAYS,
} from './__testUtils__/kustomizeTrees';
import { planPromotion, PromotionPlan } from './planPromotion';

// kustomize runs as a process of its own, on machines that may be busy
jest.setTimeout(300_000);

const service = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments ?? [],
};

const MANIFEST = `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata:
  name: shop
spec:
  owner:
    team: product
  environments:
    - name: staging
      namespace: shop-staging
    - name: production
      namespace: shop
`;
const TREES = 160;
const AT_ONCE = 20;

type Rendered = Array<Record<string, unknown>>;

async function write(root: string, files: KustomizeTree['files']) {
  for (const [path, file] of Object.entries(files)) {
    if (typeof file === 'string') {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), file);
    }
  }
}

/** Renders folders with the real kustomize at once: its start costs more than its work. */
async function renderAll(
  root: string,
  folders: Record<string, string>,
): Promise<Map<string, Rendered>> {
  const ids = Object.keys(folders);
  for (const id of ids) {
    await write(root, {
      [`${id}/kustomization.yaml`]: JSON.stringify({
        namespace: id,
        resources: [`../${folders[id]}`],
      }),
    });
  }
  await write(root, {
    'all/kustomization.yaml': JSON.stringify({
      resources: ids.map(id => `../${id}`),
    }),
  });
  const rendered = new Map<string, Rendered>(ids.map(id => [id, []]));
  for (const manifest of await kustomize(join(root, 'all'))) {
    const { namespace, ...metadata } = manifest.metadata as {
      namespace: string;
    };
    rendered.get(namespace)?.push({ ...manifest, metadata });
  }
  return rendered;
}

/** Images with their places, as a reader of rendered manifests finds them who knows nothing of kustomize. */
function imagesIn(value: unknown, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const at = `${path}/${key}`;
      if (
        typeof item === 'string' &&
        /\/(?:(?:init)?containers\/\d+\/image|spec\/volumes\/\d+\/image\/reference)$/i.test(
          at,
        )
      ) {
        found.set(at, item);
      }
      imagesIn(item, at).forEach((image, inner) => found.set(inner, image));
    }
  }
  return found;
}

const sorted = (images: Iterable<string>) => [...new Set(images)].sort();
function withoutImages(manifests: Rendered): unknown {
  return JSON.parse(
    JSON.stringify(manifests, (key, value) =>
      key === 'image' || key === 'reference' ? undefined : value,
    ),
  );
}

/** That the Release is what the real kustomize renders. */
function expectReleased(manifests: Rendered, release: Release | undefined) {
  const images = release?.images.map(formatImage) ?? [];
  const found = [...imagesIn(manifests)];
  expect(found.filter(([, image]) => !images.includes(image))).toEqual([]);
  expect(sorted(images)).toEqual(sorted(found.map(([, image]) => image)));
}

/** That exactly what is announced has changed. */
function expectAnnounced(
  before: Rendered,
  after: Rendered,
  changes: ImageChange[],
) {
  expect(withoutImages(after)).toEqual(withoutImages(before));
  const old = imagesIn(before);
  const announced = new Set(
    changes.map(({ name, to }) => formatImage({ name, ...to })),
  );
  const seen = new Set<string>();
  for (const [place, image] of imagesIn(after)) {
    if (old.get(place) !== image) {
      expect([...announced]).toContain(image);
      seen.add(image);
    }
  }
  expect(sorted(seen)).toEqual(sorted(announced));
}

const counts = { trees: 0, plain: 0, plainRead: 0, refused: 0, changed: 0 };

/** Plans for a tree, and writes its files and those after the edit below a folder, which is returned. */
async function planTree(root: string, { files, isOpaque }: KustomizeTree) {
  const plan = await planPromotion(
    service,
    { from: 'staging', to: 'production' },
    {
      hosts: new FakeGitHost(files).hosts,
      releaseFile: kustomizeReleaseFile,
    },
  );
  const isRead = plan.git.source.release && plan.git.target.release;
  const isChanged = plan.edit && plan.changes.length > 0;
  counts.trees += 1;
  counts.plain += isOpaque ? 0 : 1;
  counts.plainRead += isRead && !isOpaque ? 1 : 0;
  counts.refused += isRead ? 0 : 1;
  counts.changed += isChanged ? 1 : 0;
  await write(join(root, 'files'), files);
  if (!isRead) {
    if (!isOpaque) {
      await expectRefused(root, plan);
    }
    return { plan, folders: {} };
  }
  if (plan.edit) {
    const edited = { ...files };
    for (const { path, after } of plan.edit.files) {
      expect(path).toBe(OVERLAYS.production);
      edited[path] = after!;
    }
    await write(join(root, 'edited'), edited);
  }
  const environments = `${SHOP_FOLDER}/environments`;
  return {
    plan,
    folders: {
      source: `files/${environments}/staging`,
      before: `files/${environments}/production`,
      ...(plan.edit && { after: `edited/${environments}/production` }),
    },
  };
}

/** What has nothing that cannot be told from files is refused only when kustomize refuses it, or its pins do nothing. */
async function expectRefused(root: string, { git }: PromotionPlan) {
  for (const { file, problem } of [git.source, git.target]) {
    if (problem?.code === 'ReleaseFileInvalid') {
      await expect(
        kustomize(join(root, 'files', dirname(file))),
      ).rejects.toThrow('error: ');
      return;
    }
  }
  expect([git.source.problem?.code, git.target.problem?.code]).toContainEqual(
    expect.stringMatching(/^(?:ImagePinUnused|NoImagePinned)$/),
  );
}

/** The Release that the catalog has for each environment, by the files of the service's folder alone. */
function inCatalog({ files }: KustomizeTree) {
  const below = Object.entries(files).flatMap(([path, file]) =>
    path.startsWith(`${SHOP_FOLDER}/environments/`) && typeof file === 'string'
      ? [[path.slice(SHOP_FOLDER.length + 1), file] as const]
      : [],
  );
  const path = `${SHOP_FOLDER}/service.yaml`;
  const parsed = parseServiceManifest(MANIFEST, { path });
  if (parsed.kind !== 'manifest') {
    throw new Error(JSON.stringify(parsed));
  }
  const { releases } = checkServiceFolder(parsed.manifest, {
    files: new Map(below.filter(([file]) => isServiceFolderFile(file))),
    directories: ['staging', 'production'],
  });
  return new Map(releases.map(one => [one.environment, one.images]));
}

async function checkTrees(trees: KustomizeTree[]) {
  const root = await mkdtemp(join(tmpdir(), 'stonegarden-trees-'));
  try {
    const planned = await Promise.all(
      trees.map((tree, index) => planTree(join(root, `t${index}`), tree)),
    );
    const folders = planned.flatMap(({ folders: own }, index) =>
      Object.entries(own).map(([side, folder]) => [
        `t${index}-${side}`,
        `t${index}/${folder}`,
      ]),
    );
    const rendered = await renderAll(root, Object.fromEntries(folders));
    for (const [index, { plan }] of planned.entries()) {
      const source = rendered.get(`t${index}-source`);
      const before = rendered.get(`t${index}-before`);
      const after = rendered.get(`t${index}-after`);
      if (source && before) {
        expectReleased(source, plan.git.source.release);
        expectReleased(before, plan.git.target.release);
        const catalog = inCatalog(trees[index]);
        expect(catalog.get('staging')).toEqual(
          plan.git.source.release?.images.map(formatImage),
        );
        expect(catalog.get('production')).toEqual(
          plan.git.target.release?.images.map(formatImage),
        );
      }
      if (before && after) {
        expectAnnounced(before, after, plan.changes);
      }
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

describe('planPromotion, for trees of kustomizations', () => {
  it('announces what the real kustomize renders, as the catalog does, and refuses what it cannot prove', async () => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
    const trees = fc.sample(kustomizeTree, { numRuns: TREES, seed });
    for (let start = 0; start < TREES; start += AT_ONCE) {
      const batch = trees.slice(start, start + AT_ONCE);
      try {
        await checkTrees(batch);
      } catch {
        // Once more one by one, for the tree and what is wrong with it
        for (const tree of batch) {
          await checkTrees([tree]).catch(error => {
            throw new Error(
              `SEED=${seed}: ${error.message}\n${describeTree(tree)}`,
            );
          });
        }
      }
    }
    // Or else the trees would prove nothing
    expect(counts.plainRead / counts.plain).toBeGreaterThan(0.6);
    expect(counts.refused / counts.trees).toBeGreaterThan(0.25);
    expect(counts.changed / counts.trees).toBeGreaterThan(0.1);
  });
});

function describeTree({ files }: KustomizeTree): string {
  return Object.entries(files)
    .map(([path, file]) => {
      const text = typeof file === 'string' ? file : `-> ${file.content}`;
      return `# ${path}\n${text.replace(/\n */g, ' ')}`;
    })
    .join('\n');
}
