import { isDeepStrictEqual } from 'node:util';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { MANIFEST_PATH_ANNOTATION } from '@stonegarden/service-manifest';
import { buildShared } from '../entities/buildShared';
import type { EntityContext } from '../entities/EntityContext';
import { OwnerVotes } from '../entities/OwnerVotes';
import type { TeamFacts } from '../entities/toGroups';
import type { RepositoryProblem } from '../entities/toResources';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { breathing } from '../util/breathe';

type Input = {
  components: ServiceEntity[];
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
  async build(
    components: ServiceEntity[],
    teams: TeamFacts,
    problems: RepositoryProblem[],
  ): Promise<ReadonlyMap<string, Entity>> {
    const input = { components, teams, problems };
    if (!this.from || !(await countsAlike(this.from, input))) {
      this.made = await this.make(input);
    }
    this.from = input;
    return this.made;
  }

  private async make(input: Input): Promise<Map<string, Entity>> {
    const breathe = breathing();
    const made = new Map<string, Entity>();
    const votes = new OwnerVotes(input.components);
    await breathe();
    for (const part of buildShared({ ...input, votes }, this.context)) {
      await breathe();
      for (const entity of part) {
        const ref = stringifyEntityRef(entity);
        const before = this.made.get(ref);
        const isSame = before && isDeepStrictEqual(before, entity);
        made.set(ref, isSame ? before : entity);
        await breathe();
      }
    }
    return made;
  }
}

async function countsAlike(before: Input, after: Input): Promise<boolean> {
  if (
    before.components.length !== after.components.length ||
    !isDeepStrictEqual(before.teams, after.teams) ||
    !isDeepStrictEqual(before.problems, after.problems)
  ) {
    return false;
  }
  const breathe = breathing();
  for (const [index, component] of after.components.entries()) {
    const other = before.components[index];
    if (other !== component) {
      if (!isDeepStrictEqual(countedParts(other), countedParts(component))) {
        return false;
      }
      await breathe();
    }
  }
  return true;
}

/** What of a service counts for the entities around it. */
function countedParts({ metadata, spec }: ServiceEntity) {
  const { owner, contact, layer, category, system, environments } = spec;
  const clusters = environments?.map(one => one.cluster);
  const path = metadata.annotations?.[MANIFEST_PATH_ANNOTATION];
  return { owner, contact, layer, category, system, clusters, path };
}
