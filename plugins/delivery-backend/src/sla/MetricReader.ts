import type { LoggerService } from '@backstage/backend-plugin-api';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import type { GateFact } from '@stonegarden/backstage-plugin-delivery-node';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import { withoutAddresses } from '../argocd/client/withoutAddresses';
import { RecentAnswers } from '../collections/RecentAnswers';
import type { ResolvedService } from '../services/ServiceResolver';
import type { PrometheusInstances } from './PrometheusInstances';
import { prometheusReason } from './prometheusReason';
import { QueryTemplate } from './QueryTemplate';

/** Numbers of now: a preview and the opening after it share one. */
const FRESH_MS = 30_000;
const MAX_ENTRIES = 2_000;

/** Asks Prometheus for single numbers of services' environments. It never throws. */
export class MetricReader {
  readonly #prometheus: Pick<PrometheusInstances, 'find'>;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #answers: RecentAnswers<number | undefined>;

  constructor(options: {
    prometheus: Pick<PrometheusInstances, 'find'>;
    logger: LoggerService;
    now?: () => Date;
  }) {
    const { now = () => new Date() } = options;
    this.#prometheus = options.prometheus;
    this.#logger = options.logger;
    this.#now = now;
    this.#answers = new RecentAnswers({
      limit: MAX_ENTRIES,
      ttlMs: FRESH_MS,
      now: () => now().getTime(),
    });
  }

  /** The number that a query of the policy gives. */
  async read(
    service: ResolvedService,
    environment: ManifestEnvironment,
    query: string,
  ): Promise<GateFact<number>> {
    const prometheus = this.#prometheus.find(environment);
    if (!prometheus) {
      return {
        unknown: createReason('SlaNotConfigured', {
          environment: environment.name,
        }),
      };
    }
    const { client, config } = prometheus;
    let text: string;
    try {
      text = new QueryTemplate(query, { window: false }).fill({
        service: service.name,
        environment: environment.name,
        namespace: environment.namespace ?? '',
        cluster: environment.cluster ?? '',
      });
    } catch (error) {
      return {
        unknown: createReason('MetricQueryInvalid', {
          detail: (error as Error).message,
        }),
      };
    }
    try {
      const { value } = await this.#answers.get(`${config.name} ${text}`, () =>
        client.query(text, this.#now()),
      );
      return value === undefined
        ? { unknown: createReason('MetricNoData', { instance: config.name }) }
        : { value };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#logger.warn(
        `A metric could not be read from Prometheus ${
          config.name
        }: ${withoutAddresses(message, 300)}`,
      );
      return { unknown: prometheusReason(error, config.name) };
    }
  }
}
