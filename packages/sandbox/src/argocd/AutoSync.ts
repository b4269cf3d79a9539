import type { RenderedResource } from '../kustomize/renderOverlay';
import type { Application, ApplicationRecord } from './Application';
import type { ApplicationStore } from './ApplicationStore';
import type { Target } from './assessTarget';
import { endlessDifferences } from './compareApplication';
import { resourcesToPrune } from './liveResources';
import type { SyncRunner } from './SyncRunner';
import type { Timers } from './Timers';

/** How long an application shows OutOfSync before it syncs by itself. */
const NOTICE_MS = 1000;
/** Between two syncs of a revision by self-heal, at first and at most. */
const HEAL_MS = 2000;
const MAX_HEAL_MS = 300_000;
const HEAL_FACTOR = 3;
/** Until it asks again whether a sync window is over. */
const BLOCKED_MS = 60_000;

/** What an {@link AutoSync} works with. */
interface AutoSyncDeps {
  store: ApplicationStore;
  syncs: SyncRunner;
  timers: Timers;
  /** Whether the sync windows let it sync by itself now. */
  maySync: (application: Application) => Promise<boolean>;
}

/**
 * Starts the syncs that nobody asks for: of a new revision, and of what differs although its revision is deployed.
 *
 * @internal
 */
export class AutoSync {
  readonly #deps: AutoSyncDeps;

  constructor(deps: AutoSyncDeps) {
    this.#deps = deps;
  }

  /** Schedules what an application that was just compared needs, where its syncs are automated. */
  consider(name: string, target: Target): void {
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
    timers.start(key, NOTICE_MS, async () => {
      if (await this.#isBlocked(name)) {
        timers.start(key, BLOCKED_MS, () => this.consider(name, target));
        return;
      }
      const record = store.get(name);
      const revision = record?.application.status.sync.revision;
      if (record && revision && wantsAutoSync(record)) {
        syncs.start(name, {
          sync: { revision, prune: true },
          initiatedBy: { automated: true },
        });
      }
    });
  }

  /** Lets go of an application that is removed. */
  forget(name: string): void {
    this.#deps.timers.cancel(`auto ${name}`);
    this.#deps.timers.cancel(`heal ${name}`);
  }

  /** Whether a sync window keeps it from syncing by itself. */
  async #isBlocked(name: string): Promise<boolean> {
    const { store, maySync } = this.#deps;
    const application = store.get(name)?.application;
    return application !== undefined && !(await maySync(application));
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
    timers.start(key, attempts === 0 ? NOTICE_MS : waitMs, async () => {
      if (await this.#isBlocked(name)) {
        timers.start(key, BLOCKED_MS, () =>
          this.#considerHealing(name, resources),
        );
        return;
      }
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
