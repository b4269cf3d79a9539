import { mockServices } from '@backstage/backend-test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { useFakeDate } from '../__testUtils__/useFakeDate';
import { PromotionStore } from '../promotions/PromotionStore';
import { NoticeStore } from './NoticeStore';

jest.setTimeout(60_000);

describeOnDatabases('NoticeStore', createDatabase => {
  const START = Date.parse('2026-01-01T10:00:00Z');
  let stores: NoticeStore[];

  beforeEach(async () => {
    const knex = await createDatabase();
    const database = mockServices.database.mock({
      getClient: async () => knex,
    });
    await PromotionStore.create(database);
    stores = [
      await NoticeStore.create(database),
      await NoticeStore.create(database),
    ];
    useFakeDate(START);
  });
  afterEach(() => jest.useRealTimers());

  it('gives a notice to one of all backends, once', async () => {
    const claims = await Promise.all(
      [...stores, ...stores].map(store => store.claim('p1', 'ready c1')),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    await stores[0].sent('p1', 'ready c1');
    jest.setSystemTime(START + 60 * 60 * 1000);
    await expect(stores[1].claim('p1', 'ready c1')).resolves.toBe(false);
    await expect(stores[1].claim('p1', 'ready c2')).resolves.toBe(true);
    await expect(stores[1].claim('p2', 'ready c1')).resolves.toBe(true);
  });

  it('gives what could not be sent to whoever asks next', async () => {
    const [first, second] = stores;
    await first.claim('p1', 'ready c1');
    await first.release('p1', 'ready c1');
    await expect(second.claim('p1', 'ready c1')).resolves.toBe(true);
  });

  it('gives to another what a backend had in hand that ended', async () => {
    const [first, second] = stores;
    await first.claim('p1', 'ready c1');
    jest.setSystemTime(START + 60_000);
    await expect(second.claim('p1', 'ready c1')).resolves.toBe(false);
    jest.setSystemTime(START + 121_000);
    const claims = await Promise.all(
      stores.map(store => store.claim('p1', 'ready c1')),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
  });
});
