import { KeyedRuns } from './KeyedRuns';

/** A task that ends when told to, and counts how often it began. */
function setUp() {
  const ends: Array<(error?: Error) => void> = [];
  const task = jest.fn(
    () =>
      new Promise<number>((resolve, reject) => {
        const run = ends.length + 1;
        ends.push(error => (error ? reject(error) : resolve(run)));
      }),
  );
  return { runs: new KeyedRuns<number>(), task, ends };
}

describe('KeyedRuns', () => {
  it('runs once more for all who ask while it runs', async () => {
    const { runs, task, ends } = setUp();
    const first = runs.run('a', task);
    const second = runs.run('a', task);
    const third = runs.run('a', task);
    expect(task).toHaveBeenCalledTimes(1);

    ends[0]();
    expect(await first).toBe(1);
    expect(task).toHaveBeenCalledTimes(2);

    ends[1]();
    expect(await Promise.all([second, third])).toEqual([2, 2]);
    expect(task).toHaveBeenCalledTimes(2);
  });

  it('goes on after a run that failed, and forgets what is done', async () => {
    const { runs, task, ends } = setUp();
    const first = runs.run('a', task);
    const second = runs.run('a', task);
    ends[0](new Error('no'));
    await expect(first).rejects.toThrow('no');
    ends[1]();
    expect(await second).toBe(2);

    const later = runs.run('a', task);
    ends[2]();
    expect(await later).toBe(3);
  });

  it('keeps keys apart', () => {
    const { runs, task } = setUp();
    runs.run('a', task);
    runs.run('b', task);
    expect(task).toHaveBeenCalledTimes(2);
  });
});
