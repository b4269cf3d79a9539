import { formatImage } from '@stonegarden/gitops-manifests';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { helmShopFiles, values, valuesPath } from '../__testUtils__/helmShop';
import {
  kustomization,
  kustomizationPath,
  shop,
  SHOP_FOLDER,
  SHOP_IMAGE,
  shopFiles,
} from '../__testUtils__/shop';
import { planPromotion } from '../promotions/planPromotion';
import { allReleaseFiles } from './allReleaseFiles';
import { readReleaseAt } from './readReleaseAt';

const service = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments ?? [],
};

async function plan(files: Record<string, string>) {
  const git = new FakeGitHost(files);
  return planPromotion(
    service,
    { from: 'staging', to: 'production' },
    { hosts: git.hosts, releaseFile: allReleaseFiles },
  );
}

/** A chart for workers beside the kustomization of the shop. */
const workers = (tag: string) => ({
  [`${SHOP_FOLDER}/chart/Chart.yaml`]: 'name: workers\nversion: 1.0.0\n',
  [`${SHOP_FOLDER}/chart/values.yaml`]:
    'worker: {image: {repository: ghcr.io/acme/worker}}\n',
  [`${SHOP_FOLDER}/environments/staging/values.yaml`]:
    'worker:\n  image: {tag: w2}\n',
  [`${SHOP_FOLDER}/environments/production/values.yaml`]: `worker:\n  image: {tag: ${tag}} # workers\n`,
});

