import type { OperationStatus } from '@stonegarden/backstage-plugin-delivery-common';
import {
  ANSWER_LOST_AFTER_MS,
  judgeEmergencyRollback,
} from './judgeEmergencyRollback';

const OLD = 'a'.repeat(40);
const BAD = 'b'.repeat(40);
const FIXED = 'c'.repeat(40);
const OTHER = 'd'.repeat(40);
const AT = '2026-01-01T10:00:00.000Z';

const requested = {
  status: 'requested',
  environment: 'production',
  revision: OLD,
  lastHistoryId: 3,
  requestedAt: AT,
} as const;
const applied = { ...requested, status: 'applied', acceptedAt: AT } as const;
const before = [
  { id: 2, revision: OLD },
  { id: 3, revision: BAD },
];
const entry = (id: number, revision?: string) => ({ id, revision });
/** Git names the Release at these commits; of what begins with f it is not known. */
const git = async (commit: string) =>
  commit.startsWith('f') ? undefined : [OLD, FIXED].includes(commit);

const judge = (
  record: Parameters<typeof judgeEmergencyRollback>[0],
  facts: Partial<Parameters<typeof judgeEmergencyRollback>[1]> = {},
  waitedMs = 0,
) =>
  judgeEmergencyRollback(
    record,
    {
      history: before,
      comparedRevision: BAD,
      isFresh: true,
      now: new Date(Date.parse(AT) + waitedMs),
      ...facts,
    },
    git,
  );
const failed: OperationStatus = {
  phase: 'Failed',
  kind: 'sync',
  revision: OLD,
  message: 'one or more objects failed to apply',
};

describe('judgeEmergencyRollback', () => {
  it('is applied when the history has a new entry with the old commit, whether an answer came or not', async () => {
    const history = [...before, entry(4, OLD)];
    for (const record of [requested, { ...requested, acceptedAt: AT }]) {
      expect(await judge(record, { history })).toEqual({ status: 'applied' });
    }
  });

  it('does not take the entry that it goes back to for the rollback', async () => {
    expect(await judge(requested)).toEqual({ status: 'requested' });
  });

  it('is settled when Argo CD compares with a commit at which Git names the Release', async () => {
    const history = [...before, entry(4, OLD)];
    expect(await judge(applied, { history, comparedRevision: FIXED })).toEqual({
      status: 'settled',
    });
    // The pull request may be merged: what Argo CD has not read yet does not count.
    expect(await judge(applied, { history })).toEqual({ status: 'applied' });
    expect(
      await judge(applied, { history, comparedRevision: undefined }),
    ).toEqual({ status: 'applied' });
    expect(
      await judge(applied, { history, comparedRevision: 'f'.repeat(40) }),
    ).toEqual({ status: 'applied' });
  });

  it('is settled when what was deployed next names the Release, and overruled by anything else', async () => {
    const deployed = (revision?: string) => ({
      history: [...before, entry(4, OLD), entry(5, revision)],
    });
    expect(await judge(applied, deployed(FIXED))).toEqual({
      status: 'settled',
    });
    expect(await judge(applied, deployed(OTHER))).toEqual({
      status: 'overruled',
    });
    // While Git does not answer nothing is said.
    expect(await judge(applied, deployed('f'.repeat(40)))).toEqual({
      status: 'applied',
    });
    expect(await judge(applied, deployed(undefined))).toEqual({
      status: 'applied',
    });
  });

  it('stays applied while it is repeated, and when its entry has left the history', async () => {
    expect(
      await judge(applied, {
        history: [...before, entry(4, OLD), entry(5, OLD)],
      }),
    ).toEqual({ status: 'applied' });
    expect(await judge(applied, { history: [entry(14, OTHER)] })).toEqual({
      status: 'overruled',
    });
    expect(await judge(applied, { history: [] })).toEqual({
      status: 'applied',
    });
  });

  it('is refused when the sync of what Argo CD accepted failed', async () => {
    const accepted = { ...requested, acceptedAt: AT };
    expect(await judge(accepted, { operation: failed })).toMatchObject({
      status: 'refused',
      problem: {
        code: 'SyncFailed',
        params: { detail: 'one or more objects failed to apply' },
      },
    });
    // An older operation, or one of somebody else, says nothing about it.
    expect(await judge(requested, { operation: failed })).toEqual({
      status: 'requested',
    });
    expect(
      await judge(accepted, { operation: { ...failed, revision: OTHER } }),
    ).toEqual({ status: 'requested' });
  });

  it('waits while an operation runs, however long', async () => {
    expect(
      await judge(
        requested,
        { operation: { ...failed, phase: 'Running' } },
        60 * ANSWER_LOST_AFTER_MS,
      ),
    ).toEqual({ status: 'requested' });
  });

  it('was not done when the history does not show it after the answer can no longer come', async () => {
    expect(await judge(requested, {}, ANSWER_LOST_AFTER_MS - 1)).toEqual({
      status: 'requested',
    });
    expect(await judge(requested, {}, ANSWER_LOST_AFTER_MS)).toMatchObject({
      status: 'refused',
      problem: { code: 'RollbackNotDone' },
    });
    // Only what was asked for just now proves that.
    expect(
      await judge(requested, { isFresh: false }, ANSWER_LOST_AFTER_MS),
    ).toEqual({ status: 'requested' });
  });

  describe('when the history has lost entries since the request', () => {
    const gone = [entry(9, BAD), entry(10, OTHER)];

    it.each([
      ['more was deployed than it holds', gone, 'overruled'],
      ['what was deployed last is the Release', [entry(10, FIXED)], 'settled'],
      ['the Application was made anew', [entry(0, BAD)], 'overruled'],
      ['nothing is in it', [], 'requested'],
      ['Git does not answer', [entry(10, 'f'.repeat(40))], 'requested'],
    ])(
      'never says that it was not done: %s',
      async (_what, history, status) => {
        expect(
          await judge(requested, { history }, ANSWER_LOST_AFTER_MS),
        ).toEqual({ status });
      },
    );

    it('knows what was deployed over it in an Application that was made anew', async () => {
      expect(await judge(applied, { history: [entry(0, BAD)] })).toEqual({
        status: 'overruled',
      });
      expect(await judge(applied, { history: [] })).toEqual({
        status: 'applied',
      });
    });
  });
});
