import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import { PrometheusClient } from './PrometheusClient';
import type { PrometheusConfig } from './readPrometheusConfig';

/** A Prometheus of app-config, and what asks it. */
export interface Prometheus {
  config: PrometheusConfig;
  client: PrometheusClient;
}

/** All that `delivery.prometheus` names. Whoever asks one of them shares its connections. */
export class PrometheusInstances {
  readonly #instances: Prometheus[];

  constructor(
    configs: readonly PrometheusConfig[],
    options: { now?: () => number } = {},
  ) {
    this.#instances = configs.map(config => ({
      config,
      client: new PrometheusClient(config, options),
    }));
  }

  /** The first that serves an environment. */
  find(environment: ManifestEnvironment): Prometheus | undefined {
    return this.#instances.find(({ config }) => serves(config, environment));
  }

  /** Ends all connections. */
  async stop(): Promise<void> {
    await Promise.all(this.#instances.map(({ client }) => client.close()));
  }
}

function serves(
  { clusters, environments }: PrometheusConfig,
  { name, cluster }: ManifestEnvironment,
): boolean {
  return (
    (!environments || environments.includes(name)) &&
    (!clusters || (cluster !== undefined && clusters.includes(cluster)))
  );
}
