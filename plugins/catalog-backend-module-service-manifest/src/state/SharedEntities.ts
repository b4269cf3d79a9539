import { isDeepStrictEqual } from 'node:util';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { buildShared } from '../entities/buildShared';
import type { EntityContext } from '../entities/EntityContext';
import { OwnerTally } from '../entities/OwnerTally';
import type { TeamFacts } from '../entities/toGroups';
import type { RepositoryProblem } from '../entities/toResources';

/**
 * Makes the entities that services share, such as teams, Systems and clusters. They are the same objects as before while
 * they say the same.
 *
 * @internal
 */
export class SharedEntities {
  readonly #context: EntityContext;
  #made: ReadonlyMap<string, Entity> = new Map();

  constructor(context: EntityContext) {
    this.#context = context;
  }

  /**
   * All but the Components, by ref.
   *
   * @param problems - those that are not about a single service
   */
  build(
    components: ServiceEntity[],
    teams: TeamFacts,
    problems: RepositoryProblem[],
  ): ReadonlyMap<string, Entity> {
    const owners = new OwnerTally(components);
    const made = new Map<string, Entity>();
    for (const entity of buildShared(
      { components, owners, teams, problems },
      this.#context,
    )) {
      const ref = stringifyEntityRef(entity);
      const before = this.#made.get(ref);
      const isSame = before && isDeepStrictEqual(before, entity);
      made.set(ref, isSame ? before : entity);
    }
    this.#made = made;
    return made;
  }
}
