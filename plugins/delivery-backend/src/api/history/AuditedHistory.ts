import type { AuditorService } from '@backstage/backend-plugin-api';
import type {
  Deployment,
  DeploymentPage,
  DeploymentQuery,
  DoraMetrics,
  DoraQuery,
  PromotionFiles,
} from '@stonegarden/backstage-plugin-delivery-common';
import { audited } from '../../audit/audited';
import type { Caller } from '../DeliveryApi';
import type { DeploymentExport, HistoryApi, PageRequest } from './HistoryApi';

/** Leaves an audit event for each export, and for each read of what a deployment changed. */
export class AuditedHistory implements HistoryApi {
  readonly #inner: HistoryApi;
  readonly #auditor: AuditorService;

  constructor(inner: HistoryApi, options: { auditor: AuditorService }) {
    this.#inner = inner;
    this.#auditor = options.auditor;
  }

  files(id: string, caller: Caller): Promise<PromotionFiles> {
    return audited(
      this.#auditor,
      {
        eventId: 'deployment-files-read',
        severityLevel: 'low',
        request: caller.request,
        meta: { deployment: id },
      },
      () => this.#inner.files(id, caller),
      ({ items }) => ({ files: items.length }),
    );
  }

  export(
    query: DeploymentQuery,
    format: 'csv' | 'json',
    caller: Caller,
  ): Promise<DeploymentExport> {
    return audited(
      this.#auditor,
      {
        eventId: 'deployment-export',
        severityLevel: 'low',
        request: caller.request,
        meta: { format, query: { ...query } },
      },
      () => this.#inner.export(query, format, caller),
      ({ total }) => ({ deployments: total }),
    );
  }

  list(
    query: DeploymentQuery,
    page: PageRequest,
    caller: Caller,
  ): Promise<DeploymentPage> {
    return this.#inner.list(query, page, caller);
  }

  get(id: string, caller: Caller): Promise<Deployment> {
    return this.#inner.get(id, caller);
  }

  dora(query: DoraQuery, caller: Caller): Promise<DoraMetrics> {
    return this.#inner.dora(query, caller);
  }
}
