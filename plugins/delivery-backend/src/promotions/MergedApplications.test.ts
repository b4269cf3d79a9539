import { mockServices } from '@backstage/backend-test-utils';
import type { ArgocdOnDemand } from '../argocd/client/ArgocdOnDemand';
import { FakeArgocd } from '../__testUtils__/FakeArgocd';
import { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { MergedApplications } from './MergedApplications';
import type { PromotionRecord } from './PromotionRecord';
import { ReconciledPromotions } from './ReconciledPromotions';

const COMMIT = 'c'.repeat(40);
const MERGED_AT = '2026-01-01T11:00:00.000Z';

const promotion = (to: string) =>
  ({
    id: `p-${to}`,
    entityRef: 'component:default/shop',
    to,
    status: 'open',
    target: { cluster: 'homelab', namespace: `shop-${to}` },
  } as PromotionRecord);

describe('MergedApplications', () => {
  let argocd: FakeArgocd;
  let refresh: jest.SpyInstance<
    Promise<unknown>,
    Parameters<ArgocdOnDemand['refresh']>
  >;
  let readModel: ArgocdReadModel;
  let merges: MergedApplications;
  const logger = mockServices.logger.mock();

  const save = async (
    record: PromotionRecord,
    options: { moves?: boolean } = {},
  ) => {
    const auditor = mockServices.auditor.mock();
    auditor.createEvent.mockResolvedValue({
      success: async () => {},
      fail: async () => {},
    });
    await new ReconciledPromotions({
      auditor,
      logger,
      onChange: () => {},
      onMerge: (merged, commit) => merges.add(merged, commit),
      store: {
        get: async () => record,
        update: async () => options.moves ?? true,
      },
    }).save(
      record,
      { status: 'merged', mergedAt: MERGED_AT },
      { mergeCommit: COMMIT },
    );
    await merges.idle();
  };
  const refreshed = () =>
    refresh.mock.calls.map(([{ name }, type]) => `${name} ${type}`);

  beforeEach(async () => {
    argocd = new FakeArgocd({
      head: () => 'a'.repeat(40),
      imagesAt: () => ['ghcr.io/acme/shop:1'],
    });
    for (const environment of ['dev', 'production']) {
      argocd.add({
        name: `shop-${environment}`,
        service: 'shop',
        environment,
        project: 'team-a',
      });
    }
    refresh = jest.spyOn(argocd.onDemand, 'refresh');
    readModel = new ArgocdReadModel({
      instances: [{ name: 'homelab', url: 'http://argocd.internal' }],
      logger,
      createApi: () => argocd,
    });
    readModel.start();
    while (!readModel.instances[0].status.reachable) {
      await new Promise(setImmediate);
    }
    merges = new MergedApplications({ readModel, logger });
  });

  afterEach(async () => {
    merges.stop();
    await readModel.stop();
  });

  it('refreshes the Application that a merge concerns, and no other', async () => {
    await save(promotion('production'));
    expect(refreshed()).toEqual(['shop-production normal']);
  });

  it('does so once: not when the merge is known, nor in a backend that did not record it', async () => {
    await save(promotion('production'));
    await save({ ...promotion('production'), mergedAt: MERGED_AT });
    await save(promotion('production'), { moves: false });
    expect(refreshed()).toEqual(['shop-production normal']);
  });

  it('asks nothing where there is no Application', async () => {
    await save(promotion('staging'));
    expect(refreshed()).toEqual([]);
  });

  it('lets the record be written where Argo CD does not answer, and tries no more', async () => {
    refresh.mockRejectedValue(
      Object.assign(new Error('http://argocd.internal is late'), {
        name: 'TimeoutError',
      }),
    );
    await expect(save(promotion('production'))).resolves.toBeUndefined();
    expect(refreshed()).toEqual(['shop-production normal']);
    const said = logger.info.mock.calls.map(([message]) => message).join('\n');
    expect(said).toContain('It did not answer in time.');
    expect(said).not.toContain('argocd.internal');
  });
});
