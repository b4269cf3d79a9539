import { eventually } from '@stonegarden/test-utils';
import {
  type ManagedItem,
  NOT_SET_OF_APPLICATION,
  homelab,
  managedTellingOf,
  tellingOf,
} from '../__testUtils__/homelab';
import { recordedStream } from '../__testUtils__/recording';
import { shapeDifferences } from '../__testUtils__/shapeDifferences';
import { TOKEN } from '../__testUtils__/testSandbox';
import type { Application } from './Application';
import type { TreeNode } from './TreeNode';

jest.setTimeout(60_000);

const NAME = 'audiobookshelf-canary';
const FOLDER = 'services/audiobookshelf/environments/canary';

/** What the sandbox does not know of pods, sets and nodes. */
const NOT_IN_TREE = [
  '- hosts',
  '- nodes[Deployment].info',
  '- nodes[Pod].networkingInfo',
  // Those that the Deployment had before the Rollout took its pods.
  '- nodes[ReplicaSet].parentRefs[Deployment]',
  '- nodes[Service].networkingInfo',
];
const NOT_IN_ROLLOUT = [
  '- metadata.annotations.rollout.argoproj.io/workload-generation',
  '- metadata.labels',
  '- status.currentStepHash',
  '- status.duration',
  '- status.selector',
  '- status.workloadObservedGeneration',
];

/** Of the manifest of a Rollout, what is looked at. */
interface Rollout {
  status: {
    conditions: Array<Record<'type' | 'status' | 'reason' | 'message', string>>;
    [field: string]: unknown;
  };
}

/** Actions are listed in an order of no meaning. */
function inOrder({ status, body }: { status: number; body: unknown }) {
  const { actions, ...rest } = Object(body);
  return {
    status,
    ...rest,
    actions: actions?.sort((one: { name: string }, other: { name: string }) =>
      one.name.localeCompare(other.name),
    ),
  };
}

