import type { JsonObject } from '@backstage/types';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { application } from '../__testUtils__/application';
import { release, SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const AUTOMATIC: JsonObject = { rollback: { automatic: ['production'] } };

describeOnDatabases('automatic rollbacks', createDatabase => {
  const { start } = useDelivery(createDatabase);
  type Started = Awaited<ReturnType<typeof start>>;

  async function startTwo(delivery: JsonObject) {
    const first = await start({ delivery });
    const { argocd, git, knex } = first;
    return [first, await start({ argocd, git, knex, delivery })];
  }

  /** What Argo CD says of production after it synced the commit. */
  function production(
    { argocd, synced }: Started,
    revision: string,
    health: string,
    tag = '1.1',
  ) {
    const finishedAt = new Date().toISOString();
    argocd.set(
      application('shop', 'production', {
        ...release(tag),
        history: [...synced.history, { revision, deployedAt: finishedAt }],
        sync: { status: 'Synced', revision },
        operationState: {
          phase: 'Succeeded',
          finishedAt,
          syncResult: { revision },
        },
        health: {
          status: health,
          message: 'CrashLoopBackOff',
          lastTransitionTime: finishedAt,
        },
      }),
    );
  }

  /** Promotes, merges, and has what was merged fail in production. Returns the promotion's id. */
  async function fail(backends: Started[]): Promise<string> {
    const [first] = backends;
    const { body: opened } = await first.promote();
    const merge = first.git.merge(1);
    await Promise.all(backends.map(({ webhook }) => webhook(1)));
    production(first, merge, 'Degraded');
    await eventually(async () => {
      await Promise.all(backends.map(({ webhook }) => webhook(1)));
      expect(await first.status(opened.id)).toBe('failed');
    });
    return opened.id;
  }

  const rollbacksOf = async ({ api }: Started): Promise<Promotion[]> => {
    const { body } = await api.get(`${SHOP}/promotions`);
    return body.items.filter(({ rollback }: Promotion) => rollback);
  };
  const sent = (backends: Started[]) =>
    backends.flatMap(({ notifications }) =>
      notifications.send.mock.calls.map(([{ payload }]) => payload),
    );

  it('one is opened for a promotion that failed, whichever backends see it, and everybody is told', async () => {
    const backends = await startTwo(AUTOMATIC);
    const [first, second] = backends;
    const { git } = first;
    const failed = await fail(backends);
    await eventually(async () => {
      await Promise.all(backends.map(({ webhook }) => webhook(1)));
      expect(git.pulls).toHaveLength(2);
      expect(git.pulls[0].comments.join()).toContain(
        'The rollback to `1.0` was opened automatically: #2.',
      );
    });
    await Promise.all(
      backends.flatMap(({ webhook }) => [webhook(1), webhook(2), webhook(1)]),
    );
    expect(git.pulls).toHaveLength(2);
    expect(git.pulls[0].comments).toHaveLength(1);
    for (const backend of backends) {
      await expect(rollbacksOf(backend)).resolves.toEqual([
        expect.objectContaining({
          from: 'production',
          to: 'production',
          status: 'open',
          requestedBy: 'plugin:delivery',
          rollback: expect.objectContaining({
            scope: 'versions',
            automaticFor: failed,
          }),
        }),
      ]);
    }
    await eventually(() => {
      const scopes = sent(backends).map(({ scope }) => scope);
      expect(scopes).toContain(`promotion-failed ${failed}`);
      expect(scopes.some(scope => scope?.startsWith('automatic'))).toBe(true);
    });
    const audits = [first, second].flatMap(({ auditor }) =>
      auditor.createEvent.mock.calls.map(([event]) => event),
    );
    expect(audits).toContainEqual(
      expect.objectContaining({
        eventId: 'rollback-open',
        meta: expect.objectContaining({ automaticFor: failed }),
      }),
    );
  });

  it('none is opened again once somebody closed it, also after a restart', async () => {
    const [first, second] = await startTwo(AUTOMATIC);
    const { argocd, git, knex } = first;
    await fail([first, second]);
    await eventually(async () => {
      await first.webhook(1);
      expect(git.pulls).toHaveLength(2);
    });
    git.close(2);
    await first.webhook(2);
    await eventually(async () =>
      expect(await rollbacksOf(first)).toMatchObject([{ status: 'rejected' }]),
    );
    await first.stop();
    await second.stop();
    const third = await start({ argocd, git, knex, delivery: AUTOMATIC });
    await third.webhook(1);
    await third.webhook(1);
    expect(git.pulls).toHaveLength(2);
  });

  it('one may be asked for again by a person, in its place', async () => {
    const backend = await start({ delivery: AUTOMATIC });
    const { api, git } = backend;
    const failed = await fail([backend]);
    await eventually(async () => {
      await backend.webhook(1);
      expect(git.pulls).toHaveLength(2);
    });
    const [{ id }] = await rollbacksOf(backend);
    git.push('main', [{ path: 'README.md', content: 'Meanwhile\n' }]);
    const renewed = await api.post(`/api/delivery/promotions/${id}/renew`);
    expect(renewed.status).toBe(201);
    await backend.webhook(2);
    await backend.webhook(1);
    await eventually(async () =>
      expect(await rollbacksOf(backend)).toMatchObject([
        { status: 'open', requestedBy: 'user:default/mock' },
        { id, status: 'superseded', rollback: { automaticFor: failed } },
      ]),
    );
    const [again] = await rollbacksOf(backend);
    expect(again.rollback).not.toHaveProperty('automaticFor');
    expect(git.pulls).toHaveLength(3);
  });

  it('none is opened where nobody said so, and the owner is told of the failure all the same', async () => {
    const backend = await start();
    const failed = await fail([backend]);
    await backend.webhook(1);
    await backend.webhook(1);
    expect(backend.git.pulls).toHaveLength(1);
    await eventually(() =>
      expect(sent([backend])).toEqual([
        expect.objectContaining({
          title: 'The promotion of shop 1.1 to production failed',
          link: '/catalog/default/component/shop',
          scope: `promotion-failed ${failed}`,
        }),
      ]),
    );
  });

  it('none is opened where the version is declared not rollback-safe, and the pull request says why', async () => {
    const backend = await start({ delivery: AUTOMATIC });
    const { git } = backend;
    const { body: opened } = await backend.promote();
    git.label(1, ['rollback-unsafe']);
    production(backend, git.merge(1), 'Degraded');
    await eventually(async () => {
      await backend.webhook(1);
      expect(await backend.status(opened.id)).toBe('failed');
      expect(git.pulls[0].comments.join()).toMatch(
        /No rollback was opened automatically: .*which has the label/,
      );
    });
    expect(git.pulls).toHaveLength(1);
  });

  it('one that fails itself is not rolled back', async () => {
    const backend = await start({ delivery: AUTOMATIC });
    const { git } = backend;
    await fail([backend]);
    await eventually(async () => {
      await backend.webhook(1);
      expect(git.pulls).toHaveLength(2);
    });
    production(backend, git.merge(2), 'Degraded', '1.0');
    await eventually(async () => {
      await backend.webhook(2);
      expect(await rollbacksOf(backend)).toMatchObject([{ status: 'failed' }]);
    });
    await backend.webhook(2);
    await backend.webhook(1);
    expect(git.pulls).toHaveLength(2);
    await eventually(() =>
      expect(sent([backend]).map(({ topic }) => topic)).toContain(
        'rollback-failed',
      ),
    );
  });
});
