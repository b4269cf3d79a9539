import type { BareRepository } from '../git/BareRepository';
import type { SnapshotReader } from '../git/Snapshot';
import type { ApplicationController } from './ApplicationController';
import type { EventRecorder } from './events/EventRecorder';
import type { Projects } from './projects/Projects';
import type { ApplicationReader } from './selectApplications';
import type { SyncRunner } from './SyncRunner';
import type { WorkloadSettler } from './WorkloadSettler';

/**
 * Everything that the Argo CD-compatible API answers from.
 *
 * @internal
 */
export interface ArgocdServer {
  /** Without a slash at the end. */
  baseUrl: string;
  token: string;
  store: ApplicationReader;
  controller: ApplicationController;
  syncs: SyncRunner;
  settler: WorkloadSettler;
  projects: Projects;
  events: EventRecorder;
  now: () => Date;
  repository: BareRepository;
  snapshots: SnapshotReader;
}
