import { ReadQueue } from './ReadQueue';

/** A read whose end the test decides. */
function controlledRead() {
  const ends: Array<(error?: Error) => void> = [];
  const read = jest.fn(
    () =>
      new Promise<void>((resolve, reject) => {
        ends.push(error => (error ? reject(error) : resolve()));
      }),
  );
  return { read, end: (error?: Error) => ends.shift()?.(error) };
}

describe('ReadQueue', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  function start() {
    const { read, end } = controlledRead();
    const queue = new ReadQueue({
      read,
      debounceMs: 200,
      retryDelaysMs: [1000, 5000],
    });
    return { queue, read, end };
  }

  it('reads once for requests in the same moment, and does not wait for them to end', async () => {
    const { queue, read } = start();
    for (let i = 0; i < 10; i++) {
      queue.request();
      await jest.advanceTimersByTimeAsync(19);
    }
    expect(read).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(10);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('reads one at a time, and once more for requests during a read', async () => {
    const { queue, read, end } = start();
    queue.request();
    await jest.advanceTimersByTimeAsync(200);
    queue.request();
    queue.request();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(1);
    end();
    await jest.advanceTimersByTimeAsync(200);
    expect(read).toHaveBeenCalledTimes(2);
    end();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('tries a failed read again with growing delays until one works, however long that takes', async () => {
    const { queue, read, end } = start();
    queue.request();
    await jest.advanceTimersByTimeAsync(200);
    end(new Error('down'));
    await jest.advanceTimersByTimeAsync(999);
    expect(read).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(read).toHaveBeenCalledTimes(2);
    end(new Error('down'));
    await jest.advanceTimersByTimeAsync(5000);
    expect(read).toHaveBeenCalledTimes(3);
    end(new Error('down'));
    for (let attempt = 4; attempt < 20; attempt += 1) {
      await jest.advanceTimersByTimeAsync(5000);
      expect(read).toHaveBeenCalledTimes(attempt);
      end(new Error('down'));
    }
    await jest.advanceTimersByTimeAsync(5000);
    end();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(read).toHaveBeenCalledTimes(20);
  });

  it('does not let a request wait for a retry', async () => {
    const { queue, read, end } = start();
    queue.request();
    await jest.advanceTimersByTimeAsync(200);
    end(new Error('down'));
    await jest.advanceTimersByTimeAsync(10);
    queue.request();
    await jest.advanceTimersByTimeAsync(200);
    expect(read).toHaveBeenCalledTimes(2);
    end();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('lets run wait for a read that began after it, well or not', async () => {
    const { queue, read, end } = start();
    queue.request();
    await jest.advanceTimersByTimeAsync(200);
    const ended = jest.fn();
    const run = queue.run().then(ended);
    end();
    await jest.advanceTimersByTimeAsync(200);
    expect(read).toHaveBeenCalledTimes(2);
    expect(ended).not.toHaveBeenCalled();
    end(new Error('down'));
    await run;
    expect(ended).toHaveBeenCalled();
  });

  it('ends what waits when stopped', async () => {
    const { queue, read } = start();
    const run = queue.run();
    queue.stop();
    await run;
    queue.request();
    await queue.run();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(read).not.toHaveBeenCalled();
  });
});
