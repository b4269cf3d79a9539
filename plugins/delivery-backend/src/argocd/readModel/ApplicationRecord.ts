import type {
  ApplicationCondition,
  EnvironmentStatus,
  HealthStatus,
  OperationStatus,
  SyncStatus,
} from '@stonegarden/backstage-plugin-delivery-common';

import type { SyncBlock } from './findSyncBlock';
import type { ApplicationDetails } from './readDetails';

/** Where an Application takes manifests or values from. */
export interface ApplicationSource {
  /** Host and full name of the repository, in lower case; undefined for charts and what cannot be read. */
  repository?: string;
  /** Paths in it that count: its own, and those of the value files that other sources take from it. */
  paths: string[];
}

/** Commits that something was made from, by the position of their source. */
export interface SourcedRevisions {
  revisions: string[];
  /** Where they are not those of the Application now. */
  sources?: ApplicationSource[];
}

/** Who began a sync, as Argo CD says. */
export interface SyncInitiator {
  /** Account of Argo CD. */
  username?: string;
  /** Argo CD did it by itself, because Git had changed or the cluster had. */
  automated?: true;
}

/** A sync that deployed everything: dry runs and syncs of single resources are not in the history. */
export interface ApplicationHistoryEntry extends SourcedRevisions {
  id?: number;
  /** ISO time when the sync had finished. */
  deployedAt?: string;
  /** Left out where Argo CD does not say. */
  initiatedBy?: SyncInitiator;
}

/** Argo CD's last operation on an Application. */
export interface ApplicationOperation
  extends Omit<OperationStatus, 'revision'>,
    Partial<SourcedRevisions> {}

/** What the source hydrator made: a commit of manifests out of a commit of their sources. */
export interface Hydration {
  dry: string;
  hydrated: string;
}

/** What this suite keeps of an Argo CD Application: a few hundred bytes of its some thirty thousand. */
export interface ApplicationRecord {
  /** Name of the instance in app-config. */
  instance: string;
  name: string;
  namespace: string;
  project: string;
  /** The service and the environment that it names. */
  service: string;
  environment: string;
  resourceVersion?: string;
  /** Set when it is no longer listed, without a proof that it is gone: these are the last facts that are known of it. */
  hidden?: {
    /** The right that the portal's account lacks, where that was found to be why. */
    right?: string;
    /** ISO time at which the facts were true. */
    asOf?: string;
  };
  /** As far as it states them. The address of the server is never shown to anybody. */
  destination: { name?: string; server?: string; namespace?: string };
  /** Whether a sync may remove what Git no longer has, by the Application's own policy. */
  prune: boolean;
  /** Whether it syncs by itself what Git says. Argo CD then goes back to no other commit. */
  automated: boolean;
  /** Whether it then also syncs what differs from a commit that it has synced already. */
  selfHeal: boolean;
  /** By their position. With a source hydrator the one that it reads. */
  sources: ApplicationSource[];
  /** What the source hydrator made, newest last; undefined without one. */
  hydrations?: Hydration[];
  sync: SyncStatus;
  /** Commits that Argo CD compares the cluster with: the newest it has read, not the last it applied. */
  compared?: SourcedRevisions;
  health: HealthStatus;
  healthMessage?: string;
  /** ISO time. */
  healthSince?: string;
  operation?: ApplicationOperation;
  /** Its newest whole, real syncs, oldest first. */
  history: ApplicationHistoryEntry[];
  /** Worst first. */
  conditions?: ApplicationCondition[];
  /** Only while OutOfSync. */
  differences?: EnvironmentStatus['differences'];
  /** Image references of its pods. */
  images: string[];
  /** The sync window that keeps Argo CD from syncing it by itself, where that was looked at; only while it waits for that. */
  syncBlock?: SyncBlock;
  /** What only its resource tree tells, where that was looked at. */
  details?: ApplicationDetails;
}
