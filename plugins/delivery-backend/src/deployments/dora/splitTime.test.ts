import fc from 'fast-check';
import { splitTime } from './splitTime';

const HOUR_MS = 3_600_000;
const BEGIN = Date.UTC(2026, 0, 1);
const at = (hour: number) => new Date(BEGIN + hour * HOUR_MS).toISOString();

describe('splitTime', () => {
  it.each([
    ['day', ['2026-01-30', '2026-01-31', '2026-02-01']],
    ['week', ['2026-01-30', '2026-02-02']],
    ['month', ['2026-01-30', '2026-02-01']],
  ] as const)('begins a %s where the calendar does', (bucket, days) => {
    const since = '2026-01-30T12:00:00.000Z';
    const until =
      bucket === 'week'
        ? '2026-02-03T00:00:00.000Z'
        : '2026-02-02T00:00:00.000Z';
    const spans = splitTime({ since, until, bucket });
    expect(spans.map(({ since: begin }) => begin.slice(0, 10))).toEqual(days);
    expect(spans[0].since).toBe(since);
    expect(spans.at(-1)?.until).toBe(until);
  });

  it('leaves nothing out and nothing twice', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 1, max: 20_000 }),
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        (first, length, bucket) => {
          const [since, until] = [at(first), at(first + length)];
          const spans = splitTime({ since, until, bucket });
          expect(spans[0].since).toBe(since);
          expect(spans.at(-1)?.until).toBe(until);
          expect(spans.every(span => span.since < span.until)).toBe(true);
          const begins = spans.slice(1).map(span => span.since);
          expect(begins).toEqual(spans.slice(0, -1).map(span => span.until));
          expect(
            begins.filter(begin => !begin.endsWith('T00:00:00.000Z')),
          ).toEqual([]);
        },
      ),
    );
  });
});
