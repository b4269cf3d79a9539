import { mockServices } from '@backstage/backend-test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { PromotionStore } from '../promotions/PromotionStore';
import { LineStore } from './LineStore';

jest.setTimeout(60_000);

describeOnDatabases('LineStore', createDatabase => {
  async function create() {
    const knex = await createDatabase();
    const database = mockServices.database.mock({
      getClient: async () => knex,
    });
    await PromotionStore.create(database);
    return LineStore.create(database);
  }

  it('is stopped once, whoever asks at the same time, and again after it went on', async () => {
    const store = await create();
    expect(await store.current()).toBeUndefined();
    expect(await store.resume({ by: 'ada' })).toBe(false);
    const stops = await Promise.all(
      ['ada', 'rita', 'olga'].map(by => store.stop({ reason: by, by })),
    );
    expect(stops.filter(Boolean)).toHaveLength(1);
    const first = await store.current();
    expect(first).toEqual({
      reason: first?.by,
      by: expect.any(String),
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(await store.stop({ reason: 'Later', by: 'max' })).toBe(false);
    expect(await store.current()).toEqual(first);
    expect(await store.resume({ by: 'ada' })).toBe(true);
    expect(await store.current()).toBeUndefined();
    expect(await store.stop({ reason: 'Again', by: 'max' })).toBe(true);
    expect(await store.current()).toMatchObject({ reason: 'Again' });
  });
});
