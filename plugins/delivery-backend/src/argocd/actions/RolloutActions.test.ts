import { FakeArgocd } from '../../__testUtils__/FakeArgocd';
import { recording } from '../../__testUtils__/fixtures';
import { shop } from '../../__testUtils__/shop';
import { ArgocdResponseError } from '../client/argocdErrors';
import type { ArgocdReadModel } from '../readModel/ArgocdReadModel';
import { readCanaryState } from '../readModel/readDetails';
import { toApplicationRecord } from '../readModel/toApplicationRecord';
import { RolloutActions } from './RolloutActions';

const NAME = 'shop-production';
const service = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments ?? [],
};

describe('RolloutActions', () => {
  let head = 'a'.repeat(40);
  const newArgocd = (isCanary: boolean) => {
    head = 'a'.repeat(40);
    const argocd = new FakeArgocd({
      head: () => head,
      imagesAt: revision => [`ghcr.io/acme/shop:${revision[0]}`],
    });
    argocd.add({
      name: NAME,
      service: 'shop',
      environment: 'production',
      isCanary,
    });
    argocd.syncNow(NAME);
    argocd.settle(NAME);
    return argocd;
  };
  const startCanary = (argocd: FakeArgocd) => {
    head = 'b'.repeat(40);
    argocd.syncNow(NAME);
    argocd.canary(NAME, 'paused');
  };
  const actionsOf = (argocd: FakeArgocd) => {
    const record = toApplicationRecord('homelab', argocd.find(NAME)?.toJSON());
    const actions = new RolloutActions({
      readModel: {
        find: () => (record ? [record] : []),
        instances: [{ status: { name: 'homelab', reachable: true } }],
        instance: () => ({ api: argocd, upsert: () => {}, read: () => record }),
      } as unknown as ArgocdReadModel,
    });
    return (action: 'abort' | 'retry') =>
      actions.run(service, 'production', action);
  };
  const asked = ({ calls }: FakeArgocd) =>
    calls.filter(call => call.startsWith('action'));

  it('aborts a canary, and begins an aborted one again', async () => {
    const argocd = newArgocd(true);
    startCanary(argocd);
    const act = actionsOf(argocd);
    await act('abort');
    expect(argocd.find(NAME)?.rollout).toBe('aborted');
    await act('retry');
    expect(argocd.find(NAME)?.rollout).toBe('progressing');
    expect(asked(argocd)).toEqual(['action abort', 'action retry']);
  });

  it('leaves alone what is aborted, or moves, already', async () => {
    const argocd = newArgocd(true);
    startCanary(argocd);
    const act = actionsOf(argocd);
    await act('retry');
    await act('abort');
    await act('abort');
    expect(asked(argocd)).toEqual(['action abort']);
  });

  it.each(['abort', 'retry'] as const)(
    'says that there is no canary to %s',
    async action => {
      const settled = newArgocd(true);
      await expect(actionsOf(settled)(action)).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('No canary is under way'),
      });
      const plain = newArgocd(false);
      await expect(actionsOf(plain)(action)).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(`no canary to ${action}`),
      });
      expect([...asked(settled), ...asked(plain)]).toEqual([]);
    },
  );

  it('changes nothing while Argo CD does not tell where the canary stands', async () => {
    const argocd = newArgocd(true);
    startCanary(argocd);
    jest
      .spyOn(argocd, 'resource')
      .mockResolvedValue({ manifest: '{"status":{}}' });
    await expect(actionsOf(argocd)('abort')).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('does not tell'),
    });
    expect(asked(argocd)).toEqual([]);
  });

  it('says whose right is missing, and that Argo CD does not answer', async () => {
    const argocd = newArgocd(true);
    startCanary(argocd);
    jest.spyOn(argocd, 'runResourceAction').mockRejectedValueOnce(
      new ArgocdResponseError({
        status: 403,
        code: 7,
        detail: 'permission denied',
      }),
    );
    await expect(actionsOf(argocd)('abort')).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining("this portal's account"),
    });
    argocd.isDown = true;
    await expect(actionsOf(argocd)('abort')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it.each([
    ['rollout-resource-paused', 'running'],
    ['rollout-resource-aborted', 'aborted'],
  ])('reads %s as %s', (name, state) => {
    expect(readCanaryState(recording(name))).toBe(state);
  });

  it('knows no canary before the first version has come up', () => {
    const of = (status: object) =>
      readCanaryState({ manifest: JSON.stringify({ status }) });
    expect(of({ currentPodHash: 'a' })).toBe('none');
    expect(of({ currentPodHash: 'a', stableRS: 'a', abort: true })).toBe(
      'none',
    );
    expect(readCanaryState({ manifest: 'rubbish' })).toBeUndefined();
  });
});
