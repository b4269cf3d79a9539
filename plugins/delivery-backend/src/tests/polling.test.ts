import {
  mockServices,
  registerMswTestHooks,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type { Gate } from '@stonegarden/backstage-plugin-delivery-node';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { eventually } from '@stonegarden/test-utils';
import { setupServer } from 'msw/node';
import { MARKS } from '../__testUtils__/pullRequestMarks';
import { githubHandlers } from '../__testUtils__/githubHandlers';
import { kustomization, shop, shopFiles } from '../__testUtils__/shop';
import { startGitHosts } from '../__testUtils__/startGitHosts';
import { useFakeDate } from '../__testUtils__/useFakeDate';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { createPromotions } from '../promotions/createPromotions';
import type { ReconcileTrigger } from '../promotions/dueObservation';
import { PromotionStore } from '../promotions/PromotionStore';
import { allReleaseFiles } from '../releases/allReleaseFiles';
import type { ResolvedService } from '../services/ServiceResolver';
import { quietWorld, runningLine } from '../__testUtils__/quietWorld';

jest.setTimeout(60_000);

const API = 'https://api.github.com/repos/acme/platform';
const MINUTE_MS = 60_000;
const START = Date.parse('2026-01-01T00:00:00.000Z');
const COUNT = 20;
const NAMES = Array.from({ length: COUNT }, (_, index) => `shop-${index + 1}`);

/** What is there of the shop, under another name. */
function renamed<T>(value: T, name: string): T {
  return JSON.parse(
    JSON.stringify(value)
      .replaceAll('services/shop', `services/${name}`)
      .replaceAll('"name":"shop"', `"name":"${name}"`)
      .replaceAll('https://git.example', 'https://github.com'),
  );
}

const production = (name: string) =>
  `kubernetes/services/${name}/environments/production/kustomization.yaml`;

function serviceOf(name: string): ResolvedService {
  const entity = renamed(shop, name);
  return {
    entityRef: `component:default/${name}`,
    name,
    entity,
    environments: entity.spec.environments ?? [],
  };
}

describe('open promotions that nobody tells of', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const msw = setupServer();
  registerMswTestHooks(msw);
  const stops: Array<() => void | Promise<void>> = [];
  let clock = START;

  beforeEach(() => {
    clock = START;
    useFakeDate(clock);
  });

  afterEach(async () => {
    jest.useRealTimers();
    await Promise.all(stops.splice(0).map(stop => stop()));
  });

  /** Pull requests of as many services, opened and looked at once; from then on calls are counted. */
  async function start(names: string[]) {
    const git = new FakeGitHost(
      Object.assign({}, ...names.map(name => renamed(shopFiles(), name))),
    );
    const knex = await databases.init('SQLITE_3');
    const store = await PromotionStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    const broken = new Set<string>();
    const gate: Gate = {
      id: 'healthy',
      title: () => 'the source is healthy',
      evaluate: ({ entityRef }) => ({
        status: broken.has(entityRef) ? 'failed' : 'passed',
        reason: createReason(
          broken.has(entityRef) ? 'EnvironmentOutOfSync' : 'EnvironmentHealthy',
          { environment: 'staging' },
        ),
      }),
    };
    const auditor = mockServices.auditor.mock();
    auditor.createEvent.mockResolvedValue({
      success: async () => {},
      fail: async () => {},
    });
    const { hosts, stop } = await startGitHosts({
      host: 'github.com',
      apiBaseUrl: 'https://api.github.com',
      token: 'ghp_secret',
    });
    stops.push(stop);
    const readModel: Pick<ArgocdReadModel, 'find' | 'instances'> = {
      find: () => [],
      instances: [{ status: { name: 'homelab', reachable: true } }],
    };
    const create = (through: typeof hosts) => {
      const promotions = createPromotions({
        world: quietWorld,
        lines: runningLine,
        pullRequests: MARKS.pullRequests,
        reviewers: MARKS.reviewers,
        auditor,
        delayMs: 1,
        deployments: {
          current: async () => undefined,
          get: async () => undefined,
          list: async () => [],
        },
        emergencies: { listActive: async () => [] },
        gates: [gate],
        hosts: through,
        logger: mockServices.logger.mock(),
        portalUrl: 'https://portal.example',
        protectedEnvironments: [],
        readModel: readModel as ArgocdReadModel,
        releaseFile: allReleaseFiles,
        services: {
          resolve: async ref => serviceOf(ref.split('/').pop() ?? ''),
        },
        settleMs: 1_000,
        store,
        onChange: () => {},
      });
      stops.push(() => promotions.stop());
      return promotions;
    };
    const opener = create(git.hosts);
    for (const name of names) {
      await opener.opener.open(
        serviceOf(name),
        { from: 'staging', to: 'production' },
        { ref: 'user:default/ada', mayApprove: true },
      );
    }

    const calls: string[] = [];
    msw.use(...githubHandlers(git, API));
    msw.events.removeAllListeners();
    msw.events.on('request:start', ({ request }) => {
      const path = new URL(request.url).pathname
        .replace('/repos/acme/platform', '')
        .replace(/[0-9a-f]{40}/, ':sha')
        .replace(/\d+$/, ':number');
      calls.push(`${request.method} ${path}`);
    });
    const backends = [create(hosts), create(hosts)];
    const [{ reconciler, changes }] = backends;
    /** A minute later; by turns in one of two backends, as a global task of the scheduler runs. */
    let runs = 0;
    const run = async (trigger: ReconcileTrigger = 'schedule') => {
      clock += MINUTE_MS;
      jest.setSystemTime(clock);
      calls.length = 0;
      runs += 1;
      await backends[runs % 2].reconciler.reconcileAll({ trigger });
      return [...calls];
    };
    const record = async (name = names[0]) =>
      (await store.list(`component:default/${name}`))[0];
    const settle = async (minutes: number) => {
      for (let minute = 0; minute < minutes; minute += 1) {
        await run();
      }
    };
    await settle(1);
    return { broken, calls, changes, git, reconciler, record, run, settle };
  }

  const countBy = (calls: string[]) =>
    calls.reduce<Record<string, number>>(
      (counts, call) => ({ ...counts, [call]: (counts[call] ?? 0) + 1 }),
      {},
    );

  it('cost one call a minute each, and four every five minutes', async () => {
    const { run } = await start(NAMES);
    for (let hour = 0; hour < 2; hour += 1) {
      for (let minute = 1; minute <= 4; minute += 1) {
        expect(countBy(await run())).toEqual({
          'GET /pulls/:number': COUNT,
        });
      }
      expect(countBy(await run())).toEqual({
        'GET /pulls/:number': COUNT,
        'GET /commits/:sha/status': COUNT,
        'GET /commits/:sha/check-runs': COUNT,
        'GET /git/ref/heads%2Fmain': COUNT,
        // What the branch requires, for all of them together and by each backend.
        'GET /branches/main': 1,
        'GET /rules/branches/main': 1,
      });
    }
  });

  it('keep the time at which all that is said of them was asked', async () => {
    const { record, run, settle } = await start(NAMES.slice(0, 1));
    const asked = await record();
    await settle(4);
    expect((await record()).pullRequest).toEqual(asked.pullRequest);
    await run();
    expect((await record()).pullRequest).toMatchObject({
      asOf: new Date(clock).toISOString(),
      gates: { asOf: new Date(clock).toISOString() },
    });
  });

  it('are asked for all of it within two minutes while checks run, and within five when they have changed', async () => {
    const { git, record, run, settle } = await start(NAMES.slice(0, 1));
    const { headCommit = '' } = await record();
    git.setChecks(headCommit, [{ name: 'scan', state: 'pending' }]);
    await settle(5);
    expect((await record()).pullRequest?.checks?.state).toBe('pending');
    expect(await run()).toHaveLength(1);
    expect(await run()).toHaveLength(4);
    git.setChecks(headCommit, [{ name: 'scan', state: 'passed' }]);
    await settle(2);
    expect((await record()).pullRequest?.checks?.state).toBe('passed');
  });

  it('are seen to have a new head in the next minute, which is told at the host', async () => {
    const { git, record, run } = await start(NAMES.slice(0, 1));
    const { branch } = await record();
    const theirs = git.push(branch, [
      { path: production(NAMES[0]), content: kustomization('6.6') },
    ]);
    git.setChecks(theirs, [{ name: 'scan', state: 'failed' }]);
    const calls = await run();
    expect(await record()).toMatchObject({
      reason: { code: 'HeadMoved' },
      pullRequest: {
        headMoved: { commit: theirs, by: 'erin' },
        checks: { state: 'failed' },
        asOf: new Date(clock).toISOString(),
      },
    });
    expect(calls).toContain('POST /statuses/:sha');
    expect(git.statuses(theirs)).toMatchObject([{ state: 'failed' }]);
    expect(await run()).toHaveLength(1);
  });

  it('are seen to conflict, and to conflict no more', async () => {
    const { git, record, run } = await start(NAMES.slice(0, 1));
    const path = production(NAMES[0]);
    git.push('main', [{ path, content: kustomization('1.0-hotfix') }]);
    await run();
    expect((await record()).pullRequest).toMatchObject({
      mergeable: false,
      conflicts: [path],
    });
    git.push('main', [{ path, content: kustomization('1.0') }]);
    await run();
    expect((await record()).pullRequest).toMatchObject({ mergeable: true });
    expect((await record()).pullRequest).not.toHaveProperty('conflicts');
  });

  it('are seen to be merged in the next minute', async () => {
    const { git, record, run } = await start(NAMES.slice(0, 1));
    const mergeCommit = git.merge(1);
    await run();
    expect(await record()).toMatchObject({ status: 'merged', mergeCommit });
  });

  it('are seen to be closed in the next minute, and to be open again within 15', async () => {
    const { git, record, run, settle } = await start(NAMES.slice(0, 1));
    git.close(1);
    expect(await run()).toEqual(['GET /pulls/:number']);
    expect((await record()).status).toBe('rejected');
    for (let minute = 1; minute < 15; minute += 1) {
      expect(await run()).toEqual([]);
    }
    expect(await run()).toEqual(['GET /pulls/:number']);
    git.reopen(1);
    await settle(15);
    expect((await record()).status).toBe('open');
  });

  it('are open again at once when the host tells of it', async () => {
    const { git, reconciler, record, run } = await start(NAMES.slice(0, 1));
    git.close(1);
    await run();
    git.reopen(1);
    await reconciler.reconcilePullRequest('github.com/acme/platform', {
      number: 1,
      branch: 'unknown',
    });
    expect((await record()).status).toBe('open');
  });

  it('have their gates judged again when Argo CD changed for their service, and for no other', async () => {
    const { broken, calls, changes, git, record } = await start(
      NAMES.slice(0, 3),
    );
    calls.length = 0;
    broken.add('component:default/shop-2');
    changes.addServices(['shop-2']);
    await eventually(async () =>
      expect(await record('shop-2')).toMatchObject({
        reason: { code: 'GateNoLongerPasses' },
        pullRequest: { gates: { state: 'failed' } },
      }),
    );
    const { headCommit = '' } = await record('shop-2');
    await eventually(() =>
      expect(git.statuses(headCommit)).toMatchObject([{ state: 'failed' }]),
    );
    expect(countBy(calls)).toEqual({
      'GET /pulls/:number': 1,
      'GET /commits/:sha/status': 1,
      'GET /commits/:sha/check-runs': 1,
      'GET /git/ref/heads%2Fmain': 1,
      // For the first time in this backend.
      'GET /branches/main': 1,
      'GET /rules/branches/main': 1,
      'POST /statuses/:sha': 1,
    });
  });

  it('lose no thorough run that is asked for during a light one', async () => {
    const { broken, reconciler, record } = await start(NAMES.slice(0, 1));
    broken.add('component:default/shop-1');
    const before = await record();
    const runs = await Promise.all([
      reconciler.reconcile(before, 'schedule'),
      reconciler.reconcile(before, 'schedule'),
      reconciler.reconcile(before, 'argocd'),
    ]);
    expect(runs.map(({ reason }) => reason?.code)).toEqual([
      undefined,
      'GateNoLongerPasses',
      'GateNoLongerPasses',
    ]);
  });

  it('are asked for all of it again after a run that failed', async () => {
    const { broken, git, record, run } = await start(NAMES.slice(0, 1));
    broken.add('component:default/shop-1');
    git.down = true;
    await run('argocd').catch(() => {});
    git.down = false;
    expect((await record()).reason?.code).toBe('CheckFailed');
    await run();
    expect((await record()).reason?.code).toBe('GateNoLongerPasses');
  });
});
