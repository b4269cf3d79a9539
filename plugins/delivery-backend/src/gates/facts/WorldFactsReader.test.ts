import { mockServices } from '@backstage/backend-test-utils';
import {
  defaultPromotionPolicy,
  type PromotionPolicy,
} from '@stonegarden/backstage-plugin-delivery-common';
import { shop } from '../../__testUtils__/shop';
import type { ResolvedService } from '../../services/ServiceResolver';
import { WorldFactsReader, type WorldFactSources } from './WorldFactsReader';

const service = (availability?: number): ResolvedService => ({
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: {
    ...shop,
    spec: {
      ...shop.spec,
      ...(availability === undefined
        ? {}
        : {
            sla: {
              availability: {
                text: `${availability}%`,
                percent: availability,
              },
            },
          }),
    },
  },
  environments: shop.spec.environments ?? [],
});

const everything: PromotionPolicy = {
  ...defaultPromotionPolicy({ isProtected: true }),
  dependenciesHealthy: true,
  errorBudget: { minRemaining: 0.1, environment: 'target' },
  metrics: [
    { name: 'Errors', query: 'a', max: 1, environment: 'source' },
    { name: 'Load', query: 'b', max: 1, environment: 'target' },
  ],
};

function sources() {
  return {
    lines: { current: jest.fn(async () => undefined) },
    logger: mockServices.logger.mock(),
    metrics: { read: jest.fn(async () => ({ value: 0.5 })) },
    prometheus: { find: jest.fn(() => ({ config: { name: 'eu' } })) },
    readModel: {
      instances: [],
      find: jest.fn(() => [{ environment: 'production', instance: 'homelab' }]),
    },
    services: { resolveMany: jest.fn(async () => []) },
    sla: {
      read: jest.fn(async () => ({
        environment: 'production',
        state: 'measured' as const,
      })),
    },
    syncWindows: { read: jest.fn(async () => ({ value: null })) },
  };
}

const ask = (
  from: ReturnType<typeof sources>,
  policy: PromotionPolicy,
  subject = service(99.9),
  timeoutMs = 200,
) =>
  new WorldFactsReader({
    ...(from as unknown as WorldFactSources),
    timeoutMs,
  }).read({ service: subject, from: 'staging', to: 'production', policy });

/** Does not answer. */
const never = () => new Promise<never>(() => {});
const fails = async (): Promise<never> => {
  throw new Error('broken at http://10.0.0.1');
};

describe('WorldFactsReader', () => {
  it('reads all that the policy asks for, of the environments that it names', async () => {
    const from = sources();
    expect(await ask(from, everything)).toEqual({
      lineStop: { value: null },
      incident: { value: null },
      syncWindows: { value: null },
      dependencies: { value: [] },
      sla: { value: { environment: 'production', state: 'measured' } },
      metrics: {
        value: [
          { name: 'Errors', environment: 'staging', measured: { value: 0.5 } },
          { name: 'Load', environment: 'production', measured: { value: 0.5 } },
        ],
      },
    });
  });

  it('asks nobody for what the policy does not ask for', async () => {
    const from = sources();
    const facts = await ask(from, {
      ...defaultPromotionPolicy({ isProtected: false }),
      syncWindowOpen: false,
    });
    expect(Object.keys(facts)).toEqual(['lineStop', 'incident']);
    for (const { read } of [from.metrics, from.sla, from.syncWindows]) {
      expect(read).not.toHaveBeenCalled();
    }
    expect(from.services.resolveMany).not.toHaveBeenCalled();
  });

  it('asks no Prometheus for a budget that the SLA does not have', async () => {
    for (const one of [service(), service(100)]) {
      const from = sources();
      expect((await ask(from, everything, one)).sla).toEqual({ value: null });
      expect(from.sla.read).not.toHaveBeenCalled();
    }
  });

  it('reads everything at once', async () => {
    const from = sources();
    let begun = 0;
    let answer = () => {};
    const all = new Promise<void>(resolve => {
      answer = resolve;
    });
    // None answers before all were asked.
    const together = <T>(value: T) =>
      jest.fn(async () => {
        begun += 1;
        if (begun === 4) {
          answer();
        }
        await all;
        return value;
      });
    from.metrics.read = together({ value: 1 });
    from.syncWindows.read = together({ value: null });
    from.lines.current = together(undefined);
    from.services.resolveMany = together([]);
    const facts = await ask(
      from,
      { ...everything, metrics: everything.metrics.slice(0, 1) },
      service(99.9),
      5_000,
    );
    expect(JSON.stringify(facts)).not.toContain('unknown');
  });

  it('says who did not answer in time, and has the others', async () => {
    const from = {
      ...sources(),
      metrics: {
        read: jest
          .fn()
          .mockImplementationOnce(never)
          .mockResolvedValue({ value: 0.5 }),
      },
      sla: { read: jest.fn(never) },
      syncWindows: { read: jest.fn(never) },
      lines: { current: jest.fn(never) },
    };
    const facts = await ask(from as never, everything);
    const silent = {
      unknown: expect.objectContaining({
        code: 'PrometheusUnreachable',
        params: { instance: 'eu' },
      }),
    };
    expect(facts).toMatchObject({
      lineStop: { unknown: { code: 'FactsNotRead' } },
      incident: { value: null },
      sla: silent,
      syncWindows: {
        unknown: {
          code: 'SyncWindowsUnknown',
          params: { environment: 'production', instance: 'homelab' },
        },
      },
      dependencies: { value: [] },
    });
    expect(facts.metrics?.value?.map(({ measured }) => measured)).toEqual([
      silent,
      { value: 0.5 },
    ]);
  });

  it('ends the request that takes too long', async () => {
    const from = sources();
    let ended: AbortSignal | undefined;
    const read = async (
      _service: unknown,
      _place: unknown,
      signal: AbortSignal,
    ) => {
      ended = signal;
      return never();
    };
    await ask(
      { ...from, syncWindows: { read } } as never,
      everything,
      service(99.9),
      50,
    );
    expect(ended?.aborted).toBe(true);
  });

  it('makes a fact of each failure, and never throws', async () => {
    const from = sources();
    const facts = await ask(
      {
        ...from,
        lines: { current: fails },
        metrics: { read: fails },
        services: { resolveMany: fails },
        sla: { read: fails },
        syncWindows: { read: fails },
      } as never,
      everything,
    );
    const unknown = expect.objectContaining({ code: 'FactsNotRead' });
    expect(facts).toMatchObject({
      lineStop: { unknown },
      dependencies: { unknown },
      sla: { unknown },
      syncWindows: { unknown },
    });
    expect(JSON.stringify(facts)).not.toContain('10.0.0.1');
  });
});
