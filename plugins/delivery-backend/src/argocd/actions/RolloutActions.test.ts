import type { RolloutActionRequest } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeArgocd } from '../../__testUtils__/FakeArgocd';
import { recording } from '../../__testUtils__/fixtures';
import { shop } from '../../__testUtils__/shop';
import { ArgocdResponseError } from '../client/argocdErrors';
import type { ArgocdReadModel } from '../readModel/ArgocdReadModel';
import { readCanary } from '../readModel/readCanary';
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
  /** The database, which lets the backends have one lock each in turn. */
  const newLock = () => {
    const last = new Map<string, Promise<unknown>>();
    const after = <T>(
      before: Promise<unknown> | undefined,
      key: string,
      task: () => Promise<T>,
    ): Promise<T> => {
      const turn = Promise.resolve(before).then(task);
      last.set(
        key,
        turn.catch(() => {}),
      );
      return turn;
    };
    return {
      run: <T>(key: string, task: () => Promise<T>) =>
        after(last.get(key), key, task),
      runSoon: <T>(key: string, waitMs: number, task: () => Promise<T>) =>
        after(
          Promise.race([
            last.get(key),
            new Promise(resolve => setTimeout(resolve, waitMs)),
          ]),
          key,
          task,
        ),
    };
  };
  const actionsOf = (
    argocd: FakeArgocd,
    onChange?: () => void,
    lock = newLock(),
  ) => {
    const record = toApplicationRecord('homelab', argocd.find(NAME)?.toJSON());
    const actions = new RolloutActions({
      readModel: {
        find: () => (record ? [record] : []),
        instances: [{ status: { name: 'homelab', reachable: true } }],
        instance: () => ({ api: argocd, upsert: () => {}, read: () => record }),
      } as unknown as ArgocdReadModel,
      lock,
      onChange,
      abortWaitMs: 50,
    });
    return (
      action: RolloutActionRequest['action'],
      step?: number,
      podHash = step === undefined ? undefined : argocd.find(NAME)?.podHash,
    ) => actions.run(service, 'production', { action, step, podHash });
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

  it('goes on after a pause, leaves out a step, and all that are left', async () => {
    const argocd = newArgocd(true);
    startCanary(argocd);
    const onChange = jest.fn();
    const act = actionsOf(argocd, onChange);
    await act('resume', 1);
    expect(argocd.find(NAME)).toMatchObject({
      rollout: 'progressing',
      rolloutStep: 2,
    });
    await act('skip-current-step', 2);
    expect(argocd.find(NAME)).toMatchObject({ rolloutStep: 3 });
    await act('promote-full', 3);
    expect(argocd.find(NAME)).toMatchObject({ rolloutStep: 4 });
    expect(asked(argocd)).toEqual([
      'action resume',
      'action skip-current-step',
      'action promote-full',
    ]);
    expect(onChange).toHaveBeenCalledTimes(3);
    // All steps are left out already; nothing is left to skip.
    await act('promote-full', 3);
    await expect(act('skip-current-step', 4)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('none to skip'),
    });
    expect(asked(argocd)).toHaveLength(3);
  });

  it('does not resume what moves', async () => {
    const argocd = newArgocd(true);
    startCanary(argocd);
    argocd.canary(NAME, 'progressing');
    await actionsOf(argocd)('resume', 2);
    expect(asked(argocd)).toEqual([]);
  });

  it.each(['resume', 'skip-current-step', 'promote-full', 'abort'] as const)(
    'refuses to %s once the canary has moved on',
    async action => {
      const argocd = newArgocd(true);
      startCanary(argocd);
      argocd.canary(NAME, 'progressing');
      argocd.canary(NAME, 'paused');
      await expect(actionsOf(argocd)(action, 1)).rejects.toMatchObject({
        name: 'ConflictError',
        message:
          'The canary in production of shop has moved on: it is at step 4 of 4, and was at step 2 when this was asked for. Look at where it stands, and decide again.',
      });
      expect(asked(argocd)).toEqual([]);
    },
  );

  it.each(['resume', 'skip-current-step', 'promote-full', 'retry'] as const)(
    'refuses to %s when another version is tried by now, though it is at the same step',
    async action => {
      const argocd = newArgocd(true);
      startCanary(argocd);
      argocd.canary(NAME, 'paused');
      const seen = argocd.find(NAME)?.podHash;
      head = 'c'.repeat(40);
      argocd.syncNow(NAME);
      argocd.canary(NAME, 'paused');
      const act = actionsOf(argocd);
      await expect(act(action, 1, seen)).rejects.toMatchObject({
        name: 'ConflictError',
        message:
          'The canary in production of shop tries another version than when this was asked for. Look at where it stands, and decide again.',
      });
      expect(asked(argocd)).toEqual([]);
      await act('resume', 1);
      expect(asked(argocd)).toEqual(['action resume']);
    },
  );

  it('refuses to abort what is promoted fully: Argo Rollouts would go on with it', async () => {
    const argocd = newArgocd(true);
    startCanary(argocd);
    const act = actionsOf(argocd);
    await act('promote-full', 1);
    await expect(act('abort')).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'The canary in production of shop is being promoted fully, and Argo Rollouts takes no abort any more. Roll back instead.',
    });
    expect(asked(argocd)).toEqual(['action promote-full']);
  });

  it('aborts what has all its steps behind it by itself', async () => {
    const argocd = newArgocd(true);
    startCanary(argocd);
    [2, 3, 4].forEach(() => argocd.canary(NAME, 'progressing'));
    await actionsOf(argocd)('abort');
    expect(argocd.find(NAME)?.rollout).toBe('aborted');
  });

  it('skips one step however often the same is asked for at once', async () => {
    const argocd = newArgocd(true);
    startCanary(argocd);
    const act = actionsOf(argocd);
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => act('skip-current-step', 1)),
    );
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      ...Array.from({ length: 4 }, () => 'rejected'),
    ]);
    expect(argocd.find(NAME)?.rolloutStep).toBe(2);
    expect(asked(argocd)).toEqual(['action skip-current-step']);
    // The queue is gone with them, and what failed in it stops nothing.
    await act('resume', 2);
    await act('skip-current-step', 2);
    expect(argocd.find(NAME)?.rolloutStep).toBe(3);
  });

  it('skips one step when two backends are asked for the same at once', async () => {
    const argocd = newArgocd(true);
    startCanary(argocd);
    const lock = newLock();
    const answers = await Promise.allSettled(
      [1, 2].map(() =>
        actionsOf(argocd, undefined, lock)('skip-current-step', 1),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(asked(argocd)).toEqual(['action skip-current-step']);
  });

  describe('an abort', () => {
    /** Has the next call of Argo CD answer only when it is told to. */
    const hold = (
      argocd: FakeArgocd,
      method: 'resource' | 'runResourceAction',
    ) => {
      const answer = argocd[method].bind(argocd) as (
        ...args: unknown[]
      ) => Promise<never>;
      let release = () => {};
      const released = new Promise<void>(resolve => {
        release = resolve;
      });
      const held = new Promise<void>(asks => {
        jest.spyOn(argocd, method).mockImplementationOnce(async (...args) => {
          const read = method === 'resource' && (await answer(...args));
          asks();
          await released;
          return (read || (await answer(...args))) as never;
        });
      });
      return { held, release: () => release() };
    };

    it('waits for nothing that hangs, and stops what has not been asked for yet', async () => {
      const argocd = newArgocd(true);
      startCanary(argocd);
      const act = actionsOf(argocd);
      const { held, release } = hold(argocd, 'resource');
      const promotion = act('promote-full', 1);
      const after = act('skip-current-step', 1);
      await held;
      await act('abort');
      expect(argocd.find(NAME)?.rollout).toBe('aborted');
      release();
      await expect(promotion).rejects.toMatchObject({
        name: 'ConflictError',
        message:
          'Somebody has just asked to abort the canary in production of shop. Look at where it stands, and decide again.',
      });
      await expect(after).rejects.toThrow('was aborted. Retry it');
      expect(asked(argocd)).toEqual(['action abort']);
    });

    it('has later actions wait for it', async () => {
      const argocd = newArgocd(true);
      startCanary(argocd);
      const act = actionsOf(argocd);
      const { held, release } = hold(argocd, 'runResourceAction');
      const abort = act('abort');
      await held;
      const promotion = act('promote-full', 1);
      const calls = argocd.calls.length;
      await new Promise(resolve => setImmediate(resolve));
      expect(argocd.calls).toHaveLength(calls);
      release();
      await abort;
      await expect(promotion).rejects.toThrow('was aborted. Retry it');
      expect(asked(argocd)).toEqual(['action abort']);
    });

    it('comes after what another backend is asking for, so that nothing goes on after it', async () => {
      const argocd = newArgocd(true);
      startCanary(argocd);
      const lock = newLock();
      const [one, other] = [1, 2].map(() => actionsOf(argocd, undefined, lock));
      const { held, release } = hold(argocd, 'runResourceAction');
      // It has looked at the canary, and is on its way to Argo CD.
      const skipped = one('skip-current-step', 1);
      await held;
      const abort = other('abort');
      const later = one('resume', 2);
      await new Promise(resolve => setImmediate(resolve));
      expect(asked(argocd)).toEqual([]);
      release();
      await Promise.all([skipped, abort]);
      await expect(later).rejects.toThrow('was aborted. Retry it');
      expect(argocd.find(NAME)?.rollout).toBe('aborted');
      expect(asked(argocd)).toEqual([
        'action skip-current-step',
        'action abort',
      ]);
    });

    it('waits for another backend for a short time only', async () => {
      const argocd = newArgocd(true);
      startCanary(argocd);
      const lock = newLock();
      const [one, other] = [1, 2].map(() => actionsOf(argocd, undefined, lock));
      const { held, release } = hold(argocd, 'runResourceAction');
      const resumed = one('resume', 1);
      await held;
      await other('abort');
      expect(argocd.find(NAME)?.rollout).toBe('aborted');
      expect(asked(argocd)).toEqual(['action abort']);
      release();
      await resumed;
    });
  });

  it.each(['resume', 'skip-current-step', 'promote-full'] as const)(
    'does not %s what was aborted: Argo Rollouts would go on with it',
    async action => {
      const argocd = newArgocd(true);
      startCanary(argocd);
      argocd.canary(NAME, 'aborted');
      await expect(actionsOf(argocd)(action, 0)).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('was aborted. Retry it'),
      });
      expect(asked(argocd)).toEqual([]);
    },
  );

  it.each(['abort', 'retry', 'resume'] as const)(
    'says that there is no canary to %s',
    async action => {
      const settled = newArgocd(true);
      await expect(actionsOf(settled)(action, 1)).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('No canary is under way'),
      });
      const plain = newArgocd(false);
      await expect(actionsOf(plain)(action, 1)).rejects.toMatchObject({
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
    [
      'rollout-resource-paused',
      { state: 'running', step: 1, steps: 4, isPaused: true },
    ],
    [
      'rollout-resource-aborted',
      { state: 'aborted', step: 0, steps: 4, isPaused: false },
    ],
  ])('reads %s as %j', (name, canary) => {
    expect(readCanary(recording(name))).toEqual({
      ...canary,
      isPromoted: false,
      promotesFully: false,
      podHash: expect.stringMatching(/^[a-z0-9]{9,10}$/),
    });
  });

  it('does not take for aborted what Argo Rollouts is about to promote all the same', () => {
    const status = { stableRS: 'a', currentPodHash: 'b', abort: true };
    const manifest = JSON.stringify({
      status: { ...status, promoteFull: true },
    });
    expect(readCanary({ manifest })).toMatchObject({
      state: 'running',
      promotesFully: true,
    });
  });

  it('knows no canary before the first version has come up', () => {
    const of = (status: object) =>
      readCanary({ manifest: JSON.stringify({ status }) })?.state;
    expect(of({ currentPodHash: 'a' })).toBe('none');
    expect(of({ currentPodHash: 'a', stableRS: 'a', abort: true })).toBe(
      'none',
    );
    expect(readCanary({ manifest: 'rubbish' })).toBeUndefined();
  });
});
