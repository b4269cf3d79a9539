import { getEventListeners } from 'node:events';
import { withTimeout } from './withTimeout';

describe('withTimeout', () => {
  const never = () => new Promise<never>(() => {});
  let outer: AbortController;

  beforeEach(() => {
    jest.useFakeTimers();
    outer = new AbortController();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const nothingIsLeft = () => {
    expect(jest.getTimerCount()).toBe(0);
    expect(getEventListeners(outer.signal, 'abort')).toEqual([]);
  };

  it('gives what the work gives, or its error, and leaves nothing on a signal that lives on', async () => {
    const options = { timeoutMs: 100, signal: outer.signal };
    for (let i = 0; i < 3; i += 1) {
      await expect(withTimeout(options, async () => i)).resolves.toBe(i);
      nothingIsLeft();
    }
    const refused = async () => {
      throw new Error('refused');
    };
    await expect(withTimeout(options, refused)).rejects.toThrow('refused');
    nothingIsLeft();
  });

  it('ends after the time, also where the work takes no notice', async () => {
    let given: AbortSignal | undefined;
    const ended = withTimeout(
      { timeoutMs: 100, signal: outer.signal },
      signal => {
        given = signal;
        return never();
      },
    ).catch(error => error);
    await jest.advanceTimersByTimeAsync(99);
    expect(given?.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(given?.reason).toMatchObject({ name: 'TimeoutError' });
    expect(await ended).toBe(given?.reason);
    nothingIsLeft();
  });

  it('ends with the given signal, for its reason', async () => {
    const options = { timeoutMs: 100, signal: outer.signal };
    let given: AbortSignal | undefined;
    const ended = withTimeout(options, signal => {
      given = signal;
      return never();
    }).catch(error => error);
    outer.abort('stopped');
    expect(await ended).toBe('stopped');
    expect(given?.aborted).toBe(true);
    nothingIsLeft();

    const work = jest.fn(never);
    await expect(withTimeout(options, work)).rejects.toBe('stopped');
    expect(work).not.toHaveBeenCalled();
  });
});
