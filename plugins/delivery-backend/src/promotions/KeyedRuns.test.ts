import { KeyedRuns } from './KeyedRuns';

/** A task that ends when told to, and counts how often it began. */
function setUp() {
  const ends: Array<(error?: Error) => void> = [];
  const task = jest.fn(
    (_requests: string[]) =>
      new Promise<number>((resolve, reject) => {
        const run = ends.length + 1;
        ends.push(error => (error ? reject(error) : resolve(run)));
      }),
  );
  return { runs: new KeyedRuns<string, number>(), task, ends };
}

describe('KeyedRuns', () => {
  it('runs once more for all who ask while it runs, with what each asks for', async () => {
    const { runs, task, ends } = setUp();
    const first = runs.run('a', 'little', task);
    const second = runs.run('a', 'much', task);
    const third = runs.run('a', 'little', task);
    expect(task).toHaveBeenCalledTimes(1);

    ends[0]();
    expect(await first).toBe(1);
    expect(task).toHaveBeenCalledTimes(2);

    ends[1]();
    expect(await Promise.all([second, third])).toEqual([2, 2]);
    expect(task.mock.calls).toEqual([[['little']], [['much', 'little']]]);
  });

  it('goes on after a run that failed, and forgets what is done', async () => {
    const { runs, task, ends } = setUp();
    const first = runs.run('a', 'x', task);
    const second = runs.run('a', 'x', task);
    ends[0](new Error('no'));
    await expect(first).rejects.toThrow('no');
    ends[1]();
    expect(await second).toBe(2);

    const later = runs.run('a', 'x', task);
    ends[2]();
    expect(await later).toBe(3);
  });

  it('keeps keys apart', () => {
    const { runs, task } = setUp();
    runs.run('a', 'x', task);
    runs.run('b', 'x', task);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('never runs twice at once, also for who asks when a run has just ended', async () => {
    const { runs } = setUp();
    let running = 0;
    let most = 0;
    const task = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(resolve => {
        setImmediate(resolve);
      });
      running -= 1;
      return 0;
    };
    const ask = () => runs.run('a', 'x', task);
    await Promise.all([ask().then(ask), ask().then(ask), ask().finally(ask)]);
    await ask();
    expect(most).toBe(1);
  });
});
