import { isDeepStrictEqual } from 'node:util';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { buildShared } from '../entities/buildShared';
import type { EntityContext } from '../entities/EntityContext';
import { OwnerVotes } from '../entities/OwnerVotes';
import type { TeamFacts } from '../entities/toGroups';
import type { RepositoryProblem } from '../entities/toResources';
import {
  MANIFEST_PATH_ANNOTATION,
  ServiceComponent,
} from '../ServiceComponent';

type Input = {
  components: ServiceComponent[];
  teams: TeamFacts;
  problems: RepositoryProblem[];
};

/**
 * Makes the entities that services share, such as teams, Systems and clusters. They are made again only when something
 * that counts for them has changed, and are the same objects while they say the same.
 *
 * @internal
 */
export class SharedEntities {
  private from?: Input;
  private made: ReadonlyMap<string, Entity> = new Map();

  constructor(private readonly context: EntityContext) {}

  /**
   * All but the Components, by ref.
   *
   * @param problems - that no service's entity can tell
   */
  build(
    components: ServiceComponent[],
    teams: TeamFacts,
    problems: RepositoryProblem[],
  ): ReadonlyMap<string, Entity> {
    const input = { components, teams, problems };
    if (!this.from || !countsAlike(this.from, input)) {
      const made = new Map<string, Entity>();
      const votes = new OwnerVotes(components);
      for (const entity of buildShared({ ...input, votes }, this.context)) {
        const ref = stringifyEntityRef(entity);
        const before = this.made.get(ref);
        const isSame = before && isDeepStrictEqual(before, entity);
        made.set(ref, isSame ? before : entity);
      }
      this.made = made;
    }
    this.from = input;
    return this.made;
  }
}

function countsAlike(before: Input, after: Input): boolean {
  return (
    before.components.length === after.components.length &&
    after.components.every((component, index) => {
      const other = before.components[index];
      return (
        other === component ||
        isDeepStrictEqual(countedParts(other), countedParts(component))
      );
    }) &&
    isDeepStrictEqual(before.teams, after.teams) &&
    isDeepStrictEqual(before.problems, after.problems)
  );
}

/** What of a service counts for the entities around it. */
function countedParts({ metadata, spec }: ServiceComponent) {
  const { owner, contact, layer, category, system, environments } = spec;
  const clusters = environments?.map(one => one.cluster);
  const path = metadata.annotations?.[MANIFEST_PATH_ANNOTATION];
  return { owner, contact, layer, category, system, clusters, path };
}
