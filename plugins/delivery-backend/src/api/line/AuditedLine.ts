import type { AuditorService } from '@backstage/backend-plugin-api';
import type {
  Line,
  LineStopRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { audited } from '../../audit/audited';
import type { Caller } from '../DeliveryApi';
import type { LineApi } from './LineApi';

/** Leaves an audit event for each call that is to change something, whether it succeeds, fails or is not allowed. */
export class AuditedLine implements LineApi {
  readonly #inner: LineApi;
  readonly #auditor: AuditorService;

  constructor(inner: LineApi, options: { auditor: AuditorService }) {
    this.#inner = inner;
    this.#auditor = options.auditor;
  }

  read(caller: Caller): Promise<Line> {
    return this.#inner.read(caller);
  }

  stop(request: LineStopRequest, caller: Caller) {
    return audited(
      this.#auditor,
      {
        eventId: 'line-stop',
        severityLevel: 'high',
        request: caller.request,
        meta: { reason: request.reason },
      },
      () => this.#inner.stop(request, caller),
      ({ changed }) => ({ changed }),
    );
  }

  resume(caller: Caller) {
    return audited(
      this.#auditor,
      {
        eventId: 'line-resume',
        severityLevel: 'high',
        request: caller.request,
      },
      () => this.#inner.resume(caller),
      ({ changed }) => ({ changed }),
    );
  }
}
