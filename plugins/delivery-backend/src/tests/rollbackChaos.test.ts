import { mockServices } from '@backstage/backend-test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { RollbackChaos } from '../__testUtils__/chaos/RollbackChaos';
import { useFakeDate } from '../__testUtils__/useFakeDate';
import { DeploymentStore } from '../deployments/DeploymentStore';
import { EmergencyRollbackStore } from '../emergency/EmergencyRollbackStore';
import { PromotionStore } from '../promotions/PromotionStore';

jest.setTimeout(300_000);

const STEPS = 20;
const START = Date.parse('2026-01-01T00:00:00.000Z');

/** To look at one: `CHAOS_SEED=17 CHAOS_BACKENDS=2`. */
const { CHAOS_SEED, CHAOS_BACKENDS, CHAOS_SEQUENCES } = process.env;

/** More on SQLite, which needs no connection. */
const SEQUENCES = { SQLite: 60, PostgreSQL: 3 };

describeOnDatabases('rollbacks in chaos', createDatabase => {
  let clock = START;

  function advanceClock(ms: number): void {
    clock += ms;
    jest.setSystemTime(clock);
  }

  beforeEach(() => {
    clock = START;
    useFakeDate(clock);
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([1, 2])(
    'end with one pull request and one record each, and nothing half done: %s backends',
    async backends => {
      const knex = await createDatabase();
      const database = mockServices.database.mock({
        getClient: async () => knex,
      });
      const stores = {
        database,
        promotions: await PromotionStore.create(database),
        emergencies: await EmergencyRollbackStore.create(database),
        deployments: await DeploymentStore.create(database),
      };
      const kind = knex.client.config.client === 'pg' ? 'PostgreSQL' : 'SQLite';
      const sequences = Number(CHAOS_SEQUENCES ?? SEQUENCES[kind]);
      const seeds = CHAOS_SEED
        ? [Number(CHAOS_SEED)]
        : Array.from({ length: sequences }, (_, index) => index + 1);
      const ends = new Set<string>();
      for (const seed of seeds) {
        for (const table of [
          'deployments',
          'emergency_rollbacks',
          'promotions',
        ]) {
          await knex(table).delete();
        }
        const chaos = await RollbackChaos.start({
          seed,
          stores,
          backends: Number(CHAOS_BACKENDS ?? backends),
          advanceClock,
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
          await chaos.stop();
        }
        const service = 'component:default/shop';
        for (const { status } of await stores.promotions.list(service)) {
          ends.add(status);
        }
        for (const { status } of await stores.emergencies.list(service)) {
          ends.add(`emergency ${status}`);
        }
      }
      // It would prove nothing if little had happened; a few sequences may not reach every end.
      const all = [
        'open',
        'rejected',
        'succeeded',
        'superseded',
        'emergency applied',
        'emergency overruled',
        'emergency refused',
        'emergency settled',
      ];
      const expected = seeds.length >= SEQUENCES.SQLite ? all : [];
      expect([...ends]).toEqual(expect.arrayContaining(expected));
      expect(ends.size).toBeGreaterThan(0);
    },
  );
});
