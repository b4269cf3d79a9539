import type { BareRepository } from '../git/BareRepository';
import type { RefTracker } from '../git/RefTracker';
import type { JsonFile } from '../state/JsonFile';
import type { Checks } from '../checks/Checks';
import type { MergeChecks } from '../pulls/MergeChecks';
import type { PullRequests } from '../pulls/PullRequests';
import type { SourceRepository } from '../sources/SourceRepository';
import type { HostState } from './HostState';

/**
 * The sandbox's repository and all that belongs to it.
 *
 * @internal
 */
export interface GitHost {
  owner: string;
  name: string;
  defaultBranch: string;
  /** Without a slash at the end, for example `http://127.0.0.1:7391`. */
  baseUrl: string;
  token: string;
  repository: BareRepository;
  /** ISO time. */
  createdAt: string;
  /** As measured at the start. */
  sizeKib: number;
  refs: RefTracker;
  pulls: PullRequests;
  mergeChecks: MergeChecks;
  checks: Checks;
  state: JsonFile<HostState>;
  now: () => Date;
  /** Repositories of the same owner that services' images are built from. */
  sources: readonly SourceRepository[];
}
