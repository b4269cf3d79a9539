import type { AsOf } from './EnvironmentResources';

/**
 * A time in which syncs are allowed or denied, as a project in Argo CD states it.
 *
 * @public
 */
export interface SyncWindow {
  kind: 'allow' | 'deny';
  /** When it begins, in the five fields of cron. */
  schedule: string;
  /** How long it lasts, as Argo CD writes it, such as `8h`. */
  duration: string;
  /** Name of the time zone that the schedule is in; left out where it is not known. */
  timeZone?: string;
  /** True when syncs by hand are allowed while it denies syncs. */
  manualSync: boolean;
  /** Whether it is open now. */
  active: boolean;
  /** ISO time at which it opens or closes next; left out where its schedule cannot be read. */
  changesAt?: string;
}

/**
 * Whether an environment may be synced now, and when that changes.
 *
 * @public
 */
export interface SyncWindows extends AsOf {
  /** Whether Argo CD would sync it now when asked by a person. */
  canSync: boolean;
  /** Those that concern it. Empty: it may always be synced. */
  windows: SyncWindow[];
}
