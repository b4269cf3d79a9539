import { openedShop } from '../../__testUtils__/openedShop';
import { ArgocdResponseError } from '../client/argocdErrors';
import { ApplicationActions } from './ApplicationActions';

describe('ApplicationActions', () => {
  const create = () => {
    const opened = openedShop();
    const onChange = jest.fn();
    const actions = new ApplicationActions({ ...opened, onChange });
    return { ...opened, actions, onChange };
  };

  it('has the environment compared with Git again, and keeps what came of it', async () => {
    const { actions, argocd, git, onChange, service, upserted } = create();
    git.head = 'b'.repeat(40);
    await actions.refresh(service, 'production', { type: 'normal' });
    expect(upserted).toEqual([
      expect.objectContaining({
        metadata: expect.objectContaining({ name: 'shop-production' }),
        status: expect.objectContaining({
          sync: { status: 'OutOfSync', revision: git.head },
        }),
      }),
    ]);
    expect(onChange).toHaveBeenCalledTimes(1);
    // No other one was looked at.
    expect(argocd.find('shop-staging')?.sync.status).toBe('Synced');
  });

  it.each(['normal', 'hard'] as const)('asks for a %s one', async type => {
    const { actions, argocd, service } = create();
    const refresh = jest.spyOn(argocd.onDemand, 'refresh');
    await actions.refresh(service, 'production', { type });
    expect(refresh.mock.calls).toEqual([
      [
        expect.objectContaining({
          name: 'shop-production',
          project: 'team-product',
        }),
        type,
      ],
    ]);
  });

  it('ends an operation, and answers with it as it then is', async () => {
    const { actions, argocd, onChange, service, upserted } = create();
    argocd.request('shop-production');
    argocd.begin('shop-production');
    expect(await actions.terminate(service, 'production')).toMatchObject({
      phase: 'Failed',
      message: 'Operation terminated',
    });
    expect(upserted).toHaveLength(1);
    expect(onChange).toHaveBeenCalledTimes(1);
  });

  it('has nothing to end where nothing runs', async () => {
    const { actions, service } = create();
    expect(await actions.terminate(service, 'production')).toMatchObject({
      phase: 'Succeeded',
    });
  });

  it.each([
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
    [500, 'ServiceUnavailableError'],
  ])('says what a status of %i means', async (code, name) => {
    const { actions, argocd, onChange, service, upserted } = create();
    const error = new ArgocdResponseError({
      status: code,
      detail: 'at http://10.0.0.7:8080',
    });
    jest.spyOn(argocd.onDemand, 'terminate').mockRejectedValue(error);
    jest.spyOn(argocd.onDemand, 'refresh').mockRejectedValue(error);
    for (const call of [
      actions.terminate(service, 'production'),
      actions.refresh(service, 'production', { type: 'hard' }),
    ]) {
      const thrown = await call.catch((each: Error) => each);
      expect(thrown).toMatchObject({ name });
      expect(String(thrown)).not.toContain('10.0.0.7');
    }
    expect(onChange).not.toHaveBeenCalled();
    expect(upserted).toEqual([]);
  });

  it('asks nothing of an instance that does not answer, nor for an environment that there is not', async () => {
    const { actions, argocd, service, status } = create();
    await expect(actions.terminate(service, 'nowhere')).rejects.toThrow(
      'nowhere',
    );
    status.reachable = false;
    await expect(actions.terminate(service, 'production')).rejects.toThrow(
      'cannot be stopped now',
    );
    expect(argocd.calls).toEqual([]);
  });
});
