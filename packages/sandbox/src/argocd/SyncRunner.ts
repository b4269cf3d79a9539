import type { SnapshotReader } from '../git/Snapshot';
import {
  Application,
  ApplicationRecord,
  Operation,
  kubeTime,
} from './Application';
import type { ApplicationStore } from './ApplicationStore';
import { ArgoError, GrpcCode } from './ArgoError';
import { assessTarget, brokenImage } from './assessTarget';
import { compareApplication } from './compareApplication';
import { findRollout } from './findRollout';
import { brokenHealth } from './health';
import {
  appliedResources,
  resourcesToPrune,
  syncResults,
} from './liveResources';
import {
  advanceRollout,
  applicationHealthOf,
  deployRollout,
  imagesOfRollout,
  timeToAdvanceMs,
} from './Rollout';
import type { RenderedOverlay } from '../kustomize/renderOverlay';
import type { Timers } from './Timers';

/** How long an operation waits for the controller to see it. */
const BEGIN_MS = 200;
const SYNC_MS = 2000;
const SETTLE_MS = 3000;
const MAX_HISTORY = 10;
const SYNCED = 'successfully synced (all tasks run)';

/**
 * Runs sync operations: asked for, Running, then deployed with its place in the history, then Progressing until the
 * workload is Healthy or Degraded.
 *
 * @internal
 */
export class SyncRunner {
  /** Called when an operation has ended, to compare with the branch again. */
  onFinished: () => Promise<void> = async () => {};

