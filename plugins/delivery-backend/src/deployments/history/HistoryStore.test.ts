import { randomUUID } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import type { DoraFigure } from '@stonegarden/backstage-plugin-delivery-common';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { newPromotionRow } from '../../promotions/PromotionRecord';
import { PromotionStore } from '../../promotions/PromotionStore';
import type { DeploymentRow } from '../DeploymentRow';
import { computeDora } from '../dora/computeDora';
import type { HistoryFilter } from './HistoryFilter';
import { HistoryStore } from './HistoryStore';

jest.setTimeout(120_000);

const SHOP = 'component:default/shop';
const CART = 'component:default/cart';
const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

/** A deployment as it is recorded, in this minute. */
function row(minute: number, more: Partial<DeploymentRow> = {}): DeploymentRow {
  const tag = more.release_key ?? `1.${minute}`;
  return {
    id: randomUUID(),
    entity_ref: SHOP,
    environment: 'production',
    instance: 'homelab',
    application: 'argocd/shop',
    release: JSON.stringify({ images: [{ name: 'ghcr.io/acme/shop', tag }] }),
    release_key: tag,
    release_text: `ghcr.io/acme/shop:${tag}`,
    started_at: at(minute),
    revision: minute.toString(16).padStart(40, 'a'),
    last_synced_at: at(minute),
    last_revision: minute.toString(16).padStart(40, 'a'),
    healthy_since: null,
    last_healthy_since: null,
    degraded_at: null,
    outcome: null,
    promotion_id: null,
    initiated_by: null,
    automated: null,
    commit_title: null,
    commit_author: null,
    committed_at: null,
    commit_url: null,
    named_at: null,
    cause: 'git',
    caused_by: null,
    emergency_id: null,
    rolled_back_at: null,
    rolled_back_by: null,
    rolled_back_reason: null,
    facts_at: at(minute),
    ...more,
  };
}

