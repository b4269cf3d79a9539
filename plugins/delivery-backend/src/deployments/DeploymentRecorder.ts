import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import type { ApplicationChange } from '../argocd/readModel/ApplicationIndex';
import type { ApplicationRecord } from '../argocd/readModel/ApplicationRecord';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import { deployedRevisions } from '../environments/deployedRevision';
import { findApplication } from '../environments/findApplication';
import type {
  ResolvedService,
  ServiceResolver,
} from '../services/ServiceResolver';
import { ServiceSource, serviceSourceOf } from '../services/ServiceSource';
import type { DeployedReleases } from './DeployedReleases';
import type { DeploymentExplainer } from './DeploymentExplainer';
import type { DeploymentPlace } from './DeploymentRow';
import type { DeploymentStore } from './DeploymentStore';
import type { HistoryEntry } from './mergeHistory';
import { observeHealth } from './observeHealth';
import type { PromotionLinker } from './PromotionLinker';

/** What a {@link DeploymentRecorder} works with. */
export interface DeploymentRecorderOptions {
  store: DeploymentStore;
  services: Pick<ServiceResolver, 'resolveMany'>;
  readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
  releases: Pick<DeployedReleases, 'read'>;
  promotions: Pick<PromotionLinker, 'link'>;
  explainer: Pick<DeploymentExplainer, 'explain'>;
  /** How long after a sync health is not trusted yet. */
  settleMs: number;
  /** How long deployments are kept after they ended. */
  retentionMs: number;
  /** How long until the catalog is asked again for a service that it did not have; doubles each time. 15 seconds when left out. */
  unknownRetryMs?: number;
  logger: LoggerService;
  now?: () => Date;
}

/** An Application as it was known at a time. */
interface Seen {
  record: ApplicationRecord;
  seenAt: Date;
}

/** Services that the catalog is asked for at once. */
const CHUNK = 20;
const RETRY_MS = 60_000;
/** How long until the catalog is asked again for what it does not have, at first and at last. */
const UNKNOWN_RETRY_MS = { first: 15_000, longest: 10 * 60_000 };

/** Whether a change may tell something about deployments: most say something about health or comparison only. */
function concernsDeployments({ before, after }: ApplicationChange): boolean {
  return (
    after !== undefined &&
    (!before ||
      before.health !== after.health ||
      before.sync !== after.sync ||
      before.environment !== after.environment ||
      before.operation?.phase !== after.operation?.phase ||
      JSON.stringify(before.hydrations) !== JSON.stringify(after.hydrations) ||
      JSON.stringify(before.history) !== JSON.stringify(after.history))
  );
}

/** The history as it is recorded: oldest first, with times that compare as texts. Of two syncs in one second the later one counts. */
function toEntries(
  record: ApplicationRecord,
  source: ServiceSource | undefined,
  keptSince: string,
): HistoryEntry[] {
  const entries = new Map<string, HistoryEntry>();
  for (const entry of deployedRevisions(record, source)) {
    const { revision, deployedAt, initiatedBy } = entry;
    const time = Date.parse(deployedAt ?? '');
    if (revision && !Number.isNaN(time)) {
      const at = new Date(time).toISOString();
      entries.delete(at);
      entries.set(at, {
        at,
        revision,
        ...(initiatedBy ? { initiatedBy } : {}),
      });
    }
  }
  // What ended before that would be forgotten again at once.
  return [...entries.values()]
    .sort((one, other) => (one.at < other.at ? -1 : 1))
    .filter((_, index, all) => (all[index + 1]?.at ?? keptSince) >= keptSince);
}

/**
 * Records each deployment that Argo CD's histories tell of. Every backend does so for all that it sees: what is recorded already
 * changes nothing, and what one misses another has, or the history that Argo CD still has when a backend starts.
 */
export class DeploymentRecorder {
  readonly #options: DeploymentRecorderOptions;
  /** Services by name, in the order in which they are looked at. */
  #waiting = new Set<string>();
  /** Services that the catalog did not have when it was asked, with how long was waited then. */
  readonly #unknown = new Map<string, number>();
  readonly #abort = new AbortController();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #listeners: Array<(service: ResolvedService) => void> = [];
  #running: Promise<void> | undefined;

  constructor(options: DeploymentRecorderOptions) {
    this.#options = options;
  }

  /** Tells of each service whose deployments were looked at, whether there was news or not. */
  subscribe(listener: (service: ResolvedService) => void): void {
    this.#listeners.push(listener);
  }

  /** Takes in what the read model says has changed. */
  onChanges(changes: ApplicationChange[]): void {
    this.add(
      changes
        .filter(concernsDeployments)
        .flatMap(({ after }) => (after ? [after.service] : [])),
    );
  }

