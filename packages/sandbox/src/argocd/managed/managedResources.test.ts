import { argocdClient } from '../../__testUtils__/argocdClient';
import { recordedCall } from '../../__testUtils__/recording';
import { SMALL_SEED, overlayText } from '../../__testUtils__/smallSeed';
import {
  REPO,
  proposeFiles,
  testSandbox,
} from '../../__testUtils__/testSandbox';

const WEB = 'kubernetes/services/web/environments';
const IMAGE = 'ghcr.io/acme/web';
const overlay = (tag: string, patch: string) => `${overlayText(
  IMAGE,
  tag,
)}patches:
  - target: { kind: Deployment, name: web }
    patch: '[{ op: add, path: /spec/replicas, value: ${patch} }]'
`;
const secret = (password: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\nstringData:\n  password: ${password}\n  user: web\n`;
const base = (...files: string[]) =>
  `resources:\n${['deployment.yaml', ...files]
    .map(file => `  - ${file}\n`)
    .join('')}`;

interface Item {
  kind: string;
  name: string;
  modified?: boolean;
  [state: string]: unknown;
}

describe('managed resources', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  beforeEach(async () => {
    sandbox = await testSandbox({
      files: {
        ...SMALL_SEED,
        [`${WEB}/base/kustomization.yaml`]: base('secret.yaml', 'old.yaml'),
        [`${WEB}/base/secret.yaml`]: secret('first'),
        [`${WEB}/base/old.yaml`]:
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web-old\ndata:\n  a: b\n',
        [`${WEB}/production/kustomization.yaml`]: overlay('1.0.0', '1'),
      },
    });
    argocd = argocdClient(sandbox.argocdUrl);
  });
  afterEach(() => sandbox.stop());

  const items = async (): Promise<Record<string, Item>> => {
    const { body } = await argocd.call(
      'applications/web-production/managed-resources',
    );
    return Object.fromEntries(
      body.items.map((item: Item) => [item.kind, item]),
    );
  };
  const state = (item: Item, name: string) => JSON.parse(String(item[name]));
  const merge = async (files: Record<string, string>) => {
    const { number } = await proposeFiles(sandbox.octokit, 'x', files);
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: number });
  };
  const change = () =>
    merge({
      [`${WEB}/base/kustomization.yaml`]: base('secret.yaml'),
      [`${WEB}/base/secret.yaml`]: secret('second'),
      [`${WEB}/production/kustomization.yaml`]: overlay('2.0.0', '3'),
    });

  it('differ in nothing where nothing changed, and have the fields of a real answer', async () => {
    const { response } = recordedCall('managed-resources-requires-pruning');
    const real = (response.body as { items: Item[] }).items.find(
      ({ kind }) => kind === 'Deployment',
    );
    const { Deployment, Secret, ConfigMap } = await items();
    expect(Object.keys(Deployment).sort()).toEqual(
      Object.keys(real ?? {}).sort(),
    );
    for (const item of [Deployment, Secret, ConfigMap]) {
      expect(item.predictedLiveState).toBe(item.normalizedLiveState);
    }
    const live = state(Deployment, 'liveState');
    for (const name of Object.keys(state(real!, 'liveState').metadata)) {
      expect(
        name === 'labels' || Object.keys(live.metadata).includes(name),
      ).toBe(true);
    }
    expect(live.metadata.managedFields[0]).toMatchObject({
      manager: 'argocd-controller',
      operation: 'Apply',
    });
    expect(live.metadata.uid).toMatch(/./);
    expect(live.status).toMatchObject({ readyReplicas: 1 });
  });

  it('show what a commit changes, patches too, and what it has no longer', async () => {
    await change();
    const { Deployment, Secret, ConfigMap } = await items();
    expect(Deployment.modified).toBe(true);
    const [before, after] = ['normalizedLiveState', 'predictedLiveState'].map(
      name => state(Deployment, name).spec,
    );
    expect([before.replicas, after.replicas]).toEqual([1, 3]);
    expect(
      [before, after].map(({ template }) => template.spec.containers[0].image),
    ).toEqual([`${IMAGE}:1.0.0`, `${IMAGE}:2.0.0`]);

    expect(ConfigMap).toMatchObject({
      name: 'web-old',
      targetState: 'null',
      predictedLiveState: 'null',
    });
    expect(state(ConfigMap, 'liveState').data).toEqual({ a: 'b' });

    const [former, next] = ['normalizedLiveState', 'predictedLiveState'].map(
      name => state(Secret, name).data,
    );
    expect(former.user).toBe(next.user);
    expect(former.password).not.toBe(next.password);
    for (const text of [former, next].flatMap(Object.values)) {
      expect(text).toMatch(/^\++$/);
    }
    expect(JSON.stringify(Secret)).not.toMatch(/first|second|Zmlyc3Q|c2Vjb25k/);
  });

  it('stay as they were where only a part was synced', async () => {
    await change();
    await argocd.post('applications/web-production/sync', {
      resources: [{ kind: 'Secret', name: 'web' }],
    });
    await argocd.waitUntil(
      'web-production',
      'ended',
      ({ status }) =>
        status.operationState?.phase === 'Succeeded' &&
        (status.operationState.syncResult?.resources ?? []).length > 0,
    );
    const { Deployment, Secret, ConfigMap } = await items();
    expect(Secret).not.toHaveProperty('modified');
    expect(Deployment.modified).toBe(true);
    expect(state(Deployment, 'liveState').spec.replicas).toBe(1);
    expect(state(ConfigMap, 'liveState').data).toEqual({ a: 'b' });
  });

  it('are refused, with the place, where the renderer cannot tell them', async () => {
    await merge({
      [`${WEB}/production/kustomization.yaml`]: overlay('1.0.0', '1').replace(
        'images:',
        'replacements:\n  - source: { kind: Secret, name: web }\n    targets: []\nimages:',
      ),
    });
    const { status, body } = await argocd.call(
      'applications/web-production/managed-resources',
    );
    expect({ status, message: body.message }).toEqual({
      status: 500,
      message: expect.stringContaining('replacements'),
    });
  });
});
