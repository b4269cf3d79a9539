import type { UserEntity } from '@backstage/catalog-model';

/**
 * The user as the author of a commit; undefined when their profile has no e-mail address, which Git needs.
 *
 * @internal
 */
export function authorOf(
  user: UserEntity | undefined,
): { name: string; email: string } | undefined {
  const profile = user?.spec?.profile;
  // What would end the author line of a commit, or begin another field of it
  const plain = (text: string) => text.replace(/[<>\p{Cc}]/gu, '').trim();
  const email = plain(profile?.email ?? '');
  return user && email
    ? { name: plain(profile?.displayName ?? '') || user.metadata.name, email }
    : undefined;
}