  /** Looks at services, by name, before those that wait already: what changed now does not wait for what is taken over. */
  add(services: Iterable<string>): void {
    this.#waiting = new Set([...services, ...this.#waiting]);
    if (this.#waiting.size > 0 && !this.#abort.signal.aborted) {
      this.#running ??= this.#run().finally(() => {
        this.#running = undefined;
      });
    }
  }

  /** Forgets what ended longer ago than deployments are kept. */
  async prune(): Promise<void> {
    await this.#options.store.prune(this.#keptSince());
  }

  /** Resolves when all that was added is recorded, or has failed and is to be tried again. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#timers.forEach(clearTimeout);
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0 && !this.#abort.signal.aborted) {
      const names = [...this.#waiting].slice(0, CHUNK);
      names.forEach(name => this.#waiting.delete(name));
      const failed = new Map<string, unknown>();
      try {
        const services = await this.#options.services.resolveMany(
          // Service manifests have no namespaces of their own: their entities are all in `default`.
          names.map(
            name => `component:default/${name.toLocaleLowerCase('en-US')}`,
          ),
        );
        this.#askAgain(names.filter((_, index) => !services[index]));
        for (const [index, service] of services.entries()) {
          if (service && !this.#abort.signal.aborted) {
            this.#unknown.delete(names[index]);
            await this.#recordService(service).catch(error =>
              failed.set(service.name, error),
            );
          }
        }
      } catch (error) {
        names.forEach(name => failed.set(name, error));
      }
      if (failed.size > 0 && !this.#abort.signal.aborted) {
        const [[name, error]] = failed;
        this.#options.logger.warn(
          `Deployments of ${
            failed.size
          } services, among them ${name}, could not be recorded and will be tried again: ${stringifyError(
            error,
          )}`,
        );
        this.#addLater([...failed.keys()], RETRY_MS);
      }
    }
  }

  /** After a first start Argo CD answers before the catalog is filled, and an Application may come before its service.yaml. */
  #askAgain(names: string[]): void {
    const { unknownRetryMs = UNKNOWN_RETRY_MS.first } = this.#options;
    for (const name of names) {
      const waitedMs = this.#unknown.get(name);
      const waitMs = Math.min(
        waitedMs === undefined ? unknownRetryMs : waitedMs * 2,
        UNKNOWN_RETRY_MS.longest,
      );
      this.#unknown.set(name, waitMs);
      this.#addLater([name], waitMs);
    }
  }

  async #recordService(service: ResolvedService): Promise<void> {
    const { readModel, promotions, explainer } = this.#options;
    const { instances } = readModel;
    const seenAt = this.#now();
    const records = readModel.find(service.name);
    for (const environment of service.environments) {
      const record = findApplication(environment, records, instances);
      if (record) {
        await this.#recordEnvironment(service, environment, {
          record,
          seenAt,
        });
      }
    }
    await promotions.link(service.entityRef);
    this.#listeners.forEach(listener => listener(service));
    if (await explainer.explain(service, this.#abort.signal)) {
      // After those that wait already.
      this.#waiting.add(service.name);
    }
  }

  async #recordEnvironment(
    service: ResolvedService,
    environment: ManifestEnvironment,
    seen: Seen,
  ): Promise<void> {
    const { store, releases } = this.#options;
    const { record } = seen;
    const place: DeploymentPlace = {
      entityRef: service.entityRef,
      environment: environment.name,
      instance: record.instance,
      application: `${record.namespace}/${record.name}`,
    };
    const entries = toEntries(
      record,
      serviceSourceOf(service.entity),
      this.#keptSince(),
    );
    const unrecorded = await store.findUnrecorded(place, entries);
    let failure: { error: unknown } | undefined;
    let known = entries;
    for (const entry of unrecorded) {
      try {
        entry.release = await releases.read(
          service,
          environment.name,
          entry.revision,
          this.#abort.signal,
        );
      } catch (error) {
        // What came before is recorded now; this one and those after it when Git answers.
        failure = { error };
        known = entries.filter(({ at }) => at < entry.at);
        break;
      }
    }
    if (unrecorded.length > 0) {
      await store.record(place, known);
    }
    if (failure) {
      throw failure.error;
    }
    await this.#recordHealth(place, service, seen, entries.at(-1));
  }

  async #recordHealth(
    place: DeploymentPlace,
    service: ResolvedService,
    { record, seenAt }: Seen,
    newest: HistoryEntry | undefined,
  ): Promise<void> {
    const { store, readModel, settleMs } = this.#options;
    const isReachable = readModel.instances.some(
      ({ status }) => status.name === record.instance && status.reachable,
    );
    const health =
      newest && isReachable
        ? // Not by the time that Git took to answer since then: it may be that of before the sync.
          observeHealth(record, settleMs, seenAt)
        : undefined;
    if (!newest || !health) {
      return;
    }
    switch (health.kind) {
      case 'healthy':
        await store.recordHealthy(place, newest.at, health);
        break;
      case 'degraded':
        await store.recordDegraded(place, newest.at, health.at);
        break;
      default:
        this.#addLater([service.name], health.waitMs);
    }
  }

  #addLater(services: string[], delayMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.add(services);
    }, delayMs);
    timer.unref();
    this.#timers.add(timer);
  }

  #keptSince(): string {
    const { retentionMs } = this.#options;
    return new Date(this.#now().getTime() - retentionMs).toISOString();
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }
}
