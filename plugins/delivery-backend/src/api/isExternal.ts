import type { BackstageServicePrincipal } from '@backstage/backend-plugin-api';

/**
 * Whether a service principal is a token of `backend.auth.externalAccess`, not another plugin. Only such tokens have
 * restrictions, and their subjects are free text.
 */
export function isExternal({
  accessRestrictions,
  subject,
}: BackstageServicePrincipal): boolean {
  return !subject.startsWith('plugin:') || accessRestrictions !== undefined;
}
