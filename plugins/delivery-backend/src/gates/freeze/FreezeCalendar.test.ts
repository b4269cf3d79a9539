import type { FreezeWindow } from '@stonegarden/backstage-plugin-delivery-common';
import { isCronSchedule } from '@stonegarden/service-manifest';
import fc from 'fast-check';
import { FreezeCalendar } from './FreezeCalendar';

const HOUR = 60 * 60 * 1000;
const MINUTE = 60 * 1000;

const window = (
  cron: string,
  hours: number,
  timeZone = 'UTC',
): FreezeWindow => ({
  cron,
  durationMs: hours * HOUR,
  timeZone,
  reason: 'Freeze',
  level: 'portal',
});

const at = (iso: string) => Date.parse(iso);
const iso = (time: number | undefined) =>
  time === undefined ? undefined : new Date(time).toISOString();

const opens = (windows: FreezeWindow[], now: string) =>
  iso(new FreezeCalendar(windows).opensAt(at(now)));

/** By the wall clock of the zone, minute for minute: another way than the library's. */
function beginsAt({ cron, timeZone }: FreezeWindow, time: number): boolean {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      hour: 'numeric',
      minute: 'numeric',
    })
      .formatToParts(new Date(time))
      .map(({ type, value }) => [type, value]),
  );
  const [minute, hour, , , weekday] = cron.split(' ');
  const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  return (
    Number(minute) === Number(parts.minute) &&
    (hour === '*' || Number(hour) === Number(parts.hour)) &&
    (weekday === '*' || weekdays[Number(weekday)] === parts.weekday)
  );
}

