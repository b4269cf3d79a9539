import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseServiceManifest } from '@stonegarden/service-manifest';
import { kustomize } from '@stonegarden/test-utils/kustomize';
import { shop } from '../__testUtils__/newService';
import type { NewService } from './NewService';
import { renderService } from './renderService';

// kustomize runs as a process of its own, on machines that may be busy
jest.setTimeout(60_000);

// Records of any object are taken for it, which no interface allows.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
type KubernetesObject = {
  kind: string;
  metadata: {
    name: string;
    namespace: string;
    labels: Record<string, string>;
  };
  spec: {
    replicas: number;
    selector: { matchLabels: Record<string, string> };
    template: { spec: { containers: Array<{ image: string }> } };
  };
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitops-manifests-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function rendered(service: NewService, environment: string) {
  for (const { path, content } of renderService(service)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const objects = await kustomize(
    join(folder, 'services', service.name, 'environments', environment),
  );
  return objects as KubernetesObject[];
}

function contentOf(service: NewService, path: string): string {
  const file = renderService(service).find(each => each.path === path);
  if (!file) {
    throw new Error(`${path} was not rendered`);
  }
  return file.content;
}

describe('renderService', () => {
  it('names the schema for editors, when there is one', () => {
    const schemaUrl =
      'https://portal.example.org/api/delivery/schemas/service.v1alpha1.json';
    const text = contentOf(
      { ...shop, schemaUrl },
      'services/shop/service.yaml',
    );
    expect(text).toBe(
      `# yaml-language-server: $schema=${schemaUrl}\n${contentOf(
        shop,
        'services/shop/service.yaml',
      )}`,
    );
    expect(
      parseServiceManifest(text, { path: 'services/shop/service.yaml' }),
    ).toMatchObject({ kind: 'manifest', diagnostics: [] });
    expect(() =>
      renderService({ ...shop, schemaUrl: 'https://x\nkind: Other' }),
    ).toThrow('is not the address of a schema');
  });

  it('writes one folder with base and an overlay per environment', () => {
    expect(renderService(shop).map(({ path }) => path)).toEqual([
      'services/shop/service.yaml',
      'services/shop/environments/base/serviceaccount.yaml',
      'services/shop/environments/base/deployment.yaml',
      'services/shop/environments/base/svc.yaml',
      'services/shop/environments/base/pdb.yaml',
      'services/shop/environments/base/networkpolicy.yaml',
      'services/shop/environments/base/kustomization.yaml',
      'services/shop/environments/dev/kustomization.yaml',
      'services/shop/environments/staging/kustomization.yaml',
      'services/shop/environments/canary/kustomization.yaml',
      'services/shop/environments/canary/rollout.yaml',
      'services/shop/environments/canary/analysistemplate.yaml',
      'services/shop/environments/canary/servicemonitor.yaml',
      'services/shop/environments/production/kustomization.yaml',
    ]);
    expect(renderService(shop)).toEqual(renderService(shop));
  });

  it('writes a service.yaml that reads as if a person had written it', () => {
    expect(contentOf(shop, 'services/shop/service.yaml')).toMatchSnapshot();
  });

  it('writes overlays that read as if a person had written them', () => {
    const environments = 'services/shop/environments';
    for (const path of [
      'base/deployment.yaml',
      'base/networkpolicy.yaml',
      'dev/kustomization.yaml',
      'canary/kustomization.yaml',
      'canary/rollout.yaml',
      'canary/analysistemplate.yaml',
    ]) {
      expect(contentOf(shop, `${environments}/${path}`)).toMatchSnapshot(path);
    }
  });

  it('writes what the parser of service manifests reads without a word', () => {
    const path = 'kubernetes/services/shop/service.yaml';
    const parsed = parseServiceManifest(
      contentOf(shop, 'services/shop/service.yaml'),
      { path },
    );
    expect(parsed).toMatchObject({
      kind: 'manifest',
      diagnostics: [],
      manifest: {
        name: 'shop',
        description: shop.description,
        owner: shop.owner,
        environments: [
          { name: 'dev', namespace: 'shop-dev', autoSync: true },
          { name: 'staging', namespace: 'shop-staging', autoSync: false },
          {
            name: 'canary',
            rollout: {
              strategy: 'canary',
              analysis: { metrics: [{ name: 'success-rate', threshold: 95 }] },
            },
          },
          { name: 'production', namespace: 'shop', autoSync: false },
        ],
        dependencies: [
          { ref: 'kafka', optional: false },
          { ref: 'grafana', optional: false },
        ],
        sla: {
          availability: { percent: 99.9 },
          latency: { milliseconds: 100 },
        },
      },
    });
  });

  it.each([
    ['dev', 'shop-dev', 1],
    ['staging', 'shop-staging', 1],
    ['canary', 'shop-canary', 0],
    ['production', 'shop', 3],
  ])(
    'renders %s by the real kustomize',
    async (environment, namespace, replicas) => {
      const objects = await rendered(shop, environment);
      expect(new Set(objects.map(each => each.metadata.namespace))).toEqual(
        new Set([namespace]),
      );
      for (const { metadata } of objects) {
        expect(metadata.labels).toMatchObject({
          'app.kubernetes.io/part-of': 'shop',
          'platform.stonegarden.dev/team': 'product',
          'platform.stonegarden.dev/environment': environment,
        });
      }
      const deployment = objects.find(({ kind }) => kind === 'Deployment');
      expect(deployment?.spec.template.spec.containers[0].image).toBe(
        'ghcr.io/acme/shop:1.10',
      );
      expect(deployment?.spec.replicas).toBe(replicas);
      expect(deployment?.spec.selector.matchLabels).toEqual({
        'app.kubernetes.io/name': 'shop',
      });
    },
  );

  it('gives a canary as many pods as its smallest weight needs', async () => {
    const steps = [{ setWeight: 5 }, { pause: {} }, { setWeight: 100 }];
    const objects = await rendered(
      { ...shop, environments: [{ name: 'canary', canary: { steps } }] },
      'canary',
    );
    const rollout = objects.find(({ kind }) => kind === 'Rollout');
    expect(rollout?.spec).toMatchObject({
      replicas: 20,
      strategy: { canary: { steps: steps.slice(0, 2) } },
    });
    expect(objects.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['AnalysisTemplate', 'ServiceMonitor']),
    );
  });

  it('renders what measures an SLA by the real kustomize, once in each environment', async () => {
    const service = { ...shop, sloRules: true };
    for (const [environment, namespace] of [
      ['dev', 'shop-dev'],
      ['canary', 'shop-canary'],
    ]) {
      const objects = await rendered(service, environment);
      for (const kind of ['PrometheusRule', 'ServiceMonitor']) {
        const [found, ...others] = objects.filter(each => each.kind === kind);
        expect(others).toEqual([]);
        expect(found.metadata).toMatchObject({
          namespace,
          labels: {
            release: 'kube-prometheus-stack',
            'app.kubernetes.io/part-of': 'shop',
            'platform.stonegarden.dev/environment': environment,
          },
        });
      }
    }
    expect(
      contentOf(service, 'services/shop/environments/base/servicemonitor.yaml'),
    ).toMatchSnapshot('base/servicemonitor.yaml');
  });

  it.each([
    ['a digest', `@sha256:${'0f'.repeat(32)}`],
    ['a tag and a digest', `:1.2.3@sha256:${'0f'.repeat(32)}`],
    ['a tag that YAML would take for a number', ':1e3'],
    ['a tag that YAML would take for nothing', ':null'],
  ])('pins %s', async (_, pin) => {
    const image = `registry.example.org:5000/acme/shop${pin}`;
    const objects = await rendered({ ...shop, image }, 'dev');
    const deployment = objects.find(({ kind }) => kind === 'Deployment');
    expect(deployment?.spec.template.spec.containers[0].image).toBe(image);
  });

  it('needs no disruption budget where there is but one pod', () => {
    const paths = renderService({
      ...shop,
      environments: [{ name: 'dev' }],
    }).map(({ path }) => path);
    expect(paths).not.toContain('services/shop/environments/base/pdb.yaml');
  });

  it('lies in its category outside of services', () => {
    const [manifest] = renderService({
      ...shop,
      layer: 'platform',
      category: 'data',
    });
    expect(manifest.path).toBe('platform/data/shop/service.yaml');
    expect(manifest.content).toContain('namespace: platform\n');
  });

  it('refuses with all that is wrong', () => {
    expect(() =>
      renderService({ ...shop, name: 'Shop', image: 'ghcr.io/acme/shop' }),
    ).toThrow(
      /name: `Shop` cannot be[^]*image: `ghcr.io\/acme\/shop` has no tag/,
    );
  });
});
