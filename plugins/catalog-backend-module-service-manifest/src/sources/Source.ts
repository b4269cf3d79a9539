import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import type { SourceChange, SourceSettings, SourceTree } from './types';
import type { Push } from './push/Push';

/**
 * A source as of one moment.
 *
 * @internal
 */
export interface SourceRead {
  /** To be given with the next read; the source is unchanged while its etag is. */
  etag: string;
  /** The commit that was read, where the etag tells it. */
  commit?: string;
  tree: SourceTree;
}

/**
 * What a push brought, when it could be applied to what is held.
 *
 * @internal
 */
export interface PushRead {
  change: SourceChange;
  /** The commit held after the change. */
  commit: string;
  /** Etag as of that commit, where it is known to be that commit's: then the next read finds nothing changed. */
  etag?: string;
}

/**
 * One place that service manifests are read from. One call at a time.
 *
 * @internal
 */
export interface Source {
  readonly settings: SourceSettings;
  /** For the log, without hosts and credentials. */
  readonly title: string;

  /**
   * Reads everything.
   *
   * @param etag - of the last read
   * @throws NotModifiedError when nothing changed since the etag; NotFoundError when there is none of the files;
   *   ServiceUnavailableError after a timeout; whatever the reader throws
   */
  read(etag?: string): Promise<SourceRead>;

  /** Whether a push is to this source; absent for a source that has no events. */
  concerns?(push: Push): boolean;

  /**
   * Reads only what a push brought.
   *
   * @param held - the commit that is held
   * @returns undefined when the push cannot be applied to that, so that everything has to be read
   * @throws whatever the reader throws
   */
  readPush?(push: Push, held: string): Promise<PushRead | undefined>;
}

/**
 * How a source is followed.
 *
 * @internal
 */
export interface SourceOptions {
  id: string;
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** Share of the services, 0 to 1, whose removal by one read is believed. */
  maxRemovedShare: number;
}
