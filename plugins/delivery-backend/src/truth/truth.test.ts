import { inspect } from 'node:util';
import fc from 'fast-check';
import knexFactory, { type Knex } from 'knex';
import { UntrueClaim } from './__testUtils__/claim';
import { judgeEnvironment } from './__testUtils__/judgeEnvironment';
import { judgeGit, judgeTransitions } from './__testUtils__/judgeGit';
import { judgePreview } from './__testUtils__/judgePreview';
import { judgePromotion } from './__testUtils__/judgePromotion';
import { shrink } from './__testUtils__/shrink';
import { anyStep, ENVIRONMENTS, SERVICES, Step } from './__testUtils__/steps';
import { World } from './__testUtils__/World';

const HISTORIES = Number(process.env.STONEGARDEN_TRUTH_HISTORIES ?? 1_000);
/** So many say everything that is to be said at times. */
const ENOUGH = 1_000;
const STEPS = 30;
const PREVIEW_EACH = 3;
const SEED = Number(process.env.STONEGARDEN_TRUTH_SEED ?? 20261129);

jest.setTimeout(20 * 60_000);

describe('everything that the portal says', () => {
  let knex: Knex;

  beforeAll(() => {
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
  });

  afterAll(() => knex.destroy());

  async function live(
    history: Step[],
    counts?: Map<string, number>,
  ): Promise<void> {
    if (await knex.schema.hasTable('promotions')) {
      await knex('promotions').delete();
    }
    const world = await World.create(knex);
    try {
      for (const [index, step] of history.entries()) {
        await world.run(step);
        await judge(world, index, counts);
      }
    } finally {
      await world.stop();
    }
  }

  async function judge(
    world: World,
    index: number,
    counts?: Map<string, number>,
  ): Promise<void> {
    const count = (what: string) =>
      counts?.set(what, (counts.get(what) ?? 0) + 1);
    for (const service of SERVICES) {
      const promotions = await world.portal.promotionsOf(service);
      const view = await world.portal.view(service);
      for (const environment of view.environments) {
        count(`presence ${environment.presence}`);
        judgeEnvironment(world, service, environment);
        judgeGit(world, service, environment);
      }
      judgeTransitions(view, promotions);
      for (const promotion of promotions) {
        count(`promotion ${promotion.status}`);
        if (promotion.reason) count(`reason ${promotion.reason.code}`);
        judgePromotion(world, service, promotion);
      }
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
    ];
    const missing = expected.filter(what => !counts.has(what));
    expect(HISTORIES >= ENOUGH ? missing : []).toEqual([]);
  });
});
