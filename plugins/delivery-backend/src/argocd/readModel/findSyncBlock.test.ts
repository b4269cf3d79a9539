import type { SyncWindow } from '@stonegarden/backstage-plugin-delivery-common';
import { findSyncBlock } from './findSyncBlock';

const window = (overrides: Partial<SyncWindow>): SyncWindow => ({
  kind: 'deny',
  schedule: '0 16 * * 5',
  duration: '64h',
  manualSync: false,
  active: true,
  ...overrides,
});
const block = (windows: SyncWindow[], canSync = false) =>
  findSyncBlock({ asOf: '2026-11-27T18:30:00.000Z', canSync, windows });
const SUNDAY = '2026-11-29T08:00:00.000Z';
const MONDAY = '2026-11-30T08:00:00.000Z';

describe('findSyncBlock', () => {
  it('tells the window that denies, and whether people may sync', () => {
    expect(
      block([window({ timeZone: 'Europe/Berlin', changesAt: MONDAY })], true),
    ).toEqual({
      kind: 'deny',
      schedule: '0 16 * * 5',
      duration: '64h',
      timeZone: 'Europe/Berlin',
      until: MONDAY,
      manualSync: true,
    });
    expect(block([window({ active: false, changesAt: MONDAY })])).toBe(
      undefined,
    );
    expect(block([])).toBe(undefined);
  });

  it('tells the window that denies longest, and no time where one has no known end', () => {
    const [short, long, endless] = [
      window({ changesAt: SUNDAY }),
      window({ changesAt: MONDAY }),
      window({ schedule: '* * * * *' }),
    ];
    for (const windows of [
      [short, long],
      [long, short],
    ]) {
      expect(block(windows)?.until).toBe(MONDAY);
    }
    expect(block([endless, long])).toEqual({
      kind: 'deny',
      schedule: '* * * * *',
      duration: '64h',
      manualSync: false,
    });
  });

  it('tells the window that allows first, where none is open', () => {
    const closed = (changesAt?: string) =>
      window({ kind: 'allow', active: false, changesAt });
    expect(block([closed(MONDAY), closed(SUNDAY)])).toMatchObject({
      kind: 'allow',
      until: SUNDAY,
    });
    expect(block([closed(SUNDAY), closed()])).not.toHaveProperty('until');
    expect(block([closed(SUNDAY), window({ kind: 'allow' })])).toBe(undefined);
    // What denies counts for more.
    expect(block([window({ kind: 'allow' }), window({})])).toMatchObject({
      kind: 'deny',
    });
  });
});
