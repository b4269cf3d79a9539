import { mockServices } from '@backstage/backend-test-utils';
import {
  createReason,
  defaultPromotionPolicy,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  Gate,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { GateEvaluator } from './GateEvaluator';
import { GateRegistry } from './GateRegistry';

const environment = {
  cluster: 'homelab',
  namespace: 'shop',
  autoSync: true,
  presence: 'present',
  sync: 'Synced',
  health: 'Healthy',
  stale: false,
} as const;

const facts: GateFacts = {
  entityRef: 'component:default/shop',
  source: { ...environment, name: 'dev' },
  target: { ...environment, name: 'production' },
  instances: [],
  git: {
    baseCommit: 'c0',
    source: { file: 'dev.yaml' },
    target: { file: 'production.yaml' },
  },
  before: ['dev'],
  changes: [],
  now: '2026-01-01T12:00:00.000Z',
  policy: defaultPromotionPolicy({ isProtected: false }),
  isProtected: false,
  imageScanRequired: false,
};

const answer = {
  status: 'passed',
  reason: createReason('ExternalGate', { gate: 'fine', message: 'Fine.' }),
} as const;
const fine: Gate = {
  id: 'fine',
  title: ({ target }) => `${target.name} is open`,
  evaluate: () => answer,
};

function setUp(...gates: Gate[]) {
  const logger = mockServices.logger.mock();
  const evaluator = new GateEvaluator({ gates, logger, timeoutMs: 50 });
  return { logger, evaluate: () => evaluator.evaluate(facts) };
}

describe('GateEvaluator', () => {
  it('answers in the order of the gates', async () => {
    const slow: Gate = {
      ...fine,
      id: 'slow',
      evaluate: async () => {
        await new Promise(resolve => {
          setTimeout(resolve, 5);
        });
        return answer;
      },
    };
    expect(await setUp(slow, fine).evaluate()).toEqual([
      { id: 'slow', title: 'production is open', ...answer },
      { id: 'fine', title: 'production is open', ...answer },
    ]);
  });

  it.each<[string, Gate['evaluate']]>([
    [
      'throws',
      () => {
        throw new Error('secret detail');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('secret detail'))],
    ['answers nonsense', () => ({ status: 'green' } as never)],
    ['answers nothing', () => undefined as never],
  ])(
    'does not know what a gate says that %s, and asks the others',
    async (_how, evaluate) => {
      const { logger, evaluate: ask } = setUp(
        { ...fine, id: 'bad', evaluate },
        fine,
      );
      expect(await ask()).toEqual([
        {
          id: 'bad',
          title: 'production is open',
          status: 'unknown',
          reason: createReason('GateBroken', { gate: 'bad' }),
        },
        { id: 'fine', title: 'production is open', ...answer },
      ]);
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('The gate bad failed'),
      );
    },
  );

  it('gives up a gate that takes too long, and tells it so', async () => {
    let given: AbortSignal | undefined;
    const stuck: Gate = {
      ...fine,
      id: 'stuck',
      evaluate: (_facts, { signal }) => {
        given = signal;
        return new Promise(() => {});
      },
    };
    const [gate, other] = await setUp(stuck, fine).evaluate();
    expect(gate).toMatchObject({
      status: 'unknown',
      reason: createReason('GateTimedOut', { gate: 'stuck', seconds: 0.05 }),
    });
    expect(other.status).toBe('passed');
    expect(given?.aborted).toBe(true);
  });

  it.each([
    ['failed', true, true],
    ['unknown', true, false],
    ['passed', false, false],
    ['skipped', false, false],
    ['pending', false, false],
  ] as const)(
    'lets a reason do for what is %s as the gate decides',
    async (status, byFunction, always) => {
      const evaluateGate = async () => ({ ...answer, status });
      const gates = await setUp(
        { ...fine, evaluate: evaluateGate, yieldsToReason: () => true },
        { ...fine, evaluate: evaluateGate, yieldsToReason: true },
        {
          ...fine,
          evaluate: evaluateGate,
          yieldsToReason: (_facts, given) => given.status === 'pending',
        },
      ).evaluate();
      expect(gates.map(gate => gate.yieldsToReason ?? false)).toEqual([
        byFunction,
        always,
        false,
      ]);
    },
  );

  it('shows the id of a gate whose title fails', async () => {
    const [gate] = await setUp({
      ...fine,
      title: () => {
        throw new Error('no');
      },
    }).evaluate();
    expect(gate).toMatchObject({ title: 'fine', status: 'passed' });
  });

  it('lets no gate change what another sees', async () => {
    const meddler: Gate = {
      ...fine,
      id: 'meddler',
      evaluate: own => {
        own.target.name = 'changed';
        return answer;
      },
    };
    const [, other] = await setUp(meddler, fine).evaluate();
    expect(other.title).toBe('production is open');
    expect(facts.target.name).toBe('production');
  });
});

describe('GateRegistry', () => {
  it('refuses a second gate of the same id', () => {
    const registry = new GateRegistry();
    const before = registry.gates.length;
    registry.addGate(fine);
    expect(registry.gates.slice(before)).toEqual([fine]);
    expect(() => registry.addGate(fine)).toThrow('two gates with the id fine');
    expect(() => registry.addGate({ ...fine, id: 'differs' })).toThrow(
      'differs',
    );
  });
});
