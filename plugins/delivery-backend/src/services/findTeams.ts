import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { DeliveryTeamResource } from '@stonegarden/backstage-plugin-delivery-node';

/**
 * Teams as permission rules see them, by the refs of their Groups; undefined, which no rule allows, for anything else. Whether
 * the catalog has the team is not asked: nobody is a member of one that it does not have.
 */
export function findTeams(
  refs: string[],
): Array<DeliveryTeamResource | undefined> {
  return refs.map(ref => {
    try {
      const parsed = parseEntityRef(ref);
      return parsed.kind.toLocaleLowerCase('en-US') === 'group'
        ? { teamRef: stringifyEntityRef(parsed) }
        : undefined;
    } catch {
      return undefined;
    }
  });
}
