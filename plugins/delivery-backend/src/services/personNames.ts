import type { Entity } from '@backstage/catalog-model';

/** Annotations of a User that name their account at a Git host. */
const LOGINS = /^[a-z0-9.-]+\/user-login$/;

/** Names, addresses and logins that commits may name a User of the catalog by. */
export function personNames(entity: Entity | undefined): string[] {
  const { displayName, email } = Object(entity?.spec?.profile);
  const logins = Object.entries(entity?.metadata.annotations ?? {})
    .filter(([key]) => LOGINS.test(key))
    .map(([, login]) => login);
  return [displayName, email, ...logins].filter(
    name => typeof name === 'string' && name !== '',
  );
}
