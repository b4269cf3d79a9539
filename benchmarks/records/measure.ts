import { randomUUID } from 'node:crypto';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import createKnex, { type Knex } from 'knex';
import { History } from '../../plugins/delivery-backend/src/api/history/History';
import { HistoryStore } from '../../plugins/delivery-backend/src/deployments/history/HistoryStore';
import { PromotionStore } from '../../plugins/delivery-backend/src/promotions/PromotionStore';

/** What a run is about; `database` is what knex takes. */
interface Job {
  benchmark: 'dora' | 'history';
  database: Knex.Config;
  rounds: number;
  services: number;
  deployments: number;
}

const ENVIRONMENTS = ['dev', 'staging', 'production'];
const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const SINCE = '2025-01-01T00:00:00.000Z';
const BEGIN = Date.parse(SINCE);
const UNTIL = new Date(BEGIN + YEAR_MS).toISOString();
const BATCH = 400;

const refOf = (service: number) => `component:default/service-${service}`;

/** So many deployments of each service to each environment, spread over a year; some failed, some were rolled back. */
function* rows({ services, deployments }: Job) {
  for (let service = 0; service < services; service += 1) {
    for (let index = 0; index < deployments; index += 1) {
      const release = `ghcr.io/acme/service-${service}:1.${index}`;
      for (const [step, environment] of ENVIRONMENTS.entries()) {
        const at = (hours: number) =>
          new Date(
            BEGIN + (index * YEAR_MS) / deployments + hours * HOUR_MS,
          ).toISOString();
        const revision = randomUUID().replaceAll('-', '').padEnd(40, '0');
        yield {
          id: randomUUID(),
          entity_ref: refOf(service),
          environment,
          instance: 'homelab',
          application: `argocd/service-${service}-${environment}`,
          release: JSON.stringify({
            images: [
              { name: `ghcr.io/acme/service-${service}`, tag: `1.${index}` },
            ],
          }),
          release_key: randomUUID().replaceAll('-', ''),
          release_text: release,
          started_at: at(step / 4),
          revision,
          last_synced_at: at(step / 4),
          last_revision: revision,
          commit_title: `Take ${release}`,
          commit_author: 'erin',
          committed_at: at(-1),
          named_at: at(-1),
          cause: 'git',
          caused_by: 'erin',
          outcome: index % 11 === 3 ? 'failed' : 'succeeded',
          rolled_back_at: index % 29 === 5 ? at(step / 4 + 1) : null,
          facts_at: at(1),
        };
      }
    }
  }
}

async function fill(knex: Knex, job: Job): Promise<void> {
  let batch: object[] = [];
  const flush = async () => {
    await knex('deployments').insert(batch);
    batch = [];
  };
  await knex.transaction(async transaction => {
    for (const row of rows(job)) {
      batch.push(row);
      if (batch.length === BATCH) {
        await transaction('deployments').insert(batch);
        batch = [];
      }
    }
  });
  if (batch.length > 0) {
    await flush();
  }
}

/** Milliseconds of each round; one before them to warm up. */
async function time(rounds: number, action: (round: number) => Promise<void>) {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const begin = performance.now();
    await action(round);
    times.push(performance.now() - begin);
  }
  return times.slice(1);
}

async function measureHistory(knex: Knex, history: History, job: Job) {
  const services = [{ entityRef: refOf(0), environments: ENVIRONMENTS }];
  const query = { service: refOf(0) };
  const page = await time(job.rounds, async () => {
    const { items } = await history.list(query, { limit: 100 }, services);
    if (items.length !== 100) {
      throw new Error(`A page of ${items.length} deployments`);
    }
  });
  const search = await time(job.rounds, async () => {
    await history.list(
      { ...query, text: '1.1', rolledBack: true },
      { limit: 100 },
      services,
    );
  });
  const deep = await time(job.rounds, async () => {
    const until = new Date(BEGIN + YEAR_MS / 10).toISOString();
    await history.list({ ...query, until }, { limit: 100 }, services);
  });
  const peer = await time(job.rounds, async () => {
    await knex('deployments')
      .where({ entity_ref: refOf(0) })
      .orderBy('started_at', 'desc')
      .limit(100);
  });
  return { page, search, deep, peer };
}

async function measureDora(knex: Knex, history: History, job: Job) {
  const services = Array.from({ length: job.services }, (_, index) => ({
    entityRef: refOf(index),
    environments: ENVIRONMENTS,
  }));
  const dora = await time(job.rounds, async () => {
    const { total } = await history.dora(
      { since: SINCE, until: UNTIL, bucket: 'week' },
      services,
    );
    if (total.deployments !== job.services * job.deployments) {
      throw new Error(`${total.deployments} deployments were counted`);
    }
  });
  const peer = await time(job.rounds, async () => {
    await knex('deployments')
      .where({ environment: 'production' })
      .where('started_at', '>=', SINCE)
      .where('started_at', '<', UNTIL)
      .groupByRaw('substr(started_at, 1, 7)')
      .select(knex.raw('substr(started_at, 1, 7) as month'))
      .count({ deployments: '*' })
      .select(
        knex.raw(
          "sum(case when outcome = 'failed' or rolled_back_at is not null then 1 else 0 end) as failures",
        ),
      );
  });
  return { dora, peer };
}

async function main(): Promise<void> {
  const job: Job = JSON.parse(process.env.STONEGARDEN_BENCH_JOB ?? '');
  const knex = createKnex({ ...job.database, useNullAsDefault: true });
  const database: DatabaseService = { getClient: async () => knex };
  await PromotionStore.create(database);
  await fill(knex, job);
  const history = new History({
    files: { read: async () => ({ items: [], complete: true }) },
    productionEnvironments: ['production'],
    store: await HistoryStore.create(database),
  });
  const measured =
    job.benchmark === 'history'
      ? await measureHistory(knex, history, job)
      : await measureDora(knex, history, job);
  await knex.destroy();
  process.send?.(measured);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
