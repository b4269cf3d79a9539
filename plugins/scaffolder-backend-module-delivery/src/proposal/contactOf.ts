import type { Entity } from '@backstage/catalog-model';
import type { ServiceOwner } from '@stonegarden/service-manifest';

/**
 * How to reach a team, as far as its Group says so: e-mail address and Slack channel of its profile, and its link of type
 * `oncall`.
 *
 * @internal
 */
export function contactOf(group: Entity): Omit<ServiceOwner, 'team'> {
  const profile = group.spec?.profile;
  const inProfile = (key: string) => {
    const value =
      typeof profile === 'object' && profile !== null && !Array.isArray(profile)
        ? profile[key]
        : undefined;
    return typeof value === 'string' && value ? value : undefined;
  };
  const slack = inProfile('slack');
  const email = inProfile('email');
  const oncall = group.metadata.links?.find(
    ({ type }) => type === 'oncall',
  )?.url;
  return {
    ...(slack && { slack }),
    ...(email && { email }),
    ...(oncall && { oncall }),
  };
}
