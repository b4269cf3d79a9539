import type {
  EnvironmentDiff,
  ResourceDifference,
} from '@stonegarden/backstage-plugin-delivery-common';
import { openedShop } from '../__testUtils__/openedShop';
import { ArgocdResponseError } from '../argocd/client/argocdErrors';
import { SyncPreviewer } from './SyncPreviewer';

const AS_OF = '2026-01-01T12:00:00.000Z';
const NAME = 'shop-production';

describe('SyncPreviewer', () => {
  function create() {
    const opened = openedShop();
    const { applications, argocd, service } = opened;
    const diff = jest.fn(
      async (): Promise<EnvironmentDiff> => ({
        asOf: AS_OF,
        items: [],
        total: 0,
      }),
    );
    const now = jest.fn(async () => ({ images: [] }));
    const previewer = new SyncPreviewer({
      applications,
      environments: { diff },
      gitReleases: { now },
      timing: { timeoutMs: 100, pollMs: 1 },
    });
    /** What Argo CD's controller does with the dry run that was asked for, at the next look at the Application. */
    const whenAsked = (how: () => void) => {
      const { get } = argocd;
      jest.spyOn(argocd, 'get').mockImplementationOnce(async key => {
        how();
        return get.call(argocd, key);
      });
    };
    const finish = () => {
      argocd.begin(NAME);
      argocd.finish(NAME);
    };
    const preview = () => previewer.preview(service, 'production');
    return { ...opened, diff, finish, now, preview, previewer, whenAsked };
  }
  const change = (
    kind: string,
    how: ResourceDifference['change'],
  ): ResourceDifference => ({ kind, name: 'x', change: how } as never);

  it('tells what differs, worst first, after a dry run that changed nothing', async () => {
    const { argocd, diff, finish, preview, upserted, whenAsked } = create();
    diff.mockResolvedValue({
      asOf: AS_OF,
      items: [
        change('Deployment', 'updated'),
        change('ConfigMap', 'created'),
        change('Secret', 'removed'),
      ],
      total: 3,
    });
    const history = argocd.find(NAME)?.history;
    whenAsked(finish);
    expect((await preview()).resources).toEqual([
      { kind: 'Secret', name: 'x', change: 'removed' },
      { kind: 'ConfigMap', name: 'x', change: 'created' },
      { kind: 'Deployment', name: 'x', change: 'updated' },
    ]);
    expect(argocd.calls.filter(call => call === 'sync')).toHaveLength(1);
    expect(argocd.find(NAME)?.history).toEqual(history);
    // The dry run took the place of the last operation, which the page shows.
    expect(upserted).toHaveLength(1);
  });

  it('asks once for all who look at the same time', async () => {
    const { argocd, finish, preview, whenAsked } = create();
    whenAsked(finish);
    await Promise.all([preview(), preview()]);
    await preview();
    expect(argocd.calls.filter(call => call === 'sync')).toHaveLength(1);
  });

  it('asks again when Git has changed, or something was done', async () => {
    const { argocd, finish, git, preview, previewer, whenAsked } = create();
    const syncs = () => argocd.calls.filter(call => call === 'sync').length;
    whenAsked(finish);
    await preview();
    previewer.clear();
    whenAsked(finish);
    await preview();
    expect(syncs()).toBe(2);
    git.head = 'b'.repeat(40);
    argocd.refresh(NAME);
    whenAsked(finish);
    await preview();
    expect(syncs()).toBe(3);
  });

  it('does not wait longer than it may for a dry run that does not end', async () => {
    const { argocd, preview, whenAsked } = create();
    whenAsked(() => argocd.begin(NAME));
    await expect(preview()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('has not finished the dry run'),
    });
  });

  it.each([
    [403, 'cannot sync: blocked by sync window', 'ConflictError'],
    [403, 'permission denied', 'NotAllowedError'],
    [400, 'another operation is already in progress', 'ConflictError'],
  ])(
    'tells that a sync would be refused: %i %s',
    async (status, detail, name) => {
      const { argocd, preview } = create();
      jest
        .spyOn(argocd.onDemand, 'dryRun')
        .mockRejectedValue(new ArgocdResponseError({ status, detail }));
      await expect(preview()).rejects.toMatchObject({ name });
    },
  );

  it('starts no dry run where what differs cannot be told', async () => {
    const { argocd, diff, preview } = create();
    diff.mockRejectedValue(new Error('malformed'));
    await expect(preview()).rejects.toThrow('malformed');
    expect(argocd.calls).toEqual([]);
  });
});
