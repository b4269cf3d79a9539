import { parseEntityRef, type Entity } from '@backstage/catalog-model';

/**
 * Ref of the group or user that owns an entity, undefined when nobody does, or nobody who can be
 * named.
 *
 * @internal
 */
export function ownerRefOf(entity: Entity): string | undefined {
  const owner = entity.spec?.owner;
  if (typeof owner !== 'string') return undefined;
  try {
    parseOwner(owner);
    return owner;
  } catch {
    return undefined;
  }
}

function parseOwner(owner: string) {
  return parseEntityRef(owner, {
    defaultKind: 'group',
    defaultNamespace: 'default',
  });
}

/**
 * Name of the team that owns an entity, undefined when nobody does, or nobody who can be
 * named.
 *
 * @internal
 */
export function entityTeam(entity: Entity): string | undefined {
  const owner = ownerRefOf(entity);
  return owner && parseOwner(owner).name;
}
