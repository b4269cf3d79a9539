import { mockServices } from '@backstage/backend-test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import {
  type ChaosPolicy,
  PromotionChaos,
} from '../__testUtils__/chaos/PromotionChaos';
import { useFakeDate } from '../__testUtils__/useFakeDate';
import { PromotionStore } from '../promotions/PromotionStore';

jest.setTimeout(300_000);

const STEPS = 25;
const START = Date.parse('2026-01-01T00:00:00.000Z');

/** To look at one: `CHAOS_SEED=17 CHAOS_BACKENDS=2 CHAOS_POLICY=direct`. */
const { CHAOS_SEED, CHAOS_BACKENDS, CHAOS_SEQUENCES, CHAOS_POLICY } =
  process.env;

const POLICIES: ChaosPolicy[] = ['none', 'approval', 'direct', 'train'];

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
    policy: ChaosPolicy,
  ): Promise<Pick<PromotionChaos, 'mergedByPortal' | 'sharedPulls'>> {
    await knex('promotions').delete();
    const chaos = new PromotionChaos({
      seed,
      store,
      backends,
      policy,
      advanceClock: milliseconds => {
        clock += milliseconds;
        jest.setSystemTime(clock);
      },
    });
    try {
      await chaos.run(STEPS);
      return chaos;
    } catch (error) {
      throw new Error(
        `CHAOS_SEED=${seed} CHAOS_BACKENDS=${backends} CHAOS_POLICY=${policy}: ${error}\n${chaos.log.join(
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
      await expect(
        run(knex, store, seed, backends, 'none'),
      ).resolves.toMatchObject({ mergedByPortal: 0 });
    },
  );

  /** In parts, so that each stays far below the time that a test may take. */
  const parts = [1, 2].flatMap(backends =>
    Array.from({ length: PARTS }, (_, part) => ({ backends, part: part + 1 })),
  );

  /** What the sequences of all parts came to. */
  const ends = new Set<string>();
  let sequences = 0;
  let mergedByPortal = 0;
  let sharedPulls = 0;

  it.each(parts)(
    'end with Git host, Argo CD and record of one mind: $backends backends, part $part',
    async ({ backends, part }) => {
      const { knex, store } = await create();
      const kind = knex.client.config.client === 'pg' ? 'PostgreSQL' : 'SQLite';
      const perPart = Number(CHAOS_SEQUENCES ?? SEQUENCES[kind]);
      const seeds = CHAOS_SEED
        ? [Number(CHAOS_SEED)]
        : Array.from(
            { length: perPart },
            (_, index) => (part - 1) * perPart + index + 1,
          );
      for (const seed of seeds) {
        const policy = POLICIES.find(name => name === CHAOS_POLICY);
        const chaos = await run(
          knex,
          store,
          seed,
          Number(CHAOS_BACKENDS ?? backends),
          policy ?? POLICIES[seed % POLICIES.length],
        );
        mergedByPortal += chaos.mergedByPortal;
        sharedPulls += chaos.sharedPulls;
        const records = await store.list('component:default/shop');
        records.forEach(({ status }) => ends.add(status));
        sequences += 1;
      }
      expect(ends.size).toBeGreaterThan(0);
    },
  );

  // It would prove nothing if little had happened; a few sequences may not reach every end.
  it('reach every end, the portal merges by itself, and services share pull requests', () => {
    if (sequences < SEQUENCES.SQLite * parts.length) return;
    expect([...ends].sort()).toEqual(
      expect.arrayContaining([
        'failed',
        'open',
        'rejected',
        'succeeded',
        'superseded',
      ]),
    );
    expect(mergedByPortal).toBeGreaterThan(0);
    expect(sharedPulls).toBeGreaterThan(0);
  });
});
