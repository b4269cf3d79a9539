import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  PrometheusStatusError,
  PrometheusUnreachableError,
} from './prometheusErrors';

/** Why a Prometheus gave no answer, by its name only. */
export function prometheusReason(error: unknown, instance: string): Reason {
  if (error instanceof PrometheusUnreachableError) {
    return createReason('PrometheusUnreachable', { instance });
  }
  return error instanceof PrometheusStatusError
    ? createReason('PrometheusErrorStatus', { instance, status: error.status })
    : createReason('PrometheusInvalidAnswer', { instance });
}
