import type {
  ReasonParams,
  SyncWindow,
  SyncWindows,
} from '@stonegarden/backstage-plugin-delivery-common';

/** Before and after every ISO time. */
const AT_ONCE = '';
const NEVER = '~';

/** The sync window that keeps Argo CD from syncing an Application by itself, as its reason tells it. */
export type SyncBlock = Omit<ReasonParams['AutoSyncBlocked'], 'environment'>;

/**
 * What keeps Argo CD from syncing an Application by itself; undefined where its windows let it. One that denies counts for more
 * than one that allows. Of several that deny it is the one that lasts longest, of several that would allow the one that opens
 * first; where that is not known of all of them, no time is told.
 */
export function findSyncBlock({
  canSync,
  windows,
}: SyncWindows): SyncBlock | undefined {
  const denying = windows.filter(
    ({ kind, active }) => kind === 'deny' && active,
  );
  const allowing = windows.filter(({ kind }) => kind === 'allow');
  const isOpen = allowing.some(({ active }) => active);
  const window =
    denying.sort(byChange(NEVER)).at(-1) ??
    (isOpen ? undefined : allowing.sort(byChange(AT_ONCE)).at(0));
  return (
    window && {
      kind: window.kind,
      schedule: window.schedule,
      duration: window.duration,
      ...(window.timeZone ? { timeZone: window.timeZone } : {}),
      ...(window.changesAt ? { until: window.changesAt } : {}),
      manualSync: canSync,
    }
  );
}

/** Order by when they change; `unknown` stands for a time that is not known. */
function byChange(unknown: string) {
  return ({ changesAt: one = unknown }: SyncWindow, other: SyncWindow) => {
    const { changesAt = unknown } = other;
    return Number(one > changesAt) - Number(one < changesAt);
  };
}
