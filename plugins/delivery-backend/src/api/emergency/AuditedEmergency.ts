import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  type EmergencyRollback,
  type EmergencyRollbackRequest,
  ROLLOUT_BYPASSES,
  type RolloutActionRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { audited } from '../../audit/audited';
import type { Caller } from '../DeliveryApi';
import type { EmergencyApi } from './EmergencyApi';

/** Leaves an audit event for each call, whether it succeeds, fails or is not allowed. */
export class AuditedEmergency implements EmergencyApi {
  readonly #inner: EmergencyApi;
  readonly #auditor: AuditorService;

  constructor(inner: EmergencyApi, options: { auditor: AuditorService }) {
    this.#inner = inner;
    this.#auditor = options.auditor;
  }

  rollBack(
    entityRef: string,
    environment: string,
    request: EmergencyRollbackRequest,
    caller: Caller,
  ): Promise<{ rollback: EmergencyRollback; created: boolean }> {
    const { deployment, reason } = request;
    return audited(
      this.#auditor,
      {
        eventId: 'emergency-rollback',
        // It skips review, and whatever checks pull requests.
        severityLevel: 'high',
        request: caller.request,
        meta: { entityRef, environment, deployment, reason },
      },
      () => this.#inner.rollBack(entityRef, environment, request, caller),
      ({ rollback: { id, method, status }, created }) => ({
        rollback: id,
        method,
        status,
        created,
      }),
    );
  }

  runRolloutAction(
    entityRef: string,
    environment: string,
    request: RolloutActionRequest,
    caller: Caller,
  ): Promise<void> {
    const { action, step } = request;
    const about = {
      request: caller.request,
      meta: {
        entityRef,
        environment,
        action,
        ...(step === undefined ? {} : { step }),
      },
    };
    return audited(
      this.#auditor,
      ROLLOUT_BYPASSES.includes(action)
        ? {
            eventId: 'rollout-bypass',
            // It leaves out what would have judged the new version.
            severityLevel: 'high',
            ...about,
          }
        : {
            eventId: 'rollout-action',
            severityLevel: 'medium',
            ...about,
          },
      () =>
        this.#inner.runRolloutAction(entityRef, environment, request, caller),
    );
  }
}
