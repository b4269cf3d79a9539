import { setTimeout as wait } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import type {
  EnvironmentDiff,
  SyncPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import { comparedRevision } from '../environments/deployedRevision';
import { runningReleases } from '../environments/runningReleases';
import type { GitReleases } from '../releases/GitReleases';
import type { ResolvedService } from '../services/ServiceResolver';
import { serviceSourceOf } from '../services/ServiceSource';
import type { EnvironmentReader } from './EnvironmentReader';
import type {
  OpenedApplication,
  OpenedApplications,
} from './OpenedApplications';
import { RecentAnswers } from '../collections/RecentAnswers';
import { type DryRun, readDryRun } from './readDryRun';
import { resourceId, toReference } from './resourceId';

/** How long a dry run is waited for, and how often it is looked at. */
const TIMEOUT_MS = 20_000;
const POLL_MS = 300;
/** A preview is used again for as long as nobody has changed Git. */
const TTL_MS = 10_000;
const ORDER = { removed: 0, created: 1, updated: 2 };

/**
 * Says what a sync would do: what differs is what it changes, and a dry run tells what the cluster would refuse. (What a dry run
 * says of the rest is no help: with server-side apply everything is "configured".) Permissions are checked before it is asked.
 */
export class SyncPreviewer {
  readonly #applications: OpenedApplications;
  readonly #environments: Pick<EnvironmentReader, 'diff'>;
  readonly #gitReleases: Pick<GitReleases, 'now'>;
  readonly #previews = new RecentAnswers<SyncPreview>({
    limit: 100,
    ttlMs: TTL_MS,
  });
  readonly #timing: { timeoutMs: number; pollMs: number };

  constructor(options: {
    applications: OpenedApplications;
    environments: Pick<EnvironmentReader, 'diff'>;
    gitReleases: Pick<GitReleases, 'now'>;
    timing?: { timeoutMs: number; pollMs: number };
  }) {
    this.#applications = options.applications;
    this.#environments = options.environments;
    this.#gitReleases = options.gitReleases;
    this.#timing = options.timing ?? {
      timeoutMs: TIMEOUT_MS,
      pollMs: POLL_MS,
    };
  }

  /**
   * Throws ConflictError where Argo CD would not sync as things are: a sync window is closed, or an operation runs. Without the
   * right to sync of the portal's own account, NotAllowedError.
   */
  async preview(
    service: ResolvedService,
    environment: string,
  ): Promise<SyncPreview> {
    const opened = this.#applications.open(service, environment, 'previewed');
    const revision = comparedRevision(
      opened.record,
      serviceSourceOf(service.entity),
    );
    const { value } = await this.#previews.get(
      `${opened.name} ${revision}`,
      async () => {
        const asOf = new Date().toISOString();
        // Before the dry run, which makes another version of the Application.
        const diff = await this.#environments.diff(service, environment);
        const [to, dryRun] = await Promise.all([
          this.#gitReleases.now(service, environment),
          this.#dryRun(opened),
        ]);
        const from = runningReleases(opened.record).release;
        return {
          asOf,
          ...(from ? { from } : {}),
          ...(to ? { to } : {}),
          ...(revision ? { revision } : {}),
          resources: merge(diff, dryRun),
        };
      },
    );
    return value;
  }

  /** Forgets what it has found. */
  clear(): void {
    this.#previews.clear();
  }

  async #dryRun({
    api,
    call,
    key,
    record,
    upsert,
  }: OpenedApplication): Promise<DryRun> {
    const what = `previewing a sync of ${record.name}`;
    // Whatever it refuses a dry run for, it refuses a sync for.
    const asked = await call(
      what,
      api.onDemand.dryRun(key, { prune: record.prune }),
    );
    const { timeoutMs, pollMs } = this.#timing;
    const end = Date.now() + timeoutMs;
    for (;;) {
      const application = await call(what, api.get(key));
      const dryRun = readDryRun(application, asked);
      if (dryRun) {
        upsert(application);
        return dryRun;
      }
      if (Date.now() >= end) {
        throw new ServiceUnavailableError(
          `Argo CD ${record.instance} has not finished the dry run of ${record.name} in time. Try again later.`,
        );
      }
      await wait(pollMs);
    }
  }
}

/** What would change, worst first: what is refused, then what is removed. */
function merge(
  { items }: EnvironmentDiff,
  { refused }: DryRun,
): SyncPreview['resources'] {
  const left = new Map(refused.map(each => [resourceId(each), each]));
  const changed = items.map(item => {
    const refusal = left.get(resourceId(item));
    left.delete(resourceId(item));
    return {
      ...toReference(item),
      change: item.change,
      ...(refusal ? { refused: refusal.message } : {}),
    };
  });
  const others = [...left.values()].map(({ message, ...resource }) => ({
    ...toReference(resource),
    change: 'updated' as const,
    refused: message,
  }));
  return [...others, ...changed].sort(
    (one, other) =>
      Number(Boolean(other.refused)) - Number(Boolean(one.refused)) ||
      ORDER[one.change] - ORDER[other.change] ||
      resourceId(one).localeCompare(resourceId(other), 'en-US'),
  );
}
