import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  createReason,
  type Reason,
  type SlaReading,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import { withoutAddresses } from '../argocd/client/withoutAddresses';
import { RecentMap } from '../collections/RecentMap';
import type { ResolvedService } from '../services/ServiceResolver';
import { measureSla } from './measureSla';
import type { Prometheus, PrometheusInstances } from './PrometheusInstances';
import { prometheusReason } from './prometheusReason';

/** Rules record twice a minute; a month's availability moves slowly. */
const FRESH_MS = 60_000;
/** A failure is not asked again at once, and soon enough that a page recovers while somebody looks at it. */
const FAILURE_MS = 15_000;
/** Environments; one is about 8 KB. */
const MAX_ENTRIES = 2_000;

interface Entry {
  /** While it is read. */
  reading?: Promise<SlaReading>;
  known?: SlaReading;
  expiresAt: number;
}

/**
 * What Prometheus measures of services' environments, as of at most a minute ago. Whoever asks while an answer is awaited shares
 * it. It never throws: what could not be read says so in its reading, beside the numbers that were read last.
 */
export class MeasuredSlaReader {
  readonly #prometheus: Pick<PrometheusInstances, 'find'>;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #entries = new RecentMap<Entry>(MAX_ENTRIES);

  constructor(options: {
    prometheus: Pick<PrometheusInstances, 'find'>;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#prometheus = options.prometheus;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  async read(
    service: ResolvedService,
    environment: ManifestEnvironment,
  ): Promise<SlaReading> {
    if (service.entity.spec.monitoring?.enabled === false) {
      return notConfigured(environment, createReason('MonitoringDisabled', {}));
    }
    const instance = this.#prometheus.find(environment);
    if (!instance) {
      const { name } = environment;
      return notConfigured(
        environment,
        createReason('SlaNotConfigured', { environment: name }),
      );
    }
    const { availability, latency } = service.entity.spec.sla ?? {};
    // Another target, or another place, is another reading.
    const key = JSON.stringify([
      service.entityRef,
      ...[environment.name, environment.namespace, environment.cluster],
      ...[availability?.percent, latency?.milliseconds, latency?.percentile],
    ]);
    const entry = this.#entries.get(key) ?? { expiresAt: 0 };
    if (entry.known && this.#now().getTime() < entry.expiresAt) {
      return entry.known;
    }
    entry.reading ??= this.#refresh(entry, instance, service, environment);
    this.#entries.set(key, entry);
    return entry.reading;
  }

  async #refresh(
    entry: Entry,
    { config, client }: Prometheus,
    service: ResolvedService,
    environment: ManifestEnvironment,
  ): Promise<SlaReading> {
    const now = this.#now();
    let reading: SlaReading;
    try {
      reading = await measureSla({ config, client, service, environment, now });
    } catch (error) {
      this.#log(config.name, error);
      const { availability, budget, latency, asOf } = entry.known ?? {};
      reading = {
        environment: environment.name,
        state: 'unreachable',
        reason: prometheusReason(error, config.name),
        ...(asOf && { asOf }),
        ...(availability && { availability }),
        ...(budget && { budget }),
        ...(latency && { latency }),
      };
    }
    entry.known = reading;
    entry.reading = undefined;
    entry.expiresAt =
      this.#now().getTime() +
      (reading.state === 'unreachable' ? FAILURE_MS : FRESH_MS);
    return reading;
  }

  #log(instance: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#logger.warn(
      `The SLA could not be read from Prometheus ${instance}: ${withoutAddresses(
        message,
        300,
      )}`,
    );
  }
}

function notConfigured(
  { name }: ManifestEnvironment,
  reason: Reason,
): SlaReading {
  return { environment: name, state: 'not-configured', reason };
}
