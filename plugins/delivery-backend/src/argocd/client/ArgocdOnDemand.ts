import type { ApplicationKey } from './ApplicationKey';

/** A resource in the cluster of which the events are asked for. */
export interface EventSubject {
  namespace: string;
  name: string;
  uid: string;
}

/** Which log of a pod is asked for. */
export interface LogQuery {
  namespace: string;
  pod: string;
  container: string;
  /** True for the container that ran before the last restart. */
  previous: boolean;
  /** The most lines, counted from the end. */
  lines: number;
}

interface CallOptions {
  signal?: AbortSignal;
}

/**
 * What one Argo CD is asked for when somebody looks at an Application or does something to it. Each call has a timeout and a
 * bound, is made once, and fails as those of `ArgocdApi` do.
 */
export interface ArgocdOnDemand {
  /** Each resource that Git or the cluster names, live and as Git wants it. */
  managedResources(
    key: ApplicationKey,
    options?: CallOptions,
  ): Promise<unknown>;

  /** Events about the Application itself, or about one of its resources. */
  events(
    key: ApplicationKey,
    subject?: EventSubject,
    options?: CallOptions,
  ): Promise<unknown>;

  /** The entries of a log, oldest first, as Argo CD streams them. */
  log(
    key: ApplicationKey,
    query: LogQuery,
    options?: CallOptions,
  ): Promise<unknown[]>;

  /** The sync windows that concern it, without their time zones. */
  syncWindows(key: ApplicationKey, options?: CallOptions): Promise<unknown>;

  /** The AppProject of that name; needs the right `projects, get`. */
  project(name: string, options?: CallOptions): Promise<unknown>;

  /** Author, time and message of a commit, of the source at a position from 0 where there are several. */
  revisionMetadata(
    key: ApplicationKey,
    revision: string,
    options?: CallOptions & { position?: number },
  ): Promise<unknown>;

  /** Has it compared with Git again, which takes no right beyond `get`, and answers with the Application as it then is. */
  refresh(
    key: ApplicationKey,
    type: 'normal' | 'hard',
    options?: CallOptions,
  ): Promise<unknown>;

  /** Starts a sync that changes nothing in the cluster, but takes the place of the Application's last operation. */
  dryRun(key: ApplicationKey, sync: { prune: boolean }): Promise<unknown>;

  /** Ends the operation that runs. */
  terminate(key: ApplicationKey): Promise<void>;
}
