import type { BareRepository } from '../git/BareRepository';
import type { Snapshot, SnapshotReader } from '../git/Snapshot';
import type { ApplicationRecord } from './Application';
import type { ApplicationStore } from './ApplicationStore';
import { Target, assessTarget } from './assessTarget';
import { DesiredApplication, deriveApplications } from './deriveApplications';
import { compareApplication, endlessDifferences } from './compareApplication';
import { firstDeployment } from './firstDeployment';
import { resourcesToPrune } from './liveResources';
import { newApplication } from './newApplication';
import type { RenderedResource } from '../kustomize/renderOverlay';
import type { SyncRunner } from './SyncRunner';
import type { Timers } from './Timers';

/** How long an application shows OutOfSync before it syncs by itself. */
const NOTICE_MS = 1000;
/** Between two syncs of a revision by self-heal, at first and at most. */
const HEAL_MS = 2000;
const MAX_HEAL_MS = 300_000;
const HEAL_FACTOR = 3;

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
  timers: Timers;
  repoURL: string;
  branch: string;
  now: () => Date;
}

/**
 * Keeps the applications as the repository's main branch wants them: makes and removes them, compares what is deployed
 * with what should be, and starts syncs where they are automatic.
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
    const { store, repository, snapshots, branch, repoURL } = this.#deps;
    const revision = await repository.resolveCommit(`refs/heads/${branch}`);
    const snapshot = await snapshots.open(revision);
    const { applications, brokenManifests } = deriveApplications(snapshot, {
      repoURL,
      branch,
    });
    const wanted = new Set(applications.map(({ name }) => name));
    for (const { application, manifestPath } of store.list()) {
      const { name } = application.metadata;
      if (!wanted.has(name) && !brokenManifests.has(manifestPath)) {
        this.#deps.syncs.forget(name);
        this.#deps.timers.cancel(`auto ${name}`);
        this.#deps.timers.cancel(`heal ${name}`);
        store.delete(name);
      }
    }
    for (const desired of applications) {
      const target = assessTarget(snapshot, desired.spec.source.path);
      if (!store.get(desired.name)) {
        const record = newApplication(desired, this.#deps.now());
        const deploys = options.deployMissing && target.kind === 'rendered';
        store.put(
          compareApplication(
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
            this.#deps.now(),
          ),
        );
      } else {
        this.#update(desired, target, revision, options.refreshed);
      }
      this.#considerAutoSync(desired.name, target);
    }
    this.#compareOrphans(snapshot, brokenManifests);
  }

  #update(
    desired: DesiredApplication,
    target: Target,
    revision: string,
    refreshed: string | undefined,
  ) {
    const { store, now } = this.#deps;
    const record = store.get(desired.name);
    if (record) {
      const { application } = record;
      const metadata = { ...application.metadata, labels: desired.labels };
      store.put(
        compareApplication(
          {
            ...record,
            manifestPath: desired.manifestPath,
            application: { ...application, metadata, spec: desired.spec },
          },
          target,
          revision,
          now(),
        ),
        { touch: refreshed === desired.name },
      );
    }
  }

  /** Applications of a manifest that is broken now still follow their overlays. */
  #compareOrphans(snapshot: Snapshot, brokenManifests: Set<string>) {
    for (const record of this.#deps.store.list()) {
      if (brokenManifests.has(record.manifestPath)) {
        const { metadata, spec } = record.application;
        const target = assessTarget(snapshot, spec.source.path);
        this.#deps.store.put(
          compareApplication(record, target, snapshot.commit, this.#deps.now()),
        );
        this.#considerAutoSync(metadata.name, target);
      }
    }
  }

  #considerAutoSync(name: string, target: Target) {
    const { store, timers, syncs } = this.#deps;
    const known = store.get(name);
    if (known && isDeployed(known)) {
      this.#considerHealing(name, [
        ...endlessDifferences(known, target),
        ...(target.kind === 'rendered'
          ? resourcesToPrune(known, target.overlay)
          : []),
      ]);
      return;
    }
    const key = `auto ${name}`;
    if (!wantsAutoSync(known) || timers.has(key)) {
      return;
    }
    timers.start(key, NOTICE_MS, () => {
      const record = store.get(name);
      const revision = record?.application.status.sync.revision;
      if (record && revision && wantsAutoSync(record)) {
        syncs.start(name, {
          sync: { revision, prune: true },
          initiatedBy: { automated: true },
          retry: { limit: 5 },
        });
      }
    });
  }

  /** Syncs what differs of a revision that is deployed, that alone, and again after ever longer times. */
  #considerHealing(name: string, resources: RenderedResource[]) {
    const { store, timers, syncs } = this.#deps;
    const key = `heal ${name}`;
    const wantsHealing = () => {
      const record = store.get(name);
      return record && isDeployed(record) && wantsAutoSync(record);
    };
    if (resources.length === 0 || !wantsHealing() || timers.has(key)) {
      return;
    }
    const { sync } =
      store.get(name)?.application.status.operationState?.operation ?? {};
    const attempts = sync?.autoHealAttemptsCount ?? 0;
    const waitMs = Math.min(
      HEAL_MS * HEAL_FACTOR ** (attempts - 1),
      MAX_HEAL_MS,
    );
    timers.start(key, attempts === 0 ? NOTICE_MS : waitMs, () => {
      const revision = store.get(name)?.application.status.sync.revision;
      if (revision && wantsHealing()) {
        syncs.start(name, {
          sync: {
            revision,
            prune: true,
            resources: resources.map(({ apiVersion, kind, name: own }) => ({
              group: apiVersion.replace(/(^|\/)[^/]*$/, ''),
              kind,
              name: own,
            })),
            autoHealAttemptsCount: attempts + 1,
          },
          initiatedBy: { automated: true },
          retry: { limit: 5 },
        });
      }
    });
  }
}

/** Whether the revision that it is compared with is deployed: what differs all the same is healed, not deployed again. */
function isDeployed({ application, deployed }: ApplicationRecord): boolean {
  const { revision } = application.status.sync;
  return revision !== undefined && deployed?.revision === revision;
}

/** Whether Argo CD would sync it now: automated, different, idle, and not just failed at this revision. */
function wantsAutoSync(record: ApplicationRecord | undefined): boolean {
  if (!record?.application.spec.syncPolicy?.automated) {
    return false;
  }
  const { operation, status } = record.application;
  const { operationState, sync } = status;
  const failed =
    operationState?.phase === 'Failed' || operationState?.phase === 'Error';
  return (
    sync.status === 'OutOfSync' &&
    operation === undefined &&
    !(failed && operationState.operation.sync.revision === sync.revision)
  );
}
