import { readdirSync } from 'node:fs';
import { registerMswTestHooks } from '@backstage/backend-test-utils';
import {
  ArgocdDescription,
  argocdDescriptionFile,
} from '@stonegarden/test-utils/argocd';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import {
  recordedExchange,
  recordedStream,
  RECORDINGS,
} from '../../__testUtils__/fixtures';
import { readManifest } from '../../resources/readManifest';
import { toCommit } from '../../resources/toCommit';
import { toDiff } from '../../resources/toDiff';
import { toEvents } from '../../resources/toEvents';
import { toSyncWindows } from '../readModel/toSyncWindows';
import { askPresence } from '../readModel/askPresence';
import { readTree, rolloutsOf } from '../readModel/readDetails';
import { toApplicationRecord } from '../readModel/toApplicationRecord';
import type { ApplicationEvent, ApplicationKey } from './ArgocdApi';
import { ArgocdClient } from './ArgocdClient';
import { failureReason, toDomainError } from './argocdErrors';
import { findRefusal } from './findRefusal';

const URL_BASE = 'http://argocd.internal:8080';
const AS_OF = '2026-11-29T12:00:00.000Z';

interface Case {
  /** The call that this suite makes. */
  call(client: ArgocdClient): Promise<unknown>;
  /** What it takes from the answer, or from the error. */
  read(answer: unknown): unknown;
  expected: unknown;
}

const keyOf = (name: string, project = 'team-product'): ApplicationKey => ({
  name,
  project,
});
const ROLLOUT = {
  group: 'argoproj.io',
  version: 'v1alpha1',
  kind: 'Rollout',
  namespace: 'audiobookshelf-canary',
  name: 'audiobookshelf',
};

/** One Application: what is kept of it in few words. */
const get = (
  name: string,
  expected: object,
  project = 'team-product',
): Case => ({
  call: client => client.get(keyOf(name, project)),
  read: answer => {
    const record = toApplicationRecord('homelab', answer);
    return (
      record && {
        name: record.name,
        sync: record.sync,
        health: record.health,
        operation: record.operation?.phase,
        kind: record.operation?.kind,
        history: record.history.length,
        conditions: record.conditions?.map(({ type }) => type),
      }
    );
  },
  expected: {
    name,
    operation: undefined,
    kind: undefined,
    conditions: undefined,
    ...expected,
  },
});

const tree = (name: string, expected: object): Case => ({
  call: client => client.resourceTree(keyOf(name)),
  read: answer => ({
    rollouts: rolloutsOf(readTree(answer)).length,
    total: readTree(answer).length,
    notHealthy: readTree(answer)
      .filter(({ health }) => health && health.status !== 'Healthy')
      .map(({ kind, health }) => `${kind} ${health?.status}`),
  }),
  expected,
});

const diff = (name: string, expected: string[]): Case => ({
  call: client => client.onDemand.managedResources(keyOf(name)),
  read: answer =>
    toDiff(answer, AS_OF).items.map(({ change, kind }) => `${kind} ${change}`),
  expected,
});

/** What a call that a person caused was refused for. */
const refused = (
  call: Case['call'],
  kind: ReturnType<typeof findRefusal>,
  error: string,
): Case => ({
  call,
  read: answer => ({
    kind: findRefusal(answer),
    error: toDomainError(answer, 'homelab', 'doing it').name,
  }),
  expected: { kind, error },
});

const presence = (key: ApplicationKey, expected: object): Case => ({
  call: client => askPresence(client, key, new AbortController().signal),
  read: answer => answer,
  expected,
});

const windows = (name: string, expected: object): Case => ({
  call: client => client.onDemand.syncWindows(keyOf(name)),
  read: answer => {
    const { canSync, windows: all } = toSyncWindows(
      answer,
      undefined,
      new Date(AS_OF),
    );
    return { canSync, windows: all.length };
  },
  expected,
});

const rollout = (isAborted: true | undefined): Case => ({
  call: client => client.resource(keyOf('audiobookshelf-canary'), ROLLOUT),
  read: answer => {
    const { kind, status } = Object(readManifest(answer));
    return { kind, isAborted: status?.abort };
  },
  expected: { kind: 'Rollout', isAborted },
});

const action =
  (name: string): Case['call'] =>
  client =>
    client.runResourceAction(keyOf('audiobookshelf-canary'), ROLLOUT, name);
const requested = (answer: unknown) =>
  toApplicationRecord('homelab', answer)?.operation;
