import { application } from '../../__testUtils__/application';
import { ArgocdResponseError } from '../client/argocdErrors';
import { ApplicationChange, ApplicationIndex } from './ApplicationIndex';
import type { ApplicationRecord } from './ApplicationRecord';
import { SyncWindowLoader } from './SyncWindowLoader';
import { toApplicationRecord } from './toApplicationRecord';

/** A Friday evening, in a freeze until Monday morning. */
const NOW = new Date('2026-11-27T18:30:00.000Z');
const MONDAY = Date.parse('2026-11-30T08:00:00.000Z');
const FREEZE = { kind: 'deny', schedule: '0 16 * * 5', duration: '64h' };
const MINUTE = 60_000;

const SETTLING = 10_000;

/** An Application that Argo CD is to sync by itself, and has not. */
function waiting(overrides: Partial<ApplicationRecord> = {}) {
  const read = toApplicationRecord('homelab', application('shop', 'dev'));
  if (!read) {
    throw new Error('not read');
  }
  return {
    ...read,
    automated: true,
    sync: 'OutOfSync' as const,
    ...overrides,
  };
}

describe('SyncWindowLoader', () => {
  const stopped = new AbortController();
  const syncWindows = jest.fn<Promise<unknown>, unknown[]>();
  const project = jest.fn<Promise<unknown>, unknown[]>();
  let index: ApplicationIndex;
  let loader: SyncWindowLoader;
  let told: ApplicationChange[][];

  const tell = (changes: ApplicationChange[] = []) => {
    if (changes.length > 0) {
      told.push(changes);
      loader.onChanges(changes);
    }
  };
  const pass = async (milliseconds: number) => {
    await jest.advanceTimersByTimeAsync(milliseconds);
    await loader.idle();
  };
  /** Until Argo CD would have synced what it may. */
  const see = async (record: ApplicationRecord) => {
    tell(index.set(record));
    await pass(SETTLING);
  };
  const block = () => index.find('shop')[0]?.syncBlock;
  const isFrozen = (value: boolean) => {
    syncWindows.mockImplementation(async () => ({
      canSync: !value,
      assignedWindows: [FREEZE],
      activeWindows: value ? [FREEZE] : [],
    }));
  };

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    syncWindows.mockReset();
    project.mockReset();
    project.mockResolvedValue({ spec: { syncWindows: [FREEZE] } });
    isFrozen(true);
    index = new ApplicationIndex();
    told = [];
    loader = new SyncWindowLoader({
      onDemand: { syncWindows, project },
      signal: stopped.signal,
      now: () => new Date(),
      onLoaded: (record, found) => {
        const changes = index.setBlock(record, found);
        tell(changes);
        return changes !== undefined;
      },
    });
  });
  afterEach(() => jest.useRealTimers());
  afterAll(() => stopped.abort());

  it('asks once, and keeps the answer for as long as the Application waits', async () => {
    await see(waiting());
    expect(block()).toEqual({
      ...FREEZE,
      timeZone: 'UTC',
      until: new Date(MONDAY).toISOString(),
      manualSync: false,
    });
    // Lists and events of the same Application cost nothing.
    loader.add(index.all);
    await see(waiting({ resourceVersion: '2', health: 'Progressing' }));
    expect(block()).toBeDefined();
    expect([syncWindows, project].map(({ mock }) => mock.calls.length)).toEqual(
      [1, 1],
    );
    await see(waiting({ resourceVersion: '3', sync: 'Synced' }));
    expect(block()).toBeUndefined();
    await pass(60 * MINUTE);
    expect(syncWindows).toHaveBeenCalledTimes(1);
  });

  it.each<[string, Partial<ApplicationRecord>]>([
    ['is synced by hand', { automated: false }],
    ['is Synced', { sync: 'Synced' }],
    ['is being synced', { operation: { kind: 'sync', phase: 'Running' } }],
    ['could not be synced', { operation: { kind: 'sync', phase: 'Failed' } }],
    [
      'has only left what a sync would leave',
      { differences: { total: 1, pruneOnly: true, resources: [] } },
    ],
    ['is no longer listed', { hidden: {} }],
    [
      'has synced this commit and is not to do so again',
      {
        selfHeal: false,
        compared: { revisions: ['c1'] },
        operation: { kind: 'sync', phase: 'Succeeded', revisions: ['c1'] },
      },
    ],
  ])('asks nothing about one that %s', async (_name, facts) => {
    await see(waiting(facts));
    expect(syncWindows).not.toHaveBeenCalled();
  });

  it('asks about a new commit, which Argo CD syncs without healing itself too', async () => {
    await see(
      waiting({
        selfHeal: false,
        compared: { revisions: ['c2'] },
        operation: { kind: 'sync', phase: 'Succeeded', revisions: ['c1'] },
      }),
    );
    expect(block()).toBeDefined();
  });

  it('asks nothing of an ordinary deployment', async () => {
    tell(index.set(waiting()));
    await pass(SETTLING - 1);
    tell(index.set(waiting({ resourceVersion: '2', sync: 'Synced' })));
    await pass(SETTLING);
    expect(syncWindows).not.toHaveBeenCalled();
  });

  it('asks for no project where there is no window', async () => {
    syncWindows.mockResolvedValue({ canSync: true });
    await see(waiting());
    expect(block()).toBeUndefined();
    expect(project).not.toHaveBeenCalled();
    // Nothing has changed for those who listen.
    expect(told).toHaveLength(1);
  });

  it('does not say it any longer than the window lasts, and then looks again', async () => {
    jest.setSystemTime(MONDAY - 5 * MINUTE - SETTLING);
    await see(waiting());
    await pass(5 * MINUTE - 1);
    expect(block()).toBeDefined();
    syncWindows.mockClear();
    syncWindows.mockRejectedValue(new TypeError('fetch failed'));
    await pass(1);
    expect(block()).toBeUndefined();
    await pass(29_000);
    expect(syncWindows).not.toHaveBeenCalled();
    await pass(1_000);
    expect(syncWindows).toHaveBeenCalledTimes(1);
    // The next list asks again what was not answered.
    isFrozen(false);
    loader.add(index.all);
    await pass(SETTLING);
    expect(syncWindows).toHaveBeenCalledTimes(2);
    expect(block()).toBeUndefined();
  });

  it('does not say it any longer either while Argo CD is slow to answer again', async () => {
    jest.setSystemTime(MONDAY - 11 * MINUTE - SETTLING);
    await see(waiting());
    expect(block()).toBeDefined();
    syncWindows.mockImplementation(() => new Promise(() => {}));
    await jest.advanceTimersByTimeAsync(10 * MINUTE);
    expect(syncWindows).toHaveBeenCalledTimes(2);
    expect(block()).toBeDefined();
    await jest.advanceTimersByTimeAsync(MINUTE);
    expect(block()).toBeUndefined();
  });

  it('goes on when the clock is set back, without waking all the time', async () => {
    await see(waiting());
    jest.setSystemTime(NOW.getTime() - 60 * 24 * 60 * MINUTE);
    loader.add([waiting({ name: 'other-dev' })]);
    const timers = jest.spyOn(global, 'setTimeout');
    await pass(60 * MINUTE);
    expect(timers.mock.calls.length).toBeLessThan(20);
  });

  it('finds out that somebody has taken the window away', async () => {
    await see(waiting());
    const listened = told.length;
    await pass(10 * MINUTE);
    expect(syncWindows).toHaveBeenCalledTimes(2);
    // The same again is no news.
    expect(told).toHaveLength(listened);
    isFrozen(false);
    await pass(10 * MINUTE);
    expect(block()).toBeUndefined();
  });

  it('tells no times without the right to see the project', async () => {
    project.mockRejectedValue(
      new ArgocdResponseError({ status: 403, detail: 'permission denied' }),
    );
    await see(waiting());
    expect(block()).toEqual({ ...FREEZE, manualSync: false });
  });

  it('takes no answer over that is about another project, or is no longer asked for', async () => {
    let answer = (_: unknown) => {};
    const ask = () =>
      syncWindows.mockImplementationOnce(
        () =>
          new Promise(resolve => {
            answer = resolve;
          }),
      );
    const frozen = {
      canSync: false,
      assignedWindows: [FREEZE],
      activeWindows: [FREEZE],
    };
    ask();
    tell(index.set(waiting()));
    await jest.advanceTimersByTimeAsync(SETTLING);
    isFrozen(false);
    tell(index.set(waiting({ project: 'team-other' })));
    answer(frozen);
    await pass(SETTLING);
    expect(block()).toBeUndefined();
    expect(syncWindows).toHaveBeenCalledTimes(2);

    ask();
    tell(index.set(waiting({ project: 'team-third' })));
    await jest.advanceTimersByTimeAsync(SETTLING);
    tell(index.set(waiting({ project: 'team-third', sync: 'Synced' })));
    answer(frozen);
    await loader.idle();
    expect(block()).toBeUndefined();
    // It waits again, and is asked about again.
    isFrozen(true);
    await see(waiting({ project: 'team-third' }));
    expect(block()).toBeDefined();
  });

  it('says it of nothing that is no longer listed', async () => {
    await see(waiting());
    index.beginReplace();
    tell(index.replace([]).changes);
    expect(index.find('shop')).toEqual([
      expect.not.objectContaining({ syncBlock: expect.anything() }),
    ]);
  });
});
