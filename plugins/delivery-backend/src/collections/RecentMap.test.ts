import { RecentMap } from './RecentMap';

describe('RecentMap', () => {
  it('forgets what was not used for longest', () => {
    const map = new RecentMap<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).toBe(1);
    map.set('c', 3);
    expect(map.get('b')).toBeUndefined();
    expect([map.get('a'), map.get('c')]).toEqual([1, 3]);
    map.set('a', 4);
    expect([map.get('a'), map.size]).toEqual([4, 2]);
  });

  it('stays within its limit', () => {
    const map = new RecentMap<number>(3);
    for (let index = 0; index < 100; index += 1) {
      map.set(String(index), index);
    }
    expect(map.size).toBe(3);
    map.clear();
    expect(map.size).toBe(0);
  });
});
