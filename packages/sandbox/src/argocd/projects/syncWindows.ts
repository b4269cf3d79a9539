import { CronTime } from 'cron';
import { durationMs } from '../operationState';
import type { SyncWindow } from './AppProject';

/** Windows that name this application, its cluster or its namespace; with `andOperator` all that they name must fit. */
export function matchingWindows(
  windows: SyncWindow[],
  application: { name: string; cluster: string; namespace: string },
): SyncWindow[] {
  const { name, cluster, namespace } = application;
  return windows.filter(window => {
    const named = [
      { patterns: window.applications ?? [], value: name },
      { patterns: window.clusters ?? [], value: cluster },
      { patterns: window.namespaces ?? [], value: namespace },
    ].filter(({ patterns }) => patterns.length > 0);
    const fits = ({ patterns, value }: (typeof named)[number]) =>
      patterns.some(pattern => globOf(pattern).test(value));
    return window.andOperator
      ? named.length > 0 && named.every(fits)
      : named.some(fits);
  });
}

/** Whether a window's time is now. Its schedule is read with the present offset of its time zone, as Argo CD does. */
export function isActive(
  { schedule, duration, timeZone }: SyncWindow,
  now: Date,
): boolean {
  const local = now.getTime() + offsetMs(timeZone, now);
  const next = new CronTime(schedule, 'UTC').getNextDateFrom(
    new Date(local - durationMs(duration)),
    'UTC',
  );
  return next.toMillis() < local;
}

/** Whether a sync may begin now. A denying window counts for more than one that allows. */
export function canSync(
  windows: SyncWindow[],
  now: Date,
  { manual }: { manual: boolean },
): boolean {
  const byHand = (some: SyncWindow[]) =>
    manual && some.every(({ manualSync }) => manualSync);
  const active = windows.filter(window => isActive(window, now));
  const denying = active.filter(({ kind }) => kind === 'deny');
  if (denying.length > 0) {
    return byHand(denying);
  }
  const allowing = windows.filter(({ kind }) => kind === 'allow');
  return (
    allowing.length === 0 ||
    allowing.some(window => active.includes(window)) ||
    byHand(allowing)
  );
}

/** As Argo CD's globs without separators: `*` crosses everything. */
function globOf(pattern: string): RegExp {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${text}$`);
}

/** Of a time zone from UTC; an unknown one is taken as UTC. */
function offsetMs(timeZone: string | undefined, now: Date): number {
  try {
    const [zone] = new Intl.DateTimeFormat('en-US', {
      timeZone: timeZone || 'UTC',
      timeZoneName: 'longOffset',
    })
      .formatToParts(now)
      .filter(({ type }) => type === 'timeZoneName');
    const [, sign, hours, minutes] = /([+-])(\d+):(\d+)/.exec(zone.value) ?? [];
    const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
    return sign === '-' ? -ms : ms;
  } catch {
    return 0;
  }
}
