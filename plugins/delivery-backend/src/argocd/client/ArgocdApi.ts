import type { ApplicationKey } from './ApplicationKey';
import type { ArgocdOnDemand } from './ArgocdOnDemand';
import type { ResourceReference } from '@stonegarden/backstage-plugin-delivery-common';

export type { ApplicationKey } from './ApplicationKey';

/** A change that the stream reports. */
export interface ApplicationEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  application: unknown;
}

/** What a sync does. */
export interface SyncOptions {
  /** Whether it removes what Git no longer has. */
  prune: boolean;
  /** Syncs these and nothing else, which leaves no entry in the history; all when left out. */
  resources?: ResourceReference[];
}

/** A commit that is to be deployed in place of what Git says now. */
export interface SyncTarget {
  revision: string;
  /** Position, from 0, of the source that it is a commit of, where the Application has several: the others follow Git. */
  position?: number;
}

/** A resource of an Application in its cluster. */
export interface ResourceKey {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
}

/**
 * The calls this suite makes to one Argo CD. Each fails with `ArgocdResponseError` for an error status, and with any other
 * error when it does not answer.
 */
export interface ArgocdApi {
  /** What is asked for one Application when somebody looks at it. */
  readonly onDemand: ArgocdOnDemand;

  /** Resolves when it answers anything of its own, also a refusal; what stands before it and has no answer from it does not count. */
  ping(signal: AbortSignal): Promise<void>;

  /** All Applications that may be this suite's. Proves presence, never absence. `onAlive` is called while it arrives. */
  list(
    signal: AbortSignal,
    onAlive?: () => void,
  ): Promise<{ resourceVersion?: string; applications: unknown[] }>;

  /**
   * Follows changes until the stream ends, falls silent or is aborted. Begins with every Application, which closes the gap
   * between a list and the beginning of the stream.
   */
  watch(options: {
    signal: AbortSignal;
    onEvent(event: ApplicationEvent): void;
    /** Called for each sign of life, events and keep-alives alike. */
    onAlive(): void;
  }): Promise<void>;

  /** One Application as it is known: 404 proves that it is not there, 403 that it is not told. */
  get(
    key: ApplicationKey,
    options?: { signal?: AbortSignal },
  ): Promise<unknown>;

  /** Whether this account may get the Application, be it there or not. */
  canGet(
    key: ApplicationKey,
    options?: { signal?: AbortSignal },
  ): Promise<boolean>;

  /** Everything that the Application has in its cluster, as a tree of nodes with their parents. */
  resourceTree(
    key: ApplicationKey,
    options?: { signal?: AbortSignal },
  ): Promise<unknown>;

  /** The live manifest of one resource. */
  resource(
    key: ApplicationKey,
    resource: ResourceKey,
    options?: { signal?: AbortSignal },
  ): Promise<unknown>;

  /** Starts a sync to what Git says now. Never forced: that may delete and recreate what cannot be patched. */
  sync(key: ApplicationKey, options: SyncOptions): Promise<unknown>;

  /** Starts a sync to a commit, without removing anything. Refused under auto-sync. */
  syncTo(key: ApplicationKey, target: SyncTarget): Promise<unknown>;

  /** Starts Argo CD's own rollback to an entry of the history, by its id, without removing anything. Refused under auto-sync. */
  rollback(key: ApplicationKey, historyId: number): Promise<unknown>;

  /** Runs an action of a resource, such as `abort` of a Rollout. Argo CD does it whatever state the resource is in. */
  runResourceAction(
    key: ApplicationKey,
    resource: ResourceKey,
    action: string,
  ): Promise<void>;
}

/** What names an Application in policies of Argo CD, part by part. */
export function rbacParts({ project, namespace, name }: ApplicationKey) {
  // Argo CD leaves out the namespace that it is in itself.
  return namespace && namespace !== 'argocd'
    ? [project, namespace, name]
    : [project, name];
}

/** The object of a right to an Application, as policies of Argo CD write it. */
export function rbacObject(key: ApplicationKey): string {
  return rbacParts(key).join('/');
}
