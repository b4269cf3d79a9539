import { CronTime } from 'cron';
import { parseGoDuration } from './parseGoDuration';

/** A window that opens again before it has closed is followed so many times; one that never closes has no end to tell. */
const MAX_STEPS = 200;

/** Five fields, or one of the names that Argo CD takes, such as `@daily`. With six the first would be seconds. */
const SCHEDULE = /^(?:@[a-z]+|\S+(?:\s+\S+){4})$/;

/**
 * ISO time at which a window that is `active` closes, or one that is not opens. Undefined where its schedule, duration or time
 * zone cannot be read, where it never closes, and where it does not agree with what Argo CD says.
 */
export function nextWindowChange(
  window: { schedule: string; duration: string; timeZone?: string },
  active: boolean,
  now: Date,
): string | undefined {
  const duration = parseGoDuration(window.duration);
  if (!duration || !SCHEDULE.test(window.schedule.trim())) {
    return undefined;
  }
  const zone = window.timeZone || 'UTC';
  try {
    const schedule = new CronTime(window.schedule.trim(), zone);
    const after = (time: number) =>
      schedule.getNextDateFrom(new Date(time), zone).toMillis();
    if (!active) {
      return new Date(after(now.getTime())).toISOString();
    }
    let end: number | undefined;
    let start = after(now.getTime() - duration);
    for (let step = 0; step < MAX_STEPS; step += 1) {
      if (start > (end ?? now.getTime())) {
        return end === undefined ? undefined : new Date(end).toISOString();
      }
      end = start + duration;
      start = after(start);
    }
    return undefined;
  } catch {
    return undefined;
  }
}
