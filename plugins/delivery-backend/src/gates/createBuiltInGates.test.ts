import { mockServices } from '@backstage/backend-test-utils';
import {
  type ClusterChanges,
  createReason,
  type DangerRule,
  defaultPromotionPolicy,
  EnvironmentStatus,
  gateTitles,
  parseImage,
  PromotionChecks,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GateFacts } from '@stonegarden/backstage-plugin-delivery-node';
import { blockingReason } from './blockingReason';
import { createBuiltInGates } from './createBuiltInGates';
import { GateEvaluator } from './GateEvaluator';

const release = (...images: string[]) => ({ images: images.map(parseImage) });

const healthy: Omit<EnvironmentStatus, 'name' | 'namespace'> = {
  cluster: 'homelab',
  autoSync: false,
  presence: 'present',
  sync: 'Synced',
  health: 'Healthy',
  instance: 'homelab',
  stale: false,
};

function facts(
  source: Partial<EnvironmentStatus> = {},
  rest: Partial<GateFacts> = {},
): GateFacts {
  return {
    entityRef: 'component:default/shop',
    source: {
      ...healthy,
      name: 'staging',
      namespace: 'shop-staging',
      release: release('shop:2'),
      ...source,
    },
    target: {
      ...healthy,
      name: 'production',
      namespace: 'shop',
      release: release('shop:1'),
    },
    instances: [{ name: 'homelab', reachable: true }],
    git: {
      baseCommit: 'c0',
      source: { file: 'staging.yaml', release: release('shop:2') },
      target: { file: 'production.yaml', release: release('shop:1') },
    },
    before: ['staging'],
    changes: [{ name: 'shop', from: { tag: '1' }, to: { tag: '2' } }],
    now: '2026-01-01T12:00:00.000Z',
    policy: defaultPromotionPolicy({ isProtected: true }),
    isProtected: true,
    imageScanRequired: false,
    world: {
      lineStop: { value: null },
      incident: { value: null },
      syncWindows: { value: null },
    },
    ...rest,
  };
}

const builtInGates = createBuiltInGates({ floatingTags: ['latest', 'edge'] });

const evaluate = (given: GateFacts) =>
  new GateEvaluator({
    gates: builtInGates,
    logger: mockServices.logger.mock(),
  }).evaluate(given);

const answers = async (given: GateFacts) =>
  Object.fromEntries(
    (await evaluate(given)).map(({ id, status }) => [id, status]),
  );

