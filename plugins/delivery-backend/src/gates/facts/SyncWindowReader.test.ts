import { mockServices } from '@backstage/backend-test-utils';
import { application } from '../../__testUtils__/application';
import { shop } from '../../__testUtils__/shop';
import type { ArgocdInstance } from '../../argocd/readModel/ArgocdReadModel';
import { toApplicationRecord } from '../../argocd/readModel/toApplicationRecord';
import type { ResolvedService } from '../../services/ServiceResolver';
import { SyncWindowReader } from './SyncWindowReader';

const WINDOW = { kind: 'allow', schedule: '0 8 * * *', duration: '8h' };
const environments = shop.spec.environments ?? [];
const production = environments[2];
const service: ResolvedService = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments,
};
const signal = new AbortController().signal;

describe('SyncWindowReader', () => {
  let now = new Date('2026-01-01T12:00:00Z');
  const syncWindows = jest.fn<Promise<unknown>, unknown[]>();
  const project = jest.fn<Promise<unknown>, unknown[]>();
  const logger = mockServices.logger.mock();

  function create(
    instance: Partial<ArgocdInstance> = {},
    records = [
      toApplicationRecord('homelab', application('shop', 'production')),
    ],
  ) {
    return new SyncWindowReader({
      logger,
      now: () => now,
      readModel: {
        instances: [
          { status: { name: 'homelab', reachable: true }, ...instance },
        ],
        find: () => records.flatMap(record => record ?? []),
        instance: () =>
          ({ api: { onDemand: { syncWindows, project } } } as never),
      },
    });
  }

  beforeEach(() => {
    jest.clearAllMocks();
    now = new Date('2026-01-01T12:00:00Z');
    syncWindows.mockResolvedValue({
      canSync: true,
      assignedWindows: [WINDOW],
      activeWindows: [WINDOW],
    });
    project.mockResolvedValue({
      spec: { syncWindows: [{ ...WINDOW, timeZone: 'UTC' }] },
    });
  });

  it('asks once for all who ask at the same time, and again after a minute', async () => {
    const reader = create();
    const found = await Promise.all([
      reader.read(service, production, signal),
      reader.read(service, production, signal),
    ]);
    expect(found[0]).toEqual(found[1]);
    expect(found[0].value).toMatchObject({
      canSync: true,
      windows: [{ active: true, changesAt: '2026-01-01T16:00:00.000Z' }],
    });
    now = new Date('2026-01-01T12:00:59Z');
    await reader.read(service, production, signal);
    expect(syncWindows).toHaveBeenCalledTimes(1);
    now = new Date('2026-01-01T12:01:00Z');
    await reader.read(service, production, signal);
    expect(syncWindows).toHaveBeenCalledTimes(2);
  });

  it('asks again at once when a window has closed meanwhile', async () => {
    const reader = create();
    now = new Date('2026-01-01T15:59:40Z');
    await reader.read(service, production, signal);
    now = new Date('2026-01-01T16:00:01Z');
    await reader.read(service, production, signal);
    expect(syncWindows).toHaveBeenCalledTimes(2);
  });

  it('is unknown where Argo CD does not answer, which is not kept', async () => {
    const reader = create();
    syncWindows.mockRejectedValueOnce(new Error('at http://10.0.0.1'));
    expect(await reader.read(service, production, signal)).toEqual({
      unknown: expect.objectContaining({
        code: 'SyncWindowsUnknown',
        params: { environment: 'production', instance: 'homelab' },
        message: expect.not.stringContaining('10.0.0.1'),
      }),
    });
    expect(
      (await reader.read(service, production, signal)).value,
    ).toBeDefined();
  });

  it('does not ask an Argo CD that is known not to answer', async () => {
    const reader = create({ status: { name: 'homelab', reachable: false } });
    expect(await reader.read(service, production, signal)).toMatchObject({
      unknown: { code: 'ArgocdUnreachable', params: { instance: 'homelab' } },
    });
    expect(syncWindows).not.toHaveBeenCalled();
  });

  it('has nothing to say of an Application that is proven not to be there, and does not know one that is not listed', async () => {
    const absent = create(
      {
        proof: () => ({
          kind: 'absent',
          at: '2026-01-01T11:00:00.000Z',
          key: { name: 'a', project: 'b' },
        }),
      },
      [],
    );
    expect(await absent.read(service, production, signal)).toEqual({
      value: null,
    });
    expect(
      await create({}, []).read(service, production, signal),
    ).toMatchObject({ unknown: { code: 'ApplicationUnknown' } });
  });
});
