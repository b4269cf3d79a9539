import fc from 'fast-check';
import { RecentBytes } from './RecentBytes';

describe('RecentBytes', () => {
  it('forgets what was not used for longest', () => {
    const recent = new RecentBytes(3_000);
    recent.set('a', 'A', 1_000);
    recent.set('b', 'B', 1_000);
    expect(recent.get('a')).toBe('A');
    recent.set('c', 'C', 1_000);
    expect(['a', 'b', 'c'].map(key => recent.get(key))).toEqual([
      'A',
      undefined,
      'C',
    ]);
  });

  it('keeps nothing that is larger than all together may be, and no older value in its place', () => {
    const recent = new RecentBytes(1_000);
    recent.set('a', 'A', 10);
    recent.set('a', 'large', 5_000);
    expect(recent.get('a')).toBeUndefined();
    expect(recent.bytes).toBe(0);
  });

  it('never keeps more than it may, and gives back what was set last', () => {
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      bytes: fc.nat({ max: 1_200 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const recent = new RecentBytes(2_000);
        const last = new Map<string, number>();
        steps.forEach(({ key, bytes }, index) => {
          recent.set(key, index, bytes);
          last.set(key, index);
          expect(recent.bytes).toBeLessThanOrEqual(2_000);
          const kept = recent.get<number>(key);
          expect([index, undefined]).toContain(kept);
        });
        for (const [key, value] of last) {
          expect([value, undefined]).toContain(recent.get(key));
        }
      }),
    );
  });
});