  readonly #deps: {
    store: ApplicationStore;
    snapshots: SnapshotReader;
    timers: Timers;
    now: () => Date;
  };

  constructor(deps: {
    store: ApplicationStore;
    snapshots: SnapshotReader;
    timers: Timers;
    now: () => Date;
  }) {
    this.#deps = deps;
  }

  /**
   * Asks for an operation. As in Argo CD the answer has no state of it yet, and none of the one before. FailedPrecondition
   * when one is under way.
   */
  start(name: string, operation: Operation): Application {
    const record = this.#record(name);
    const { application } = record;
    if (isUnderWay(application)) {
      throw new ArgoError(
        GrpcCode.FailedPrecondition,
        'another operation is already in progress',
      );
    }
    const { operationState: _before, ...status } = application.status;
    this.#deps.store.put(
      withApplication(record, { ...application, operation, status }),
    );
    this.#scheduleBegin(name);
    return this.#record(name).application;
  }

  /** Ends a running operation without deploying. InvalidArgument when there is none. */
  terminate(name: string): void {
    const record = this.#record(name);
    if (!hasBegun(record.application)) {
      throw new ArgoError(
        GrpcCode.InvalidArgument,
        'Unable to terminate operation. No operation is in progress',
      );
    }
    this.#deps.timers.cancel(`sync ${name}`);
    this.#deps.store.put(this.#ended(record, 'Failed', 'Operation terminated'));
  }

  /** Takes up what was under way when the sandbox was stopped. */
  resume(): void {
    for (const { application } of this.#deps.store.list()) {
      const { name } = application.metadata;
      if (hasBegun(application)) {
        this.#scheduleFinish(name);
      } else if (isUnderWay(application)) {
        this.#scheduleBegin(name);
      } else {
        this.#scheduleSettle(name);
      }
    }
  }

  /** Lets go of an application that is removed. */
  forget(name: string): void {
    this.#deps.timers.cancel(`sync ${name}`);
    this.#deps.timers.cancel(`settle ${name}`);
  }

  #scheduleBegin(name: string) {
    this.#deps.timers.start(`sync ${name}`, BEGIN_MS, () => this.#begin(name));
  }

  #scheduleFinish(name: string) {
    this.#deps.timers.start(`sync ${name}`, SYNC_MS, () => this.#finish(name));
  }

  /** Waits for the pods of what was deployed, or for the next step of its Rollout, when either is under way. */
  #scheduleSettle(name: string) {
    const record = this.#deps.store.get(name);
    const isProgressing =
      record?.application.status.health.status === 'Progressing';
    const waitMs =
      (record?.rollout && timeToAdvanceMs(record.rollout)) ??
      (isProgressing ? SETTLE_MS : undefined);
    if (waitMs !== undefined) {
      this.#deps.timers.start(`settle ${name}`, waitMs, () =>
        this.#settle(name),
      );
    }
  }

  #begin(name: string): void {
    const { store, now } = this.#deps;
    const record = store.get(name);
    const operation = record?.application.operation;
    if (!record || !operation) {
      return;
    }
    const { application } = record;
    const { source } = application.spec;
    store.put(
      withApplication(record, {
        ...application,
        status: {
          ...application.status,
          operationState: {
            operation,
            phase: 'Running',
            message: 'waiting for healthy state of resources',
            startedAt: kubeTime(now()),
            syncResult: { revision: operation.sync.revision, source },
          },
        },
      }),
    );
    this.#scheduleFinish(name);
  }

  async #finish(name: string): Promise<void> {
    const { store, snapshots } = this.#deps;
    const started = store.get(name)?.application.status.operationState;
    if (started?.phase !== 'Running') {
      return;
    }
    const { revision, dryRun, resources } = started.operation.sync;
    const snapshot = await snapshots.open(revision);
    const record = store.get(name);
    if (!record || !hasBegun(record.application)) {
      return;
    }
    const { path } = record.application.spec.source;
    const target = assessTarget(snapshot, path);
    if (target.kind === 'failed') {
      store.put(
        this.#ended(record, 'Error', `ComparisonError: ${target.message}`),
      );
    } else if (dryRun) {
      store.put(
        this.#ended(record, 'Succeeded', 'successfully synced (no more tasks)'),
      );
    } else if (resources?.length) {
      // A part of an application is not a deployment: it leaves no entry in the history.
      const { prune } = started.operation.sync;
      const done = prune ? pruned(record, target.overlay, resources) : record;
      store.put(this.#ended(done, 'Succeeded', SYNCED));
    } else {
      this.#deploy(record, revision, target.overlay);
    }
    await this.onFinished();
  }

  #deploy(
    record: ApplicationRecord,
    revision: string,
    overlay: RenderedOverlay,
  ) {
    const { store, now } = this.#deps;
    const { name } = record.application.metadata;
    const { namespace } = record.application.spec.destination;
    const { rollout: former, ...others } = record;
    const asked = findRollout(overlay, namespace);
    const rollout = asked && deployRollout(former, asked, kubeTime(now()));
    // A Rollout that is under way goes on, whatever else is synced.
    const isSameRollout =
      rollout !== undefined &&
      rollout.state !== 'healthy' &&
      rollout.current.revision === former?.current.revision;
    const changed =
      !isSameRollout &&
      (record.deployed?.fingerprint !== overlay.fingerprint ||
        record.application.status.health.status !== 'Healthy');
    const { fingerprint } = overlay;
    const prune =
      record.application.status.operationState?.operation.sync.prune === true;
    const leftovers = resourcesToPrune(record, overlay);
    const kept = prune ? [] : leftovers;
    const images = [
      ...overlay.images,
      ...kept.flatMap(resource => resource.images),
    ];
    const ended = this.#ended(
      {
        ...others,
        ...(rollout ? { rollout } : {}),
        deployed: {
          revision,
          fingerprint,
          images,
          resources: [...appliedResources(overlay), ...kept],
        },
      },
      'Succeeded',
      SYNCED,
      syncResults(record, overlay, { resources: leftovers, pruned: prune }),
    );
    const { application } = ended;
    const { status } = application;
    const moving =
      rollout && rollout.state !== 'healthy'
        ? applicationHealthOf(rollout)
        : { status: 'Progressing' as const };
    const health = changed
      ? { ...moving, lastTransitionTime: kubeTime(now()) }
      : status.health;
    const deployed = withApplication(ended, {
      ...application,
      status: {
        ...status,
        health,
        history: nextHistory(application, revision),
        // The pods of before run until those of now are ready.
        summary:
          isSameRollout || (changed && status.summary.images?.length)
            ? status.summary
            : summaryOf(images),
      },
    });
    // What was synced is what it was compared with; the branch is looked at again right after.
    const target = { kind: 'rendered' as const, overlay };
    store.put(
      status.sync.revision === revision
        ? compareApplication(deployed, target, revision, now())
        : deployed,
    );
    if (changed) {
      this.#scheduleSettle(name);
    }
  }

  async #settle(name: string): Promise<void> {
    const { store, snapshots, now } = this.#deps;
    const deployed = store.get(name)?.deployed;
    if (!deployed) {
      return;
    }
    const snapshot = await snapshots.open(deployed.revision);
    const record = store.get(name);
    if (!record) {
      return;
    }
    const { application } = record;
    const since = kubeTime(now());
    const rollout = record.rollout && advanceRollout(record.rollout, since);
    const own = deployed.images.filter(
      image => !rollout?.current.images.includes(image),
    );
    const broken = brokenImage(own);
    const target = assessTarget(snapshot, application.spec.source.path);
    const outcome =
      broken && target.kind === 'rendered'
        ? brokenHealth(
            target.overlay,
            broken,
            application.spec.destination.namespace,
          )
        : (rollout && applicationHealthOf(rollout)) ?? {
            status: 'Healthy' as const,
          };
    const { health: before } = application.status;
    const health = {
      ...outcome,
      lastTransitionTime:
        before.status === outcome.status ? before.lastTransitionTime : since,
    };
    const { images = [] } = application.status.summary;
    const summary = summaryOf([
      // Pods that never become ready stay beside those of before.
      ...(broken ? images : []),
      ...own,
      ...(rollout ? imagesOfRollout(rollout) : []),
    ]);
    store.put(
      withApplication(
        { ...record, ...(rollout ? { rollout } : {}) },
        { ...application, status: { ...application.status, health, summary } },
      ),
    );
    this.#scheduleSettle(name);
  }

  #ended(
    record: ApplicationRecord,
    phase: 'Succeeded' | 'Failed' | 'Error',
    message: string,
    resources?: Array<Record<string, string>>,
  ): ApplicationRecord {
    const { operation: _ended, ...application } = record.application;
    const { operationState } = application.status;
    if (!operationState) {
      return record;
    }
    const { syncResult } = operationState;
    const ended = {
      ...operationState,
      phase,
      message,
      finishedAt: kubeTime(this.#deps.now()),
      ...(syncResult && resources
        ? { syncResult: { ...syncResult, resources } }
        : {}),
    };
    return withApplication(record, {
      ...application,
      status: { ...application.status, operationState: ended },
    });
  }

  #record(name: string): ApplicationRecord {
    const record = this.#deps.store.get(name);
    if (!record) {
      throw new ArgoError(
        GrpcCode.NotFound,
        `applications.argoproj.io "${name}" not found`,
      );
    }
    return record;
  }
}