describeOnDatabases('HistoryStore', createDatabase => {
  let knex: Knex;
  let store: HistoryStore;

  beforeAll(async () => {
    knex = await createDatabase();
    const database = mockServices.database.mock({
      getClient: async () => knex,
    });
    await PromotionStore.create(database);
    store = await HistoryStore.create(database);
  });
  beforeEach(async () => {
    await knex('deployments').delete();
    await knex('promotions').delete();
  });

  const insert = (...rows: DeploymentRow[]) => knex('deployments').insert(rows);
  const everywhere = {
    places: [{ entityRefs: [SHOP, CART], environments: ['production', 'dev'] }],
  };
  /** The minutes of the deployments that are meant, newest first. */
  async function minutes(filter: Partial<HistoryFilter>) {
    const { items } = await store.page(
      { ...everywhere, ...filter },
      { limit: 100 },
    );
    return items.map(
      ({ from }) => (Date.parse(from) - Date.parse(at(0))) / 60_000,
    );
  }

  it('finds what all that is asked for is true of', async () => {
    await insert(
      row(1, {
        cause: 'promotion',
        outcome: 'succeeded',
        caused_by: 'user:default/ada',
      }),
      row(2, { cause: 'rollback', outcome: 'failed', commit_author: 'Erin' }),
      row(3, { environment: 'dev', rolled_back_at: at(4) }),
      row(4, { entity_ref: CART, cause: null }),
      row(5, { entity_ref: 'component:default/secret' }),
      row(6, { environment: 'staging' }),
    );
    expect(await minutes({})).toEqual([4, 3, 2, 1]);
    expect(await minutes({ environments: ['dev'] })).toEqual([3]);
    expect(await minutes({ causes: ['promotion', 'rollback'] })).toEqual([
      2, 1,
    ]);
    expect(await minutes({ outcomes: ['failed'] })).toEqual([2]);
    expect(await minutes({ rolledBack: true })).toEqual([3]);
    expect(await minutes({ rolledBack: false })).toEqual([4, 2, 1]);
    expect(await minutes({ since: at(2), until: at(4) })).toEqual([3, 2]);
    expect(await minutes({ text: 'CART' })).toEqual([4]);
    expect(await minutes({ text: 'shop:1.3' })).toEqual([3]);
    expect(await minutes({ text: 'default/ada' })).toEqual([1]);
    expect(await minutes({ text: 'erin' })).toEqual([2]);
    expect(await minutes({ text: row(2).revision })).toEqual([2]);
    // Nothing of a search is a pattern.
    expect(await minutes({ text: '%' })).toEqual([]);
    expect(await minutes({ text: '1_3' })).toEqual([]);
    expect(await minutes({ places: [] })).toEqual([]);
    expect(
      await minutes({
        places: [
          { entityRefs: [SHOP], environments: ['dev'] },
          { entityRefs: [CART], environments: ['production'] },
        ],
      }),
    ).toEqual([4, 3]);
  });

  it('goes on where a page ended, also among deployments of one second', async () => {
    await insert(
      ...Array.from({ length: 7 }, (_, index) =>
        row(Math.floor(index / 3), { revision: `${index}`.repeat(40) }),
      ),
    );
    const seen: string[] = [];
    let after: { from: string; id: string } | undefined;
    do {
      const page = await store.page(everywhere, { limit: 2, after });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    expect(await store.count(everywhere, 100)).toBe(7);
    expect(await store.count(everywhere, 3)).toBe(4);
  });

  it('tells what was replaced, until when it ran, and the stages of what brought it', async () => {
    const promotion = {
      ...newPromotionRow(
        {
          entityRef: SHOP,
          from: 'dev',
          to: 'production',
          target: { cluster: 'in-cluster', namespace: 'shop' },
          releaseKey: '1.2',
          changes: [],
          release: { images: [] },
          sourceUrl: 'https://git.example/acme/platform/tree/main/shop/',
          repository: 'git.example/acme/platform',
          baseCommit: 'b'.repeat(40),
          requestedBy: 'user:default/ada',
          branch: 'x',
          intent: {
            baseBranch: 'main',
            edits: [],
            title: 'x',
            body: 'x',
            trailers: {},
          },
        },
        'key',
      ),
      created_at: at(1),
      merged_at: at(3),
    };
    await knex('promotions').insert(promotion);
    await insert(
      row(2),
      row(4, { promotion_id: promotion.id, healthy_since: at(5) }),
      row(9),
    );
    const { items } = await store.page(everywhere, { limit: 10 });
    expect(items[1]).toMatchObject({
      from: at(4),
      until: at(9),
      replaces: { images: [{ name: 'ghcr.io/acme/shop', tag: '1.2' }] },
      stages: {
        requestedAt: at(1),
        mergedAt: at(3),
        syncedAt: at(4),
        healthyAt: at(5),
      },
    });
    expect(items[2]).not.toHaveProperty('replaces');
    expect(items[2]).not.toHaveProperty('stages');
    expect(await store.get(items[1].id)).toEqual({
      deployment: items[1],
      previousRevision: row(2).revision,
    });
    expect(await store.get(items[2].id)).toEqual({ deployment: items[2] });
    expect(await store.get(randomUUID())).toBeUndefined();
    expect(await store.listEnvironments()).toEqual(
      new Map([[SHOP, ['production']]]),
    );
  });

  it('lists exactly what each figure counts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            entity_ref: fc.constantFrom(SHOP, CART),
            environment: fc.constantFrom('dev', 'production'),
            release_key: fc.constantFrom('A', 'B', 'C', null),
            outcome: fc.constantFrom(
              'succeeded' as const,
              'failed' as const,
              null,
            ),
            rolledBack: fc.boolean(),
            lead: fc.option(fc.integer({ min: -3, max: 50 })),
          }),
          { minLength: 1, maxLength: 25 },
        ),
        async generated => {
          await knex('deployments').delete();
          await insert(
            ...generated.map(({ lead, rolledBack, ...columns }, index) =>
              row(100 + index, {
                ...columns,
                named_at: lead === null ? null : at(100 + index - lead),
                rolled_back_at: rolledBack ? at(200) : null,
              }),
            ),
          );
          const production = [
            { entityRefs: [SHOP, CART], environments: ['production'] },
          ];
          const span = { since: at(105), until: at(118) };
          const { total } = computeDora(
            await store.listForDora(production, span.since),
            { ...span, bucket: 'day' },
          );
          const listed = (countedIn: DoraFigure) =>
            store.count({ places: production, ...span, countedIn }, 1_000);
          expect({
            deployments: await listed('deployments'),
            failures: await listed('failures'),
            leadTimeCount: await listed('leadTime'),
            restoreCount: await listed('restore'),
          }).toEqual({
            deployments: total.deployments,
            failures: total.failures,
            leadTimeCount: total.leadTimeCount,
            restoreCount: total.restoreCount,
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});
