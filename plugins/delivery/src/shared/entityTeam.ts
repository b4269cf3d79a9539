import { parseEntityRef, type Entity } from '@backstage/catalog-model';

/**
 * Ref of the group or user that owns an entity, undefined when nobody does.
 *
 * @internal
 */
export function ownerRefOf(entity: Entity): string | undefined {
  const owner = entity.spec?.owner;
  return typeof owner === 'string' && owner ? owner : undefined;
}

/**
 * Name of the team that owns an entity, undefined when nobody does.
 *
 * @internal
 */
export function entityTeam(entity: Entity): string | undefined {
  const owner = ownerRefOf(entity);
  return (
    owner &&
    parseEntityRef(owner, { defaultKind: 'group', defaultNamespace: 'default' })
      .name
  );
}
