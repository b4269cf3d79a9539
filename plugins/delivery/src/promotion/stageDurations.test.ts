import { promotion } from '../__testUtils__/delivery';
import { stageDurations } from './stageDurations';

const at = (seconds: number) =>
  new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

const over = promotion({
  status: 'succeeded',
  createdAt: at(0),
  mergedAt: at(60),
  finishedAt: at(130),
});

describe('stageDurations', () => {
  it('tells how long each stage took', () => {
    expect(
      stageDurations(over, { requestedAt: at(0), syncedAt: at(100) }),
    ).toEqual([
      { stage: 'untilMerge', ms: 60_000 },
      { stage: 'untilSynced', ms: 40_000 },
      { stage: 'untilHealthy', ms: 30_000 },
      { stage: 'total', ms: 130_000 },
    ]);
  });

  it('tells the time after the merge as one where the end of the sync is not known', () => {
    expect(stageDurations(over)).toEqual([
      { stage: 'untilMerge', ms: 60_000 },
      { stage: 'afterMerge', ms: 70_000 },
      { stage: 'total', ms: 130_000 },
    ]);
  });

  it('tells nothing of a stage that is not over, and nothing that clocks contradict', () => {
    expect(
      stageDurations(promotion({ status: 'open', createdAt: at(0) })),
    ).toEqual([]);
    expect(
      stageDurations(over, { requestedAt: at(0), syncedAt: at(50) }),
    ).toEqual([
      { stage: 'untilMerge', ms: 60_000 },
      { stage: 'untilHealthy', ms: 80_000 },
      { stage: 'total', ms: 130_000 },
    ]);
  });

  it('tells no total of one that failed', () => {
    expect(
      stageDurations({ ...over, status: 'failed' }).map(({ stage }) => stage),
    ).toEqual(['untilMerge']);
  });
});
