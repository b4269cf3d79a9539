import {
  createReason,
  EnvironmentStatus,
  parseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import { blockedBecause, evaluateGates, GateFacts } from './evaluateGates';

const release = (...images: string[]) => ({ images: images.map(parseImage) });

function facts(
  source: Partial<EnvironmentStatus> = {},
  rest: Partial<GateFacts> = {},
): GateFacts {
  return {
    source: {
      name: 'staging',
      cluster: 'homelab',
      namespace: 'shop-staging',
      autoSync: false,
      sync: 'Synced',
      health: 'Healthy',
      release: release('shop:2'),
      instance: 'homelab',
      stale: false,
      ...source,
    },
    target: { name: 'production' },
    instance: { name: 'homelab', reachable: true },
    sourceInGit: release('shop:2'),
    changes: [{ name: 'shop', from: { tag: '1' }, to: { tag: '2' } }],
    ...rest,
  };
}
const answers = (f: GateFacts) =>
  Object.fromEntries(evaluateGates(f).map(({ id, status }) => [id, status]));

describe('evaluateGates', () => {
  it('passes a healthy, synced source that differs', () => {
    expect(answers(facts())).toEqual({
      'source-healthy': 'passed',
      'source-synced': 'passed',
      'images-matched': 'passed',
      differs: 'passed',
    });
    expect(blockedBecause(evaluateGates(facts()))).toBeUndefined();
  });

  it.each([
    ['Progressing', 'pending'],
    ['Suspended', 'pending'],
    ['Degraded', 'failed'],
    ['Missing', 'failed'],
    ['Unknown', 'unknown'],
  ] as const)('a source that is %s is %s', (health, status) => {
    expect(answers(facts({ health }))['source-healthy']).toBe(status);
  });

  it.each(['ImagePullBackOff: manifest unknown', 'It crashed.'])(
    'says what Argo CD says as a sentence of its own: %s',
    detail => {
      const [gate] = evaluateGates(
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

  it('takes no stale fact for good, and names the server and since when', () => {
    const gates = evaluateGates(
      facts(
        { stale: true },
        {
          instance: {
            name: 'homelab',
            reachable: false,
            unreachableSince: '2026-01-01T11:00:00.000Z',
            reason: createReason('ArgocdConnectionFailed', {}),
          },
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
    expect(blockedBecause(gates)).toEqual(gates[0].reason);
  });

  it('waits for a sync that comes by itself, and asks for one that does not', () => {
    expect(answers(facts({ sync: 'OutOfSync' }))['source-synced']).toBe(
      'failed',
    );
    expect(
      answers(facts({ sync: 'OutOfSync', autoSync: true }))['source-synced'],
    ).toBe('pending');
    expect(answers(facts({ sync: 'Unknown' }))['source-synced']).toBe(
      'unknown',
    );
  });

  it('waits while another version runs than Git says', () => {
    const gates = evaluateGates(facts({ release: release('shop:1') }));
    expect(gates[1]).toMatchObject({
      status: 'pending',
      reason: {
        code: 'VersionDiffersFromGit',
        params: { image: 'shop', running: '1', wanted: '2' },
      },
    });
  });

  it('blocks when there is nothing to promote, or an image has no place', () => {
    const same = evaluateGates(facts({}, { changes: [] }));
    expect(same.map(({ status }) => status)).toEqual([
      'passed',
      'passed',
      'passed',
      'skipped',
    ]);
    expect(blockedBecause(same)).toEqual(
      createReason('NothingToPromote', { from: 'staging', to: 'production' }),
    );
    const unmatched = createReason('ImagesNotListed', {
      file: 'a',
      targetFile: 'b',
      images: [{ name: 'proxy', line: 6 }],
    });
    expect(blockedBecause(evaluateGates(facts({}, { unmatched })))).toEqual(
      unmatched,
    );
  });

  it('names every gate that holds it back', () => {
    const gates = evaluateGates(
      facts({ health: 'Degraded', sync: 'OutOfSync' }, { changes: [] }),
    );
    expect(blockedBecause(gates)).toMatchObject({
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
