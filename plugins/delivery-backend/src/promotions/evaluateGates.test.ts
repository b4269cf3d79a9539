import {
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
    unmatched: [],
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
    healthMessage => {
      const [gate] = evaluateGates(
        facts({ health: 'Degraded', healthMessage }),
      );
      expect(gate.reason).toBe(
        `staging is Degraded: ${healthMessage.replace(
          /\.$/,
          '',
        )}. Repair it, or promote from a healthy environment.`,
      );
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
            reason: 'no connection can be made',
          },
        },
      ),
    );
    expect(gates[0]).toMatchObject({
      status: 'unknown',
      reason:
        'Argo CD homelab has not answered since 2026-01-01T11:00:00.000Z (no connection can be made).',
    });
    expect(gates[1].status).toBe('unknown');
    expect(blockedBecause(gates)).toBe(gates[0].reason);
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
      reason: expect.stringContaining('shop 1, Git says 2'),
    });
  });

  it('blocks when there is nothing to promote, or an image has no place', () => {
    expect(answers(facts({}, { changes: [] })).differs).toBe('failed');
    const gates = evaluateGates(facts({}, { unmatched: ['Add it.'] }));
    expect(blockedBecause(gates)).toBe('Add it.');
  });
});
