import type { Reason } from '../reason/Reason';

/**
 * Why health is what it is, as a parameter of another reason: Argo CD's own words, or a reason that says more.
 *
 * @public
 */
export function healthWords(reason: Reason | undefined): {
  detail?: string;
  cause?: Reason;
} {
  if (!reason) {
    return {};
  }
  return reason.code === 'HealthDetail'
    ? { detail: reason.params.detail }
    : { cause: reason };
}