describe('all strategies', () => {
  it('move the versions in values files of Helm, and nothing else', async () => {
    const { changes, edit, git } = await plan(helmShopFiles());
    expect(git.target.problem).toBeUndefined();
    expect(git.source).toMatchObject({
      file: valuesPath('staging'),
      release: { images: [{ name: SHOP_IMAGE, tag: '1.1' }] },
    });
    expect(changes).toEqual([
      { name: SHOP_IMAGE, from: { tag: '1.0' }, to: { tag: '1.1' } },
    ]);
    expect(edit?.files).toEqual([
      {
        path: valuesPath('production'),
        before: values('1.0', 5),
        after: values('1.1', 5),
      },
    ]);
    expect(edit?.release).toEqual({
      images: [{ name: SHOP_IMAGE, tag: '1.1' }],
    });
  });

  it('move kustomize and Helm at once', async () => {
    const { changes, edit } = await plan({ ...shopFiles(), ...workers('w1') });
    expect(changes).toEqual([
      { name: SHOP_IMAGE, from: { tag: '1.0' }, to: { tag: '1.1' } },
      { name: 'ghcr.io/acme/worker', from: { tag: 'w1' }, to: { tag: 'w2' } },
    ]);
    expect(edit?.files.map(({ path, after }) => [path, after])).toEqual([
      [kustomizationPath('production'), kustomization('1.1')],
      [
        `${SHOP_FOLDER}/environments/production/values.yaml`,
        'worker:\n  image: {tag: w2} # workers\n',
      ],
    ]);
    expect(edit?.release.images.map(formatImage)).toEqual([
      `${SHOP_IMAGE}:1.1`,
      'ghcr.io/acme/worker:w2',
    ]);
  });

  it('write nothing when one of them cannot be written', async () => {
    const { edit, git } = await plan({
      ...shopFiles(),
      ...workers('&tag w1, label: *tag'),
    });
    expect(edit).toBeUndefined();
    expect(git.target.problem?.message).toContain(
      `${SHOP_FOLDER}/environments/production/values.yaml:2:`,
    );
    expect(git.target.problem?.message).toContain('carries the anchor `&tag`');
  });

  it('pass over a file that is only called as if it were for Helm', async () => {
    const { changes } = await plan({
      ...shopFiles(),
      [`${SHOP_FOLDER}/environments/production/values.yaml`]: '- no values\n',
      [`${SHOP_FOLDER}/environments/staging/values.yaml`]: 'image: {tag: x}\n',
    });
    expect(changes).toHaveLength(1);
  });

  it('say what was looked for when there is nothing', async () => {
    const { git } = await plan({ [`${SHOP_FOLDER}/service.yaml`]: '' });
    expect(git.target.problem).toMatchObject({
      code: 'ReleaseFilesMissing',
      params: {
        environment: 'production',
        files: [
          kustomizationPath('production'),
          `${SHOP_FOLDER}/environments/production/values.yaml`,
          valuesPath('production'),
          `${SHOP_FOLDER}/values.production.yaml`,
          `${SHOP_FOLDER}/values/production.yaml`,
          `${SHOP_FOLDER}/production/values.yaml`,
        ],
      },
    });
  });

  it('say that values are missing where a chart is', async () => {
    const files: Record<string, string> = helmShopFiles();
    delete files[valuesPath('production')];
    const { git } = await plan(files);
    expect(git.target.problem).toMatchObject({ code: 'ReleaseFilesMissing' });
  });

  it('say that a kustomization is missing beside others', async () => {
    const files: Record<string, string> = shopFiles();
    delete files[kustomizationPath('production')];
    const { git } = await plan(files);
    expect(git.target.problem).toMatchObject({ code: 'ReleaseFileMissing' });
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'a version that an Application overrides',
      {
        [`${SHOP_FOLDER}/application-production.yaml`]: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: shop-production}
spec:
  source:
    path: ${SHOP_FOLDER}
    helm:
      valueFiles: [values-production.yaml]
      parameters: [{name: image.tag, value: "0.8"}]
`,
      },
      `${valuesPath(
        'production',
      )}:4:8: \`image\` has no effect here, because ${SHOP_FOLDER}/application-production.yaml:9 is read after it and says otherwise`,
    ],
    [
      'two files that may both be meant',
      { [`${SHOP_FOLDER}/environments/production/values.yaml`]: 'a: b\n' },
      'may all be the values of production: write those that Helm reads, in their order, in service.yaml under spec.release.helm.valueFiles',
    ],
    [
      'a key that the target does not have',
      { [valuesPath('production')]: 'replicaCount: 5\n' },
      `${SHOP_FOLDER}/values.yaml:3:8: \`image.tag\` has to become 1.1, and stands in a file that is not this environment's own`,
    ],
    [
      'a number',
      { [valuesPath('production')]: 'image: {tag: 1.10}\n' },
      '`image.tag: 1.10` is not a string to Helm',
    ],
  ])('refuse %s', async (_name, more, message) => {
    const { git, edit } = await plan({ ...helmShopFiles(), ...more });
    expect(git.target.problem?.message).toContain(message);
    expect(edit).toBeUndefined();
  });

  it('read the files that service.yaml names, in their order', async () => {
    const named = (environment: string, tag: string) => ({
      [`${SHOP_FOLDER}/deploy/${environment}/versions.yaml`]: `shop: "${tag}"\n`,
    });
    const { changes, edit } = await plan({
      ...named('staging', '2'),
      ...named('production', '1'),
      [`${SHOP_FOLDER}/service.yaml`]: `kind: Service
spec:
  release:
    helm:
      valueFiles: ['deploy/{environment}/versions.yaml']
      images: [{name: ${SHOP_IMAGE}, tag: shop}]
`,
    });
    expect(changes).toEqual([
      { name: SHOP_IMAGE, from: { tag: '1' }, to: { tag: '2' } },
    ]);
    expect(edit?.files.map(({ after }) => after)).toEqual(['shop: "2"\n']);
  });

  it('moves the version of what is switched off as well, and does not expect it to run', async () => {
    const worker = (tag: string, enabled: boolean) =>
      `image: {tag: "1"}\nworker: {enabled: ${enabled}, image: {repository: worker, tag: "${tag}"}}\n`;
    const { changes, edit } = await plan({
      ...helmShopFiles(),
      [valuesPath('staging')]: worker('2', true).replace('"1"', '"1.1"'),
      [valuesPath('production')]: worker('1', false),
    });
    expect(changes.map(({ name }) => name)).toEqual([SHOP_IMAGE]);
    expect(edit?.release.images.map(formatImage)).toEqual([
      `${SHOP_IMAGE}:1.1`,
    ]);
    expect(edit?.files[0].after).toContain('tag: "2"');
  });

  it('cost a service with kustomize three requests more in an environment, and no time', async () => {
    const git = new FakeGitHost({
      ...shopFiles(),
      [`${SHOP_FOLDER}/service.yaml`]: 'kind: Service\n',
    });
    const asked: string[] = [];
    const location = await git.hosts.resolve(
      `https://git.example/acme/platform/tree/main/${SHOP_FOLDER}/`,
    );
    const commit = await location.reader.head('main');
    const reader = {
      ...location.reader,
      read: async (path: string, at: string) => {
        asked.push(`read ${path.slice(SHOP_FOLDER.length)}`);
        return git.reader.read(path, at);
      },
      list: async (path: string, at: string) => {
        asked.push(`list ${path.slice(SHOP_FOLDER.length)}`);
        return git.reader.list(path, at);
      },
    };
    await readReleaseAt(
      allReleaseFiles,
      { path: location.path, reader },
      'production',
      commit,
    );
    expect(asked.sort()).toEqual([
      'list ',
      'list /environments/production',
      'read /environments/base/deployment.yaml',
      'read /environments/base/kustomization.yaml',
      'read /environments/production/kustomization.yaml',
      'read /service.yaml',
    ]);
  });
});
