import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '@stonegarden/test-utils';
import { ArgocdConnection } from './ArgocdConnection';
import { sleep } from './sleep';
import { DEFAULT_TIMING, WatcherTiming } from './WatcherTiming';

/** Something that was asked for, which the test answers. */
class Question {
  readonly answered: Promise<void>;
  answer = () => {};
  fail = () => {};

  constructor(readonly signal: AbortSignal) {
    this.answered = new Promise((resolve, reject) => {
      this.answer = resolve;
      this.fail = () => reject(new TypeError('fetch failed'));
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  }
}

describe('ArgocdConnection', () => {
  let stopped: AbortController;
  let running: Promise<void>;
  let connection: ArgocdConnection;
  let pings: Question[];
  let lists: Question[];
  let streams: Question[];

  function start(timing: Partial<WatcherTiming>) {
    stopped = new AbortController();
    [pings, lists, streams] = [[], [], []];
    const ask = (questions: Question[], signal: AbortSignal) => {
      const question = new Question(signal);
      questions.push(question);
      return question.answered;
    };
    connection = new ArgocdConnection({
      name: 'homelab',
      api: {
        ping: signal => ask(pings, signal),
        watch: ({ signal }) => ask(streams, signal),
      },
      user: {
        onAttempt: () => {},
        list: ({ signal }) => ask(lists, signal),
        onEvent: () => {},
        isShort: () => false,
        onReachability: () => {},
      },
      logger: mockServices.logger.mock(),
      timing: { ...DEFAULT_TIMING, firstBackOffMs: 1, ...timing },
      now: () => new Date(),
      sleep,
      signal: stopped.signal,
    });
    running = connection.run();
  }

  afterEach(async () => {
    stopped.abort();
    await running;
  });

  const reached = (questions: Question[], count: number) =>
    eventually(() => expect(questions).toHaveLength(count), { everyMs: 1 });
  const isSilent = () =>
    eventually(() =>
      expect(connection.status).toMatchObject({
        reachable: false,
        reason: { code: 'ArgocdTimedOut' },
      }),
    );

  it('leaves a list its time though nothing answers meanwhile, which is said', async () => {
    start({ silenceMs: 10, answerMs: 10 });
    await isSilent();
    await eventually(() => expect(pings.length).toBeGreaterThan(3));
    expect(lists).toHaveLength(1);
    expect(lists[0].signal.aborted).toBe(false);
    lists[0].answer();
    await reached(streams, 1);
    expect(connection.status.reachable).toBe(true);
  });

  it('ends a stream that is open when nothing answers', async () => {
    start({ silenceMs: 10, answerMs: 10 });
    await reached(lists, 1);
    lists[0].answer();
    await reached(streams, 1);
    await isSilent();
    expect(streams[0].signal.aborted).toBe(true);
    await reached(lists, 2);
  });

  it('asks anew for a list of the time when nothing answered, once something does', async () => {
    start({ silenceMs: 10, answerMs: 1_000 });
    await reached(pings, 1);
    pings[0].fail();
    // Once more, before it is taken for silent.
    await reached(pings, 2);
    pings[1].fail();
    await reached(pings, 3);
    expect(lists[0].signal.aborted).toBe(false);
    pings[2].answer();
    await reached(lists, 2);
    expect(lists[0].signal.aborted).toBe(true);
  });

  it('keeps a list that was asked for after the question that is answered', async () => {
    start({ silenceMs: 10, answerMs: 2_000 });
    await reached(pings, 1);
    pings[0].fail();
    await reached(pings, 2);
    pings[1].fail();
    await reached(pings, 3);
    lists[0].fail();
    await reached(lists, 2);
    pings[2].answer();
    await reached(pings, 4);
    expect(lists).toHaveLength(2);
    expect(lists[1].signal.aborted).toBe(false);
    lists[1].answer();
    await reached(streams, 1);
  });
});
