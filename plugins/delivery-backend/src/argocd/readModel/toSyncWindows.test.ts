import { recording } from '../../__testUtils__/fixtures';
import { nextWindowChange } from './nextWindowChange';
import { parseGoDuration } from './parseGoDuration';
import { toSyncWindows } from './toSyncWindows';

/** A Friday, in winter. */
const NOW = new Date('2026-11-27T18:30:00.000Z');
const project = (syncWindows: object[]) => ({ spec: { syncWindows } });
const WEEKEND = {
  kind: 'deny',
  schedule: '0 16 * * 5',
  duration: '64h',
};

describe('toSyncWindows', () => {
  it('tells windows that are closed, and when each opens', () => {
    const answer = recording('syncwindows-closed');
    const { canSync, windows } = toSyncWindows(
      answer,
      project(answer.assignedWindows),
      NOW,
    );
    expect(canSync).toBe(false);
    expect(windows).toEqual([
      // It never ends.
      expect.objectContaining({ manualSync: true, active: true }),
      expect.objectContaining({
        ...WEEKEND,
        active: true,
        changesAt: '2026-11-30T08:00:00.000Z',
      }),
    ]);
    expect(windows[0]).not.toHaveProperty('changesAt');
  });

  it('goes by what Argo CD says of a sync by hand, not by the windows', () => {
    const answer = recording('syncwindows-open-for-hand');
    expect(toSyncWindows(answer, project([]), NOW)).toMatchObject({
      canSync: true,
      windows: [{ active: true }],
    });
    expect(toSyncWindows({ canSync: true }, undefined, NOW).windows).toEqual(
      [],
    );
  });

  it('tells no time where the time zone is not known, or there are two', () => {
    const answer = { canSync: false, assignedWindows: [WEEKEND] };
    const changes = (value: unknown) =>
      toSyncWindows(answer, value, NOW).windows.map(each => [
        each.timeZone,
        each.changesAt,
      ]);
    expect(changes(undefined)).toEqual([[undefined, undefined]]);
    expect(
      changes(
        project([
          { ...WEEKEND, timeZone: 'Europe/Berlin' },
          { ...WEEKEND, timeZone: 'America/New_York' },
        ]),
      ),
    ).toEqual([[undefined, undefined]]);
    expect(
      changes(project([{ ...WEEKEND, timeZone: 'Europe/Berlin' }])),
    ).toEqual([['Europe/Berlin', '2026-12-04T15:00:00.000Z']]);
  });

  it('does not take rubbish for an open window', () => {
    expect(() => toSyncWindows('x', undefined, NOW)).toThrow('malformed');
  });
});

describe('nextWindowChange', () => {
  const at = (
    schedule: string,
    duration: string,
    active: boolean,
    now = NOW,
    timeZone?: string,
  ) => nextWindowChange({ schedule, duration, timeZone }, active, now);

  it.each([
    ['0 22 * * *', '8h', false, '2026-11-27T22:00:00.000Z'],
    ['0 18 * * *', '1h', true, '2026-11-27T19:00:00.000Z'],
    // They overlap, and are one.
    ['0,30 18 * * *', '45m', true, '2026-11-27T19:15:00.000Z'],
    ['@daily', '1h', false, '2026-11-28T00:00:00.000Z'],
    // Argo CD says that it is open, and it is not by its schedule.
    ['0 3 * * *', '1h', true, undefined],
    ['rubbish', '1h', false, undefined],
    ['0 25 * * *', '1h', false, undefined],
    ['0 0 3 * * *', '1h', false, undefined],
    ['0 3 * * *', 'long', false, undefined],
    ['0 0 30 2 *', '1h', false, undefined],
  ])('%s for %s, open: %s', (schedule, duration, active, expected) => {
    expect(at(schedule, duration, active)).toBe(expected);
  });

  it('knows summer time', () => {
    const winter = new Date('2026-03-28T12:00:00Z');
    expect(at('0 12 * * *', '1h', false, winter, 'Europe/Berlin')).toBe(
      '2026-03-29T10:00:00.000Z',
    );
    expect(at('0 3 * * *', '1h', false, NOW, 'Mars/Olympus')).toBeUndefined();
  });
});

describe('parseGoDuration', () => {
  it.each([
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['10ms', 10],
    ['', undefined],
    ['5', undefined],
    ['1d', undefined],
  ])('%s', (text, expected) => {
    expect(parseGoDuration(text)).toBe(expected);
  });
});
