import { inspect } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import knexFactory, { type Knex } from 'knex';
import { useFakeDate } from '../__testUtils__/useFakeDate';
import { PromotionStore } from '../promotions/PromotionStore';
import { UntrueClaim } from './__testUtils__/claim';
import { judgeEmergency, judgeEnd } from './__testUtils__/judgeEmergency';
import { judgeEnvironment } from './__testUtils__/judgeEnvironment';
import { judgeGit, judgeTransitions } from './__testUtils__/judgeGit';
import { judgeHistory } from './__testUtils__/judgeHistories';
import { judgePastGates } from './__testUtils__/judgePastGates';
import { judgePreview } from './__testUtils__/judgePreview';
import { judgePromotion } from './__testUtils__/judgePromotion';
import { judgeRecord, Records } from './__testUtils__/judgeRecord';
import { KNOWN_HISTORIES } from './__testUtils__/knownHistories';
import { shrink } from './__testUtils__/shrink';
import {
  anyStep,
  ENVIRONMENTS,
  ServiceName,
  SERVICES,
  Step,
} from './__testUtils__/steps';
import { World } from './__testUtils__/World';

const HISTORIES = Number(process.env.STONEGARDEN_TRUTH_HISTORIES ?? 1_000);
/** So many say everything that is to be said at times. */
const ENOUGH = 1_000;
const STEPS = 30;
const START = Date.parse('2026-01-01T00:00:00.000Z');
const PREVIEW_EACH = 3;
const SEED = Number(process.env.STONEGARDEN_TRUTH_SEED ?? 20261129);

// Many histories on a busy machine take long, which is no fault.
jest.setTimeout(60 * 60_000);

interface Connection {
  prepare(sql: string): unknown;
}

