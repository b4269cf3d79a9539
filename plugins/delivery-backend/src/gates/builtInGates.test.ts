import { mockServices } from '@backstage/backend-test-utils';
import {
  createReason,
  EnvironmentStatus,
  gateTitles,
  parseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GateFacts } from '@stonegarden/backstage-plugin-delivery-node';
import { blockingReason } from './blockingReason';
import { BUILT_IN_GATES } from './builtInGates';
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
    changes: [{ name: 'shop', from: { tag: '1' }, to: { tag: '2' } }],
    ...rest,
  };
}

const evaluate = (given: GateFacts) =>
  new GateEvaluator({
    gates: BUILT_IN_GATES,
    logger: mockServices.logger.mock(),
  }).evaluate(given);

const answers = async (given: GateFacts) =>
  Object.fromEntries(
    (await evaluate(given)).map(({ id, status }) => [id, status]),
  );

describe('built-in gates', () => {
  it('are those whose titles pages translate', () => {
    expect(BUILT_IN_GATES.map(({ id }) => id)).toEqual(Object.keys(gateTitles));
    expect(BUILT_IN_GATES[0].title(facts())).toBe('staging is healthy');
  });

  it('passes a healthy, synced source that differs', async () => {
    expect(await answers(facts())).toEqual({
      'source-healthy': 'passed',
      'source-synced': 'passed',
      'source-pinned': 'passed',
      'images-matched': 'passed',
      differs: 'passed',
    });
    expect(blockingReason(await evaluate(facts()))).toBeUndefined();
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
        gates.slice(2).map(({ status, reason }) => [status, reason]),
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
