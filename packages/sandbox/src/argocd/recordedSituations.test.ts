import {
  type ManagedItem,
  NOT_SET_OF_APPLICATION,
  homelab,
  managedTellingOf,
  tellingOf,
} from '../__testUtils__/homelab';
import { recordedCall, recording } from '../__testUtils__/recording';
import { shapeDifferences } from '../__testUtils__/shapeDifferences';
import type { Application } from './Application';
import type { TreeNode } from './TreeNode';

// Each case starts the whole homelab.
jest.setTimeout(60_000);

const NOT_IN_TREE = [
  '- hosts',
  '- nodes[Deployment].info',
  '- nodes[Pod].networkingInfo',
  '- nodes[ReplicaSet].info',
  '- nodes[Service].networkingInfo',
];
const overlay = (of: string, environment: string) =>
  `${of}/environments/${environment}/kustomization.yaml`;

describe('situations as they were recorded', () => {
  let lab: Awaited<ReturnType<typeof homelab>>;

  beforeEach(async () => {
    lab = await homelab({ speed: 50 });
  });
  afterEach(() => lab.stop());

  /** Both answers, with what they tell. */
  const applications = async (name: string) => {
    const { ours, real } = await lab.ask<Application>(name);
    return {
      ours: ours.body,
      real: real.body,
      differences: shapeDifferences(ours.body, real.body),
      telling: [tellingOf(ours.body), tellingOf(real.body)],
    };
  };
  const trees = async (name: string) => {
    const { ours, real } = await lab.ask<{ nodes: TreeNode[] }>(name);
    // Names of pods, of their sets and of generated maps are its own.
    const telling = ({ body }: typeof ours) =>
      body.nodes
        .map(({ kind, namespace, health }) => ({ kind, namespace, health }))
        .sort((one, other) => one.kind.localeCompare(other.kind));
    return {
      ours: ours.body.nodes,
      real: real.body.nodes,
      differences: shapeDifferences(ours.body, real.body),
      telling: [telling(ours), telling(real)],
    };
  };
  const managed = async (name: string) => {
    const { ours, real } = await lab.ask<{ items: ManagedItem[] }>(name);
    const changed = ({ body }: typeof ours) => {
      const item = body.items.find(({ modified }) => modified)!;
      return [item.normalizedLiveState, item.predictedLiveState].map(
        state => JSON.parse(state).spec,
      );
    };
    return {
      telling: [ours, real].map(({ body }) => managedTellingOf(body.items)),
      specs: [changed(ours), changed(real)],
    };
  };
  const idle = ({ operation, status }: Application) =>
    operation === undefined && status.operationState?.phase === 'Succeeded';

  it('get-before-rollback, rollback', async () => {
    await lab.change(overlay('services/audiobookshelf', 'staging'), text =>
      text.replace(/newTag: "[^"]*"/, 'newTag: "2.30.0"'),
    );
    await lab.argocd.post('applications/audiobookshelf-staging/sync');
    await lab.argocd.waitUntil(
      'audiobookshelf-staging',
      'deployed',
      ({ status }) =>
        status.history?.length === 2 && status.health.status === 'Healthy',
    );
    const before = await applications('get-before-rollback');
    expect(before.differences).toEqual(NOT_SET_OF_APPLICATION);
    expect(before.telling[0]).toEqual(before.telling[1]);
    expect(before.ours.status.history).toHaveLength(
      before.real.status.history!.length,
    );

    const { ours, real, differences, telling } = await applications('rollback');
    expect(differences).toEqual(NOT_SET_OF_APPLICATION);
    expect(telling[0]).toEqual(telling[1]);
    for (const { operation, status } of [ours, real]) {
      expect(operation?.sync.revision).toBe(status.history?.[0].revision);
    }
  });

  it('get-comparison-error', async () => {
    await lab.change(overlay('services/kafka-demo', 'dev'), text =>
      text.replace('../base', '../bse'),
    );
    await lab.argocd.waitUntil(
      'kafka-demo-dev',
      'compared',
      ({ status }) => status.sync.status === 'Unknown',
    );
    const { differences, telling } = await applications('get-comparison-error');
    expect(differences).toEqual(NOT_SET_OF_APPLICATION);
    expect(telling[0]).toEqual(telling[1]);
  });

  it('get-degraded-never-scheduled, resource-tree-degraded-never-scheduled', async () => {
    await lab.change(overlay('services/n8n', 'dev'), text =>
      text.replace(/newTag: "([^"]*)"/, 'newTag: "$1-unschedulable"'),
    );
    await lab.argocd.waitUntil(
      'n8n-dev',
      'Degraded',
      it => it.status.health.status === 'Degraded',
    );
    // Only the sandbox says by another tag that there is no room.
    const { differences, telling } = await applications(
      'get-degraded-never-scheduled',
    );
    expect(differences).toEqual(NOT_SET_OF_APPLICATION);
    expect({ ...telling[0], images: 1 }).toEqual(telling[1]);

    const tree = await trees('resource-tree-degraded-never-scheduled');
    // No pod has a node.
    expect(tree.differences).toEqual(
      NOT_IN_TREE.filter(it => it !== '- hosts'),
    );
    const pending = (nodes: TreeNode[]) => {
      const pod = nodes.find(
        ({ kind, health }) =>
          kind === 'Pod' && health?.status === 'Progressing',
      );
      const ownerOf = (node: TreeNode | undefined) =>
        nodes.find(
          ({ kind, name }) =>
            kind === node?.parentRefs?.[0].kind &&
            name === node.parentRefs[0].name,
        );
      const set = ownerOf(pod);
      const owner = ownerOf(set);
      return [pod?.info?.slice(0, 3), set?.health, owner?.health];
    };
    expect(pending(tree.ours)).toEqual(pending(tree.real));
  });

  it('get-requires-pruning, resource-tree-requires-pruning', async () => {
    await lab.change(
      'infra/monitoring/jaeger/environments/base/kustomization.yaml',
      text => text.replace('  - networkpolicy.yaml\n', ''),
    );
    await lab.argocd.waitUntil(
      'jaeger-dev',
      'synced by itself',
      it => idle(it) && it.status.history?.length === 2,
    );
    const { differences, telling } = await applications('get-requires-pruning');
    expect(differences).toEqual(NOT_SET_OF_APPLICATION);
    expect(telling[0]).toEqual(telling[1]);
    const tree = await trees('resource-tree-requires-pruning');
    expect(tree.differences).toEqual(NOT_IN_TREE);
    expect(tree.telling[0]).toEqual(tree.telling[1]);
  });

  it('get-statefulset-never-synced, managed-resources-statefulset-never-synced', async () => {
    await lab.change(
      'platform/messaging/kafka/environments/base/statefulset.yaml',
      text =>
        text.replace(
          '    - apiVersion: v1\n      kind: PersistentVolumeClaim\n      metadata:',
          '    - metadata:',
        ),
    );
    // It is tried again and again.
    const body = await lab.argocd.waitUntil(
      'kafka-dev',
      'healed once',
      ({ status, ...it }) =>
        idle({ status, ...it }) &&
        status.operationState?.operation.sync.autoHealAttemptsCount !==
          undefined,
    );
    const real = recording('get-statefulset-never-synced');
    expect(shapeDifferences(body, real)).toEqual(NOT_SET_OF_APPLICATION);
    const telling = (application: Application) =>
      JSON.stringify(tellingOf(application)).replace(
        /"autoHealAttemptsCount":\d+/,
        '"autoHealAttemptsCount":0',
      );
    expect(telling(body)).toEqual(telling(real));

    const { telling: items, specs } = await managed(
      'managed-resources-statefulset-never-synced',
    );
    expect(items[0]).toEqual(items[1]);
    for (const [live, predicted] of specs) {
      expect(live.volumeClaimTemplates[0]).toMatchObject({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
      });
      expect(predicted.volumeClaimTemplates[0]).not.toHaveProperty('kind');
    }
  });

  it('resource-tree-sync-failed-immutable-field, managed-resources-immutable-field', async () => {
    await lab.change(
      'infra/observability/kibana/environments/base/deployment.yaml',
      text =>
        text.replaceAll(
          /( +)(app.kubernetes.io\/name: kibana)\n(?= +(template:|spec:))|(?<=matchLabels:\n)( +)(app.kubernetes.io\/name: kibana)\n/g,
          line => `${line}${/^ */.exec(line)![0]}tier: web\n`,
        ),
    );
    await lab.argocd.waitUntil(
      'kibana-dev',
      'refused',
      ({ status }) => (status.operationState?.retryCount ?? 0) > 0,
    );
    const tree = await trees('resource-tree-sync-failed-immutable-field');
    expect(tree.differences).toEqual(NOT_IN_TREE);
    expect(tree.telling[0]).toEqual(tree.telling[1]);
    const { telling: items, specs } = await managed(
      'managed-resources-immutable-field',
    );
    expect(items[0]).toEqual(items[1]);
    for (const [live, predicted] of specs) {
      expect(live.selector.matchLabels).not.toHaveProperty('tier');
      expect(predicted.selector.matchLabels).toHaveProperty('tier', 'web');
    }
  });

  it('sync-partial', async () => {
    const { differences, telling } = await applications('sync-partial');
    expect(differences).toEqual(NOT_SET_OF_APPLICATION);
    expect(telling[0]).toEqual(telling[1]);
  });

  it('revision-metadata', async () => {
    const { status } = await lab.argocd.get('audiobookshelf-dev');
    const real = recordedCall('revision-metadata').response;
    const answer = await lab.argocd.call(
      `applications/audiobookshelf-dev/revisions/${status.sync.revision}/metadata`,
    );
    expect(answer.status).toBe(real.status);
    const shape = (body: unknown) =>
      Object.entries(body as Record<string, string>).map(([name, value]) => [
        name,
        name === 'date' ? value.replace(/\d/g, '0') : typeof value,
      ]);
    expect(shape(answer.body)).toEqual(shape(real.body));
    expect(answer.body.author).toMatch(/^.+ <.+@.+>$/);
  });
});