/** The same few hundred statements run millions of times. */
function prepareOnce(connection: Connection): void {
  const prepared = new Map<string, unknown>();
  const prepare = connection.prepare.bind(connection);
  connection.prepare = sql => {
    const statement = prepared.get(sql) ?? prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}

describe('everything that the portal says', () => {
  let knex: Knex;

  beforeAll(async () => {
    useFakeDate(START);
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      pool: {
        min: 1,
        max: 1,
        afterCreate: (
          connection: Connection,
          done: (error: Error | null, connection: Connection) => void,
        ) => {
          prepareOnce(connection);
          done(null, connection);
        },
      },
    });
    await PromotionStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
  });

  afterAll(async () => {
    await knex.destroy();
    jest.useRealTimers();
  });

  async function live(
    history: Step[],
    counts?: Map<string, number>,
  ): Promise<void> {
    for (const table of ['deployments', 'emergency_rollbacks', 'promotions']) {
      await knex(table).delete();
    }
    const world = await World.create(knex);
    try {
      for (const [index, step] of history.entries()) {
        await world.run(step);
        await judge(world, index, counts);
      }
      await world.rest();
      await judge(world, 0, counts);
      for (const service of SERVICES) {
        judgeEnd(world, await recordsOf(world, service));
      }
    } finally {
      await world.stop();
    }
  }

  /** As it was read last, while nothing was written since. */
  const read = new Map<ServiceName, { at: number; records: Records }>();

  async function recordsOf(
    { portal }: World,
    service: ServiceName,
  ): Promise<Records> {
    const [{ at }] = await knex.raw('select total_changes() as at');
    const known = read.get(service);
    if (known && known.at === at) {
      return known.records;
    }
    const records = {
      promotions: await portal.promotionsOf(service),
      emergencies: await portal.emergenciesOf(service),
      deployments: await portal.deploymentsOf(service),
    };
    read.set(service, { at, records });
    return records;
  }

  async function judge(
    world: World,
    index: number,
    counts?: Map<string, number>,
  ): Promise<void> {
    const count = (what: string) =>
      counts?.set(what, (counts.get(what) ?? 0) + 1);
    for (const service of SERVICES) {
      const records = await recordsOf(world, service);
      const { promotions, emergencies, deployments } = records;
      const view = await world.portal.view(service);
      for (const environment of view.environments) {
        count(`presence ${environment.presence}`);
        judgeEnvironment(world, service, environment);
        judgeGit(world, service, environment);
      }
      judgeTransitions(view, promotions);
      for (const promotion of promotions) {
        count(`promotion ${promotion.status}`);
        if (promotion.rollback) count(`rollback ${promotion.status}`);
        if (promotion.reason) count(`reason ${promotion.reason.code}`);
        judgePromotion(world, service, promotion);
      }
      for (const deployment of deployments) {
        count(`cause ${deployment.cause}`);
        if (deployment.outcome) count(`outcome ${deployment.outcome}`);
      }
      judgeRecord(world, service, records);
      for (const emergency of emergencies) {
        count(`emergency ${emergency.status}`);
        judgeEmergency(world, service, emergency, records);
      }
      view.histories?.forEach(history => judgeHistory(history, records));
    }
    // The costly one: each place in turn is often enough.
    if (index % PREVIEW_EACH === 0) {
      const turn = index / PREVIEW_EACH;
      const place = {
        service: SERVICES[turn % SERVICES.length],
        environment: ENVIRONMENTS[1 + (Math.floor(turn / 2) % 2)],
      };
      const preview = await world.portal.preview(place);
      if (preview) {
        preview.gates.forEach(({ id, status }) => count(`${id} ${status}`));
        judgePreview(world, place, preview);
        judgePastGates(
          world,
          place,
          preview,
          await recordsOf(world, place.service),
        );
      }
    }
  }

  /** What is untrue in a history; undefined when all is true. */
  async function untruth(history: Step[]): Promise<unknown> {
    try {
      await live(history);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  it.each(KNOWN_HISTORIES)('holds where $was', async ({ history }) => {
    await expect(live(history)).resolves.toBeUndefined();
  });

  it(`is true as of its time or unknown, in ${HISTORIES} histories of ${STEPS} steps`, async () => {
    const histories = fc.sample(
      fc.array(anyStep, { minLength: STEPS, maxLength: STEPS }),
      { numRuns: HISTORIES, seed: SEED },
    );
    const counts = new Map<string, number>();
    for (const [index, history] of histories.entries()) {
      try {
        await live(history, counts);
      } catch (error) {
        const shortest = await shrink(history, untruth);
        const said = (await untruth(shortest)) ?? error;
        throw new Error(
          `History ${index} of the seed ${SEED} ends in an untruth. At its shortest:\n${inspect(
            shortest,
            { depth: 4, breakLength: 120 },
          )}\n${said instanceof UntrueClaim ? said.message : inspect(said)}`,
        );
      }
    }
    // Histories in which nothing happens prove nothing: enough of them say each of these at times.
    const expected = [
      'presence present',
      'presence unlisted',
      'presence absent',
      'presence forbidden',
      'promotion open',
      'promotion merged',
      'promotion syncing',
      'promotion verifying',
      'promotion succeeded',
      'promotion failed',
      'promotion rejected',
      'promotion superseded',
      'source-synced passed',
      'source-synced failed',
      'source-healthy passed',
      'source-healthy failed',
      'rolled-back passed',
      'rolled-back failed',
      'outside-git passed',
      'outside-git failed',
      'rollback open',
      'rollback merged',
      'rollback succeeded',
      'rollback rejected',
      'rollback superseded',
      'emergency requested',
      'emergency applied',
      'emergency refused',
      'emergency settled',
      'emergency overruled',
      'cause promotion',
      'cause rollback',
      'cause emergency-rollback',
      'cause outside-git',
      'cause git',
      'outcome succeeded',
      'outcome failed',
    ];
    const missing = expected.filter(what => !counts.has(what));
    expect(HISTORIES >= ENOUGH ? missing : []).toEqual([]);
  });
});
