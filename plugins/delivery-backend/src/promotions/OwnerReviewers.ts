import type { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  RELATION_HAS_MEMBER,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  GitLocation,
  Reviewers,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ServiceResolver } from '../services/ServiceResolver';
import type { PromotionRecord } from './PromotionRecord';

/** As Backstage's providers for GitHub write them: `octocat`, `acme/payments`. */
const LOGIN_ANNOTATION = 'github.com/user-login';
const TEAM_ANNOTATION = 'github.com/team-slug';
/** GitHub takes 15 for one pull request. */
const MAX_USERS = 10;
const MAX_MEMBERS = 50;

const isOfKind = (kind: string) => (ref: string) =>
  parseEntityRef(ref).kind.toLowerCase() === kind;

function relationsOf({ relations = [] }: Entity, type: string): string[] {
  return relations
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}

/**
 * Finds who is to review the pull request of a service: its owner's team at the Git host, or the people of the owner when it
 * has none there. Never whoever asked for it.
 */
export class OwnerReviewers {
  readonly #auth: AuthService;
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly #services: Pick<ServiceResolver, 'resolve'>;

  constructor(options: {
    auth: AuthService;
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    services: Pick<ServiceResolver, 'resolve'>;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#services = options.services;
  }

  /** Nobody where the catalog names nobody of them at this host. */
  async of(
    {
      entityRef,
      requestedBy,
    }: Pick<PromotionRecord, 'entityRef' | 'requestedBy'>,
    { repository }: Pick<GitLocation, 'repository'>,
  ): Promise<Reviewers> {
    if (repository.kind !== 'github') {
      return { users: [], teams: [] };
    }
    const { entity } = await this.#services.resolve(entityRef);
    const owners = await this.#entities(relationsOf(entity, RELATION_OWNED_BY));
    const teams: string[] = [];
    const people: string[] = [];
    for (const owner of owners) {
      const [organization, team] =
        owner.metadata.annotations?.[TEAM_ANNOTATION]?.split('/') ?? [];
      const isOfRepository =
        organization?.toLowerCase() === repository.owner.toLowerCase();
      if (team && isOfRepository) {
        teams.push(team);
      } else if (owner.kind.toLowerCase() === 'user') {
        people.push(stringifyEntityRef(owner));
      } else {
        people.push(...relationsOf(owner, RELATION_HAS_MEMBER));
      }
    }
    const asked = people
      .filter(isOfKind('user'))
      .filter(ref => ref !== requestedBy)
      .slice(0, MAX_MEMBERS);
    const users = (await this.#entities(asked)).flatMap(
      ({ metadata }) => metadata.annotations?.[LOGIN_ANNOTATION] ?? [],
    );
    return {
      users: [...new Set(users)].slice(0, MAX_USERS),
      teams: [...new Set(teams)],
    };
  }

  async #entities(entityRefs: string[]): Promise<Entity[]> {
    if (entityRefs.length === 0) {
      return [];
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...new Set(entityRefs)] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items.flatMap(item => item ?? []);
  }
}