const COMMIT = '52e68a07373c77414c68b7bd5be67c92f1cdf531';

const CASES: Record<string, Case> = {
  'events-application': {
    call: client => client.onDemand.events(keyOf('audiobookshelf-canary')),
    read: answer => {
      const { items, total } = toEvents([answer], AS_OF);
      return { total, newest: items[0]?.reason };
    },
    expected: { total: 14, newest: 'ResourceUpdated' },
  },
  'get-after-dry-run': get('audiobookshelf-production', {
    sync: 'Synced',
    health: 'Healthy',
    operation: 'Succeeded',
    kind: 'dry-run',
    history: 1,
  }),
  'get-after-partial-sync': get('audiobookshelf-production', {
    sync: 'Synced',
    health: 'Healthy',
    operation: 'Succeeded',
    kind: 'partial-sync',
    history: 1,
  }),
  'get-after-rollback': get('audiobookshelf-staging', {
    sync: 'OutOfSync',
    health: 'Progressing',
    operation: 'Succeeded',
    kind: 'sync',
    history: 3,
  }),
  'get-before-rollback': get('audiobookshelf-staging', {
    sync: 'Synced',
    health: 'Healthy',
    operation: 'Succeeded',
    kind: 'sync',
    history: 2,
  }),
  'get-canary-aborted': get('audiobookshelf-canary', {
    sync: 'Synced',
    health: 'Degraded',
    operation: 'Succeeded',
    kind: 'sync',
    history: 2,
  }),
  'get-canary-paused': get('audiobookshelf-canary', {
    sync: 'Synced',
    health: 'Suspended',
    operation: 'Succeeded',
    kind: 'sync',
    history: 2,
  }),
  'get-canary-retried': get('audiobookshelf-canary', {
    sync: 'Synced',
    health: 'Progressing',
    operation: 'Succeeded',
    kind: 'sync',
    history: 2,
  }),
  'get-comparison-error': get('kafka-demo-dev', {
    sync: 'Unknown',
    health: 'Healthy',
    operation: 'Succeeded',
    kind: 'sync',
    history: 1,
    conditions: ['ComparisonError'],
  }),
  'get-degraded-never-scheduled': get('n8n-dev', {
    sync: 'Synced',
    health: 'Degraded',
    operation: 'Succeeded',
    kind: 'sync',
    history: 2,
  }),
  // Without its project it could be either, so that it is always asked for with it.
  'get-missing': refused(
    client => client.get(keyOf('nothere')),
    'not-allowed',
    'NotAllowedError',
  ),
  'get-missing-with-project': presence(keyOf('nothere'), { kind: 'absent' }),
  'get-never-deployed': get(
    'cloudbeaver-production',
    { sync: 'OutOfSync', health: 'Missing', history: 0 },
    'team-platform',
  ),
  'get-requires-pruning': get('jaeger-dev', {
    sync: 'Synced',
    health: 'Healthy',
    operation: 'Succeeded',
    kind: 'sync',
    history: 2,
  }),
  'get-statefulset-never-synced': get(
    'kafka-dev',
    {
      sync: 'OutOfSync',
      health: 'Healthy',
      operation: 'Succeeded',
      kind: 'partial-sync',
      history: 3,
    },
    'team-platform',
  ),
  'get-sync-failed-immutable-field': get('kibana-dev', {
    sync: 'OutOfSync',
    health: 'Healthy',
    operation: 'Running',
    kind: 'sync',
    history: 1,
  }),
  'get-wrong-project': presence(keyOf('audiobookshelf-dev', 'wrong'), {
    kind: 'absent',
  }),
  'list-no-token': {
    call: client => client.list(new AbortController().signal),
    read: error => failureReason(error).code,
    expected: 'ArgocdTokenRefused',
  },
  'logs-forbidden': refused(
    client =>
      client.onDemand.log(keyOf('audiobookshelf-dev'), {
        namespace: 'audiobookshelf-dev',
        pod: 'audiobookshelf-5ff589c85-2xrbt',
        container: 'audiobookshelf',
        previous: false,
        lines: 5,
      }),
    'not-allowed',
    'NotAllowedError',
  ),
  'managed-resources-canary': diff('audiobookshelf-canary', []),
  'managed-resources-immutable-field': diff('kibana-dev', [
    'Deployment updated',
  ]),
  'managed-resources-requires-pruning': diff('jaeger-dev', []),
  'managed-resources-statefulset-never-synced': diff('kafka-dev', [
    'StatefulSet updated',
  ]),
  'resource-tree-canary-aborted': tree('audiobookshelf-canary', {
    rollouts: 1,
    total: 24,
    notHealthy: [
      'Pod Progressing',
      'ReplicaSet Progressing',
      'Rollout Degraded',
    ],
  }),
  'resource-tree-canary-paused': tree('audiobookshelf-canary', {
    rollouts: 1,
    total: 23,
    notHealthy: ['AnalysisRun Progressing', 'Rollout Suspended'],
  }),
  'resource-tree-degraded-never-scheduled': tree('n8n-dev', {
    rollouts: 0,
    total: 10,
    notHealthy: [
      'Pod Progressing',
      'Deployment Degraded',
      'ReplicaSet Progressing',
    ],
  }),
  'resource-tree-requires-pruning': tree('jaeger-dev', {
    rollouts: 0,
    total: 8,
    notHealthy: [],
  }),
  'resource-tree-sync-failed-immutable-field': tree('kibana-dev', {
    rollouts: 0,
    total: 8,
    notHealthy: [],
  }),
  'revision-metadata': {
    call: client =>
      client.onDemand.revisionMetadata(keyOf('audiobookshelf-dev'), COMMIT),
    read: answer => toCommit(COMMIT, answer),
    // The address of the author is left out.
    expected: {
      id: COMMIT,
      author: 'x',
      at: '2026-11-29T00:07:33Z',
      title: 'Read from the local host',
      message: 'Read from the local host',
    },
  },
  'revision-metadata-unknown': refused(
    client =>
      client.onDemand.revisionMetadata(
        keyOf('audiobookshelf-dev'),
        '0'.repeat(40),
      ),
    undefined,
    'ServiceUnavailableError',
  ),
  rollback: {
    call: client => client.rollback(keyOf('audiobookshelf-staging'), 0),
    read: requested,
    expected: expect.objectContaining({ kind: 'sync', phase: 'Running' }),
  },
  'rollback-under-auto-sync': refused(
    client => client.rollback(keyOf('audiobookshelf-dev'), 0),
    'auto-sync',
    'ConflictError',
  ),
  'rollback-unknown-id': refused(
    client => client.rollback(keyOf('audiobookshelf-staging'), 99),
    'history-entry-gone',
    'ConflictError',
  ),
  'rollout-abort': {
    call: action('abort'),
    read: answer => answer,
    expected: undefined,
  },
  'rollout-action-forbidden': refused(
    action('resume'),
    'not-allowed',
    'NotAllowedError',
  ),
  // A status of 500 proves nothing about what was done.
  'rollout-action-unknown': refused(
    action('nonsense'),
    undefined,
    'ServiceUnavailableError',
  ),
  'rollout-resource-aborted': rollout(true),
  'rollout-resource-paused': rollout(undefined),
  'rollout-retry': {
    call: action('retry'),
    read: answer => answer,
    expected: undefined,
  },
  'session-wrong-password': {
    call: () =>
      new ArgocdClient({
        name: 'homelab',
        url: URL_BASE,
        account: { username: 'admin', password: 'wrong' },
      }).get(keyOf('audiobookshelf-dev')),
    read: error => failureReason(error).code,
    expected: 'ArgocdLoginRefused',
  },
  'sync-blocked-by-window': refused(
    client =>
      client.sync(keyOf('cloudbeaver-production', 'team-platform'), {
        prune: false,
      }),
    'sync-window',
    'ConflictError',
  ),
  'sync-dry-run': {
    call: client =>
      client.onDemand.dryRun(keyOf('audiobookshelf-production'), {
        prune: false,
      }),
    read: requested,
    expected: expect.objectContaining({ kind: 'dry-run', phase: 'Running' }),
  },
  'sync-partial': {
    call: client =>
      client.sync(keyOf('audiobookshelf-production'), {
        prune: false,
        resources: [
          {
            kind: 'Service',
            namespace: 'audiobookshelf',
            name: 'audiobookshelf',
          },
        ],
      }),
    read: requested,
    expected: expect.objectContaining({
      kind: 'partial-sync',
      phase: 'Running',
    }),
  },
  'sync-to-other-revision-under-auto-sync': refused(
    client => client.syncTo(keyOf('audiobookshelf-dev'), { revision: COMMIT }),
    'auto-sync',
    'ConflictError',
  ),
  'syncwindows-closed': windows('cloudbeaver-production', {
    canSync: false,
    windows: 2,
  }),
  'syncwindows-open-for-hand': windows('audiobookshelf-canary', {
    canSync: true,
    windows: 1,
  }),
  'terminate-nothing-running': refused(
    client => client.onDemand.terminate(keyOf('audiobookshelf-dev')),
    'other',
    'ConflictError',
  ),
  version: {
    call: client => client.ping(new AbortController().signal),
    read: answer => answer,
    expected: undefined,
  },
};

