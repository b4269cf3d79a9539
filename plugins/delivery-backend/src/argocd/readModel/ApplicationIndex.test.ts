import { application } from '../../__testUtils__/application';
import { ApplicationIndex } from './ApplicationIndex';
import type { ApplicationRecord } from './ApplicationRecord';
import { toApplicationRecord } from './toApplicationRecord';
import { changedServices } from './ArgocdReadModel';

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
  it('finds by service and tells only real changes, with before and after', () => {
    const index = new ApplicationIndex();
    const [shop, cart] = [record('shop', 'dev'), record('cart', 'dev')];
    expect(index.replace([shop, cart])).toEqual({
      changes: [{ after: shop }, { after: cart }],
      unlisted: [],
    });
    expect(names(index.find('shop'))).toEqual(['shop-dev']);
    expect(index.find('nobody')).toEqual([]);
    expect(index.set(record('shop', 'dev'))).toEqual([]);
    const degraded = record('shop', 'dev', { health: 'Degraded' });
    expect(index.set(degraded)).toEqual([{ before: shop, after: degraded }]);
  });

  it('keeps what a list lacks, and says so, until it was deleted', () => {
    const index = new ApplicationIndex();
    const [dev, production] = [
      record('shop', 'dev'),
      record('shop', 'production'),
    ];
    index.replace([dev, production]);
    const asOf = '2026-01-01T12:00:00.000Z';
    const hidden = { ...production, hidden: { asOf } };
    expect(index.replace([dev], { asOf })).toEqual({
      changes: [{ before: production, after: hidden }],
      unlisted: [hidden],
    });
    expect(index.replace([dev], { asOf: 'later' })).toEqual({
      changes: [],
      unlisted: [hidden],
    });
    expect(index.hidden).toEqual([hidden]);
    expect(names(index.find('shop'))).toEqual(['shop-dev', 'shop-production']);
    expect(index.replace([dev, production]).changes).toEqual([
      { before: hidden, after: production },
    ]);
    expect(index.hidden).toEqual([]);
    expect(index.deleteUnchanged(production)).toEqual([{ before: production }]);
    expect(names(index.find('shop'))).toEqual(['shop-dev']);
    expect(index.delete(record('shop', 'dev'))).toEqual([{ before: dev }]);
    expect(index.delete(record('shop', 'dev'))).toEqual([]);
    expect(index.find('shop')).toEqual([]);
  });

  it('does not delete what changed since it was found to be gone', () => {
    const index = new ApplicationIndex();
    const old = record('shop', 'dev');
    index.replace([old]);
    index.set(record('shop', 'dev', { resourceVersion: '2' }));
    expect(index.deleteUnchanged(old)).toEqual([]);
    expect(names(index.find('shop'))).toEqual(['shop-dev']);
  });

  it('moves an Application whose label changed', () => {
    const index = new ApplicationIndex();
    const before = record('shop', 'dev');
    const after = record('shop', 'dev', { service: 'store' });
    index.replace([before]);
    const changes = index.set(after);
    expect(changes).toEqual([{ before, after }]);
    expect(changedServices(changes)).toEqual(new Set(['shop', 'store']));
    expect(index.find('shop')).toEqual([]);
  });

  it('lets no list undo what events said while it was made', () => {
    const index = new ApplicationIndex();
    index.replace([record('shop', 'dev'), record('gone', 'dev')], {
      resourceVersion: '10',
    });
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
      { resourceVersion: '11' },
    );
    expect(index.find('shop')[0].health).toBe('Degraded');
    expect(names(index.find('new'))).toEqual(['new-dev']);
    expect(index.find('gone')).toEqual([]);
  });

  it('lets no answer undo what events said while it was on its way', () => {
    const index = new ApplicationIndex();
    index.replace([record('shop', 'dev', { resourceVersion: '9' })]);
    index.set(
      record('shop', 'dev', { resourceVersion: '12', health: 'Degraded' }),
    );
    const old = record('shop', 'dev', { resourceVersion: '11' });
    expect(index.offer(old)).toEqual([]);
    expect(index.offerKnown(old)).toEqual([]);
    expect(index.find('shop')[0].health).toBe('Degraded');
    index.offerKnown(record('shop', 'dev', { resourceVersion: '13' }));
    expect(index.find('shop')[0].health).toBe(old.health);

    index.delete(old);
    expect(index.offerKnown(old)).toEqual([]);
    expect(index.find('shop')).toEqual([]);
    expect(index.offer(old)).toHaveLength(1);
  });
});