describe('FreezeCalendar', () => {
  const weekend = window('0 18 * * FRI', 62, 'Europe/Berlin');

  it('is frozen from the beginning of a window to its end, by the clock of its time zone', () => {
    const calendar = new FreezeCalendar([weekend]);
    const isFrozen = (time: string) => calendar.at(at(time)).length > 0;
    // A Friday in winter, and one in summer.
    expect(isFrozen('2026-12-04T16:59:59.999Z')).toBe(false);
    expect(isFrozen('2026-12-04T17:00:00.000Z')).toBe(true);
    expect(isFrozen('2026-12-07T06:59:59.999Z')).toBe(true);
    expect(isFrozen('2026-12-07T07:00:00.000Z')).toBe(false);
    expect(isFrozen('2026-07-03T15:59:59.999Z')).toBe(false);
    expect(isFrozen('2026-07-03T16:00:00.000Z')).toBe(true);
  });

  it.each([
    ['in winter', '2026-12-05T12:00:00Z', '2026-12-07T07:00:00.000Z'],
    ['in summer', '2026-07-04T12:00:00Z', '2026-07-06T06:00:00.000Z'],
    // The clock is set forward: 62 hours end an hour later by the wall clock.
    [
      'as summer time begins',
      '2026-03-28T12:00:00Z',
      '2026-03-30T07:00:00.000Z',
    ],
    ['as summer time ends', '2026-10-24T12:00:00Z', '2026-10-26T06:00:00.000Z'],
  ])('opens when the duration is over: %s', (_, now, expected) => {
    expect(opens([weekend], now)).toBe(expected);
  });

  it('begins also where the clock skips the time, and once where it has the time twice', () => {
    const skipped = new FreezeCalendar([
      window('30 2 * * *', 1, 'Europe/Berlin'),
    ]);
    expect(iso(skipped.next(at('2026-03-29T00:00:00Z'))?.from)).toBe(
      '2026-03-29T01:00:00.000Z',
    );
    const twice = skipped.next(at('2026-10-24T22:00:00Z'));
    expect(iso(twice?.from)).toBe('2026-10-25T00:30:00.000Z');
  });

  it('is open only when all windows are over, those that follow at once too', () => {
    const nights = window('0 0 * * *', 8);
    const days = window('0 7 * * MON-FRI', 10);
    const evenings = window('0 17 * * *', 7);
    expect(opens([nights, days], '2026-12-02T03:00:00Z')).toBe(
      '2026-12-02T17:00:00.000Z',
    );
    expect(opens([nights, days, evenings], '2026-12-02T03:00:00Z')).toBe(
      // No day begins at 7 on a Saturday, and the night is over at 8.
      '2026-12-05T08:00:00.000Z',
    );
    expect(
      opens(
        [window('0 0 * * *', 12), window('0 12 * * *', 12)],
        '2026-12-02T03:00:00Z',
      ),
    ).toBeUndefined();
  });

  it('follows a window that begins again before it has ended', () => {
    expect(opens([window('0 9-11 * * *', 2)], '2026-12-02T09:30:00Z')).toBe(
      '2026-12-02T13:00:00.000Z',
    );
    expect(opens([window('0 * * * *', 2)], '2026-12-02T09:30:00Z')).toBe(
      undefined,
    );
  });

  it('tells what begins next', () => {
    const calendar = new FreezeCalendar([weekend, window('0 0 24 12 *', 192)]);
    expect(iso(calendar.next(at('2026-12-21T12:00:00Z'))?.from)).toBe(
      '2026-12-24T00:00:00.000Z',
    );
    expect(new FreezeCalendar([]).next(0)).toBeUndefined();
  });

  const anyWindow = fc
    .record({
      minute: fc.constantFrom('0', '15', '30'),
      // Not the hours that clocks skip or repeat: those are tested above.
      hour: fc.constantFrom('*', '6', '9', '18', '22'),
      weekday: fc.constantFrom('*', '0', '1', '5', '6'),
      minutes: fc.integer({ min: 1, max: 70 * 60 }),
      timeZone: fc.constantFrom(
        ...['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'],
      ),
    })
    .map(({ minute, hour, weekday, minutes, timeZone }) => ({
      ...window(`${minute} ${hour} * * ${weekday}`, 0, timeZone),
      durationMs: minutes * MINUTE,
    }));
  const anyTime = fc
    .integer({
      min: at('2026-01-01T00:00:00Z') / MINUTE,
      max: at('2027-12-31T00:00:00Z') / MINUTE,
    })
    .map(minutes => minutes * MINUTE);

  it('is frozen exactly when a window began less than its duration ago', () => {
    fc.assert(
      fc.property(anyWindow, anyTime, (one, time) => {
        fc.pre(!(one.cron.split(' ')[1] === '*' && one.timeZone !== 'UTC'));
        let began = false;
        for (
          let start = time;
          start > time - one.durationMs && !began;
          start -= MINUTE
        ) {
          began = beginsAt(one, start);
        }
        expect(new FreezeCalendar([one]).at(time).length > 0).toBe(began);
      }),
      { numRuns: 60 },
    );
  });

  it('never says that it opens while it is frozen, nor leaves a gap out', () => {
    fc.assert(
      fc.property(
        fc.array(anyWindow, { minLength: 1, maxLength: 3 }),
        anyTime,
        (windows, time) => {
          const calendar = new FreezeCalendar(windows);
          const opening = calendar.opensAt(time);
          if (opening === undefined) {
            return;
          }
          expect(calendar.at(opening)).toEqual([]);
          const step = Math.max((opening - time) / 10, MINUTE);
          for (let between = time; between < opening; between += step) {
            expect(calendar.at(between)).not.toEqual([]);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('reads every schedule that policies may have', () => {
    const field = (min: number, max: number) =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min: 1, max: 12 }).map(step => `*/${step}`),
        fc.integer({ min, max }).map(String),
        fc
          .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
          .map(pair => pair.sort((a, b) => a - b).join('-')),
        fc.string({ maxLength: 4 }),
      );
    fc.assert(
      fc.property(
        fc.tuple(
          ...[field(0, 59), field(0, 23), field(1, 31), field(1, 12)],
          fc.oneof(field(0, 7), fc.constantFrom('MON-FRI', 'sun')),
        ),
        fields => {
          const cron = fields.join(' ');
          fc.pre(isCronSchedule(cron));
          const calendar = new FreezeCalendar([window(cron, 1)]);
          expect(calendar.next(at('2026-12-02T03:00:00Z'))).toBeDefined();
        },
      ),
      { numRuns: 300 },
    );
  });
});
