import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ArgocdReadModel } from '../../argocd/readModel/ArgocdReadModel';
import type { LineStore } from '../../line/LineStore';
import type { ServiceResolver } from '../../services/ServiceResolver';
import type { MeasuredSlaReader } from '../../sla/MeasuredSlaReader';
import { MetricReader } from '../../sla/MetricReader';
import type { PrometheusInstances } from '../../sla/PrometheusInstances';
import { SyncWindowReader } from './SyncWindowReader';
import { WorldFactsReader } from './WorldFactsReader';

/** Puts together what reads the world around a service. */
export function createWorldFacts(options: {
  lines: Pick<LineStore, 'current'>;
  logger: LoggerService;
  prometheus: PrometheusInstances;
  readModel: ArgocdReadModel;
  services: ServiceResolver;
  sla: MeasuredSlaReader;
}): WorldFactsReader {
  return new WorldFactsReader({
    ...options,
    metrics: new MetricReader(options),
    syncWindows: new SyncWindowReader(options),
  });
}
