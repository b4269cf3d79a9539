import type { AuditorService } from '@backstage/backend-plugin-api';
import type {
  Train,
  TrainPreview,
  TrainRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { audited } from '../../audit/audited';
import type { Caller } from '../DeliveryApi';
import type { TrainApi } from './TrainApi';

const outcomeOf = ({ id, members }: Train) => ({
  train: id,
  promotions: members.flatMap(({ promotion }) => promotion?.id ?? []),
  failed: members.flatMap(({ entityRef, promotion }) =>
    promotion ? [] : [entityRef],
  ),
});

/** Leaves an audit event for each train that is asked for, whether it is opened, fails or is not allowed. */
export class AuditedTrains implements TrainApi {
  readonly #inner: TrainApi;
  readonly #auditor: AuditorService;

  constructor(inner: TrainApi, options: { auditor: AuditorService }) {
    this.#inner = inner;
    this.#auditor = options.auditor;
  }

  preview(request: TrainRequest, caller: Caller): Promise<TrainPreview> {
    return this.#inner.preview(request, caller);
  }

  open(
    train: TrainRequest,
    caller: Caller,
  ): Promise<{ train: Train; created: boolean }> {
    const { to, entityRefs, reason } = train;
    return audited(
      this.#auditor,
      {
        eventId: 'train-open',
        severityLevel: 'medium',
        request: caller.request,
        meta: { to, entityRefs, ...(reason ? { reason } : {}) },
      },
      () => this.#inner.open(train, caller),
      ({ train: opened, created }) => ({ ...outcomeOf(opened), created }),
    );
  }

  get(id: string, caller: Caller): Promise<Train> {
    return this.#inner.get(id, caller);
  }

  retry(id: string, caller: Caller): Promise<Train> {
    return audited(
      this.#auditor,
      {
        eventId: 'train-retry',
        severityLevel: 'medium',
        request: caller.request,
        meta: { train: id },
      },
      () => this.#inner.retry(id, caller),
      outcomeOf,
    );
  }
}