/** Whether an operation was asked for and has not ended. */
function isUnderWay({ operation }: Application): boolean {
  return operation !== undefined;
}

function hasBegun(application: Application): boolean {
  return application.status.operationState?.phase === 'Running';
}

function summaryOf(images: string[]): Application['status']['summary'] {
  return images.length > 0 ? { images: [...new Set(images)].sort() } : {};
}

function withApplication(
  record: ApplicationRecord,
  application: Application,
): ApplicationRecord {
  return { ...record, application };
}

/** The record without those of the named resources that Git does not have. */
function pruned(
  record: ApplicationRecord,
  overlay: RenderedOverlay,
  named: Array<{ kind: string; name: string }>,
): ApplicationRecord {
  const { deployed } = record;
  const gone = resourcesToPrune(record, overlay).filter(({ kind, name }) =>
    named.some(each => each.kind === kind && each.name === name),
  );
  return deployed?.resources && gone.length > 0
    ? {
        ...record,
        deployed: {
          ...deployed,
          resources: deployed.resources.filter(each => !gone.includes(each)),
        },
      }
    : record;
}

function nextHistory(application: Application, revision: string) {
  const { history = [], operationState } = application.status;
  const deployedAt = operationState?.finishedAt ?? '';
  const entry = {
    id: (history.at(-1)?.id ?? -1) + 1,
    revision,
    source: application.spec.source,
    deployStartedAt: operationState?.startedAt ?? deployedAt,
    deployedAt,
    initiatedBy: operationState?.operation.initiatedBy ?? {},
  };
  return [...history, entry].slice(-MAX_HISTORY);
}
