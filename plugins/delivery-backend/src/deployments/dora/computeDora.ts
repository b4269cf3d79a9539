import type {
  DeploymentOutcome,
  DoraFigures,
  DoraMetrics,
  DoraQuery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { splitTime } from './splitTime';

/** A deployment to production, as far as metrics are computed from it. */
export interface DoraDeployment {
  /** The service and environment: what is restored is restored there. */
  place: string;
  /** ISO time. */
  from: string;
  outcome?: DeploymentOutcome;
  rolledBack: boolean;
  /**
   * ISO time of the commit that first named its Release; left out where that is not known, and for a Release that the
   * environment had run before.
   */
  namedAt?: string;
}

const SECOND_MS = 1_000;

function isFailure({ outcome, rolledBack }: DoraDeployment): boolean {
  return outcome === 'failed' || rolledBack;
}

function medianSeconds(durationsMs: number[]): number | undefined {
  const sorted = [...durationsMs].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) {
    return undefined;
  }
  const medianMs =
    sorted.length % 2 === 1
      ? sorted[middle]
      : (sorted[middle - 1] + sorted[middle]) / 2;
  return Math.round(medianMs / SECOND_MS);
}

/** Counts the deployments of one span of time. */
class Counter {
  #deployments = 0;
  #failures = 0;
  readonly #leadMs: number[] = [];
  readonly #restoreMs: number[] = [];

  /** `restoredMs`: when the next one that succeeded began. */
  add(deployment: DoraDeployment, restoredMs: number | undefined): void {
    const { from, namedAt } = deployment;
    this.#deployments += 1;
    if (namedAt !== undefined && namedAt <= from) {
      this.#leadMs.push(Date.parse(from) - Date.parse(namedAt));
    }
    if (isFailure(deployment)) {
      this.#failures += 1;
      if (restoredMs !== undefined) {
        this.#restoreMs.push(restoredMs - Date.parse(from));
      }
    }
  }

  get figures(): DoraFigures {
    const leadTimeSeconds = medianSeconds(this.#leadMs);
    const restoreSeconds = medianSeconds(this.#restoreMs);
    return {
      deployments: this.#deployments,
      failures: this.#failures,
      ...(leadTimeSeconds === undefined ? {} : { leadTimeSeconds }),
      leadTimeCount: this.#leadMs.length,
      ...(restoreSeconds === undefined ? {} : { restoreSeconds }),
      restoreCount: this.#restoreMs.length,
    };
  }
}

/**
 * Deployment frequency, lead time, failures and time to restore. A deployment counts to the span of time in which it began, as
 * does the time to restore after it.
 *
 * @param deployments - in any order, also those that began at `until` or later: they tell when a failure was over
 */
export function computeDora(
  deployments: DoraDeployment[],
  query: Pick<DoraQuery, 'bucket' | 'since' | 'until'>,
): Pick<DoraMetrics, 'buckets' | 'total'> {
  const spans = splitTime(query);
  const counters = spans.map(() => new Counter());
  const total = new Counter();
  const newestFirst = [...deployments].sort((one, other) =>
    one.from < other.from ? 1 : -1,
  );
  const restoredMs = new Map<string, number>();
  let span = spans.length - 1;
  for (const deployment of newestFirst) {
    const { from, outcome, place } = deployment;
    while (span >= 0 && from < spans[span].since) {
      span -= 1;
    }
    if (span >= 0 && from < spans[span].until) {
      const restored = restoredMs.get(place);
      counters[span].add(deployment, restored);
      total.add(deployment, restored);
    }
    if (outcome === 'succeeded' && !isFailure(deployment)) {
      restoredMs.set(place, Date.parse(from));
    }
  }
  return {
    buckets: spans.map((each, index) => ({
      ...each,
      ...counters[index].figures,
    })),
    total: total.figures,
  };
}
