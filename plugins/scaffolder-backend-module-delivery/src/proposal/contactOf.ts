import type { Entity } from '@backstage/catalog-model';
import type { ServiceOwner } from '@stonegarden/service-manifest';

/**
 * How to reach a team, as far as its Group says so in a form that a service manifest takes.
 *
 * @internal
 */
export function contactOf(group: Entity): Omit<ServiceOwner, 'team'> {
  const profile = group.spec?.profile;
  const email =
    typeof profile === 'object' && profile !== null && 'email' in profile
      ? profile.email
      : undefined;
  const link = (...words: string[]) =>
    group.metadata.links?.find(({ type, title }) =>
      [type, title].some(
        text => text !== undefined && words.includes(text.toLowerCase()),
      ),
    );
  const slack = group.metadata.links
    ?.map(({ title }) => title)
    .find(title => title !== undefined && /^#[a-z0-9][a-z0-9_-]*$/.test(title));
  const oncall = link('oncall', 'on-call', 'on call')?.url;
  return {
    ...(slack && { slack }),
    ...(typeof email === 'string' && { email }),
    ...(oncall && { oncall }),
  };
}
