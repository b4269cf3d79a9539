import type { BareRepository } from '../git/BareRepository';
import type { Snapshot, SnapshotReader } from '../git/Snapshot';
import { keepsApplications } from './applicationSets';
import type { ApplicationRecord } from './Application';
import type { ApplicationStore } from './ApplicationStore';
import { Target, assessTarget } from './assessTarget';
import type { AutoSync } from './AutoSync';
import { compareApplication } from './compareApplication';
import {
  DerivedApplications,
  DesiredApplication,
  deriveApplications,
} from './deriveApplications';
import { firstDeployment } from './firstDeployment';
import { newApplication } from './newApplication';
import type { SyncRunner } from './SyncRunner';

interface ReconcileOptions {
  /** Take applications that are not known yet as deployed already. */
  deployMissing?: boolean;
  /** Say of this one when it was compared, even if nothing differs. */
  refreshed?: string;
}

/** What an {@link ApplicationController} works with. */
interface ApplicationControllerDeps {
  store: ApplicationStore;
  repository: BareRepository;
  snapshots: SnapshotReader;
  syncs: SyncRunner;
  autoSync: AutoSync;
  repoURL: string;
  branch: string;
  now: () => Date;
}

/**
 * Keeps the applications as the repository's main branch wants them: makes them, removes them where its ApplicationSets say
 * so, and compares what is deployed with what should be.
 *
 * @internal
 */
export class ApplicationController {
  #tail: Promise<void> = Promise.resolve();

  readonly #deps: ApplicationControllerDeps;

  constructor(deps: ApplicationControllerDeps) {
    this.#deps = deps;
  }

  /** First look of this process; applications that were never seen before count as deployed long ago. */
  async start(): Promise<void> {
    const fresh = this.#deps.store.list().length === 0;
    await this.reconcile({ deployMissing: fresh });
    this.#deps.syncs.resume();
  }

  /** Resolves when no comparison is under way. */
  async idle(): Promise<void> {
    await this.#tail;
  }

  /** Compares everything with the head of the branch; one at a time. */
  reconcile(options: ReconcileOptions = {}): Promise<void> {
    const run = this.#tail.then(() => this.#reconcile(options));
    this.#tail = run.catch(() => {});
    return run;
  }

  async #reconcile(options: ReconcileOptions): Promise<void> {
    const { store, repository, snapshots, branch, repoURL, autoSync } =
      this.#deps;
    const revision = await repository.resolveCommit(`refs/heads/${branch}`);
    const snapshot = await snapshots.open(revision);
    const derived = deriveApplications(snapshot, { repoURL, branch });
    this.#follow(snapshot, this.#unwanted(derived), derived.brokenManifests);
    for (const desired of derived.applications) {
      const target = assessTarget(snapshot, desired.spec.source.path);
      if (!store.get(desired.name)) {
        const record = newApplication(desired, this.#deps.now());
        const deploys = options.deployMissing && target.kind === 'rendered';
        this.#compare(
          deploys
            ? await firstDeployment(
                repository,
                record,
                revision,
                target.overlay,
              )
            : record,
          target,
          revision,
        );
      } else {
        this.#update(desired, target, revision, options.refreshed);
      }
      autoSync.consider(desired.name, target);
    }
  }

  /** The applications that no manifest asks for any more. */
  #unwanted({ applications }: DerivedApplications): ApplicationRecord[] {
    const wanted = new Set(applications.map(({ name }) => name));
    return this.#deps.store
      .list()
      .filter(({ application }) => !wanted.has(application.metadata.name));
  }

  /**
   * Removes applications that nothing asks for, or lets them stay and follow their overlays: where the manifest is only
   * broken, and where the ApplicationSet does not delete.
   */
  #follow(
    snapshot: Snapshot,
    unwanted: ApplicationRecord[],
    brokenManifests: Set<string>,
  ) {
    const { store, syncs, autoSync } = this.#deps;
    const isKept =
      unwanted.length > 0 ? keepsApplications(snapshot) : undefined;
    for (const record of unwanted) {
      const { metadata, spec } = record.application;
      const { manifestPath } = record;
      if (brokenManifests.has(manifestPath) || isKept?.(manifestPath)) {
        const target = assessTarget(snapshot, spec.source.path);
        this.#compare(record, target, snapshot.commit);
        autoSync.consider(metadata.name, target);
      } else {
        syncs.forget(metadata.name);
        autoSync.forget(metadata.name);
        store.delete(metadata.name);
      }
    }
  }

  #update(
    desired: DesiredApplication,
    target: Target,
    revision: string,
    refreshed: string | undefined,
  ) {
    const record = this.#deps.store.get(desired.name);
    if (record) {
      const { application } = record;
      const metadata = { ...application.metadata, labels: desired.labels };
      this.#compare(
        {
          ...record,
          manifestPath: desired.manifestPath,
          application: { ...application, metadata, spec: desired.spec },
        },
        target,
        revision,
        { touch: refreshed === desired.name },
      );
    }
  }

  #compare(
    record: ApplicationRecord,
    target: Target,
    revision: string,
    options: { touch?: boolean } = {},
  ) {
    const { store, now } = this.#deps;
    store.put(compareApplication(record, target, revision, now()), options);
  }
}
