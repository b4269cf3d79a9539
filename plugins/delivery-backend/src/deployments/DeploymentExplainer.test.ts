import { mockServices } from '@backstage/backend-test-utils';
import type { EmergencyRollback } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import fc from 'fast-check';
import type { Knex } from 'knex';
import type { SyncInitiator } from '../argocd/readModel/ApplicationRecord';
import {
  kustomization,
  kustomizationPath,
  shop,
  shopFiles,
} from '../__testUtils__/shop';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { PromotionStore } from '../promotions/PromotionStore';
import { DeploymentExplainer } from './DeploymentExplainer';
import { DeploymentFactsStore } from './DeploymentFactsStore';
import { DeploymentStore } from './DeploymentStore';
import type { HistoryEntry } from './mergeHistory';

jest.setTimeout(120_000);

const entityRef = 'component:default/shop';
const place = {
  entityRef,
  environment: 'production',
  instance: 'homelab',
  application: 'argocd/shop-production',
};
const service = { entityRef, name: 'shop', entity: shop, environments: [] };
const { signal } = new AbortController();
const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString();
const person = { initiatedBy: { username: 'admin' } };

describeOnDatabases('DeploymentExplainer', createDatabase => {
  async function create(knex?: Knex) {
    const db = knex ?? (await createDatabase());
    const database = mockServices.database.mock({ getClient: async () => db });
    await PromotionStore.create(database);
    const git = new FakeGitHost(shopFiles());
    let minute = 0;
    git.now = () => new Date(at(minute));
    const promotions = new Map<string, Partial<PromotionRecord>>();
    const emergencies: EmergencyRollback[] = [];
    const facts = await DeploymentFactsStore.create(database);
    const store = await DeploymentStore.create(database);
    const startBackend = () =>
      new DeploymentExplainer({
        store: facts,
        hosts: git.hosts,
        promotions: { get: async id => promotions.get(id) as PromotionRecord },
        emergencies: { list: async () => emergencies },
        pace: { next: async () => {} },
        now: () => new Date(at(59)),
      });
    return {
      emergencies,
      explain: () => startBackend().explain(service, signal),
      git,
      knex: db,
      list: (environment = 'production') =>
        store.list({ entityRef, environment, limit: 100 }),
      promotions,
      startBackend,
      store,
      /** Names a Release in Git; returns the commit. */
      commit: (tag: string) => {
        minute += 1;
        return git.push(
          'main',
          [
            {
              path: kustomizationPath('production'),
              content: kustomization(`${tag}.${minute}`),
            },
          ],
          `Take ${tag}\n\nBecause.`,
        );
      },
    };
  }
  const entry = (
    minute: number,
    revision: string,
    tag: string,
    more: { initiatedBy?: SyncInitiator } = {},
  ): HistoryEntry => ({
    at: at(minute),
    revision,
    release: { images: [{ name: 'shop', tag }] },
    ...more,
  });

  it('says who changed Git, and what ran before it', async () => {
    const { commit, explain, list, store } = await create();
    const [one, two] = [commit('1'), commit('2')];
    await store.record(place, [
      entry(20, one, '1', person),
      entry(30, two, '2', person),
    ]);
    expect(await explain()).toBe(false);
    const [newest, first] = await list();
    expect(newest).toMatchObject({
      cause: 'git',
      by: 'erin',
      commit: {
        id: two,
        title: 'Take 2',
        author: 'erin',
        at: at(2),
        url: expect.stringContaining(two),
      },
    });
    // Nothing says whether it was a step forward or back.
    expect(first).toMatchObject({ commit: { id: one } });
    expect(first).not.toHaveProperty('cause');
    expect(first).not.toHaveProperty('by');
  });

  it('knows that Argo CD went back past Git, and who asked it to', async () => {
    const { commit, explain, list, store } = await create();
    const [one, two] = [commit('1'), commit('2')];
    await store.record(place, [
      entry(20, one, '1', person),
      entry(30, two, '2', person),
      entry(40, one, '1', person),
    ]);
    await explain();
    const [newest, middle, first] = await list();
    expect(newest).toMatchObject({ cause: 'outside-git', by: 'admin' });
    expect(middle.rolledBack).toEqual({ at: at(40), by: 'admin' });
    expect(newest).not.toHaveProperty('rolledBack');
    expect(first).not.toHaveProperty('rolledBack');
  });

  it('knows an emergency rollback by its record, once', async () => {
    const { commit, emergencies, explain, list, store } = await create();
    const [one, two] = [commit('1'), commit('2')];
    await store.record(place, [
      entry(20, one, '1', person),
      entry(30, two, '2', person),
    ]);
    const [, target] = await list();
    const emergency: EmergencyRollback = {
      id: 'e1',
      entityRef,
      environment: 'production',
      deployment: target.id,
      method: 'rollback',
      status: 'applied',
      by: 'user:default/rita',
      reason: 'Carts are empty',
      requestedAt: at(39),
    };
    emergencies.push({ ...emergency, id: 'e0', status: 'refused' }, emergency);
    await store.record(place, [
      entry(30, two, '2', person),
      entry(40, one, '1', person),
      entry(50, two, '2', person),
      entry(55, one, '1', person),
    ]);
    await explain();
    const [again, forward, back, before] = await list();
    expect(back).toMatchObject({
      cause: 'emergency-rollback',
      by: 'user:default/rita',
    });
    expect(before.rolledBack).toEqual({
      at: at(39),
      by: 'user:default/rita',
      reason: 'Carts are empty',
    });
    expect(forward).toMatchObject({ cause: 'git' });
    expect(again).toMatchObject({ cause: 'outside-git', by: 'admin' });
  });

  it('explains a deployment anew when the rollback that brought it is found', async () => {
    const { commit, explain, list, promotions, store } = await create();
    const [one, two, back] = [commit('1'), commit('2'), commit('1')];
    await store.record(place, [
      entry(20, one, '1', person),
      entry(30, two, '2', person),
      entry(40, back, '1', person),
    ]);
    await explain();
    expect((await list())[0]).toMatchObject({ cause: 'git' });
    promotions.set('p1', {
      createdAt: at(35),
      requestedBy: 'user:default/ada',
      requestReason: 'Carts are empty',
      rollback: { deployment: 'd1', scope: 'versions' },
    });
    await store.linkPromotion((await list())[0].id, 'p1');
    await explain();
    const [newest, middle] = await list();
    expect(newest).toMatchObject({
      cause: 'rollback',
      by: 'user:default/ada',
      promotion: 'p1',
    });
    expect(middle.rolledBack).toEqual({
      at: at(35),
      by: 'user:default/ada',
      reason: 'Carts are empty',
    });
  });

  it('takes a mark back when something turns out to have been deployed in between', async () => {
    const { commit, explain, list, store } = await create();
    const [one, two, three] = [commit('1'), commit('2'), commit('3')];
    await store.record(place, [entry(20, two, '2', person)]);
    await store.record(place, [entry(40, one, '1', person)]);
    await explain();
    expect((await list())[1].rolledBack).toEqual({ at: at(40), by: 'admin' });
    await store.record(place, [
      entry(20, two, '2', person),
      entry(30, three, '3', person),
      entry(40, one, '1', person),
    ]);
    await explain();
    const [newest, between, first] = await list();
    expect(first).not.toHaveProperty('rolledBack');
    expect(between.rolledBack).toEqual({ at: at(40), by: 'admin' });
    expect(newest).toMatchObject({ cause: 'outside-git' });
  });

  it('notes when a Release was first named in Git, once for each environment, whatever was explained first', async () => {
    const { commit, explain, knex, store } = await create();
    const [one, two, three, four] = ['1', '2', '1', '1'].map(commit);
    const dev = { ...place, environment: 'dev' };
    await store.record(place, [
      entry(20, two, '2', person),
      entry(30, three, '1', person),
    ]);
    await explain();
    await store.record(dev, [entry(10, one, '1', person)]);
    await store.record(place, [
      entry(30, three, '1', person),
      entry(35, two, '2', person),
      entry(40, four, '1', person),
    ]);
    await explain();
    const rows = await knex('deployments')
      .orderBy('started_at')
      .select('started_at', 'named_at');
    expect(
      rows.map(({ started_at: from, named_at: namedAt }) => [from, namedAt]),
    ).toEqual([
      [at(10), at(1)],
      [at(20), at(2)],
      [at(30), at(1)],
      [at(35), null],
      [at(40), null],
    ]);
  });

  it('tells a Git host that does not answer from a commit that it does not know', async () => {
    const { commit, explain, git, list, store } = await create();
    await store.record(place, [
      entry(20, commit('1'), '1', person),
      entry(30, 'f'.repeat(40), '2', person),
    ]);
    git.down = true;
    await expect(explain()).rejects.toThrow('does not answer');
    git.down = false;
    await explain();
    const [newest] = await list();
    expect(newest).not.toHaveProperty('commit');
    expect(newest).not.toHaveProperty('cause');
    const read = jest.spyOn(git.reader, 'commit');
    expect(await explain()).toBe(false);
    expect(read).not.toHaveBeenCalled();
  });

  it('asks for a commit once, whatever it deployed', async () => {
    const { commit, explain, git, store } = await create();
    const one = commit('1');
    const read = jest.spyOn(git.reader, 'commit');
    await store.record(place, [entry(20, one, '1')]);
    await explain();
    await store.record({ ...place, environment: 'dev' }, [entry(21, one, '1')]);
    await explain();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('comes to the same, whichever backend explains what when, and whatever was recorded first', async () => {
    const { commit, git, list, startBackend, store } = await create();
    const commits = ['1', '2', '3', '4'].map(commit);
    const backends = [startBackend(), startBackend()];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            commit: fc.integer({ min: 0, max: 3 }),
            automated: fc.boolean(),
          }),
          { minLength: 2, maxLength: 9 },
        ),
        fc.array(
          fc.record({
            end: fc.integer({ min: 1, max: 9 }),
            length: fc.integer({ min: 1, max: 9 }),
            backend: fc.integer({ min: 0, max: 1 }),
          }),
          { maxLength: 5 },
        ),
        async (steps, views) => {
          run += 1;
          const here = { ...place, environment: `run-${run}` };
          const syncs = steps.map(({ commit: index, automated }, minute) =>
            entry(
              minute + 10,
              commits[index],
              String(index),
              automated ? { initiatedBy: { automated } } : person,
            ),
          );
          await Promise.all(
            views.map(async ({ end, length, backend }) => {
              await store.record(
                here,
                syncs.slice(Math.max(0, end - length), end),
              );
              await backends[backend].explain(service, signal);
            }),
          );
          await store.record(here, syncs);
          while (await backends[0].explain(service, signal));

          // The oracle: what follows from all syncs together, one after the other.
          const begins = steps
            .map((step, index) => ({ ...step, index }))
            .filter(
              ({ index }) => steps[index - 1]?.commit !== steps[index].commit,
            );
          const expected = begins.map((begin, index) => {
            const before = begins[index - 1];
            const after = begins[index + 1];
            const isBack = (one: typeof begin, other: typeof begin) =>
              other.commit < one.commit && !other.automated;
            return {
              from: syncs[begin.index].at,
              cause: before
                ? (isBack(before, begin) && 'outside-git') || 'git'
                : (begin.automated && 'git') || undefined,
              rolledBackAt:
                after && isBack(begin, after)
                  ? syncs[after.index].at
                  : undefined,
            };
          });
          const recorded = await list(here.environment);
          expect(
            recorded
              .map(({ from, cause, rolledBack }) => ({
                from,
                cause,
                rolledBackAt: rolledBack?.at,
              }))
              .reverse(),
          ).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
    expect(git.down).toBe(false);
  });
});
