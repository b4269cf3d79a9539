import { BackgroundQueue } from './BackgroundQueue';

/** A queue of which each item is finished when a test says so. */
function queueOf(maxWaiting = 10) {
  const stopped = new AbortController();
  const begun: string[] = [];
  const finish: Array<() => void> = [];
  const queue = new BackgroundQueue<string>({
    maxWaiting,
    signal: stopped.signal,
    work: (item, key) => {
      begun.push(`${key}=${item}`);
      return new Promise(resolve => finish.push(resolve));
    },
  });
  const turn = () => new Promise(setImmediate);
  const finishNext = async () => {
    finish.shift()?.();
    await turn();
  };
  return { queue, begun, turn, finishNext, stopped };
}

describe('BackgroundQueue', () => {
  it('works on one item after the other, on the newest of each key', async () => {
    const { queue, begun, turn, finishNext } = queueOf();
    queue.add('a', '1');
    queue.add('b', '1');
    queue.add('b', '2');
    await turn();
    expect(begun).toEqual(['a=1']);
    await finishNext();
    expect(begun).toEqual(['a=1', 'b=2']);
    // b is under way, and no longer waits.
    queue.add('b', '3');
    await finishNext();
    await finishNext();
    await queue.idle();
    expect(begun).toEqual(['a=1', 'b=2', 'b=3']);
  });

  it('loses nothing that is added in the moment it runs out', async () => {
    const begun: string[] = [];
    const queue = new BackgroundQueue<string>({
      maxWaiting: 10,
      signal: new AbortController().signal,
      work: async (_, key) => {
        begun.push(key);
      },
    });
    const expected: string[] = [];
    for (let turns = 0; turns < 10; turns += 1) {
      queue.add(`first ${turns}`, '');
      for (let i = 0; i < turns; i += 1) {
        await undefined;
      }
      queue.add(`second ${turns}`, '');
      await queue.idle();
      await queue.idle();
      expected.push(`first ${turns}`, `second ${turns}`);
    }
    expect(begun).toEqual(expected);
  });

  it('is full with as many as it may hold', async () => {
    const { queue, begun, finishNext, turn } = queueOf(2);
    expect(['a', 'b', 'c'].map(key => queue.add(key, '1'))).toEqual([
      true,
      true,
      false,
    ]);
    expect(queue.add('b', '2')).toBe(true);
    await turn();
    await finishNext();
    await finishNext();
    expect(begun).toEqual(['a=1', 'b=2']);
  });

  it('begins nothing that was taken out, nor anything after it was stopped', async () => {
    const { queue, begun, finishNext, turn, stopped } = queueOf();
    ['a', 'b', 'c', 'd'].forEach(key => queue.add(key, '1'));
    queue.delete('b');
    await turn();
    await finishNext();
    expect(begun).toEqual(['a=1', 'c=1']);
    stopped.abort();
    await finishNext();
    await queue.idle();
    expect(begun).toEqual(['a=1', 'c=1']);
  });
});
