import type { Entity } from '@backstage/catalog-model';
import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import type { EntityContext } from './EntityContext';
import type { OwnerTally } from './OwnerTally';
import { toDomains, toSystems } from './toGroupings';
import { TeamFacts, toGroups, UNKNOWN_TEAM } from './toGroups';
import { RepositoryProblem, toClusters, toRepository } from './toResources';

/**
 * All entities of a source that are not services: its teams, Systems, Domains, clusters and the repository itself.
 *
 * @param problems - those that are not about a single service
 * @internal
 */
export function buildShared(
  input: {
    components: ServiceEntity[];
    owners: OwnerTally;
    teams: TeamFacts;
    problems: RepositoryProblem[];
  },
  context: EntityContext,
): Entity[] {
  const { components, owners, problems } = input;
  const repository = context.id
    ? toRepository(context.id, problems, owners, context)
    : [];
  return [
    ...groupsOf(input, repository, context),
    ...toSystems(components, owners, context),
    ...toDomains(components, owners, context),
    ...toClusters(components, owners, context),
    ...repository,
  ];
}

/** The teams, and an owner for the repository where nobody owns anything. */
function groupsOf(
  { components, teams }: { components: ServiceEntity[]; teams: TeamFacts },
  repository: Entity[],
  context: EntityContext,
): Entity[] {
  if (context.groups === false) {
    return [];
  }
  const groups = toGroups(teams, components, context);
  const isOwned = repository.every(({ spec }) =>
    groups.some(
      ({ metadata }) =>
        spec?.owner === `group:${DEFAULT_NAMESPACE}/${metadata.name}`,
    ),
  );
  return isOwned
    ? groups
    : toGroups(
        { ...teams, folders: [...teams.folders, UNKNOWN_TEAM] },
        components,
        context,
      );
}
