import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  createReason,
  type MeasuredEnvironment,
  type PromotionPolicy,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  GateFact,
  MetricFact,
  WorldFacts,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import type { ArgocdReadModel } from '../../argocd/readModel/ArgocdReadModel';
import type { LineStore } from '../../line/LineStore';
import {
  environmentOf,
  type ResolvedService,
  type ServiceResolver,
} from '../../services/ServiceResolver';
import type { MeasuredSlaReader } from '../../sla/MeasuredSlaReader';
import type { MetricReader } from '../../sla/MetricReader';
import type { PrometheusInstances } from '../../sla/PrometheusInstances';
import { type MaySee, readDependencies } from './readDependencies';
import { readIncident } from './readIncident';
import type { SyncWindowReader } from './SyncWindowReader';

/** A person waits, and so does the time in which a pull request is opened. */
const TIMEOUT_MS = 6_000;

/** What {@link WorldFactsReader} reads from. */
export interface WorldFactSources {
  lines: Pick<LineStore, 'current'>;
  logger: LoggerService;
  metrics: Pick<MetricReader, 'read'>;
  prometheus: Pick<PrometheusInstances, 'find'>;
  readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
  services: Pick<ServiceResolver, 'resolveMany'>;
  sla: Pick<MeasuredSlaReader, 'read'>;
  syncWindows: Pick<SyncWindowReader, 'read'>;
}

/** What is promoted, and where. */
export interface WorldQuestion {
  service: ResolvedService;
  from: string;
  to: string;
  policy: PromotionPolicy;
  /** What whoever reads the answers may see; without it no other service is named. */
  maySee?: MaySee;
}

/**
 * Reads what the world around a service says, as far as the policy asks for it: everything at once, each within its time. What cannot be
 * read is a fact too, which says so; it never throws.
 */
export class WorldFactsReader {
  readonly #sources: WorldFactSources;
  readonly #timeoutMs: number;

  constructor(sources: WorldFactSources & { timeoutMs?: number }) {
    this.#sources = sources;
    this.#timeoutMs = sources.timeoutMs ?? TIMEOUT_MS;
  }

  async read(question: WorldQuestion): Promise<WorldFacts> {
    const { service, policy, to } = question;
    const { lines } = this.#sources;
    const [lineStop, incident, syncWindows, dependencies, sla, metrics] =
      await Promise.all([
        this.#collect('line', async () => ({
          value: (await lines.current()) ?? null,
        })),
        this.#collect('incident', async () => ({
          value: readIncident(service.entity),
        })),
        policy.syncWindowOpen
          ? this.#collect(
              'sync windows',
              signal =>
                this.#sources.syncWindows.read(
                  service,
                  environmentOf(service, to),
                  signal,
                ),
              () => this.#windowsUnknown(service, to),
            )
          : undefined,
        policy.dependenciesHealthy
          ? this.#collect('dependencies', async () => ({
              value: await readDependencies(service, to, {
                ...this.#sources,
                ...question,
              }),
            }))
          : undefined,
        policy.errorBudget
          ? this.#sla(question, policy.errorBudget.environment)
          : undefined,
        policy.metrics.length > 0 ? this.#metrics(question) : undefined,
      ]);
    return {
      lineStop,
      incident,
      ...(syncWindows ? { syncWindows } : {}),
      ...(dependencies ? { dependencies } : {}),
      ...(sla ? { sla } : {}),
      ...(metrics ? { metrics } : {}),
    };
  }

  /** Without a target, or with one that allows no error, there is no budget to ask for. */
  async #sla(
    question: WorldQuestion,
    side: MeasuredEnvironment,
  ): Promise<NonNullable<WorldFacts['sla']>> {
    const { service } = question;
    const percent = service.entity.spec.sla?.availability?.percent;
    if (percent === undefined || percent >= 100) {
      return { value: null };
    }
    return this.#collect(
      'SLA',
      async () => ({
        value: await this.#sources.sla.read(service, placeOf(question, side)),
      }),
      () => this.#prometheusSilent(placeOf(question, side)),
    );
  }

  /** One that does not answer in time leaves the others as they are. */
  async #metrics(question: WorldQuestion): Promise<GateFact<MetricFact[]>> {
    const { service, policy } = question;
    const value = await Promise.all(
      policy.metrics.map(async ({ name, query, environment: side }) => {
        const measured = await this.#collect(
          `metric ${name}`,
          () =>
            this.#sources.metrics.read(service, placeOf(question, side), query),
          () => this.#prometheusSilent(placeOf(question, side)),
        );
        return { name, environment: nameOf(question, side), measured };
      }),
    );
    return { value };
  }

  #prometheusSilent(place: ManifestEnvironment): Reason {
    const found = this.#sources.prometheus.find(place);
    return found
      ? createReason('PrometheusUnreachable', { instance: found.config.name })
      : createReason('SlaNotConfigured', { environment: place.name });
  }

  #windowsUnknown({ name }: ResolvedService, environment: string): Reason {
    const instance = this.#sources.readModel
      .find(name)
      .find(record => record.environment === environment)?.instance;
    return instance === undefined
      ? createReason('FactsNotRead', {})
      : createReason('SyncWindowsUnknown', {
          environment,
          instance,
          cause: createReason('ArgocdTimedOut', {}),
        });
  }

  async #collect<T>(
    what: string,
    read: (signal: AbortSignal) => Promise<GateFact<T>>,
    onTimeout: () => Reason = () => createReason('FactsNotRead', {}),
  ): Promise<GateFact<T>> {
    const abort = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<GateFact<T>>(resolve => {
      timer = setTimeout(() => {
        resolve({ unknown: onTimeout() });
        abort.abort();
      }, this.#timeoutMs);
    });
    try {
      return await Promise.race([read(abort.signal), timeout]);
    } catch (error) {
      this.#sources.logger.warn(
        `What gates judge by could not be read (${what}): ${stringifyError(
          error,
        )}`,
      );
      return { unknown: createReason('FactsNotRead', {}) };
    } finally {
      clearTimeout(timer);
    }
  }
}

function nameOf({ from, to }: WorldQuestion, side: MeasuredEnvironment) {
  return side === 'source' ? from : to;
}

function placeOf(
  question: WorldQuestion,
  side: MeasuredEnvironment,
): ManifestEnvironment {
  return environmentOf(question.service, nameOf(question, side));
}
