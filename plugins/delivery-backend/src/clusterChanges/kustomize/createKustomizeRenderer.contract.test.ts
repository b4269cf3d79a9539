import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitFile } from '@stonegarden/backstage-plugin-delivery-node';
import { kubectlProgram } from '@stonegarden/test-utils/kustomize';
import { createKustomizeRenderer } from './createKustomizeRenderer';

// kustomize runs as a process of its own, on machines that may be busy
jest.setTimeout(60_000);

const BASE = {
  'shop/base/kustomization.yaml': 'resources: [web.yaml]\n',
  'shop/base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec: { containers: [{ name: web, image: "web:0", env: [{ name: A, value: a }] }] }
`,
};

/** With the kustomize that `KUSTOMIZE` names, or else with the one in kubectl. */
describe('createKustomizeRenderer', () => {
  let folder: string;
  let program: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stonegarden-test-'));
    program = process.env.KUSTOMIZE ?? join(folder, 'kustomize');
    await writeFile(
      join(folder, 'kustomize'),
      `#!/bin/sh\nexec '${await kubectlProgram()}' kustomize "$4"\n`,
    );
    await chmod(join(folder, 'kustomize'), 0o755);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  async function render(
    overlay: string,
    others: Record<string, string | GitFile> = {},
    options: { program?: string; signal?: AbortSignal } = {},
  ) {
    const files: Record<string, string | GitFile> = {
      ...BASE,
      'shop/prod/kustomization.yaml': overlay,
      ...others,
    };
    return createKustomizeRenderer(options.program ?? program).render(
      {
        folder: 'shop/prod',
        environment: 'prod',
        read: async path => {
          const file = files[path];
          return typeof file === 'string'
            ? { mode: 'file', content: file }
            : file;
        },
      },
      { signal: options.signal ?? new AbortController().signal },
    );
  }

  const leftovers = async () =>
    (await readdir(tmpdir())).filter(name =>
      name.startsWith('stonegarden-kustomize-'),
    );

  it('renders what the portal does not by itself', async () => {
    const before = await leftovers();
    expect(
      await render(
        `namePrefix: my-
resources: [../base, more.yaml]
configMapGenerator: [{ name: conf, files: [a=sub/conf.txt], literals: [b=1] }]
replacements:
  - source: { kind: ConfigMap, name: conf, fieldPath: data.b }
    targets:
      - { select: { kind: Deployment }, fieldPaths: ["spec.template.spec.containers.[name=web].env.[name=A].value"] }
`,
        {
          'shop/prod/more.yaml':
            'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n',
          'shop/prod/sub/conf.txt': 'text\n',
        },
      ),
    ).toMatchObject({
      status: 'rendered',
      manifests: expect.arrayContaining([
        expect.objectContaining({
          kind: 'Service',
          metadata: { name: 'my-web' },
        }),
        expect.objectContaining({
          kind: 'Deployment',
          spec: {
            template: {
              spec: {
                containers: [
                  expect.objectContaining({ env: [{ name: 'A', value: '1' }] }),
                ],
              },
            },
          },
        }),
      ]),
    });
    expect(await leftovers()).toEqual(before);
  });

  it('applies patches that are written in the kustomization', async () => {
    expect(
      await render(`resources: [../base]
namePrefix: my-
patchesStrategicMerge:
  - |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec: { replicas: 3 }
`),
    ).toMatchObject({
      status: 'rendered',
      manifests: [{ metadata: { name: 'my-web' }, spec: { replicas: 3 } }],
    });
  });

  it('says what kustomize says, without paths of this machine', async () => {
    const outcome = await render(
      'resources: [../base]\npatches: [{ patch: "[{ op: remove, path: /spec/none }]", target: { kind: Deployment } }]\n',
    );
    expect(outcome).toMatchObject({
      status: 'unknown',
      reason: {
        code: 'ManifestsInvalid',
        params: { file: 'shop/prod/kustomization.yaml' },
      },
    });
    expect(JSON.stringify(outcome)).not.toContain(tmpdir());
  });

  it.each<[string, string, Record<string, string | GitFile>?]>([
    ['a remote base', 'resources: ["https://git.example/base?ref=v1"]\n'],
    ['a repository', 'resources: ["github.com/acme/base"]\n'],
    ['a chart', 'helmCharts: [{ name: a, repo: "https://charts.example" }]\n'],
    ['a generator', 'generators: [exec.yaml]\n'],
    ['a transformer', 'transformers: [exec.yaml]\n'],
    ['a validator', 'validators: [exec.yaml]\n'],
    ...['patchesStrategicMerge', 'configurations', 'crds'].flatMap(field =>
      [
        'http://127.0.0.1:9/{',
        'https://metadata.example/a\n',
        'HTTP://127.0.0.1:9/a.yaml?{a: b}',
        'http://127.0.0.1:9/a: {b: c}',
        'git::https://git.example/{',
      ].map((text): [string, string] => [
        `the address ${JSON.stringify(text)} in ${field}`,
        `${field}: [${JSON.stringify(text)}]\n`,
      ]),
    ),
    ['an inline CustomResourceDefinition', 'crds: ["{kind: A}"]\n'],
    [
      'an address in a field of another spelling',
      'patches: [{ Path: "http://127.0.0.1:9/a" }]\n',
    ],
    [
      'an address in a generator of another spelling',
      'configMapGenerator: [{ name: a, file\u017f: ["http://127.0.0.1:9/a"] }]\n',
    ],
    [
      'a path out of the repository',
      'resources: ["../../../etc/passwd.yaml"]\n',
    ],
    [
      'an absolute path',
      'configMapGenerator: [{ name: a, files: [/etc/passwd] }]\n',
    ],
    [
      'a link',
      'resources: [a.yaml]\n',
      { 'shop/prod/a.yaml': { mode: 'symlink', content: '/etc/passwd' } },
    ],
    [
      'a base with a chart',
      'resources: [../other]\n',
      { 'shop/other/kustomization.yaml': 'helmCharts: [{ name: a }]\n' },
    ],
    ['what is no kustomization', '- a\n'],
    [
      'too many files',
      `resources: [${Array.from({ length: 201 }, (_, i) => `f${i}.yaml`)}]\n`,
      Object.fromEntries(
        Array.from({ length: 201 }, (_, i) => [
          `shop/prod/f${i}.yaml`,
          'a: b\n',
        ]),
      ),
    ],
  ])('starts nothing for %s', async (_, overlay, others = {}) => {
    expect(
      await render(overlay, others, { program: '/none/kustomize' }),
    ).toMatchObject({
      status: 'unsupported',
      reason: { code: 'ManifestsNotRendered' },
    });
  });

  it('fails where there is no such program, and when it is told to end', async () => {
    await expect(
      render('resources: [../base]\n', {}, { program: '/none/kustomize' }),
    ).rejects.toThrow('ENOENT');
    await writeFile(join(folder, 'slow'), '#!/bin/sh\nexec /bin/sleep 30\n');
    await chmod(join(folder, 'slow'), 0o755);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    const began = Date.now();
    await expect(
      render(
        'resources: [../base]\n',
        {},
        { program: join(folder, 'slow'), signal: abort.signal },
      ),
    ).rejects.toThrow();
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('gives the program nothing of this process', async () => {
    process.env.SECRET_OF_THE_PORTAL = 'x';
    await writeFile(
      join(folder, 'env'),
      '#!/bin/sh\necho "data: \'$SECRET_OF_THE_PORTAL$PATH_OF_NODE\'"\necho "proxies: \'$HTTP_PROXY $https_proxy\'"\necho "kind: Environment"\n',
    );
    await chmod(join(folder, 'env'), 0o755);
    try {
      expect(
        await render(
          'resources: [../base]\n',
          {},
          { program: join(folder, 'env') },
        ),
      ).toEqual({
        status: 'rendered',
        manifests: [
          {
            data: '',
            proxies: 'http://127.0.0.1:9 http://127.0.0.1:9',
            kind: 'Environment',
          },
        ],
      });
    } finally {
      delete process.env.SECRET_OF_THE_PORTAL;
    }
  });
});
