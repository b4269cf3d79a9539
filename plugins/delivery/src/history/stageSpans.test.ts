import { deployment } from '../__testUtils__/deployment';
import { stageSpans } from './stageSpans';

const at = (seconds: number) =>
  new Date(Date.parse('2026-11-29T12:00:00Z') + seconds * 1000).toISOString();

describe('stageSpans', () => {
  it('says how long the merge, the sync and the way to healthy took', () => {
    expect(
      stageSpans(
        deployment({
          from: at(130),
          stages: {
            requestedAt: at(0),
            mergedAt: at(90),
            syncedAt: at(130),
            healthyAt: at(150),
          },
        }),
      ),
    ).toEqual([
      { stage: 'merge', ms: 90_000 },
      { stage: 'sync', ms: 40_000 },
      { stage: 'health', ms: 20_000 },
    ]);
  });

  it('leaves out a stage of which an end is not known', () => {
    expect(
      stageSpans(
        deployment({
          from: at(130),
          healthySince: undefined,
          stages: { requestedAt: at(0), syncedAt: at(130) },
        }),
      ),
    ).toEqual([]);
  });

  it('counts from the commit where somebody changed Git', () => {
    expect(
      stageSpans(
        deployment({
          cause: 'git',
          from: at(48),
          healthySince: at(60),
          commit: { id: 'c'.repeat(40), title: 'Bump', at: at(0) },
        }),
      ),
    ).toEqual([
      { stage: 'sync', ms: 48_000 },
      { stage: 'health', ms: 12_000 },
    ]);
  });

  it('counts from the request where it was rolled back past Git', () => {
    expect(
      stageSpans(
        deployment({
          cause: 'emergency-rollback',
          from: at(10),
          healthySince: undefined,
          stages: { requestedAt: at(0) },
        }),
      ),
    ).toEqual([{ stage: 'sync', ms: 10_000 }]);
  });

  it('takes a negative time for none, because clocks differ', () => {
    expect(
      stageSpans(deployment({ from: at(1), healthySince: at(0) })),
    ).toEqual([{ stage: 'health', ms: 0 }]);
  });
});
