import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import type { Knex } from 'knex';
import {
  ArgocdProtocolError,
  ArgocdResponseError,
} from '../argocd/client/argocdErrors';
import {
  EmergencyWorld,
  ENVIRONMENT,
  GOOD,
  requester,
  rollbackOf,
  service,
} from './__testUtils__/EmergencyWorld';

jest.setTimeout(60_000);

const REASON = 'Checkout fails for everybody';

describeOnDatabases('EmergencyRollbacks', createDatabase => {
  let world: EmergencyWorld;
  let knex: Knex;

  afterEach(async () => {
    jest.restoreAllMocks();
    await world.stop();
  });

  async function start(options?: Parameters<typeof EmergencyWorld.start>[1]) {
    knex = await createDatabase();
    world = await EmergencyWorld.start(knex, options);
    return world.startBackend();
  }
  type Backend = Awaited<ReturnType<typeof start>>;

  const request = ({ rollbacks }: Backend, deployment = world.deployment) =>
    rollbacks.request(
      service,
      ENVIRONMENT,
      { deployment: deployment.id, reason: REASON },
      requester,
    );
  const statusOf = async ({ store }: Backend, id: string) =>
    (await store.get(id))?.status;
  const reached = (backend: Backend, id: string, status: string) =>
    eventually(async () => {
      const found = await statusOf(backend, id);
      if (found !== status) {
        throw new Error(`It is ${found}, not ${status}`);
      }
      return found;
    });
  /** As when thirty seconds have passed since it was asked for. */
  const age = () =>
    knex('emergency_rollbacks').update({
      requested_at: new Date(Date.now() - 30_000).toISOString(),
    });

  it('records the request, goes back by the history, and owes Git a pull request until it agrees', async () => {
    const backend = await start();
    const { rollback, created } = await request(backend);
    expect(created).toBe(true);
    expect(rollback).toMatchObject({
      entityRef: service.entityRef,
      environment: ENVIRONMENT,
      deployment: world.deployment.id,
      release: world.deployment.release,
      method: 'rollback',
      status: 'requested',
      by: requester.ref,
      reason: REASON,
      revision: world.deployment.revision,
    });
    world.finish();
    await reached(backend, rollback.id, 'applied');
    expect(world.argocd.find('shop-production')?.images).toEqual([
      `ghcr.io/acme/shop:${GOOD}`,
    ]);
    await eventually(() =>
      expect(world.opened.get(rollback.id)).toMatchObject({
        deployment: { id: world.deployment.id },
        reason: REASON,
      }),
    );
    await eventually(async () =>
      expect(await backend.store.get(rollback.id)).toMatchObject({
        status: 'applied',
        promotion: rollbackOf(rollback.id),
      }),
    );
    const active = await backend.rollbacks.findActive(service.entityRef);
    expect(active.get(ENVIRONMENT)?.id).toBe(rollback.id);

    // The pull request is merged, and nothing is said before Argo CD has read it.
    world.setGit(GOOD, 'Roll back');
    await backend.reconciler.reconcile(rollback.id);
    expect(await statusOf(backend, rollback.id)).toBe('applied');
    world.refresh();
    expect(await reached(backend, rollback.id, 'settled')).toBe('settled');
    expect((await backend.rollbacks.findActive(service.entityRef)).size).toBe(
      0,
    );
    expect(world.asked).toBe(1);
  });

  it('is overruled when something else is deployed', async () => {
    const backend = await start();
    const { rollback } = await request(backend);
    world.finish();
    await reached(backend, rollback.id, 'applied');
    world.setGit('1.2');
    world.sync();
    expect(await reached(backend, rollback.id, 'overruled')).toBe('overruled');
  });

  it('syncs the commit of a deployment that the history no longer has', async () => {
    const backend = await start();
    world.argocd.change('shop-production', application => {
      application.history = application.history.slice(1);
    });
    await eventually(() =>
      expect(backend.readModel.find('shop')[0].history).toHaveLength(1),
    );
    expect(backend.rollbacks.preview(service, world.deployment)).toEqual({
      method: 'sync',
    });
    const { rollback } = await request(backend);
    expect(rollback.method).toBe('sync');
    world.finish();
    await reached(backend, rollback.id, 'applied');
  });

  it('says before the click that Argo CD refuses under auto-sync, and asks it nothing', async () => {
    const backend = await start({ automated: true });
    expect(backend.rollbacks.preview(service, world.deployment)).toMatchObject({
      problem: { code: 'AutoSyncPreventsRollback' },
    });
    await expect(request(backend)).rejects.toThrow(/auto-sync is on/);
    expect(world.asked).toBe(0);
    expect(await backend.store.listActive()).toEqual([]);
  });

  it('says that it is there already, and that there is no such deployment', async () => {
    const backend = await start();
    expect(backend.rollbacks.preview(service, world.bad)).toMatchObject({
      problem: { code: 'DeployedAlready' },
    });
    await expect(request(backend, world.bad)).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await expect(
      request(backend, { ...world.bad, id: 'of-another-service' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(world.asked).toBe(0);
  });

  it.each([
    [
      { status: 403, code: 7, detail: 'cannot sync: blocked by sync window' },
      'SyncWindowClosed',
    ],
    [
      { status: 403, code: 7, detail: 'permission denied' },
      'RollbackNotAllowed',
    ],
    [
      {
        status: 400,
        code: 9,
        detail: 'another operation is already in progress',
      },
      'OtherOperationRunning',
    ],
    [
      {
        status: 400,
        code: 9,
        detail: 'rollback cannot be initiated when auto-sync is enabled',
      },
      'AutoSyncPreventsRollback',
    ],
  ])('ends as refused by %j', async (answer, code) => {
    const backend = await start();
    jest
      .spyOn(world.argocd, 'rollback')
      .mockRejectedValue(new ArgocdResponseError(answer));
    await expect(request(backend)).rejects.toMatchObject({
      name: 'ConflictError',
    });
    const [row] = await knex('emergency_rollbacks').select();
    expect([row.status, JSON.parse(row.problem).code]).toEqual([
      'refused',
      code,
    ]);
    // Nothing is owed, and the same may be asked for again.
    expect(world.opened.size).toBe(0);
    jest.restoreAllMocks();
    const { created, rollback } = await request(backend);
    expect(created).toBe(true);
    world.finish();
    await reached(backend, rollback.id, 'applied');
  });

  describe('while Argo CD', () => {
    it('is down before the click, says so and does nothing', async () => {
      const backend = await start();
      world.argocd.isDown = true;
      await eventually(() =>
        expect(
          backend.rollbacks.preview(service, world.deployment),
        ).toMatchObject({ problem: { code: 'ArgocdUnreachable' } }),
      );
      await expect(request(backend)).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
      });
      expect(await backend.store.listActive()).toEqual([]);
    });

    it.each([
      ['the connection breaks', new TypeError('fetch failed')],
      ['it takes too long', new DOMException('timeout', 'TimeoutError')],
      ['a gateway fails', new ArgocdResponseError({ status: 502, detail: '' })],
      ['rubbish comes back', new ArgocdProtocolError('its answer is not JSON')],
    ])(
      'does it and %s: the history tells that it was done',
      async (_what, error) => {
        const backend = await start();
        const rollback = world.argocd.rollback.bind(world.argocd);
        jest
          .spyOn(world.argocd, 'rollback')
          .mockImplementation(async (...of) => {
            await rollback(...of);
            throw error;
          });
        const answer = await request(backend);
        expect(answer.rollback.status).toBe('requested');
        // The answer is lost, so that nobody owes Git anything yet.
        expect(world.opened.size).toBe(0);
        world.finish();
        await reached(backend, answer.rollback.id, 'applied');
        await eventually(() => expect(world.opened.size).toBe(1));
        expect(world.asked).toBe(1);
      },
    );

    it('never got the question: the history tells that it was not done, and it can be asked for again', async () => {
      const backend = await start();
      jest
        .spyOn(world.argocd, 'rollback')
        .mockRejectedValue(new TypeError('fetch failed'));
      const { rollback } = await request(backend);
      expect(rollback.status).toBe('requested');
      await backend.reconciler.reconcile(rollback.id);
      expect(await statusOf(backend, rollback.id)).toBe('requested');
      // While Argo CD does not answer, nobody knows.
      world.argocd.isDown = true;
      await age();
      await backend.reconciler.reconcile(rollback.id);
      expect(await statusOf(backend, rollback.id)).toBe('requested');
      world.argocd.isDown = false;
      await eventually(() =>
        expect(backend.readModel.instances[0].status.reachable).toBe(true),
      );
      await backend.reconciler.reconcile(rollback.id);
      expect(await backend.store.get(rollback.id)).toMatchObject({
        status: 'refused',
        problem: { code: 'RollbackNotDone' },
      });
      jest.restoreAllMocks();
      expect((await request(backend)).created).toBe(true);
    });

    it('is down after it accepted, is followed when it is back', async () => {
      const backend = await start();
      const { rollback } = await request(backend);
      world.argocd.isDown = true;
      world.finish();
      await backend.reconciler.reconcile(rollback.id);
      expect(await statusOf(backend, rollback.id)).toBe('requested');
      // Git can be told meanwhile.
      expect(world.opened.size).toBe(1);
      world.argocd.isDown = false;
      await reached(backend, rollback.id, 'applied');
    });

    it('fails to sync, says what it said', async () => {
      const backend = await start();
      const { rollback } = await request(backend);
      world.argocd.begin('shop-production');
      world.argocd.change('shop-production', application =>
        application.fail('quota exceeded', '2026-01-01T10:00:00Z'),
      );
      await reached(backend, rollback.id, 'refused');
      expect(await backend.store.get(rollback.id)).toMatchObject({
        problem: { code: 'SyncFailed', params: { detail: 'quota exceeded' } },
      });
    });
  });

  it('opens the pull request when the Git host is back, though it was down at the click', async () => {
    const backend = await start();
    world.isGitDown = true;
    const { rollback } = await request(backend);
    world.finish();
    await reached(backend, rollback.id, 'applied');
    await backend.reconciler.reconcileAll();
    expect(world.opened.size).toBe(0);
    // Another backend, after a restart, owes it just the same.
    world.isGitDown = false;
    const other = await world.startBackend();
    await other.reconciler.reconcileAll(new Set(['something-else']));
    await other.reconciler.reconcileAll(new Set(['shop']));
    expect(world.opened.size).toBe(1);
    expect((await other.store.get(rollback.id))?.promotion).toBe(
      rollbackOf(rollback.id),
    );
  });

  it('does one thing for twenty clicks at two backends', async () => {
    const one = await start();
    const other = await world.startBackend();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        request(index % 2 === 0 ? one : other),
      ),
    );
    expect(new Set(answers.map(({ rollback }) => rollback.id)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(world.asked).toBe(1);
    world.finish();
    await reached(one, answers[0].rollback.id, 'applied');
    const again = await request(other);
    expect(again).toMatchObject({
      created: false,
      rollback: { id: answers[0].rollback.id, status: 'applied' },
    });
    expect(world.asked).toBe(1);
    await eventually(() => expect(world.opened.size).toBe(1));
  });

  it('leaves an audit event for what becomes of it', async () => {
    const backend = await start();
    const { rollback } = await request(backend);
    world.finish();
    await reached(backend, rollback.id, 'applied');
    await eventually(async () =>
      expect(await backend.store.get(rollback.id)).toHaveProperty('promotion'),
    );
    const meta = {
      rollback: rollback.id,
      entityRef: service.entityRef,
      environment: ENVIRONMENT,
      by: requester.ref,
    };
    const expected = [
      { ...meta, status: 'applied' },
      {
        ...meta,
        step: 'pull-request',
        promotion: rollbackOf(rollback.id),
      },
    ];
    await eventually(() => {
      const events = backend.auditor.createEvent.mock.calls.map(
        ([event]) => event,
      );
      expect(events).toHaveLength(expected.length);
      expect(events).toEqual(
        expect.arrayContaining(
          expected.map(each => ({
            eventId: 'emergency-rollback-update',
            severityLevel: 'medium',
            meta: each,
          })),
        ),
      );
    });
  });

  it('is settled at once where Git names the Release already', async () => {
    const backend = await start();
    world.setGit(GOOD, 'Revert');
    world.refresh();
    await eventually(() =>
      expect(backend.readModel.find('shop')[0].sync).toBe('OutOfSync'),
    );
    const { rollback } = await request(backend);
    world.finish();
    // Git agrees already: there is nothing to wait for.
    expect(await reached(backend, rollback.id, 'settled')).toBe('settled');
  });
});
