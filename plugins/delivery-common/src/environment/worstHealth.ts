import type { HealthStatus } from '../vocabulary';

/**
 * From worst to best, the one table of this suite. `Unknown` stands between what is known to be bad and what is known
 * to be fine: it never hides a problem, and a healthy neighbor never hides it. (Argo CD itself calls Unknown the
 * worst, because it only ever rolls up resources of one cluster that it can see.)
 */
const WORST_FIRST: readonly HealthStatus[] = [
  'Degraded',
  'Missing',
  'Unknown',
  'Progressing',
  'Suspended',
  'Healthy',
];

/**
 * The worst of several health values; `Unknown` when there are none.
 *
 * @public
 */
export function worstHealth(values: Iterable<HealthStatus>): HealthStatus {
  const seen = new Set(values);
  return WORST_FIRST.find(health => seen.has(health)) ?? 'Unknown';
}
