import { ReadPace } from './ReadPace';

describe('ReadPace', () => {
  const create = () => {
    const waits: number[] = [];
    const clock = { now: 0 };
    const pace = new ReadPace({
      atOnce: 3,
      perMinute: 60,
      now: () => clock.now,
      sleep: async ms => {
        waits.push(ms);
        clock.now += ms;
      },
    });
    const next = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await pace.next(new AbortController().signal);
      }
    };
    return { waits, clock, next };
  };

  it('lets some begin at once, then so many in a minute', async () => {
    const { waits, next } = create();
    await next(3);
    expect(waits).toEqual([]);
    await next(3);
    expect(waits).toEqual([1000, 1000, 1000]);
  });

  it('lets no more begin at once after a long rest', async () => {
    const { waits, clock, next } = create();
    await next(3);
    clock.now += 3_600_000;
    await next(3);
    expect(waits).toEqual([]);
    await next(1);
    expect(waits).toEqual([1000]);
  });

  it('ends waiting when it is aborted', async () => {
    const pace = new ReadPace({ atOnce: 1, perMinute: 1 });
    const abort = new AbortController();
    await pace.next(abort.signal);
    const waiting = pace.next(abort.signal);
    abort.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });
});
