import { application } from '../__testUtils__/application';
import { ApplicationIndex } from './ApplicationIndex';
import { ApplicationRecord, toApplicationRecord } from './ApplicationRecord';

function record(
  service: string,
  environment: string,
  overrides: Partial<ApplicationRecord> = {},
): ApplicationRecord {
  const read = toApplicationRecord(
    'homelab',
    application(service, environment),
  );
  if (!read) {
    throw new Error('not read');
  }
  return { ...read, ...overrides };
}
const names = (records: ApplicationRecord[]) => records.map(r => r.name);

describe('ApplicationIndex', () => {
  it('finds by service and reports only real changes', () => {
    const index = new ApplicationIndex();
    expect(
      index.replace([record('shop', 'dev'), record('cart', 'dev')]),
    ).toEqual(new Set(['shop', 'cart']));
    expect(names(index.find('shop'))).toEqual(['shop-dev']);
    expect(index.find('nobody')).toEqual([]);
    expect(index.set(record('shop', 'dev'))).toEqual(new Set());
    expect(index.set(record('shop', 'dev', { health: 'Degraded' }))).toEqual(
      new Set(['shop']),
    );
  });

  it('forgets what a list no longer has, and what was deleted', () => {
    const index = new ApplicationIndex();
    index.replace([record('shop', 'dev'), record('shop', 'production')]);
    expect(index.replace([record('shop', 'dev')])).toEqual(new Set(['shop']));
    expect(names(index.find('shop'))).toEqual(['shop-dev']);
    expect(index.delete(record('shop', 'dev'))).toEqual(new Set(['shop']));
    expect(index.delete(record('shop', 'dev'))).toEqual(new Set());
    expect(index.find('shop')).toEqual([]);
  });

  it('moves an Application whose label changed', () => {
    const index = new ApplicationIndex();
    index.replace([record('shop', 'dev')]);
    expect(index.set(record('shop', 'dev', { service: 'store' }))).toEqual(
      new Set(['shop', 'store']),
    );
    expect(index.find('shop')).toEqual([]);
  });

  it('lets no list undo what events said while it was made', () => {
    const index = new ApplicationIndex();
    index.replace([record('shop', 'dev'), record('gone', 'dev')], '10');
    index.beginReplace();
    index.set(
      record('shop', 'dev', { resourceVersion: '12', health: 'Degraded' }),
    );
    index.set(record('new', 'dev', { resourceVersion: '13' }));
    index.delete(record('gone', 'dev'));
    index.replace(
      [
        record('shop', 'dev', { resourceVersion: '9' }),
        record('gone', 'dev', { resourceVersion: '8' }),
      ],
      '11',
    );
    expect(index.find('shop')[0].health).toBe('Degraded');
    expect(names(index.find('new'))).toEqual(['new-dev']);
    expect(index.find('gone')).toEqual([]);
  });
});