describe('built-in gates', () => {
  it('are those whose titles pages translate', () => {
    expect(builtInGates.map(({ id }) => id)).toEqual(Object.keys(gateTitles));
    expect(builtInGates[0].title(facts())).toBe('staging is healthy');
  });

  it('passes a healthy, synced source that differs', async () => {
    expect(await answers(facts())).toEqual({
      'source-healthy': 'passed',
      'source-synced': 'passed',
      order: 'passed',
      'source-pinned': 'passed',
      'tags-fixed': 'passed',
      'images-matched': 'passed',
      'image-scan': 'skipped',
      'cluster-changes': 'skipped',
      'required-checks': 'skipped',
      soak: 'skipped',
      freeze: 'skipped',
      approval: 'skipped',
      'rolled-back': 'passed',
      'outside-git': 'passed',
      'line-stopped': 'passed',
      'no-incident': 'passed',
      'dependencies-healthy': 'skipped',
      'error-budget': 'skipped',
      metrics: 'skipped',
      'sync-window': 'skipped',
      differs: 'passed',
    });
    expect(blockingReason(await evaluate(facts()))).toBeUndefined();
  });

  describe('cluster-changes', () => {
    const danger = createReason('ReplicasToZero', {
      kind: 'Deployment',
      name: 'shop',
    });
    const known = (dangers: Reason[]): ClusterChanges => ({
      status: 'known',
      renderer: 'stonegarden',
      objects: [],
      totals: { created: 0, updated: 1, removed: 0 },
      dangers,
    });
    const ask = async (
      clusterChanges: ClusterChanges,
      dangers: DangerRule = 'reason',
      rest: Partial<GateFacts> = {},
    ) => {
      const policy = { ...facts().policy, dangers };
      const all = await evaluate(
        facts({}, { clusterChanges, policy, ...rest }),
      );
      const gate = all.find(({ id }) => id === 'cluster-changes');
      return [gate?.status, gate?.reason.code, gate?.yieldsToReason];
    };

    it('passes what is not dangerous', async () => {
      expect(await ask(known([]))).toEqual([
        'passed',
        'NoDangersFound',
        undefined,
      ]);
    });

    it('does with dangers what the policy says', async () => {
      const found = known([danger]);
      expect(await ask(found)).toEqual(['failed', 'DangersFound', true]);
      expect(await ask(found, 'block')).toEqual([
        'failed',
        'DangersFound',
        undefined,
      ]);
      expect(await ask(found, 'ignore')).toEqual([
        'passed',
        'DangersIgnored',
        undefined,
      ]);
    });

    it('asks for a reason on the way back, whatever the policy says', async () => {
      const rollback = { deployment: 'd-1', scope: 'versions' } as const;
      expect(await ask(known([danger]), 'block', { rollback })).toEqual([
        'failed',
        'DangersFound',
        true,
      ]);
    });

    it('does with what is not known what the policy says, and does not judge what nobody renders', async () => {
      const at = {
        file: 'kustomization.yaml',
        line: 1,
        column: 1,
        detail: 'x',
      };
      const unknown = {
        status: 'unknown',
        reason: createReason('ManifestsInvalid', at),
      } as const;
      expect(await ask(unknown, 'block')).toEqual([
        'unknown',
        'ManifestsInvalid',
        undefined,
      ]);
      expect(await ask(unknown, 'reason')).toEqual([
        'unknown',
        'ManifestsInvalid',
        true,
      ]);
      expect(await ask(unknown, 'ignore')).toEqual([
        'skipped',
        'ManifestsInvalid',
        undefined,
      ]);
      expect(
        await ask({
          status: 'unsupported',
          reason: createReason('ManifestsNotRendered', at),
        }),
      ).toEqual(['skipped', 'ManifestsNotRendered', undefined]);
    });
  });

  describe('outside-git', () => {
    const ask = async (rest: Partial<GateFacts>) => {
      const all = await evaluate(facts({}, rest));
      const gate = all.find(({ id }) => id === 'outside-git');
      return [gate?.status, gate?.reason.code, gate?.yieldsToReason];
    };
    const outsideGit = { release: release('shop:0') };
    const { git } = facts();

    it('holds back a promotion over a rollback that Git does not name, and yields to a reason', async () => {
      const held = ['failed', 'PromotionOverRollback', true];
      expect(await ask({ outsideGit })).toEqual(held);
      // What was gone back to, or what Git says, is not known.
      expect(await ask({ outsideGit: {} })).toEqual(held);
      expect(
        await ask({
          outsideGit,
          git: { ...git, target: { file: 'production.yaml' } },
        }),
      ).toEqual(held);
    });

    it('passes when Git names by now what was gone back to', async () => {
      expect(
        await ask({
          outsideGit,
          git: {
            ...git,
            target: { file: 'production.yaml', release: release('shop:0') },
          },
        }),
      ).toEqual(['passed', 'RollbackInGit', undefined]);
    });

    it('does not concern the way back', async () => {
      const gates = await evaluate(
        facts(
          {},
          { outsideGit, rollback: { deployment: 'd', scope: 'versions' } },
        ),
      );
      expect(gates.map(({ id }) => id)).not.toContain('outside-git');
    });
  });

  it.each([
    ['Progressing', 'pending'],
    ['Suspended', 'pending'],
    ['Degraded', 'failed'],
    ['Missing', 'failed'],
    ['Unknown', 'unknown'],
  ] as const)('a source that is %s is %s', async (health, status) => {
    expect((await answers(facts({ health })))['source-healthy']).toBe(status);
  });

  it.each(['ImagePullBackOff: manifest unknown', 'It crashed.'])(
    'says what Argo CD says as a sentence of its own: %s',
    async detail => {
      const [gate] = await evaluate(
        facts({
          health: 'Degraded',
          healthReason: createReason('HealthDetail', { detail }),
        }),
      );
      expect(gate.reason).toMatchObject({
        code: 'EnvironmentUnhealthy',
        params: { environment: 'staging', health: 'Degraded', detail },
        message: `staging is Degraded: ${detail.replace(
          /\.$/,
          '',
        )}. Try again when it is Healthy.`,
      });
    },
  );

  it('takes no stale fact for good, and names the server and since when', async () => {
    const gates = await evaluate(
      facts(
        { stale: true },
        {
          instances: [
            {
              name: 'homelab',
              reachable: false,
              unreachableSince: '2026-01-01T11:00:00.000Z',
              reason: createReason('ArgocdConnectionFailed', {}),
            },
          ],
        },
      ),
    );
    expect(gates[0]).toMatchObject({
      status: 'unknown',
      reason: {
        code: 'ArgocdUnreachable',
        message:
          'Argo CD homelab has not answered since 2026-01-01T11:00:00.000Z. No connection can be made.',
      },
    });
    expect(gates[1].status).toBe('unknown');
    expect(blockingReason(gates)).toEqual(gates[0].reason);
  });

  it('waits for a sync that comes by itself, and asks for one that does not', async () => {
    const synced = async (source: Partial<EnvironmentStatus>) =>
      (await answers(facts(source)))['source-synced'];
    expect(await synced({ sync: 'OutOfSync' })).toBe('failed');
    expect(await synced({ sync: 'OutOfSync', autoSync: true })).toBe('pending');
    expect(await synced({ sync: 'Unknown' })).toBe('unknown');
  });

  describe('source-synced', () => {
    const sync = async (source: Partial<EnvironmentStatus>) =>
      (await evaluate(facts(source)))[1];
    const outOfSync = { sync: 'OutOfSync', autoSync: true } as const;

    it('calls a sync that retries failing, with its reason', async () => {
      expect(
        await sync({
          ...outOfSync,
          operation: {
            kind: 'sync',
            phase: 'Running',
            retrying: true,
            message: 'field is immutable',
          },
        }),
      ).toMatchObject({
        status: 'failed',
        reason: {
          code: 'SyncRetrying',
          params: { environment: 'staging', detail: 'field is immutable' },
        },
      });
    });

    it('waits for a sync that runs, not for a dry run or a part', async () => {
      const running = (kind: 'sync' | 'partial-sync' | 'dry-run') =>
        sync({ sync: 'OutOfSync', operation: { kind, phase: 'Running' } });
      expect(await running('sync')).toMatchObject({
        status: 'pending',
        reason: { code: 'SyncRunning' },
      });
      for (const kind of ['partial-sync', 'dry-run'] as const) {
        expect(await running(kind)).toMatchObject({
          status: 'failed',
          reason: { code: 'EnvironmentOutOfSync' },
        });
      }
    });

    it('says why a sync that should come by itself has failed', async () => {
      expect(
        await sync({
          ...outOfSync,
          operation: { kind: 'sync', phase: 'Failed', message: 'no namespace' },
        }),
      ).toMatchObject({ status: 'failed', reason: { code: 'SyncFailed' } });
      const syncReason = createReason('ApplicationCondition', {
        type: 'ComparisonError',
        detail: 'no such file',
      });
      expect(await sync({ ...outOfSync, syncReason })).toMatchObject({
        status: 'failed',
        reason: syncReason,
      });
      expect(await sync({ sync: 'Unknown', syncReason })).toMatchObject({
        status: 'unknown',
        reason: { code: 'SyncUnknown', params: { cause: syncReason } },
      });
    });

    it('waits while a sync window keeps it from being synced', async () => {
      const syncReason = createReason('AutoSyncBlocked', {
        environment: 'staging',
        kind: 'allow',
        schedule: '0 8 * * *',
        duration: '1h',
        manualSync: false,
      });
      expect(await sync({ ...outOfSync, syncReason })).toMatchObject({
        status: 'pending',
        reason: syncReason,
      });
    });

    it('lets pass what only waits to be pruned, and says so (case 17)', async () => {
      const pruning: Partial<EnvironmentStatus> = {
        sync: 'OutOfSync',
        differences: { total: 2, pruneOnly: true, resources: [] },
      };
      expect(await sync(pruning)).toMatchObject({
        status: 'passed',
        reason: {
          code: 'OnlyPruningLeft',
          params: { environment: 'staging', resources: 2 },
        },
      });
      expect(
        await sync({ ...pruning, release: release('shop:1') }),
      ).toMatchObject({
        status: 'pending',
        reason: { code: 'VersionDiffersFromGit' },
      });
    });

    it('cannot judge by a file that cannot be read', async () => {
      const { git } = facts();
      const [, gate] = await evaluate(
        facts({}, { git: { ...git, source: { file: git.source.file } } }),
      );
      expect(gate).toMatchObject({
        status: 'skipped',
        reason: { code: 'FileNotRead', params: { file: git.source.file } },
      });
    });

    it('does not promote what was never deployed, or was rolled back outside Git', async () => {
      expect(
        await sync({ neverDeployed: true, health: 'Missing' }),
      ).toMatchObject({ status: 'failed', reason: { code: 'NeverDeployed' } });
      const outsideGit = createReason('RolledBackOutsideGit', {
        environment: 'staging',
      });
      expect(await sync({ outsideGit })).toMatchObject({
        status: 'failed',
        reason: outsideGit,
      });
    });

    it('waits for the end of a canary, and until it is known which version stays', async () => {
      expect(
        await sync({
          canary: { release: release('shop:2'), state: 'paused', weight: 25 },
        }),
      ).toMatchObject({
        status: 'pending',
        reason: { code: 'CanaryRunning', params: { weight: 25 } },
      });
      expect(await sync({ release: undefined, mixed: true })).toMatchObject({
        status: 'pending',
        reason: { code: 'SeveralVersionsRun' },
      });
    });

    it.each([[undefined], [release('proxy:1')]])(
      'says no more than is seen where no pod runs the image',
      async running => {
        expect(await sync({ release: running })).toMatchObject({
          status: 'passed',
          reason: { code: 'ImagesNotSeen' },
        });
      },
    );
  });

  it.each(['unlisted', 'forbidden', 'unknown', 'absent'] as const)(
    'judges nothing by an Application that is %s',
    async presence => {
      const healthReason = createReason('ApplicationUnlisted', {
        environment: 'staging',
        instance: 'homelab',
      });
      const given = facts({
        presence,
        stale: presence === 'unlisted',
        healthReason,
      });
      const status = presence === 'absent' ? 'failed' : 'unknown';
      expect((await evaluate(given)).slice(0, 2)).toMatchObject([
        { status, reason: healthReason },
        { status, reason: healthReason },
      ]);
    },
  );

  describe('tags-fixed', () => {
    const judge = async (image: string, more: Partial<GateFacts> = {}) => {
      const { git } = facts();
      const answered = await evaluate(
        facts(
          {},
          {
            git: { ...git, source: { ...git.source, release: release(image) } },
            ...more,
          },
        ),
      );
      return answered.find(({ id }) => id === 'tags-fixed');
    };

    it('keeps floating tags out of protected environments', async () => {
      expect(await judge('shop:edge')).toMatchObject({
        status: 'failed',
        reason: {
          code: 'FloatingTags',
          params: { environment: 'production', images: ['shop:edge'] },
        },
      });
      expect(await judge('shop:edge', { isProtected: false })).toMatchObject({
        status: 'skipped',
        reason: { code: 'NotProtected' },
      });
    });

    it.each(['shop:1.2', `shop:edge@sha256:${'a'.repeat(64)}`])(
      'lets %s pass',
      async image => {
        expect(await judge(image)).toMatchObject({ status: 'passed' });
      },
    );
  });

  describe('image-scan', () => {
    const judge = async (more: Partial<GateFacts>) =>
      (await evaluate(facts({}, { imageScanRequired: true, ...more }))).find(
        ({ id }) => id === 'image-scan',
      );
    const pullRequest = { number: 3, url: 'https://git/3', title: 'Promote' };

    it('waits for the pull request, and says so', async () => {
      expect(await judge({})).toMatchObject({
        status: 'skipped',
        reason: { code: 'ChecksAwaited' },
      });
      expect(await judge({ imageScanRequired: false })).toMatchObject({
        status: 'skipped',
        reason: { code: 'ImageScanNotRequired' },
      });
    });

    it('takes a pull request without checks for not scanned', async () => {
      expect(await judge({ pullRequest })).toMatchObject({
        status: 'failed',
        reason: { code: 'ChecksNotPassed', params: { state: 'missing' } },
      });
    });

    it.each(['passed', 'failed', 'pending'] as const)(
      'is %s as the checks are',
      async state => {
        const items = [
          { name: 'build', state: 'passed' as const },
          { name: 'scan', state },
        ];
        const answer = await judge({
          pullRequest: { ...pullRequest, checks: { state, items } },
        });
        expect(answer).toMatchObject({
          status: state,
          reason: {
            params: {
              checks: state === 'passed' ? ['build', 'scan'] : ['scan'],
            },
          },
        });
      },
    );

    it.each(['passed', 'failed', 'pending'] as const)(
      'is %s as those are that the Git host requires, whatever the others say',
      async state => {
        const items: PromotionChecks['items'] = [
          {
            name: 'lint',
            state: state === 'passed' ? 'failed' : 'passed',
          },
          { name: 'scan', state, required: true },
        ];
        const answer = await judge({
          pullRequest: { ...pullRequest, checks: { state: 'failed', items } },
        });
        expect(answer).toMatchObject({
          status: state,
          reason: { params: { checks: ['scan'] } },
        });
      },
    );
  });

  it('waits while another version runs than Git says', async () => {
    const gates = await evaluate(facts({ release: release('shop:1') }));
    expect(gates[1]).toMatchObject({
      status: 'pending',
      reason: {
        code: 'VersionDiffersFromGit',
        params: { image: 'shop', running: '1', wanted: '2' },
      },
    });
  });

  it('blocks when there is nothing to promote, or an image has no place', async () => {
    const same = await evaluate(facts({}, { changes: [] }));
    expect(same.map(({ status }) => status)).toEqual([
      'passed',
      'passed',
      'passed',
      'passed',
      'passed',
      'passed',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'passed',
      'passed',
      'passed',
      'passed',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
    ]);
    expect(blockingReason(same)).toEqual(
      createReason('NothingToPromote', { from: 'staging', to: 'production' }),
    );
    const problem = createReason('ImagesNotListed', {
      file: 'a',
      targetFile: 'b',
      images: [{ name: 'proxy', line: 6 }],
    });
    const { git } = facts();
    const unlisted = await evaluate(
      facts({}, { git: { ...git, target: { ...git.target, problem } } }),
    );
    expect(blockingReason(unlisted)).toEqual(problem);
  });

  it.each(['source', 'target'] as const)(
    'says what is wrong with a file of the %s beside what else holds it back',
    async side => {
      const { git } = facts();
      const problem = createReason('ReleaseFileMissing', {
        environment: side,
        file: git[side].file,
        commit: 'c0',
      });
      const gates = await evaluate(
        facts(
          { health: 'Degraded' },
          {
            git: { ...git, [side]: { file: git[side].file, problem } },
            changes: [],
          },
        ),
      );
      const pinned = createReason('ImagesPinned', {
        environment: 'staging',
        file: 'staging.yaml',
      });
      const nothing = createReason('FileNotRead', { file: git[side].file });
      expect(
        gates
          .filter(({ id }) =>
            ['source-pinned', 'images-matched', 'differs'].includes(id),
          )
          .map(({ status, reason }) => [status, reason]),
      ).toEqual(
        side === 'source'
          ? [
              ['failed', problem],
              ['skipped', nothing],
              ['skipped', nothing],
            ]
          : [
              ['passed', pinned],
              ['failed', problem],
              ['skipped', nothing],
            ],
      );
      expect(blockingReason(gates)).toMatchObject({
        code: 'SeveralGates',
        params: { reasons: [{ code: 'EnvironmentUnhealthy' }, problem] },
      });
    },
  );

  it('names every gate that holds it back', async () => {
    const gates = await evaluate(
      facts({ health: 'Degraded', sync: 'OutOfSync' }, { changes: [] }),
    );
    expect(blockingReason(gates)).toMatchObject({
      code: 'SeveralGates',
      params: {
        reasons: [
          { code: 'EnvironmentUnhealthy' },
          { code: 'EnvironmentOutOfSync' },
          { code: 'NothingToPromote' },
        ],
      },
    });
  });
});
