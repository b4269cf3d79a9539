import fc from 'fast-check';
import { HistoryEntry, HistorySpan, mergeHistory } from './mergeHistory';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

const entry = (minute: number, revision: string, tag?: string) => ({
  at: at(minute),
  revision,
  release: tag ? { images: [{ name: 'shop', tag }] } : undefined,
});

/** Takes histories in one after the other, as a store does. */
function record(histories: HistoryEntry[][]): HistorySpan[] {
  let spans: HistorySpan[] = [];
  for (const history of histories) {
    const { added, changed, absorbed } = mergeHistory(spans, history);
    const gone = new Set(absorbed.map(({ span }) => span));
    spans = spans
      .filter(span => !gone.has(span))
      .map(span => changed.find(each => each.span === span)?.by ?? span)
      .concat(added)
      .sort((one, other) => (one.from < other.from ? -1 : 1));
  }
  return spans;
}

const summary = (spans: HistorySpan[]) =>
  spans.map(({ from, lastAt, revision, lastRevision }) => [
    `${revision}@${new Date(from).getUTCMinutes()}`,
    `${lastRevision}@${new Date(lastAt).getUTCMinutes()}`,
  ]);

describe('mergeHistory', () => {
  it('makes one deployment of neighbors that changed nothing here', () => {
    expect(
      summary(
        record([
          [entry(1, 'a', '1'), entry(2, 'b', '1'), entry(3, 'c', '2')],
          [entry(2, 'b', '1'), entry(3, 'c', '2'), entry(4, 'd', '2')],
        ]),
      ),
    ).toEqual([
      ['a@1', 'b@2'],
      ['c@3', 'd@4'],
    ]);
  });

  it('does not guess: without Releases only equal commits are one deployment', () => {
    expect(
      summary(record([[entry(1, 'a'), entry(2, 'a'), entry(3, 'b')]])),
    ).toEqual([
      ['a@1', 'a@2'],
      ['b@3', 'b@3'],
    ]);
  });

  it('takes a rollback for a deployment of its own', () => {
    expect(
      record([[entry(1, 'a', '1'), entry(2, 'b', '2'), entry(3, 'a', '1')]]),
    ).toHaveLength(3);
  });

  it('joins nothing across a gap', () => {
    expect(record([[entry(1, 'a', '1')], [entry(5, 'f', '1')]])).toHaveLength(
      2,
    );
  });

  it('joins what turns out to have been neighbors all along', () => {
    expect(
      summary(
        record([
          [entry(3, 'c', '1')],
          [entry(1, 'a', '1'), entry(2, 'b', '1'), entry(3, 'c', '1')],
        ]),
      ),
    ).toEqual([['a@1', 'c@3']]);
  });

  /** Each sync deploys one of three Releases, or something Git does not know, by one of a few commits. */
  const syncs = fc
    .array(
      fc.record({
        commit: fc.integer({ min: 0, max: 3 }),
        tag: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 25 },
    )
    .map(all =>
      // What a commit deploys here never changes.
      all.map(({ commit, tag }, minute) => {
        const revision = `${tag ?? 'unknown'}-${commit}`;
        return entry(minute, revision, tag);
      }),
    );

  const histories = syncs.chain(all =>
    fc.record({
      all: fc.constant(all),
      views: fc.array(
        fc.record({
          end: fc.integer({ min: 1, max: all.length }),
          length: fc.integer({ min: 1, max: 10 }),
        }),
        { minLength: 1, maxLength: 12 },
      ),
    }),
  );

  it('is what all histories together say, whoever saw them in whatever order, and however often', () => {
    fc.assert(
      fc.property(histories, ({ all, views }) => {
        const seen = new Set<number>();
        const neighbors = new Set<number>();
        const taken = views.map(({ end, length }) => {
          const start = Math.max(0, end - length);
          for (let i = start; i < end; i += 1) {
            seen.add(i);
            if (i > start) {
              neighbors.add(i);
            }
          }
          return all.slice(start, end);
        });
        const expected: string[][] = [];
        [...seen]
          .sort((one, other) => one - other)
          .forEach(index => {
            const { revision, release } = all[index];
            const before = all[index - 1];
            const same =
              neighbors.has(index) &&
              (before.revision === revision ||
                (release !== undefined &&
                  before.release?.images[0].tag === release.images[0].tag));
            if (same) {
              expected[expected.length - 1][1] = `${revision}@${index}`;
            } else {
              expected.push([`${revision}@${index}`, `${revision}@${index}`]);
            }
          });
        expect(summary(record(taken))).toEqual(expected);
        expect(summary(record([...taken, ...taken]))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
