import {
  createReason,
  type SyncWindow,
  type SyncWindows,
} from '@stonegarden/backstage-plugin-delivery-common';
import { ask, gateFacts } from '../__testUtils__/gateFacts';
import { syncWindow } from './syncWindow';

const OPENS = '2026-01-02T07:00:00.000Z';
const CLOSES = '2026-01-01T16:00:00.000Z';

const window = (more: Partial<SyncWindow> = {}): SyncWindow => ({
  kind: 'allow',
  schedule: '0 8 * * *',
  duration: '8h',
  timeZone: 'Europe/Berlin',
  manualSync: false,
  active: false,
  ...more,
});

const windows = (
  canSync: boolean,
  ...all: Array<Partial<SyncWindow>>
): SyncWindows => ({
  asOf: '2026-01-01T12:00:00.000Z',
  canSync,
  windows: all.map(window),
});

const judge = (found: SyncWindows | null, autoSync = true) =>
  ask(
    syncWindow,
    gateFacts({ syncWindows: { value: found } }, {}, { autoSync }),
  );

describe('sync-window', () => {
  it('has nothing to judge without windows, and before there is an Application', async () => {
    const skipped = { status: 'skipped', code: 'NoSyncWindows' };
    expect(await judge(windows(true))).toMatchObject(skipped);
    expect(await judge(null)).toMatchObject(skipped);
  });

  it('passes while one is open, and says until when', async () => {
    expect(
      await judge(windows(true, { active: true, changesAt: CLOSES })),
    ).toMatchObject({
      status: 'passed',
      code: 'SyncWindowsOpen',
      changesAt: CLOSES,
    });
  });

  it('waits until the next one opens, and says whether people may sync', async () => {
    expect(await judge(windows(false, { changesAt: OPENS }))).toEqual({
      status: 'pending',
      code: 'SyncWindowBlocks',
      changesAt: OPENS,
      message:
        'No sync window of Argo CD that allows syncs of production is open (0 8 * * *, Europe/Berlin, for 8h). The next one opens at 2026-01-02T07:00:00.000Z. A sync by hand is not allowed either.',
    });
    expect(
      await judge(
        windows(true, { kind: 'deny', active: true, changesAt: CLOSES }),
      ),
    ).toMatchObject({
      status: 'pending',
      changesAt: CLOSES,
      message: expect.stringMatching(
        /denies syncs.*A sync by hand is allowed\.$/,
      ),
    });
  });

  it('fails where it is not known when it opens', async () => {
    expect(
      await judge(windows(false, { kind: 'deny', active: true })),
    ).toMatchObject({ status: 'failed', code: 'SyncWindowBlocks' });
  });

  it('holds up what people sync only where people may not', async () => {
    const denied = { kind: 'deny', active: true, changesAt: CLOSES } as const;
    expect(await judge(windows(true, denied), false)).toMatchObject({
      status: 'passed',
      code: 'SyncByHandAllowed',
      changesAt: CLOSES,
    });
    expect(await judge(windows(false, denied), false)).toMatchObject({
      status: 'pending',
      code: 'SyncWindowBlocks',
    });
  });

  it.each([
    createReason('ArgocdUnreachable', { instance: 'homelab' }),
    createReason('SyncWindowsUnknown', {
      environment: 'production',
      instance: 'homelab',
    }),
  ])(
    'is unknown where they could not be read, and names the Argo CD',
    async unknown => {
      expect(
        await ask(syncWindow, gateFacts({ syncWindows: { unknown } })),
      ).toMatchObject({
        status: 'unknown',
        message: expect.stringContaining('homelab'),
      });
    },
  );

  it('is unknown where nobody looked, and left out where the policy says so', async () => {
    expect(await ask(syncWindow, gateFacts({}))).toMatchObject({
      status: 'unknown',
      code: 'FactsNotRead',
    });
    expect(
      await ask(syncWindow, gateFacts({}, { syncWindowOpen: false })),
    ).toMatchObject({ status: 'skipped', code: 'NotRequiredByPolicy' });
  });
});
