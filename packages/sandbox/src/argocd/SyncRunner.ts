import type { SnapshotReader } from '../git/Snapshot';
import type { RenderedOverlay } from '../kustomize/renderOverlay';
import type { Application, ApplicationRecord, Operation } from './Application';
import type { ApplicationStore } from './ApplicationStore';
import { ArgoError, GrpcCode } from './ArgoError';
import { applyOverlay } from './applyOverlay';
import { assessTarget } from './assessTarget';
import { compareApplication } from './compareApplication';
import { completeOperation } from './completeOperation';
import {
  hasBegun,
  isUnderWay,
  stillRunning,
  withBegun,
  backoffMs,
  withEnded,
  withFailedAttempt,
  withHistoryEntry,
} from './operationState';
import type { Timers } from './Timers';
import type { WorkloadSettler } from './WorkloadSettler';

/** How long an operation waits for the controller to see it. */
const BEGIN_MS = 200;
const SYNC_MS = 2000;

/** What a {@link SyncRunner} works with. */
interface SyncRunnerDeps {
  store: ApplicationStore;
  snapshots: SnapshotReader;
  settler: WorkloadSettler;
  timers: Timers;
  now: () => Date;
}

/**
 * Runs sync operations: asked for, Running, then applied. A whole sync has its place in the history then; one of a part,
 * or a dry run, has none.
 *
 * @internal
 */
export class SyncRunner {
  /** Called when an operation has ended, to compare with the branch again. */
  onFinished: () => Promise<void> = async () => {};

  readonly #deps: SyncRunnerDeps;

  constructor(deps: SyncRunnerDeps) {
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
    this.#deps.store.put({
      ...record,
      application: {
        ...application,
        operation: completeOperation(operation, application),
        status,
      },
    });
    this.#scheduleBegin(name);
    return this.#record(name).application;
  }

  /** Ends a running operation without deploying. InvalidArgument when there is none. */
  terminate(name: string): void {
    const { store, timers, now } = this.#deps;
    const record = this.#record(name);
    if (!hasBegun(record.application)) {
      throw new ArgoError(
        GrpcCode.InvalidArgument,
        'Unable to terminate operation. No operation is in progress',
      );
    }
    timers.cancel(`sync ${name}`);
    const outcome = {
      phase: 'Failed' as const,
      message: 'Operation terminated',
    };
    store.put(withEnded(record, outcome, now()));
  }

  /** Takes up what was under way when the sandbox was stopped. */
  resume(): void {
    for (const { application } of this.#deps.store.list()) {
      const { name } = application.metadata;
      if (hasBegun(application)) {
        this.#scheduleFinish(name, waitOf(application));
      } else if (isUnderWay(application)) {
        this.#scheduleBegin(name);
      } else {
        this.#deps.settler.schedule(name);
      }
    }
  }

  /** Lets go of an application that is removed. */
  forget(name: string): void {
    this.#deps.timers.cancel(`sync ${name}`);
    this.#deps.settler.forget(name);
  }

  #scheduleBegin(name: string) {
    this.#deps.timers.start(`sync ${name}`, BEGIN_MS, () => this.#begin(name));
  }

  #scheduleFinish(name: string, waitMs: number = SYNC_MS) {
    this.#deps.timers.start(`sync ${name}`, waitMs, () => this.#finish(name));
  }

  #begin(name: string): void {
    const { store, now } = this.#deps;
    const record = store.get(name);
    const operation = record?.application.operation;
    if (record && operation) {
      store.put(withBegun(record, operation, now()));
      this.#scheduleFinish(name);
    }
  }

  async #finish(name: string): Promise<void> {
    const { store, snapshots, now } = this.#deps;
    const started = store.get(name)?.application.status.operationState;
    if (started?.phase !== 'Running') {
      return;
    }
    const { sync } = started.operation;
    const snapshot = await snapshots.open(sync.revision);
    const record = store.get(name);
    if (!record || !hasBegun(record.application)) {
      return;
    }
    const { path } = record.application.spec.source;
    const target = assessTarget(snapshot, path);
    if (target.kind === 'failed') {
      const message = `ComparisonError: ${target.message}`;
      this.#fail(record, { phase: 'Error', message });
    } else if (sync.dryRun) {
      const message = 'successfully synced (no more tasks)';
      store.put(withEnded(record, { phase: 'Succeeded', message }, now()));
    } else {
      this.#apply(record, sync, target.overlay);
    }
    await this.onFinished();
  }

  #apply(
    before: ApplicationRecord,
    sync: Operation['sync'],
    overlay: RenderedOverlay,
  ) {
    const { store, settler } = this.#deps;
    const now = this.#deps.now();
    const { revision, prune, resources: only } = sync;
    const applied = applyOverlay(before, overlay, {
      revision,
      only,
      prune,
      now,
    });
    const { results } = applied;
    const refused = results.filter(({ status }) => status === 'SyncFailed');
    if (refused.length > 0) {
      const reasons = refused.map(({ message }) => message).join(',');
      this.#fail(applied.record, {
        phase: 'Failed',
        message: `one or more synchronization tasks completed unsuccessfully, reason: ${reasons}`,
        results,
      });
    } else {
      const tasks = results.length > 0 ? 'all tasks run' : 'no more tasks';
      const message = `successfully synced (${tasks})`;
      const ended = withEnded(
        applied.record,
        { phase: 'Succeeded', message, results },
        now,
      );
      const entered = only?.length ? ended : withHistoryEntry(ended, revision);
      // What was synced is what it was compared with; the branch is looked at again right after.
      const done =
        before.application.status.sync.revision === revision
          ? compareApplication(
              entered,
              { kind: 'rendered', overlay },
              revision,
              now,
            )
          : entered;
      // Argo CD tells that it is applied, then of its entry, and of its end last.
      for (const isEntered of only?.length ? [false] : [false, true]) {
        store.put(
          stillRunning(done, before.application, { entered: isEntered }),
        );
      }
      store.put(done);
    }
    if (applied.isRolling) {
      settler.schedule(before.application.metadata.name);
    }
  }

  #fail(
    before: ApplicationRecord,
    failure: Parameters<typeof withFailedAttempt>[1],
  ) {
    const { store, now } = this.#deps;
    const { record, retryInMs } = withFailedAttempt(before, failure, now());
    store.put(record);
    if (retryInMs !== undefined) {
      this.#scheduleFinish(record.application.metadata.name, retryInMs);
    }
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

/** How long a running operation waits for its end or, after an attempt that failed, for the next one. */
function waitOf({ operation, status }: Application): number {
  const { retryCount, finishedAt } = status.operationState ?? {};
  return retryCount && finishedAt
    ? backoffMs(operation?.retry, retryCount - 1)
    : SYNC_MS;
}
