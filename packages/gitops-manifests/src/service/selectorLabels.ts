import type { PlannedService } from './planService';

/**
 * The one label that selectors use.
 *
 * @internal
 */
export function selectorLabels({ name }: Pick<PlannedService, 'name'>) {
  return { 'app.kubernetes.io/name': name };
}
