import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  exampleFiles,
  explainProblem,
  formatDiagnostic,
  parseServiceManifest,
  problemCodes,
} from '@stonegarden/service-manifest';
import fc from 'fast-check';
import { folderOf, shop } from '../__testUtils__/serviceFolder';
import { renderService } from '../service/renderService';
import { shop as newShop } from '../__testUtils__/newService';
import { checkServiceFolder } from './checkServiceFolder';

const DEV = 'name: dev\nnamespace: shop-dev';
const PRODUCTION = 'name: production\nnamespace: shop';
const BASE = 'resources:\n  - deployment.yaml\n  - pvc.yaml\n';
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: shop
          image: acme/shop:0.0.0
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: shop-data
`;
/** What the overlays of a test are made of that says nothing else. */
const FILES = {
  'environments/base/kustomization.yaml': 'resources:\n  - deployment.yaml\n',
  'environments/base/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n',
};
const claim = (mode: string) => `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: shop-data
spec:
  accessModes:
    - ${mode}
`;
const overlay = (more = '', namespace = 'shop-dev') =>
  `namespace: ${namespace}\nresources:\n  - ../base\n${more}`;

function check(
  manifest: ReturnType<typeof shop>,
  files: Record<string, string>,
) {
  return checkServiceFolder(manifest, folderOf({ ...FILES, ...files }));
}

function sentences(...args: Parameters<typeof check>): string[] {
  return check(...args).diagnostics.map(one =>
    formatDiagnostic(one).replace('kubernetes/services/shop/', ''),
  );
}

describe('checkServiceFolder', () => {
  it('has nothing to say about a folder that says the same as its manifest', () => {
    expect(
      check(shop(`${DEV}\nreplicas: 2`, PRODUCTION), {
        'environments/base/kustomization.yaml': BASE,
        'environments/base/deployment.yaml': DEPLOYMENT,
        'environments/base/pvc.yaml': claim('ReadWriteMany'),
        'environments/components/debug/kustomization.yaml': '',
        'environments/dev/kustomization.yaml': overlay(
          'replicas:\n  - name: shop\n    count: 2\nimages:\n  - name: acme/shop\n    newTag: "1.10"\n',
        ),
        'environments/production/kustomization.yaml': overlay('', 'shop'),
      }),
    ).toEqual({
      diagnostics: [],
      releases: [
        { environment: 'dev', images: ['acme/shop:1.10'] },
        { environment: 'production', images: ['acme/shop:0.0.0'] },
      ],
    });
  });

  it('has nothing to say about what renderService writes', () => {
    const files = renderService(newShop);
    const [{ path, content }] = files;
    const result = parseServiceManifest(content, { path });
    const below = Object.fromEntries(
      files.map(file => [
        file.path.slice(dirname(path).length + 1),
        file.content,
      ]),
    );
    expect(result).toMatchObject({ kind: 'manifest' });
    const found = result.kind === 'manifest' && check(result.manifest, below);
    expect(found).toMatchObject({ diagnostics: [] });
  });

  describe('folders', () => {
    it('names an environment without a folder, and where it is named', () => {
      expect(
        sentences(shop(DEV, PRODUCTION), {
          'environments/dev/kustomization.yaml': overlay(),
        }),
      ).toEqual([
        'service.yaml:11:13 error environment-folder-missing: The environment "production" has no folder, so there is nothing to deploy: add environments/production/kustomization.yaml, or remove the environment',
      ]);
    });

    it('warns once when no environment has one', () => {
      expect(sentences(shop(DEV, PRODUCTION), {})).toEqual([
        expect.stringMatching(
          /^service.yaml:9:13 warning environment-folder-missing: No environment has a folder/,
        ),
      ]);
    });

    it('sees a typing mistake from both sides', () => {
      expect(
        sentences(shop(DEV, PRODUCTION), {
          'environments/dev/kustomization.yaml': overlay(),
          'environments/prodution/kustomization.yaml': overlay('', 'shop'),
        }),
      ).toEqual([
        expect.stringContaining('rename environments/prodution if'),
        'environments/prodution/kustomization.yaml:1:1 warning environment-folder-left-over: No environment of service.yaml is called "prodution", so this folder is not deployed: did you mean "production"?',
      ]);
    });

    it('accepts a folder of plain manifests, which Argo CD deploys without kustomize', () => {
      expect(
        checkServiceFolder(shop(DEV), {
          files: new Map(),
          directories: ['dev', 'docs'],
        }),
      ).toEqual({ diagnostics: [], releases: [] });
    });
  });

  describe('overlays', () => {
    it.each([
      ['a: [', 'not valid YAML'],
      ['namespace: x\nnamespace: y\n', 'not valid YAML'],
      ['- a\n', 'write a map'],
      ['namespace: 7\n', 'namespace` is not a string'],
      ['replicas:\n  - name: shop\n', 'replicas` must be a list'],
      ['images:\n  - newTag: "1"\n', 'has no `name`'],
      [
        'images:\n  - name: a\n    newTag: 1.10\n',
        'is not a string to kustomize',
      ],
      [
        'images:\n  - name: a\n    newTag: yes\n',
        'is not a string to kustomize',
      ],
      ['a: 1\n---\nb: 1\n', 'is one YAML document'],
      [`a: "${'x'.repeat(300_000)}"`, 'larger than 256 KiB'],
      [`a: &a [1]\n${'b: [*a, *a]\n'.replace('b', 'b')}c: *d\n`, 'YAML'],
      ['['.repeat(20_000), 'YAML'],
    ])('that kustomize cannot read are an error: %.40j', (text, words) => {
      const { diagnostics, releases } = check(shop(DEV), {
        'environments/dev/kustomization.yaml': text,
      });
      expect(diagnostics).toEqual([
        expect.objectContaining({
          code: 'overlay-unreadable',
          severity: 'error',
          file: 'kubernetes/services/shop/environments/dev/kustomization.yaml',
          message: expect.stringContaining(words),
        }),
      ]);
      expect(releases).toEqual([]);
    });

    it('point at the line that kustomize stumbles over', () => {
      expect(
        sentences(shop(DEV), {
          'environments/dev/kustomization.yaml': overlay(
            'images:\n  - name: a\n    newTag: 1.10\n',
          ),
        }),
      ).toEqual([
        expect.stringContaining('environments/dev/kustomization.yaml:6:13 '),
      ]);
    });

    it('that expand to gigabytes are refused', () => {
      const bomb = Array.from(
        { length: 12 },
        (_, i) =>
          `k${i}: &k${i} [${Array.from({ length: 9 }, () =>
            i === 0 ? 'x' : `*k${i - 1}`,
          )}]`,
      ).join('\n');
      expect(
        check(shop(DEV), { 'environments/dev/kustomization.yaml': bomb })
          .diagnostics,
      ).toMatchObject([{ code: 'overlay-unreadable' }]);
    });

    it('in another namespace are an error at that line', () => {
      expect(
        sentences(shop(DEV), {
          'environments/dev/kustomization.yaml': overlay('', 'shop-test'),
        }),
      ).toEqual([
        'environments/dev/kustomization.yaml:1:12 error overlay-namespace-differs: "dev" is deployed to the namespace "shop-test" here, but service.yaml says "shop-dev": write the same in both',
      ]);
    });

    it('inherit the namespace of their base', () => {
      expect(
        sentences(shop(DEV), {
          'environments/base/kustomization.yaml': 'namespace: shop\n',
          'environments/dev/kustomization.yaml': 'resources: [../base]\n',
        }),
      ).toEqual([
        expect.stringContaining(
          'environments/base/kustomization.yaml:1:12 error overlay-namespace-differs',
        ),
      ]);
    });

    it('pin images, also under another name, by digest, or by their base', () => {
      const digest = `sha256:${'a'.repeat(64)}`;
      expect(
        check(shop(DEV), {
          'environments/base/kustomization.yaml':
            'resources:\n  - pod.yaml\nimages:\n  - name: acme/shop\n    newTag: "0"\n  - name: proxy\n    newTag: v3\n',
          'environments/base/pod.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - image: acme/shop
    - image: proxy
    - image: unpinned
    - image: job
`,
          'environments/dev/kustomization.yaml': overlay(
            `images:\n  - name: acme/shop\n    newName: mirror.example.org/shop\n    digest: ${digest}\n  - name: unpinned\n    newName: other\n  - name: job\n    newTag: "2"\n    digest: ${digest}\n`,
          ),
        }).releases,
      ).toEqual([
        {
          environment: 'dev',
          images: [
            `mirror.example.org/shop@${digest}`,
            'other',
            `job:2@${digest}`,
            'proxy:v3',
          ],
        },
      ]);
    });
  });

  describe('replicas', () => {
    const replicas = (text: string, more: Record<string, string> = {}) =>
      sentences(shop(`${DEV}\nreplicas: 3`), {
        'environments/base/kustomization.yaml': BASE,
        'environments/base/deployment.yaml': DEPLOYMENT,
        'environments/base/pvc.yaml': claim('ReadWriteMany'),
        'environments/components/more/kustomization.yaml': 'kind: Component\n',
        'environments/dev/replicas-patch.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  replicas: 9\n',
        'environments/dev/kustomization.yaml': overlay(text),
        ...more,
      });
    const differ = (place: string, count: number) => [
      `environments/dev/${place} warning overlay-replicas-differ: "dev" gets ${count} replica${
        count === 1 ? '' : 's'
      } from here, but service.yaml says 3: write the same in both`,
    ];

    it('of the overlay differ', () => {
      expect(replicas('replicas:\n  - name: shop\n    count: 2\n')).toEqual(
        differ('kustomization.yaml:6:12', 2),
      );
      expect(replicas('replicas:\n  - name: shop\n    count: 3\n')).toEqual([]);
    });

    it('of several workloads are not added up', () => {
      expect(
        replicas(
          'replicas:\n  - name: worker\n    count: 1\n  - name: shop\n    count: 3\n',
        ),
      ).toEqual([]);
    });

    it('come from the base when the overlay says none', () => {
      expect(replicas('')).toEqual(differ('kustomization.yaml:1:1', 1));
    });

    it('come from patches', () => {
      expect(
        replicas(
          'patches:\n  - target:\n      kind: Deployment\n      name: shop\n    patch: |-\n      - op: replace\n        path: /spec/replicas\n        value: 4\n',
        ),
      ).toEqual(differ('kustomization.yaml:8:12', 4));
      expect(
        replicas(
          'patches:\n  - patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata:\n        name: shop\n      spec:\n        replicas: 3\n',
        ),
      ).toEqual([]);
    });

    it('come from the Rollout, which `replicas:` does not scale', () => {
      const rollout = (count: number) => ({
        'environments/dev/rollout.yaml': `kind: Rollout\nmetadata:\n  name: shop\nspec:\n  replicas: ${count}\n  workloadRef:\n    kind: Deployment\n    name: shop\n`,
      });
      const text =
        '  - rollout.yaml\nreplicas:\n  - name: shop\n    count: 0\n';
      expect(replicas(text, rollout(3))).toEqual([]);
      expect(replicas(text, rollout(10))).toEqual(
        differ('rollout.yaml:5:13', 10),
      );
    });

    it('are not guessed', () => {
      expect(replicas('components:\n  - ../components/more\n')).toEqual([]);
      expect(replicas('patches:\n  - path: replicas-patch.yaml\n')).toEqual([]);
      expect(
        replicas(
          'patches:\n  - target:\n      name: sh.*\n    patch: |-\n      - op: replace\n        path: /spec/replicas\n        value: 4\n',
        ),
      ).toEqual([]);
    });
  });

  describe('volumes', () => {
    const canary = `${DEV}\nrollout:\n  strategy: canary`;
    const volumes = (
      environment: string,
      mode: string,
      more = '',
      deployment = DEPLOYMENT,
    ) =>
      sentences(shop(environment), {
        'environments/base/kustomization.yaml': BASE,
        'environments/base/deployment.yaml': deployment,
        'environments/base/pvc.yaml': claim(mode),
        'environments/dev/kustomization.yaml': overlay(more),
      });

    it.each(['ReadWriteOnce', 'ReadWriteOncePod'])(
      'of %s do not go with a canary',
      mode => {
        expect(volumes(canary, mode)).toEqual([
          expect.stringMatching(
            /^service.yaml:12:9 warning canary-on-single-mount-volume: "dev" rolls out releases as a canary, .*"shop-data"/,
          ),
        ]);
      },
    );

    it('do not go with blue-green either', () => {
      expect(
        volumes(canary.replace('canary', 'blueGreen'), 'ReadWriteOnce'),
      ).toEqual([expect.stringContaining('as a blue-green deployment')]);
    });

    it('do not go with several replicas', () => {
      const more = 'replicas:\n  - name: shop\n    count: 2\n';
      expect(volumes(DEV, 'ReadWriteOnce', more)).toEqual([
        expect.stringMatching(
          /^environments\/dev\/kustomization.yaml:6:12 warning replicas-on-single-mount-volume: "dev" has 2 replicas/,
        ),
      ]);
      expect(volumes(DEV, 'ReadWriteMany', more)).toEqual([]);
    });

    it.each([
      ['ReadWriteMany', ''],
      ['ReadOnlyMany', ''],
      [
        'ReadWriteOnce',
        'patches:\n  - patch: |-\n      $patch: delete\n      apiVersion: v1\n      kind: PersistentVolumeClaim\n      metadata:\n        name: shop-data\n',
      ],
      [
        'ReadWriteOnce',
        'patches:\n  - target:\n      kind: PersistentVolumeClaim\n    patch: |-\n      - op: replace\n        path: /spec/accessModes/0\n        value: ReadWriteMany\n',
      ],
      [
        'ReadWriteOnce',
        'patches:\n  - target:\n      kind: Deployment\n      name: shop\n    patch: |-\n      - op: replace\n        path: /spec/template/spec/volumes/0\n        value:\n          name: data\n          emptyDir: {}\n',
      ],
      [
        'ReadWriteOnce',
        'patches:\n  - patch: |-\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata:\n        name: shop\n      spec:\n        template:\n          spec:\n            volumes:\n              - name: data\n                emptyDir: {}\n                persistentVolumeClaim: null\n',
      ],
    ])('of %s that an overlay changes are fine: %.40j', (mode, more) => {
      expect(volumes(canary, mode, more)).toEqual([]);
    });

    it('that only another workload mounts are fine', () => {
      const other = DEPLOYMENT.replace('claimName: shop-data', 'claimName: x');
      expect(volumes(canary, 'ReadWriteOnce', '', other)).toEqual([]);
    });

    it('of each pod of a StatefulSet are its own', () => {
      expect(
        sentences(shop(DEV), {
          'environments/base/kustomization.yaml':
            'resources: [statefulset.yaml]',
          'environments/base/statefulset.yaml':
            'kind: StatefulSet\nmetadata:\n  name: shop\nspec:\n  volumeClaimTemplates:\n    - apiVersion: v1\n      kind: PersistentVolumeClaim\n      metadata:\n        name: data\n      spec:\n        accessModes: [ReadWriteOnce]\n',
          'environments/dev/kustomization.yaml': overlay(
            'replicas:\n  - name: shop\n    count: 3\n',
          ),
        }),
      ).toEqual([]);
    });
  });

  describe('images', () => {
    it('case 04: a pin of the name that the base has changed is said, and the release is what is rendered', () => {
      const files = {
        'environments/base/kustomization.yaml':
          'resources:\n  - deployment.yaml\nimages:\n  - name: shop-image\n    newName: ghcr.io/acme/shop\n    newTag: "1.0"\n',
        'environments/base/deployment.yaml': DEPLOYMENT.replace(
          'acme/shop:0.0.0',
          'shop-image:0',
        ),
        'environments/dev/kustomization.yaml': overlay(
          'images:\n  - name: shop-image\n    newTag: "2.0"\n',
        ),
      };
      expect(sentences(shop(DEV), files)).toEqual([
        'environments/dev/kustomization.yaml:5:5 warning image-pin-unused: No manifest of "dev" gets its image from the entry shop-image, so a promotion of it would deploy nothing: remove it, or write the name of an image as the base renders it (ghcr.io/acme/shop)',
      ]);
      expect(check(shop(DEV), files).releases).toEqual([
        { environment: 'dev', images: ['ghcr.io/acme/shop:1.0'] },
      ]);
    });

    it('that cannot be told are no release, and why is said at the line', () => {
      const files = {
        'environments/dev/kustomization.yaml': overlay(
          '  - https://git.example/acme/base\n',
        ),
      };
      expect(sentences(shop(DEV), files)).toEqual([
        expect.stringMatching(
          /^environments\/dev\/kustomization.yaml:4:5 warning release-not-proven: The images of "dev" cannot be told .* is not in this repository/,
        ),
      ]);
      expect(check(shop(DEV), files).releases).toEqual([]);
    });

    it('with floating tags are said where an environment is protected, at what writes them', () => {
      const files = (image: string) => ({
        'environments/base/deployment.yaml': DEPLOYMENT.replace(
          'acme/shop:0.0.0',
          image,
        ),
        'environments/production/kustomization.yaml': overlay('', 'shop'),
      });
      const codes = (image: string, rules = {}) =>
        checkServiceFolder(
          shop(PRODUCTION),
          folderOf({ ...FILES, ...files(image) }),
          rules,
        ).diagnostics.map(({ code, file, line }) => [code, file, line]);
      const found = [
        'floating-tag',
        'kubernetes/services/shop/environments/base/deployment.yaml',
        11,
      ];
      expect(codes('acme/shop:latest')).toEqual([found]);
      expect(codes('acme/shop')).toEqual([found]);
      expect(codes('acme/shop:1.0')).toEqual([]);
      expect(codes(`acme/shop:latest@sha256:${'a'.repeat(64)}`)).toEqual([]);
      expect(codes('acme/shop:latest', { protectedEnvironments: [] })).toEqual(
        [],
      );
      expect(codes('acme/shop:rolling', { floatingTags: ['rolling'] })).toEqual(
        [found],
      );
    });
  });

  const codes = problemCodes.filter(
    code => explainProblem(code)?.scope === 'folder',
  );
  const checkExample = (example: string) => {
    const files = exampleFiles(example);
    const path = 'kubernetes/services/shelf/service.yaml';
    const result = parseServiceManifest(files.get(path) ?? '', { path });
    expect(result).toMatchObject({ kind: 'manifest', diagnostics: [] });
    const below = Object.fromEntries(
      [...files].map(([file, text]) => [
        file.slice(dirname(path).length + 1),
        text,
      ]),
    );
    return result.kind === 'manifest'
      ? check(result.manifest, below).diagnostics
      : [];
  };

  it('explains eleven codes', () => {
    expect(codes).toHaveLength(11);
  });

  it.each(codes)('has an example of %s, and of what is right', code => {
    const { wrong, right, severity } = explainProblem(code) ?? {};
    const found = checkExample(wrong ?? '');
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) {
      expect(one).toMatchObject({ code, severity });
    }
    expect(checkExample(right ?? '')).toEqual([]);
  });

  it('never throws, and names only files of the service', () => {
    const manifest = shop(`${DEV}\nreplicas: 2`, PRODUCTION);
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom(overlay(), BASE, DEPLOYMENT, claim('ReadWriteOnce')),
    );
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'environments/base/kustomization.yaml',
            'environments/base/pvc.yaml',
            'environments/base/deployment.yaml',
            'environments/dev/kustomization.yaml',
            'environments/production/Kustomization',
            'environments/old/kustomization.yml',
          ),
          text,
        ),
        files => {
          for (const { file, line, column } of check(manifest, files)
            .diagnostics) {
            expect(file).toMatch(/^kubernetes\/services\/shop\//);
            expect(Math.min(line, column)).toBeGreaterThan(0);
          }
        },
      ),
    );
  });
});

describe('examples/homelab', () => {
  const root = resolve(__dirname, '../../../../examples/homelab');
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const services = paths.filter(path => /\/service\.yaml$/.test(path));
  const foldersOf = (path: string) => {
    const prefix = `${dirname(path)}/`;
    const below = paths
      .filter(one => one.startsWith(prefix) && /\.ya?ml$/.test(one))
      .map(one => [
        one.slice(prefix.length),
        readFileSync(join(root, one), 'utf8'),
      ]);
    return Object.fromEntries(below) as Record<string, string>;
  };
  const load = (path: string) => {
    const text = readFileSync(join(root, path), 'utf8');
    const result = parseServiceManifest(text, { path });
    if (result.kind !== 'manifest') {
      throw new Error(path);
    }
    return { manifest: result.manifest, folder: folderOf(foldersOf(path)) };
  };

  it.each(services)('%s has a folder that says the same', path => {
    const { manifest, folder } = load(path);
    const { diagnostics, releases } = checkServiceFolder(manifest, folder);
    expect(diagnostics.map(formatDiagnostic)).toEqual([]);
    expect(releases.map(one => one.environment)).toEqual(
      manifest.environments.map(one => one.name),
    );
    expect(releases.every(({ images }) => images.length > 0)).toBe(true);
  });

  it.each(services)('%s: each file is read at most once', path => {
    const { manifest, folder } = load(path);
    const reads = new Map<string, number>();
    const files = new Map(folder.files);
    files.get = file => {
      reads.set(file, (reads.get(file) ?? 0) + 1);
      return folder.files.get(file);
    };
    checkServiceFolder(manifest, { ...folder, files });
    // Of the base too, which all overlays share
    expect([...reads.keys()]).toEqual(
      expect.arrayContaining(
        manifest.environments.map(
          ({ name }) => `environments/${name}/kustomization.yaml`,
        ),
      ),
    );
    expect([...reads].filter(([, count]) => count > 1)).toEqual([]);
  });
});

describe('checkServiceFolder with Helm', () => {
  const CHART = {
    'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
    'values.yaml': 'image: {repository: acme/shop, tag: ""}\n',
  };

  it('knows the releases in values files, and misses no folders', () => {
    expect(
      check(shop(DEV, PRODUCTION), {
        ...CHART,
        'values-dev.yaml': 'image: {tag: "2"}\n',
        'values-production.yaml': 'image: {tag: "1"}\n',
      }),
    ).toEqual({
      diagnostics: [],
      releases: [
        { environment: 'dev', images: ['acme/shop:2'] },
        { environment: 'production', images: ['acme/shop:1'] },
      ],
    });
  });

  it('adds them to those of a kustomization', () => {
    const { releases } = check(shop(DEV), {
      'environments/base/kustomization.yaml': 'resources: [deployment.yaml]\n',
      'environments/base/deployment.yaml': DEPLOYMENT,
      'environments/dev/kustomization.yaml': overlay(
        'images: [{name: acme/shop, newTag: "2"}]\n',
      ),
      'chart/Chart.yaml': 'name: worker\n',
      'chart/values.yaml': 'image: {repository: acme/worker}\n',
      'environments/dev/values.yaml': 'image: {tag: w1}\n',
    });
    expect(releases).toEqual([
      { environment: 'dev', images: ['acme/shop:2', 'acme/worker:w1'] },
    ]);
  });

  it('says where a version cannot be told', () => {
    expect(
      sentences(shop(DEV), {
        ...CHART,
        'values-dev.yaml': 'image: {tag: 1.10}',
      }),
    ).toEqual([
      expect.stringContaining(
        'values-dev.yaml:1:14 warning release-not-proven',
      ),
    ]);
  });
});
