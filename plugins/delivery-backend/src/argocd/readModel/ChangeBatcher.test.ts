import { ChangeBatch, ChangeBatcher } from './ChangeBatcher';

describe('ChangeBatcher', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('makes one batch of a storm, and does not wait for its end', () => {
    const batches: ChangeBatch[] = [];
    const batcher = new ChangeBatcher({
      delayMs: 200,
      onBatch: batch => batches.push(batch),
    });
    for (let i = 0; i < 100; i += 1) {
      batcher.addServices(['shop', `s${i % 3}`]);
      jest.advanceTimersByTime(3);
    }
    expect(batches).toEqual([
      { services: new Set(['shop', 's0', 's1', 's2']), everything: false },
    ]);
    batcher.addEverything();
    jest.advanceTimersByTime(200);
    expect(batches[1].everything).toBe(true);
    batcher.addServices(['late']);
    batcher.stop();
    jest.advanceTimersByTime(1_000);
    expect(batches).toHaveLength(2);
  });
});
