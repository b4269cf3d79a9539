import { ENVIRONMENTS_PATH } from '../../routes';
import type { PanelView } from './usePanelAddress';

/**
 * The address of an environment's panel on the page of its service.
 *
 * @param service - address of the service's page
 * @internal
 */
export function environmentHref(
  service: string,
  environment: string,
  view?: PanelView,
): string {
  const search = new URLSearchParams({
    environment,
    ...(view ? { view } : {}),
  });
  return `${service}${ENVIRONMENTS_PATH}?${search}`;
}
