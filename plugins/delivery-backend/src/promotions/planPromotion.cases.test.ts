import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  FakeFile,
  FakeGitHost,
} from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import {
  kustomization,
  kustomizationPath,
  SHOP_FOLDER,
  SHOP_IMAGE,
  shop,
  shopFiles,
} from '../__testUtils__/shop';
import { kustomizeReleaseFile } from '../releases/kustomizeReleaseFile';
import { planPromotion } from './planPromotion';

const BASE = `${SHOP_FOLDER}/environments/base`;
const service = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments ?? [],
};

function plan(
  files: Record<string, string | FakeFile>,
  environments = ['staging', 'production'],
) {
  const [from, to] = environments;
  return planPromotion(
    {
      ...service,
      environments: service.environments.filter(({ name }) =>
        environments.includes(name),
      ),
    },
    { from, to },
    { hosts: new FakeGitHost(files).hosts, releaseFile: kustomizeReleaseFile },
  );
}

function caseFiles(name: string): Record<string, string> {
  const root = join(__dirname, '__fixtures__/cases', name);
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name: file }) => {
        const path = join(parentPath, file);
        return [relative(root, path), readFileSync(path, 'utf8')];
      }),
  );
}

/** The shop with other files; an undefined one is not there. */
function withFiles(others: Record<string, string | FakeFile | undefined>) {
  return Object.fromEntries(
    Object.entries({ ...shopFiles(), ...others }).filter(
      (entry): entry is [string, string | FakeFile] => entry[1] !== undefined,
    ),
  );
}

