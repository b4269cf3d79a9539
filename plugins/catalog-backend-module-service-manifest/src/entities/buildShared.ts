import type { Entity } from '@backstage/catalog-model';
import { DEFAULT_NAMESPACE } from '@backstage/catalog-model';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import type { EntityContext } from './EntityContext';
import type { OwnerVotes } from './OwnerVotes';
import { toDomains, toSystems } from './toGroupings';
import { TeamFacts, toGroups, UNKNOWN_TEAM } from './toGroups';
import { RepositoryProblem, toClusters, toRepository } from './toResources';

/**
 * All entities of a source that are not services: its teams, Systems, Domains, clusters and the repository itself. They
 * come some at a time, each part after a piece of work.
 *
 * @param problems - that no service's entity can tell
 * @internal
 */
export function* buildShared(
  input: {
    components: ServiceEntity[];
    votes: OwnerVotes;
    teams: TeamFacts;
    problems: RepositoryProblem[];
  },
  context: EntityContext,
): Generator<Entity[], void, void> {
  const { components, votes, teams, problems } = input;
  const repository = context.id
    ? toRepository(context.id, problems, votes, context)
    : [];
  const groups = toGroups(teams, components, context);
  yield [];
  const isOwned = repository.every(({ spec }) =>
    groups.some(
      ({ metadata }) =>
        spec?.owner === `group:${DEFAULT_NAMESPACE}/${metadata.name}`,
    ),
  );
  yield isOwned
    ? groups
    : toGroups(
        { ...teams, folders: [...teams.folders, UNKNOWN_TEAM] },
        components,
        context,
      );
  yield toSystems(components, votes, context);
  yield toDomains(components, votes, context);
  yield toClusters(components, votes, context);
  yield repository;
}
