import { mockServices } from '@backstage/backend-test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { PromotionChaos } from '../__testUtils__/chaos/PromotionChaos';
import { useFakeDate } from '../__testUtils__/useFakeDate';
import { PromotionStore } from '../promotions/PromotionStore';

jest.setTimeout(300_000);

const STEPS = 25;
const START = Date.parse('2026-01-01T00:00:00.000Z');

/** To look at one: `CHAOS_SEED=17 CHAOS_BACKENDS=2`. */
const { CHAOS_SEED, CHAOS_BACKENDS, CHAOS_SEQUENCES } = process.env;

const PARTS = 5;

/** In each part; more on SQLite, which needs no connection. */
const SEQUENCES = { SQLite: 50, PostgreSQL: 2 };

/** Seeds that once ended badly, and what was wrong. */
const KNOWN: Array<{ seed: number; backends: number; was: string }> = [
  {
    seed: 13,
    backends: 1,
    was: 'a renewal took the pull request of the renewed one for its own',
  },
  {
    seed: 21,
    backends: 2,
    was: 'a renewal on the same base found the branch of the renewed one',
  },
];

describeOnDatabases('promotions in chaos', createDatabase => {
  let clock = START;

  beforeEach(() => {
    clock = START;
    useFakeDate(clock);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  async function run(
    knex: Awaited<ReturnType<typeof createDatabase>>,
    store: PromotionStore,
    seed: number,
    backends: number,
  ): Promise<void> {
    await knex('promotions').delete();
    const chaos = new PromotionChaos({
      seed,
      store,
      backends,
      advanceClock: milliseconds => {
        clock += milliseconds;
        jest.setSystemTime(clock);
      },
    });
    try {
      await chaos.run(STEPS);
    } catch (error) {
      throw new Error(
        `CHAOS_SEED=${seed} CHAOS_BACKENDS=${backends}: ${error}\n${chaos.log.join(
          '\n',
        )}`,
      );
    } finally {
      chaos.stop();
    }
  }

  async function create() {
    const knex = await createDatabase();
    const store = await PromotionStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    return { knex, store };
  }

  it.each(KNOWN)(
    'ends well: seed $seed with $backends backends ($was)',
    async ({ seed, backends }) => {
      const { knex, store } = await create();
      await expect(run(knex, store, seed, backends)).resolves.toBeUndefined();
    },
  );

  /** In parts, so that each stays far below the time that a test may take. */
  const parts = [1, 2].flatMap(backends =>
    Array.from({ length: PARTS }, (_, part) => ({ backends, part: part + 1 })),
  );

  it.each(parts)(
    'end with Git host, Argo CD and record of one mind: $backends backends, part $part',
    async ({ backends, part }) => {
      const { knex, store } = await create();
      const kind = knex.client.config.client === 'pg' ? 'PostgreSQL' : 'SQLite';
      const sequences = Number(CHAOS_SEQUENCES ?? SEQUENCES[kind]);
      const ends = new Set<string>();
      const seeds = CHAOS_SEED
        ? [Number(CHAOS_SEED)]
        : Array.from(
            { length: sequences },
            (_, index) => (part - 1) * sequences + index + 1,
          );
      for (const seed of seeds) {
        await run(knex, store, seed, Number(CHAOS_BACKENDS ?? backends));
        for (const { status } of await store.list('component:default/shop')) {
          ends.add(status);
        }
      }
      // It would prove nothing if little had happened; a few sequences may not reach every end.
      const all = ['failed', 'open', 'rejected', 'succeeded', 'superseded'];
      const expected = seeds.length >= SEQUENCES.SQLite ? all : [];
      expect([...ends]).toEqual(expect.arrayContaining(expected));
      expect(ends.size).toBeGreaterThan(0);
    },
  );
});
