import fc from 'fast-check';
import { computeDora, DoraDeployment } from './computeDora';

const HOUR_MS = 3_600_000;
const BEGIN = Date.UTC(2026, 0, 1);
const at = (hour: number) => new Date(BEGIN + hour * HOUR_MS).toISOString();

const YEAR = {
  since: '2026-01-01T00:00:00.000Z',
  until: '2026-02-01T00:00:00.000Z',
  bucket: 'month' as const,
};
const deployment = (
  hour: number,
  more: Partial<DoraDeployment> = {},
): DoraDeployment => ({
  place: 'shop|production',
  from: at(hour),
  outcome: 'succeeded',
  rolledBack: false,
  ...more,
});

describe('computeDora', () => {
  it('takes a failed and a rolled-back deployment for failures, and what succeeded after them for their end', () => {
    const { total } = computeDora(
      [
        deployment(1),
        deployment(10, { rolledBack: true }),
        deployment(12, { outcome: 'failed' }),
        deployment(13, { outcome: undefined }),
        deployment(14),
        deployment(20, { outcome: 'failed' }),
      ],
      YEAR,
    );
    expect(total).toEqual({
      deployments: 6,
      failures: 3,
      leadTimeCount: 0,
      restoreSeconds: 3 * 3600,
      restoreCount: 2,
    });
  });

  it('restores a service by its own deployments only, and across the end of the time that is asked for', () => {
    const { total } = computeDora(
      [
        deployment(10, { outcome: 'failed' }),
        deployment(11, { place: 'cart|production' }),
        deployment(31 * 24 + 10),
      ],
      YEAR,
    );
    expect(total).toMatchObject({
      deployments: 2,
      failures: 1,
      restoreSeconds: 31 * 24 * 3600,
      restoreCount: 1,
    });
  });

  it('tells the median lead time of those whose commit is known', () => {
    const { total } = computeDora(
      [
        deployment(10, { namedAt: at(9) }),
        deployment(20, { namedAt: at(17) }),
        deployment(30),
        deployment(40, { namedAt: at(41) }),
      ],
      YEAR,
    );
    expect(total).toMatchObject({
      deployments: 4,
      leadTimeSeconds: 2 * 3600,
      leadTimeCount: 2,
    });
  });

  it('says nothing of a time without deployments but that there were none', () => {
    expect(computeDora([], YEAR)).toEqual({
      buckets: [
        {
          since: YEAR.since,
          until: YEAR.until,
          deployments: 0,
          failures: 0,
          leadTimeCount: 0,
          restoreCount: 0,
        },
      ],
      total: { deployments: 0, failures: 0, leadTimeCount: 0, restoreCount: 0 },
    });
  });

  /** Straight from the definitions, one question at a time. */
  function oracle(all: DoraDeployment[], since: string, until: string) {
    const counted = all.filter(({ from }) => from >= since && from < until);
    const failed = (each: DoraDeployment) =>
      each.outcome === 'failed' || each.rolledBack;
    const seconds = (from: string, to: string) =>
      (Date.parse(to) - Date.parse(from)) / 1000;
    const median = (values: number[]) => {
      const sorted = values.sort((a, b) => a - b);
      return sorted.length === 0
        ? undefined
        : Math.round(
            (sorted[Math.ceil(sorted.length / 2) - 1] +
              sorted[Math.floor(sorted.length / 2)]) /
              2,
          );
    };
    const leads = counted.flatMap(({ from, namedAt }) =>
      namedAt && namedAt <= from ? [seconds(namedAt, from)] : [],
    );
    const restores = counted.filter(failed).flatMap(failure => {
      const ends = all
        .filter(
          each =>
            each.place === failure.place &&
            each.from > failure.from &&
            each.outcome === 'succeeded' &&
            !each.rolledBack,
        )
        .map(({ from }) => from)
        .sort();
      return ends.length > 0 ? [seconds(failure.from, ends[0])] : [];
    });
    return {
      deployments: counted.length,
      failures: counted.filter(failed).length,
      leadTimeSeconds: median(leads),
      leadTimeCount: leads.length,
      restoreSeconds: median(restores),
      restoreCount: restores.length,
    };
  }

  it('agrees with its definitions in every history', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            place: fc.constantFrom('shop|production', 'cart|production'),
            minute: fc.integer({ min: 0, max: 100 * 24 * 60 }),
            outcome: fc.constantFrom(
              'succeeded' as const,
              'failed' as const,
              undefined,
            ),
            rolledBack: fc.boolean(),
            leadMinutes: fc.option(fc.integer({ min: -60, max: 10_000 }), {
              nil: undefined,
            }),
          }),
          { maxLength: 40 },
        ),
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        (generated, bucket) => {
          // A place has one deployment at a time.
          const unique = new Map(
            generated.map(each => [`${each.place} ${each.minute}`, each]),
          );
          const all: DoraDeployment[] = [...unique.values()].map(
            ({ place, minute, outcome, rolledBack, leadMinutes }) => ({
              place,
              from: at(minute / 60),
              rolledBack,
              ...(outcome ? { outcome } : {}),
              ...(leadMinutes === undefined
                ? {}
                : { namedAt: at((minute - leadMinutes) / 60) }),
            }),
          );
          const [since, until] = [at(10 * 24), at(80 * 24 + 5)];
          const relevant = all.filter(({ from }) => from >= since);
          const { buckets, total } = computeDora(relevant, {
            since,
            until,
            bucket,
          });
          expect({ ...oracle(all, since, until), ...total }).toEqual(
            oracle(all, since, until),
          );
          expect(Object.keys(total).sort()).toEqual(
            Object.entries(oracle(all, since, until))
              .filter(([, value]) => value !== undefined)
              .map(([key]) => key)
              .sort(),
          );
          for (const { since: begin, until: end, ...figures } of buckets) {
            const expected = oracle(all, begin, end);
            expect({ ...expected, ...figures }).toEqual(expected);
          }
          expect(
            buckets.reduce((sum, { deployments }) => sum + deployments, 0),
          ).toBe(total.deployments);
        },
      ),
      { numRuns: 200 },
    );
  });
});
