import type { AuditorService } from '@backstage/backend-plugin-api';
import type {
  Promotion,
  RollbackCandidate,
  RollbackPreview,
  RollbackRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { audited } from '../../audit/audited';
import type { Caller } from '../DeliveryApi';
import type { RollbackApi } from './RollbackApi';

/** Leaves an audit event for each rollback, whether it is opened, fails or is not allowed. */
export class AuditedRollbacks implements RollbackApi {
  readonly #inner: RollbackApi;
  readonly #auditor: AuditorService;

  constructor(inner: RollbackApi, options: { auditor: AuditorService }) {
    this.#inner = inner;
    this.#auditor = options.auditor;
  }

  candidates(
    entityRef: string,
    environment: string,
    caller: Caller,
  ): Promise<RollbackCandidate[]> {
    return this.#inner.candidates(entityRef, environment, caller);
  }

  preview(
    entityRef: string,
    request: RollbackRequest,
    caller: Caller,
  ): Promise<RollbackPreview> {
    return this.#inner.preview(entityRef, request, caller);
  }

  open(
    entityRef: string,
    request: RollbackRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const { environment, deployment, scope, reason } = request;
    return audited(
      this.#auditor,
      {
        eventId: 'rollback-open',
        severityLevel: 'medium',
        request: caller.request,
        meta: {
          entityRef,
          environment,
          deployment,
          scope,
          ...(reason ? { reason } : {}),
        },
      },
      () => this.#inner.open(entityRef, request, caller),
      ({ promotion: { id, pullRequest }, created }) => ({
        promotion: id,
        created,
        pullRequest: pullRequest?.url ?? null,
      }),
    );
  }
}