/** Asked by nobody here. The sandbox answers them, which its own tests hold against the recordings. */
const NOT_ASKED = [
  'can-i-delete-app',
  'can-i-sync-app',
  'can-i-sync-project',
  'can-i-sync-star',
  'rollout-actions-aborted',
  'rollout-actions-paused',
  'userinfo',
  'userinfo-no-token',
];

describe('ArgocdClient against what a real Argo CD 3.6 answered', () => {
  const server = setupServer();
  registerMswTestHooks(server);
  const client = new ArgocdClient({
    name: 'homelab',
    url: URL_BASE,
    token: 'secret-token',
  });

  /** Answers as recorded, and tells what was asked. */
  function replay(name: string) {
    const { request, response } = recordedExchange(name);
    const [path] = request.path.split('?');
    const asked: Array<{ method: string; query: object; body: unknown }> = [];
    server.use(
      http.all(`${URL_BASE}${path}`, async ({ request: sent }) => {
        const text = await sent.text();
        asked.push({
          method: sent.method,
          query: Object.fromEntries(new URL(sent.url).searchParams),
          body: text ? JSON.parse(text) : undefined,
        });
        return HttpResponse.json(response.body, { status: response.status });
      }),
    );
    return { asked, request };
  }

  it('has a case for each recording', () => {
    expect([...Object.keys(CASES), ...NOT_ASKED].sort()).toEqual(
      readdirSync(RECORDINGS)
        .filter(file => file.endsWith('.json'))
        .map(file => file.replace('.json', ''))
        .sort(),
    );
  });

  it.each(Object.entries(CASES))(
    '%s',
    async (name, { call, read, expected }) => {
      const { asked, request } = replay(name);
      const answer = await call(client).catch((error: unknown) => error);
      expect(read(answer)).toEqual(expected);
      // As it was asked there, and with what tells one application from another.
      const [, query = ''] = request.path.split('?');
      expect(asked[0]).toMatchObject({
        method: request.method,
        query: Object.fromEntries(new URLSearchParams(query)),
        ...(request.body ? { body: request.body } : {}),
      });
    },
  );

  it('stream-canary-sync-and-abort', async () => {
    server.use(
      http.get(
        `${URL_BASE}/api/v1/stream/applications`,
        () =>
          new HttpResponse(recordedStream('stream-canary-sync-and-abort'), {
            headers: { 'Content-Type': 'text/event-stream' },
          }),
      ),
    );
    const events: ApplicationEvent[] = [];
    await client.watch({
      signal: new AbortController().signal,
      onAlive: () => {},
      onEvent: event => events.push(event),
    });
    const states = events.map(({ application }) => {
      const record = toApplicationRecord('homelab', application);
      return `${record?.sync} ${record?.health} ${record?.operation?.phase}`;
    });
    expect(
      states.filter((state, index) => state !== states[index - 1]),
    ).toEqual([
      'Synced Healthy Succeeded',
      'OutOfSync Healthy Succeeded',
      'OutOfSync Healthy Running',
      'Synced Progressing Running',
      'Synced Progressing Succeeded',
      'Synced Suspended Succeeded',
      'Synced Degraded Succeeded',
      'Synced Progressing Succeeded',
    ]);
  });
});

(argocdDescriptionFile ? describe : describe.skip)(
  "The recordings by Argo CD's own description",
  () => {
    it.each([...Object.keys(CASES), ...NOT_ASKED])('%s', name => {
      const description = new ArgocdDescription(argocdDescriptionFile!);
      const { request, response } = recordedExchange(name);
      const [path, query = ''] = request.path.split('?');
      expect(
        description.problems({
          method: request.method,
          path,
          query: Object.fromEntries(new URLSearchParams(query)),
          accept: 'application/json',
          body: request.body,
          status: response.status,
          answer: response.body,
        }),
      ).toEqual([]);
    });
  },
);
