import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import fc from 'fast-check';
import { waitBeforeNextLook } from './waitBeforeNextLook';

const MINUTE = 60 * 1000;
const NOW = Date.parse('2026-01-01T10:00:00Z');
const gate = (changesInMs?: number) => ({
  reason: createReason(
    'Recorded',
    { text: 'Soaking' },
    changesInMs === undefined
      ? {}
      : { changesAt: new Date(NOW + changesInMs).toISOString() },
  ),
});

describe('waitBeforeNextLook', () => {
  it.each<[string, number | undefined, Array<number | undefined>, number]>([
    ['a minute at first', undefined, [], MINUTE],
    ['twice as long each time', 4 * MINUTE, [undefined], 8 * MINUTE],
    ['at most half an hour', 20 * MINUTE, [], 30 * MINUTE],
    ['until a gate will answer otherwise', 20 * MINUTE, [9000], 10_000],
    ['until the first of several does', MINUTE, [90_000, 9000], 10_000],
    ['not for what should have changed by now', MINUTE, [-1], 2 * MINUTE],
    ['no longer than half an hour for a freeze', 0, [1e9], 30 * MINUTE],
  ])('is %s', (_what, waited, changes, expected) => {
    expect(waitBeforeNextLook(waited, changes.map(gate), NOW)).toBe(expected);
  });

  it('is more than a second and at most half an hour, whatever gates say', () => {
    fc.assert(
      fc.property(
        fc.option(fc.nat(), { nil: undefined }),
        fc.array(
          fc.option(fc.integer({ min: -1e9, max: 1e9 }), { nil: undefined }),
        ),
        (waited, changes) => {
          const wait = waitBeforeNextLook(waited, changes.map(gate), NOW);
          expect(wait).toBeGreaterThan(1_000);
          expect(wait).toBeLessThanOrEqual(30 * MINUTE);
        },
      ),
    );
  });
});
