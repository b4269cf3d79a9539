import { mockServices } from '@backstage/backend-test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { DeploymentStore } from './DeploymentStore';
import { PromotionStore } from '../promotions/PromotionStore';

jest.setTimeout(120_000);

const place = {
  entityRef: 'component:default/shop',
  environment: 'production',
  instance: 'homelab',
  application: 'argocd/shop-production',
};
const { entityRef, environment } = place;

const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const entry = (minute: number, revision: string, tag?: string) => ({
  at: at(minute),
  revision,
  release: tag ? { images: [{ name: 'shop', tag }] } : undefined,
});

async function open(knex: Knex): Promise<DeploymentStore> {
  const database = mockServices.database.mock({ getClient: async () => knex });
  await PromotionStore.create(database);
  return DeploymentStore.create(database);
}

describeOnDatabases('DeploymentStore', createDatabase => {
  const create = async () => open(await createDatabase());
  const all = (store: DeploymentStore) => store.list({ entityRef, limit: 100 });

  it('keeps each deployment once, from its sync until the next', async () => {
    const store = await create();
    const history = [entry(1, 'a', '1'), entry(2, 'b', '1'), entry(3, 'c')];
    await store.record(place, history);
    await store.record(place, history);
    expect(await all(store)).toEqual([
      { id: expect.any(String), ...place, revision: 'c', from: at(3) },
      {
        id: expect.any(String),
        ...place,
        revision: 'a',
        release: { images: [{ name: 'shop', tag: '1' }] },
        from: at(1),
        until: at(3),
      },
    ]);
    expect(await store.findUnrecorded(place, history)).toEqual([]);
    expect(await store.findUnrecorded(place, [entry(4, 'd')])).toHaveLength(1);
  });

  it('answers what runs now, what ran before, and page by page', async () => {
    const store = await create();
    await store.record(place, [entry(1, 'a'), entry(2, 'b'), entry(3, 'c')]);
    await store.record({ ...place, environment: 'dev' }, [entry(9, 'z')]);
    expect(await store.current(entityRef, environment)).toMatchObject({
      revision: 'c',
    });
    expect(await store.previous(entityRef, environment)).toMatchObject({
      revision: 'b',
      until: at(3),
    });
    expect(await store.current(entityRef, 'nowhere')).toBeUndefined();
    expect(
      await store.list({ entityRef, environment, before: at(3), limit: 1 }),
    ).toMatchObject([{ revision: 'b' }]);
    expect(await all(store)).toHaveLength(4);
  });

  it('answers the newest of each environment, with what each replaced and until when', async () => {
    const store = await create();
    await store.record(place, [
      entry(1, 'a', '1'),
      entry(2, 'b', '2'),
      entry(3, 'c', '3'),
    ]);
    await store.record({ ...place, environment: 'dev' }, [entry(9, 'z', '9')]);
    const latest = await store.latest(entityRef, 2);
    expect(
      latest.map(it => [
        it.environment,
        it.revision,
        it.until,
        it.replaces?.images[0].tag,
      ]),
    ).toEqual([
      ['dev', 'z', undefined, undefined],
      ['production', 'c', undefined, '2'],
      ['production', 'b', at(3), '1'],
    ]);
  });

  it('goes on when an Application was made anew, whose history begins again', async () => {
    const store = await create();
    await store.record(place, [entry(1, 'a', '1'), entry(2, 'b', '2')]);
    await store.record(place, [entry(10, 'b', '2')]);
    expect((await all(store)).map(({ from }) => from)).toEqual([
      at(10),
      at(2),
      at(1),
    ]);
  });

  it('believes the first who saw health, and only of the deployment that was meant', async () => {
    const store = await create();
    await store.record(place, [entry(1, 'a')]);
    await store.recordDegraded(place, at(1), at(1));
    expect(await all(store)).toMatchObject([{ outcome: 'failed' }]);
    await store.recordHealthy(place, at(1), { since: at(2) });
    await store.recordHealthy(place, at(1), { since: at(3) });
    await store.recordDegraded(place, at(1), at(4));
    await store.record(place, [entry(1, 'a'), entry(5, 'b')]);
    await store.recordHealthy(place, at(1), { since: at(6) });
    const [newest, first] = await all(store);
    expect(newest).not.toHaveProperty('healthySince');
    expect(newest).not.toHaveProperty('outcome');
    expect(first).toMatchObject({ healthySince: at(2), outcome: 'succeeded' });
  });

  it('records when it became Degraded, and since when it is healthy again', async () => {
    const store = await create();
    await store.record(place, [entry(1, 'a')]);
    const healthy = (minute: number) =>
      store.recordHealthy(place, at(1), {
        since: at(Math.max(minute, 1)),
        becameAt: at(minute),
      });
    const periods = async () => {
      const [{ healthySince, lastHealthySince, degradedAt }] = await all(store);
      return { healthySince, lastHealthySince, degradedAt };
    };
    await healthy(0);
    const first = { healthySince: at(1), lastHealthySince: at(1) };
    expect(await periods()).toEqual(first);
    // A look that says no more than the first.
    await healthy(0);
    expect(await periods()).toEqual(first);
    await store.recordDegraded(place, at(1), at(4));
    // By a backend that has not heard of it.
    await healthy(0);
    expect(await periods()).toEqual({ ...first, degradedAt: at(4) });
    await healthy(6);
    await store.recordDegraded(place, at(1), at(4));
    const again = { ...first, lastHealthySince: at(6) };
    expect(await periods()).toEqual(again);
    // It was Progressing in between.
    await healthy(9);
    expect(await periods()).toEqual({ ...again, lastHealthySince: at(9) });
    // Where Argo CD does not say since when, it is the same period.
    await store.recordHealthy(place, at(1), { since: at(12) });
    expect(await periods()).toEqual({ ...again, lastHealthySince: at(9) });
  });

  it('knows of older rows from when it is healthy, once it is seen again', async () => {
    const knex = await createDatabase();
    const store = await open(knex);
    await store.record(place, [entry(1, 'a')]);
    await knex('deployments').update({
      healthy_since: at(3),
      outcome: 'succeeded',
    });
    expect((await all(store))[0]).not.toHaveProperty('lastHealthySince');
    await store.recordHealthy(place, at(1), { since: at(2), becameAt: at(2) });
    expect(await all(store)).toMatchObject([{ lastHealthySince: at(3) }]);
  });

  it('links a promotion to one deployment, and a deployment to one promotion', async () => {
    const store = await create();
    await store.record(place, [entry(1, 'a'), entry(2, 'b')]);
    const [newest, first] = await all(store);
    await store.linkPromotion(first.id, 'p1');
    await store.linkPromotion(newest.id, 'p1');
    await store.linkPromotion(first.id, 'p2');
    expect((await all(store)).map(({ promotion }) => promotion)).toEqual([
      undefined,
      'p1',
    ]);
  });

  it('keeps what it found out when two turn out to be one', async () => {
    const store = await create();
    await store.record(place, [entry(3, 'c', '1')]);
    await store.recordHealthy(place, at(3), { since: at(4) });
    const [only] = await all(store);
    await store.linkPromotion(only.id, 'p1');
    await store.record(place, [entry(1, 'a', '1'), entry(3, 'c', '1')]);
    expect(await all(store)).toMatchObject([
      {
        from: at(1),
        healthySince: at(4),
        outcome: 'succeeded',
        promotion: 'p1',
      },
    ]);
  });

  it('forgets what ended long ago, never what still runs', async () => {
    const store = await create();
    await store.record(place, [entry(1, 'a'), entry(2, 'b'), entry(3, 'c')]);
    expect(await store.prune(at(3))).toBe(1);
    expect(await store.prune(at(59))).toBe(1);
    expect(await all(store)).toMatchObject([{ revision: 'c' }]);
  });

  it('records once, whichever of two backends saw what and when', async () => {
    const knex = await createDatabase();
    const stores = [await open(knex), await open(knex)];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('1', '2', undefined), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.array(
          fc.record({
            end: fc.integer({ min: 1, max: 12 }),
            store: fc.integer({ min: 0, max: 1 }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        async (tags, views) => {
          run += 1;
          const here = { ...place, environment: `run-${run}` };
          const syncs = tags.map((tag, minute) =>
            entry(minute, `${tag ?? `commit-${minute}`}`, tag),
          );
          await Promise.all([
            ...views.map(({ end, store }) =>
              stores[store].record(here, syncs.slice(0, end)),
            ),
            stores[0].record(here, syncs),
            stores[1].record(here, syncs),
          ]);
          const deployments = await stores[0].list({
            entityRef,
            environment: here.environment,
            limit: 100,
          });
          const begins = syncs.filter(
            ({ revision }, index) => syncs[index - 1]?.revision !== revision,
          );
          expect(
            deployments
              .map(({ from, until, revision }) => ({ from, until, revision }))
              .reverse(),
          ).toEqual(
            begins.map((begin, index) => ({
              from: begin.at,
              until: begins[index + 1]?.at,
              revision: begin.revision,
            })),
          );
        },
      ),
      { numRuns: 15 },
    );
  });
});
