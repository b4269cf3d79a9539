import { kubeTime } from './Application';
import type { ApplicationStore } from './ApplicationStore';
import { brokenImage } from './brokenImage';
import { brokenHealth } from './health';
import { imagesOf, summaryOf } from './liveResources';
import { actOnRollout, advanceRollout, measureRollout } from './moveRollout';
import {
  applicationHealthOf,
  imagesOfRollout,
  type Rollout,
  type RolloutAction,
  runningAnalyses,
  timeToAdvanceMs,
} from './Rollout';
import type { Timers } from './Timers';

const SETTLE_MS = 3000;
/** Between two measurements of an analysis, which are shortened as all times of the sandbox are. */
const MEASURE_MS = 4000;

/**
 * Lets the pods of what was deployed become ready or fail, and Rollouts go from step to step.
 *
 * @internal
 */
export class WorkloadSettler {
  readonly #deps: { store: ApplicationStore; timers: Timers; now: () => Date };

  constructor(deps: {
    store: ApplicationStore;
    timers: Timers;
    now: () => Date;
  }) {
    this.#deps = deps;
  }

  /** Waits for the pods of an application, or for the next step of its Rollout, when either is under way. */
  schedule(name: string): void {
    const record = this.#deps.store.get(name);
    const isProgressing =
      record?.application.status.health.status === 'Progressing';
    const rollout = record?.rollout;
    const settleMs = isProgressing ? SETTLE_MS : undefined;
    // What else there is may still start while a Rollout is done, and waits for it while it is not.
    const waitMs =
      rollout && rollout.state !== 'healthy'
        ? timeToAdvanceMs(rollout)
        : settleMs;
    const key = `settle ${name}`;
    if (waitMs === undefined) {
      // What it waited for before, such as the end of a pause that a person has ended, moves it no more.
      this.#deps.timers.cancel(key);
    } else {
      this.#deps.timers.start(key, waitMs, () => this.#settle(name));
    }
    this.#scheduleMeasuring(name);
  }

  #scheduleMeasuring(name: string): void {
    const { store, timers } = this.#deps;
    const key = `measure ${name}`;
    const rollout = store.get(name)?.rollout;
    if (rollout && runningAnalyses(rollout).length > 0 && !timers.has(key)) {
      timers.start(key, MEASURE_MS, () => this.#measure(name));
    }
  }

  #measure(name: string): void {
    const { store, now } = this.#deps;
    const record = store.get(name);
    if (!record?.rollout) {
      return;
    }
    const next = measureRollout(record.rollout, kubeTime(now()));
    if (
      next.state === record.rollout.state &&
      next.step === record.rollout.step
    ) {
      // A measurement changes nothing of the Application, so that no stream tells of it.
      store.keep({ ...record, rollout: next });
      this.#scheduleMeasuring(name);
    } else {
      this.#move(name, () => next);
    }
  }

  /** Lets go of an application that is removed. */
  forget(name: string): void {
    this.#deps.timers.cancel(`settle ${name}`);
    this.#deps.timers.cancel(`measure ${name}`);
  }

  /** Does what a person wants of the Rollout of an application. */
  act(name: string, action: RolloutAction): void {
    this.#move(name, (rollout, since) => actOnRollout(rollout, action, since));
  }

  /**
   * From now on pods of these images crash in an application, and no others. Only what it starts from then on: of a
   * Deployment that was ready once, Argo CD says Progressing for as long as it crashes.
   */
  crash(name: string, images: string[]): void {
    const { store } = this.#deps;
    const record = store.get(name);
    if (record) {
      store.put({ ...record, crashing: images });
      if (
        !record.rollout &&
        record.application.status.health.status === 'Degraded'
      ) {
        this.#settle(name);
      }
    }
  }

  #settle(name: string): void {
    const crashing = this.#deps.store.get(name)?.crashing;
    this.#move(name, (rollout, since) =>
      advanceRollout(rollout, since, crashing),
    );
  }

  #move(
    name: string,
    next: (rollout: Rollout, since: string) => Rollout,
  ): void {
    const { store, now } = this.#deps;
    const record = store.get(name);
    if (!record?.deployed) {
      return;
    }
    const { application, deployed } = record;
    const { destination } = application.spec;
    const since = kubeTime(now());
    const rollout = record.rollout && next(record.rollout, since);
    const own = imagesOf(deployed.resources).filter(
      image => !rollout?.current.images.includes(image),
    );
    const broken = brokenImage(own, record.crashing);
    const outcome = broken
      ? brokenHealth(deployed.resources, broken, destination)
      : (rollout && applicationHealthOf(rollout)) ?? {
          status: 'Healthy' as const,
        };
    const { health: before, summary } = application.status;
    const health = {
      ...outcome,
      lastTransitionTime:
        before.status === outcome.status ? before.lastTransitionTime : since,
    };
    const images = imagesOf([
      // Pods that never become ready stay beside those of before.
      { images: (broken && summary.images) || [] },
      { images: own },
      { images: rollout ? imagesOfRollout(rollout) : [] },
    ]);
    store.put({
      ...record,
      ...(rollout ? { rollout } : {}),
      application: {
        ...application,
        status: {
          ...application.status,
          health,
          summary: summaryOf(images),
        },
      },
    });
    this.schedule(name);
  }
}
