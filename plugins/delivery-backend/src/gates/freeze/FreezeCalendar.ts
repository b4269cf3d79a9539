import type { FreezeWindow } from '@stonegarden/backstage-plugin-delivery-common';
import { CronTime } from 'cron';

/**
 * So many windows one after another are followed, as each takes a millisecond or two; a calendar that is frozen longer has no
 * next opening to tell.
 */
const MAX_STEPS = 50;
/** Schedules that are kept: no more than policies name. */
const MAX_SCHEDULES = 500;
const schedules = new Map<string, CronTime>();

/** A schedule takes some time to read, and is read for each judgement. */
function scheduleOf({ cron, timeZone }: FreezeWindow): CronTime {
  const key = `${cron}|${timeZone}`;
  const known = schedules.get(key);
  if (known) {
    return known;
  }
  const schedule = new CronTime(cron, timeZone);
  if (schedules.size >= MAX_SCHEDULES) {
    schedules.clear();
  }
  schedules.set(key, schedule);
  return schedule;
}

/** The first time after this one at which a window begins. */
function nextStart(window: FreezeWindow, after: number): number {
  return scheduleOf(window)
    .getNextDateFrom(new Date(after), window.timeZone)
    .toMillis();
}

/** A window from its beginning to its end, as milliseconds since 1970. */
export interface FreezeSpan {
  window: FreezeWindow;
  from: number;
  until: number;
}

/** The times of freeze windows. Each takes part from its beginning on, and no longer at its end. */
export class FreezeCalendar {
  readonly #windows: readonly FreezeWindow[];

  constructor(windows: readonly FreezeWindow[]) {
    this.#windows = windows;
  }

  /** The windows that are on at a time. Throws what a schedule throws that cannot be read. */
  at(time: number): FreezeSpan[] {
    return this.#windows.flatMap(window => {
      // The first that has not ended; a later one may be on too.
      const from = nextStart(window, time - window.durationMs);
      return from <= time
        ? [{ window, from, until: from + window.durationMs }]
        : [];
    });
  }

  /** When it is open again: no window is on then. Undefined where none of its many windows is followed by a gap. */
  opensAt(time: number): number | undefined {
    let at = time;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const on = this.at(at);
      if (on.length === 0) {
        return at;
      }
      at = Math.max(...on.map(({ until }) => until));
    }
    return undefined;
  }

  /** The window that begins next; undefined where there is none. */
  next(time: number): FreezeSpan | undefined {
    return this.#windows
      .map(window => {
        const from = nextStart(window, time);
        return { window, from, until: from + window.durationMs };
      })
      .sort((one, other) => one.from - other.from)
      .at(0);
  }
}