describe('a canary as it was recorded', () => {
  let lab: Awaited<ReturnType<typeof homelab>>;

  const told: Application[] = [];
  const streamed = new AbortController();

  /** Keeps what the stream tells of it, to the end of the suite. */
  async function follow() {
    const response = await fetch(
      `${lab.argocdUrl}/api/v1/stream/applications?name=${NAME}`,
      {
        headers: { Authorization: `Bearer ${TOKEN}` },
        signal: streamed.signal,
      },
    );
    let text = '';
    for await (const chunk of response.body ?? []) {
      const lines = (text + Buffer.from(chunk)).split('\n');
      text = lines.pop() ?? '';
      told.push(
        ...lines
          .filter(Boolean)
          .map(line => JSON.parse(line).result.application),
      );
    }
  }

  beforeAll(async () => {
    // So slow that each state lasts until it is looked at.
    lab = await homelab({ speed: 2 });
    // It ends when it is aborted.
    void follow().catch(() => {});
    await eventually(async () => {
      if (told.length === 0) {
        throw new Error('The stream has told nothing');
      }
    });
    // The recorded pause lasted ten minutes.
    await lab.change(`${FOLDER}/rollout.yaml`, text =>
      text.replace(/pause:\s*(\{ ?)?duration: \w+( ?\})?/, 'pause: {}'),
    );
    await lab.change(`${FOLDER}/kustomization.yaml`, text =>
      text.replace('"2.29.0"', '"2.30.0"'),
    );
    await lab.argocd.post(`applications/${NAME}/sync`);
    await lab.argocd.waitUntil(
      NAME,
      'at its first pause',
      ({ status }) => status.health.status === 'Suspended',
    );
  });
  afterAll(() => {
    streamed.abort();
    return lab.stop();
  });

  it.each(['rollout-actions-paused', 'rollout-action-unknown'])(
    'answers as in %s',
    async name => {
      const { ours, real } = await lab.ask(name);
      expect(inOrder(ours)).toEqual(inOrder(real));
    },
  );

  const applications = async (name: string) => {
    const { ours, real } = await lab.ask<Application>(name);
    return {
      differences: shapeDifferences(ours.body, real.body),
      telling: [ours, real].map(({ body }) => ({
        ...tellingOf(body),
        summary: body.status.summary,
      })),
    };
  };
  const trees = async (name: string) => {
    const { ours, real } = await lab.ask<{ nodes: TreeNode[] }>(name);
    const telling = ({ nodes }: { nodes: TreeNode[] }) => ({
      pods: ['2.29.0', '2.30.0'].map(
        version =>
          nodes.filter(({ images }) => images?.[0].endsWith(version)).length,
      ),
      health: nodes
        .filter(({ kind }) =>
          ['Rollout', 'AnalysisRun', 'PodDisruptionBudget'].includes(kind),
        )
        .map(({ kind, health, info }) => ({ kind, health, info }))
        .sort((one, other) => one.kind.localeCompare(other.kind)),
    });
    return {
      differences: shapeDifferences(ours.body, real.body),
      telling: [telling(ours.body), telling(real.body)],
    };
  };
  const rollouts = async (name: string, fields: string[]) => {
    const { ours, real } = await lab.ask<{ manifest: string }>(name);
    const [one, other] = [ours, real].map(
      ({ body }): Rollout => ({ ...JSON.parse(body.manifest), spec: {} }),
    );
    const telling = ({ status }: Rollout) => ({
      fields: fields.map(field => [field, status[field]]),
      conditions: status.conditions
        // The sandbox does not keep that it was paused once.
        .filter(({ type }) => type !== 'Paused' || name.endsWith('paused'))
        .map(({ type, status: is, reason, message }) =>
          [type, is, reason, message].join(' '),
        )
        .sort(),
    });
    return {
      differences: shapeDifferences(one, other),
      telling: [telling(one), telling(other)],
    };
  };

  it('is Suspended as in get-canary-paused', async () => {
    const { differences, telling } = await applications('get-canary-paused');
    expect(differences).toEqual(NOT_SET_OF_APPLICATION);
    expect(telling[0]).toEqual(telling[1]);
  });

  it('has the pods of both versions as in resource-tree-canary-paused', async () => {
    const { differences, telling } = await trees('resource-tree-canary-paused');
    expect(differences).toEqual(NOT_IN_TREE);
    expect(telling[0]).toEqual(telling[1]);
  });

  it('tells where it stands as in rollout-resource-paused', async () => {
    const { differences, telling } = await rollouts('rollout-resource-paused', [
      ...['phase', 'message', 'currentStepIndex', 'controllerPause'],
      ...['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas'],
    ]);
    expect(differences).toEqual(NOT_IN_ROLLOUT);
    expect(telling[0]).toEqual(telling[1]);
  });

  it('differs in nothing from Git, as in managed-resources-canary', async () => {
    const { ours, real } = await lab.ask<{ items: ManagedItem[] }>(
      'managed-resources-canary',
    );
    expect(managedTellingOf(ours.body.items)).toEqual(
      managedTellingOf(real.body.items),
    );
  });

  it('rollout-action-forbidden', async () => {
    const fault = async (body: object) =>
      fetch(`${lab.argocdUrl}/_sandbox/faults`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(body),
      });
    await fault({ forbidActions: true });
    const { ours, real } = await lab.ask('rollout-action-forbidden');
    // Its account may see what it may not do.
    const list = await lab.ask('rollout-actions-paused');
    await fault({});
    expect(ours).toEqual(real);
    expect(list.ours.status).toBe(list.real.status);
  });

  it('rollout-abort', async () => {
    const { ours, real } = await lab.ask('rollout-abort');
    expect(ours).toEqual(real);
    const aborted = await applications('get-canary-aborted');
    const tree = await trees('resource-tree-canary-aborted');
    const rollout = await rollouts('rollout-resource-aborted', [
      ...['phase', 'message', 'currentStepIndex', 'abort', 'HPAReplicas'],
      ...['replicas', 'updatedReplicas', 'readyReplicas', 'availableReplicas'],
    ]);
    const actions = await lab.ask('rollout-actions-aborted');
    expect(aborted.differences).toEqual(NOT_SET_OF_APPLICATION);
    expect(tree.differences).toEqual(NOT_IN_TREE);
    expect(rollout.differences).toEqual(NOT_IN_ROLLOUT);
    for (const { telling } of [aborted, tree, rollout]) {
      expect(telling[0]).toEqual(telling[1]);
    }
    expect(inOrder(actions.ours)).toEqual(inOrder(actions.real));
  });

  it('rollout-retry', async () => {
    const { ours, real } = await lab.ask('rollout-retry');
    expect(ours).toEqual(real);
    const { differences, telling } = await applications('get-canary-retried');
    expect(differences).toEqual(NOT_SET_OF_APPLICATION);
    expect(telling[0]).toEqual(telling[1]);
  });

  it('stream-canary-sync-and-abort', async () => {
    const steps = (states: Application[]) =>
      states
        .map(({ operation, status }) =>
          [
            ...[status.sync.status, status.health.status],
            ...[`${status.history?.length} deployed`, operation ? 'asked' : ''],
            status.operationState?.phase ?? 'no state',
          ].join(' '),
        )
        .filter((step, index, all) => step !== all[index - 1]);
    const recorded = steps(recordedStream('stream-canary-sync-and-abort'));
    await eventually(async () =>
      expect(steps(told).slice(0, recorded.length)).toEqual(recorded),
    );
  });
});
