import { getEventListeners } from 'node:events';
import { LivenessCheck } from './LivenessCheck';

const SILENCE_MS = 5_000;
const ANSWER_MS = 4_000;
/** Before it is asked once more. */
const PAUSE_MS = 1_000;

describe('LivenessCheck', () => {
  let stopped: AbortController;
  let running: Promise<void>;
  let answer: () => Promise<void>;
  let signals: AbortSignal[];
  let said: string[];
  let check: LivenessCheck;

  beforeEach(() => {
    jest.useFakeTimers();
    stopped = new AbortController();
    signals = [];
    said = [];
    answer = async () => {};
    check = new LivenessCheck({
      ping: signal => {
        signals.push(signal);
        return answer();
      },
      signal: stopped.signal,
      silenceMs: SILENCE_MS,
      answerMs: ANSWER_MS,
      onAnswer: ({ isBack }) => said.push(isBack ? 'back' : 'answers'),
      onSilence: error => said.push(String(error)),
    });
    running = check.run();
  });

  afterEach(async () => {
    stopped.abort();
    await running;
    jest.useRealTimers();
  });

  const fails = async () => {
    throw new Error('silent');
  };

  it('asks nothing of an instance that is heard', async () => {
    for (let i = 0; i < 10; i += 1) {
      await jest.advanceTimersByTimeAsync(SILENCE_MS - 1);
      check.heard();
    }
    expect(signals).toHaveLength(0);
  });

  it('asks one that is silent as often as it may be silent', async () => {
    await jest.advanceTimersByTimeAsync(SILENCE_MS - 1);
    check.heard();
    await jest.advanceTimersByTimeAsync(SILENCE_MS - 1);
    expect(signals).toHaveLength(0);
    await jest.advanceTimersByTimeAsync(1);
    expect(said).toEqual(['answers']);
    await jest.advanceTimersByTimeAsync(3 * SILENCE_MS);
    expect(said).toEqual(['answers', 'answers', 'answers', 'answers']);
  });

  it('says that there is no answer, goes on asking, and says when it is back', async () => {
    answer = fails;
    await jest.advanceTimersByTimeAsync(SILENCE_MS + PAUSE_MS);
    expect(said).toEqual(['Error: silent']);
    await jest.advanceTimersByTimeAsync(SILENCE_MS);
    expect(said).toEqual(['Error: silent', 'Error: silent']);
    // Twice at first: nobody is spared a wrong alarm any more.
    expect(signals).toHaveLength(3);
    answer = async () => {};
    await jest.advanceTimersByTimeAsync(2 * SILENCE_MS);
    expect(said.slice(2)).toEqual(['back', 'answers']);
  });

  it('does not say that it is back where it was heard in another way before', async () => {
    answer = fails;
    await jest.advanceTimersByTimeAsync(SILENCE_MS + PAUSE_MS);
    answer = async () => {};
    check.heard();
    await jest.advanceTimersByTimeAsync(2 * SILENCE_MS);
    expect(said).toEqual(['Error: silent', 'answers', 'answers']);
  });

  it('asks once more where it fails at once, which proves little', async () => {
    answer = fails;
    await jest.advanceTimersByTimeAsync(SILENCE_MS);
    answer = async () => {};
    await jest.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(said).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(said).toEqual(['answers']);
    expect(signals).toHaveLength(2);
  });

  it('does not ask once more where it was heard meanwhile', async () => {
    answer = fails;
    await jest.advanceTimersByTimeAsync(SILENCE_MS + PAUSE_MS / 2);
    check.heard();
    await jest.advanceTimersByTimeAsync(PAUSE_MS);
    expect(said).toEqual([]);
    expect(signals).toHaveLength(1);
  });

  it.each([
    ['never answers', 0],
    ['is refused late', ANSWER_MS - PAUSE_MS],
    ['is refused, and then never answers', 1],
  ])(
    'says within nine seconds that there is no answer where it %s',
    async (_what, refusedAfterMs) => {
      answer = () =>
        new Promise((_, reject) => {
          if (refusedAfterMs > 0 && signals.length === 1) {
            setTimeout(() => reject(new Error('refused')), refusedAfterMs);
          }
        });
      await jest.advanceTimersByTimeAsync(SILENCE_MS);
      expect(said).toEqual([]);
      await jest.advanceTimersByTimeAsync(ANSWER_MS);
      expect(said).toHaveLength(1);
      expect(said[0]).toMatch(/TimeoutError|refused/);
      expect(getEventListeners(stopped.signal, 'abort')).toHaveLength(1);
    },
  );

  it('believes a stream or a list that spoke while there was no answer', async () => {
    let fail = () => {};
    answer = () =>
      new Promise((_, reject) => {
        fail = () => reject(new Error('silent'));
      });
    await jest.advanceTimersByTimeAsync(SILENCE_MS);
    await jest.advanceTimersByTimeAsync(1_000);
    check.heard();
    fail();
    await jest.advanceTimersByTimeAsync(1);
    expect(said).toEqual([]);
  });

  it('stops at once, also while it waits for an answer', async () => {
    answer = () =>
      new Promise((_, reject) => {
        signals[0].addEventListener('abort', () => reject(signals[0].reason));
      });
    await jest.advanceTimersByTimeAsync(SILENCE_MS);
    stopped.abort();
    await running;
    expect(said).toEqual([]);
  });
});