describe('planPromotion, by what kustomize renders', () => {
  it('case 03: promotes a tag with a digest behind it as it stands', async () => {
    const files = caseFiles('03-newtag-with-digest');
    const planned = await plan(files, ['dev', 'production']);
    const wanted = `sha256:${'b'.repeat(64)}`;
    expect(planned.git.source).toEqual({
      file: kustomizationPath('dev'),
      release: {
        images: [{ name: SHOP_IMAGE, tag: '1.27.4', digest: wanted }],
      },
    });
    expect(planned.changes).toEqual([
      {
        name: SHOP_IMAGE,
        from: { tag: '1.27.3', digest: `sha256:${'a'.repeat(64)}` },
        to: { tag: '1.27.4', digest: wanted },
      },
    ]);
    expect(planned.edit?.files[0].after).toBe(
      files[kustomizationPath('production')].replace(
        /newTag: .*/,
        `newTag: 1.27.4@${wanted}`,
      ),
    );
  });

  it('case 04: refuses a pin that no manifest uses since the base has renamed the image', async () => {
    const planned = await plan(caseFiles('04-base-renames-image'), [
      'dev',
      'production',
    ]);
    expect(planned.git.source.problem).toEqual({
      code: 'ImagePinUnused',
      params: {
        file: kustomizationPath('dev'),
        line: 3,
        image: 'shop-image',
        rendered: [SHOP_IMAGE],
      },
      message: `${kustomizationPath(
        'dev',
      )}:3: no manifest gets its image from the entry shop-image, so another version there would deploy nothing. Write the name of an image as the base renders it: ${SHOP_IMAGE}.`,
    });
    expect(planned.changes).toEqual([]);
    expect(planned.edit).toBeUndefined();
    expect(planned.git.target.release).toEqual({
      images: [{ name: SHOP_IMAGE, tag: '1.0' }],
    });
  });

  it('refuses when only the pin of the target is used by no manifest', async () => {
    const planned = await plan(
      withFiles({
        [kustomizationPath('production')]: kustomization('1.0').replace(
          '../base',
          'own.yaml',
        ),
        [`${SHOP_FOLDER}/environments/production/own.yaml`]:
          'apiVersion: v1\nkind: Pod\nmetadata: {name: own}\nspec: {containers: [{name: own, image: "other:1"}]}\n',
      }),
    );
    expect(planned.git.target.problem).toMatchObject({
      code: 'ImagePinUnused',
      params: {
        file: kustomizationPath('production'),
        line: 4,
        image: SHOP_IMAGE,
        rendered: ['other'],
      },
    });
    expect(planned.edit).toBeUndefined();
  });

  it.each([
    ['a file', `${BASE}/deployment.yaml`],
    ['a folder', BASE],
    ['a folder further up', `${SHOP_FOLDER}/environments`],
  ])(
    'case 08: follows no symbolic link in the place of %s',
    async (_, link) => {
      const files = Object.fromEntries(
        Object.entries(shopFiles()).map(([path, text]) => [
          path === link || path.startsWith(`${link}/`)
            ? path.replace(link, 'shared')
            : path,
          text,
        ]),
      );
      const planned = await plan({
        ...files,
        [link]: { mode: 'symlink', content: 'elsewhere' },
      });
      for (const { problem } of [planned.git.source, planned.git.target]) {
        expect(problem?.message).toContain(`${link} is a symbolic link`);
      }
      expect(planned.edit).toBeUndefined();
    },
  );

  it('says what a base pins as well, and leaves it alone', async () => {
    const planned = await plan(
      withFiles({
        [`${BASE}/kustomization.yaml`]:
          'resources: [deployment.yaml, job.yaml]\nimages: [{name: job, newTag: "7"}]\n',
        [`${BASE}/job.yaml`]:
          'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: job}\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{name: job, image: job}]}}}}}\n',
      }),
    );
    expect(planned.git.source.release?.images).toEqual([
      { name: SHOP_IMAGE, tag: '1.1' },
      { name: 'job', tag: '7' },
    ]);
    expect(planned.edit?.release).toEqual({
      images: [{ name: SHOP_IMAGE, tag: '1.1' }],
    });
  });

  it.each([
    [
      'a remote base',
      'resources: [../base, "https://git.example/acme/base?ref=v1"]',
      /kustomization.yaml:1:\d+: `https:.*` is not in this repository/,
    ],
    [
      'a chart',
      'resources: [../base]\nhelmCharts: [{name: redis}]',
      /kustomization.yaml:2:\d+: `helmCharts` brings in a Helm chart/,
    ],
    [
      'a replacement in an image',
      `resources: [../base]
replacements:
  - source: {kind: ConfigMap, name: versions}
    targets:
      - select: {kind: Deployment}
        fieldPaths: [spec.template.spec.containers.0.image]`,
      /kustomization.yaml:3:\d+: This replacement may write into an image/,
    ],
    [
      'a missing file',
      'resources: [../base, missing.yaml]',
      /kustomization.yaml:1:\d+: `missing.yaml` leads to .*\/staging\/missing.yaml, which is not there/,
    ],
    [
      'a cycle',
      'resources: [../base, ../staging]',
      /kustomization.yaml:1:\d+: This leads back to/,
    ],
  ])('refuses %s with file, line and what to do', async (_, text, message) => {
    const planned = await plan(
      withFiles({
        [kustomizationPath(
          'staging',
        )]: `${text}\nimages: [{name: ${SHOP_IMAGE}, newTag: "1.1"}]\n`,
      }),
    );
    expect(planned.git.source.problem).toMatchObject({
      code: 'ReleaseFileInvalid',
      message: expect.stringMatching(message),
    });
    expect(planned.edit).toBeUndefined();
  });

  it.each([
    'https://git.example/acme/base?ref=v1',
    'github.com/acme/base//config?ref=v1',
    'git@git.example:acme/base',
    'git::https://git.example/acme/base',
  ])('takes %s for what is in another repository', async entry => {
    const planned = await plan(
      withFiles({
        [kustomizationPath('production')]: `resources:
  - ../base
  - ${entry}
images: [{name: ${SHOP_IMAGE}, newTag: "1.0"}]
`,
      }),
    );
    expect(planned.git.source).not.toHaveProperty('problem');
    expect(planned.git.target.problem?.message).toContain(
      `${kustomizationPath(
        'production',
      )}:3:5: \`${entry}\` is not in this repository`,
    );
    expect(planned.edit).toBeUndefined();
  });

  it('promotes past a remote base that is only in another environment', async () => {
    const planned = await plan(
      withFiles({
        [kustomizationPath('dev')]:
          'resources: [../base, "https://git.example/acme/base?ref=v1"]\n',
      }),
    );
    expect(planned.git.source).not.toHaveProperty('problem');
    expect(planned.edit?.files[0].path).toBe(kustomizationPath('production'));
  });

  it('takes a folder with the name of a host for the folder it is', async () => {
    const planned = await plan(
      withFiles({
        [`${BASE}/kustomization.yaml`]:
          'resources: [deployment.yaml, monitoring.coreos.com/rules.yaml, argoproj.io]\n',
        [`${BASE}/monitoring.coreos.com/rules.yaml`]:
          'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: shop}\n',
        [`${BASE}/argoproj.io/kustomization.yaml`]: 'resources: []\n',
      }),
    );
    expect(planned.git.source.release).toBeDefined();
    expect(planned.edit?.files[0].path).toBe(kustomizationPath('production'));
  });

  it('reads few files, several at a time, and none twice', async () => {
    const host = new FakeGitHost(shopFiles());
    const reads: string[] = [];
    const { read } = host.reader;
    host.reader.read = async (path, commit) => {
      reads.push(path);
      return read(path, commit);
    };
    await planPromotion(
      service,
      { from: 'staging', to: 'production' },
      { hosts: host.hosts, releaseFile: kustomizeReleaseFile },
    );
    expect(reads.sort()).toEqual([
      `${BASE}/deployment.yaml`,
      `${BASE}/kustomization.yaml`,
      kustomizationPath('production'),
      kustomizationPath('staging'),
    ]);
  });

  it('refuses an environment of more files than anybody reads', async () => {
    const names = Array.from({ length: 250 }, (_, index) => `m${index}.yaml`);
    const planned = await plan(
      withFiles({
        [`${BASE}/kustomization.yaml`]: `resources: [${names.join(', ')}]\n`,
      }),
    );
    expect(planned.git.source.problem?.message).toContain(
      'made of more than 200 files',
    );
  });
});
