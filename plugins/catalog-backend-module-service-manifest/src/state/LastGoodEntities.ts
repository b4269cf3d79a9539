import type { AuthService } from '@backstage/backend-plugin-api';
import { ANNOTATION_LOCATION, Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { FileAddresses } from '@stonegarden/repository-address';

/** For so long the catalog may not show yet what this process gave it, and its answers are taken as they were. */
const FRESH_MS = 60_000;

/** Locations per request, so that its address stays short. */
const BATCH = 50;

interface Deps {
  catalog: CatalogService;
  auth: AuthService;
  address: Pick<FileAddresses, 'fileUrl' | 'locationType'>;
  now?: () => number;
}

/**
 * Answers which entities manifests had become before: from memory while fresh, else from the catalog, so that last good
 * versions outlive a restart and are the same for all replicas.
 *
 * @internal
 */
export class LastGoodEntities {
  readonly #deps: Deps;
  #given: ReadonlyMap<string, Entity> = new Map();
  #givenAt = -Infinity;
  /** What the catalog answered; undefined for no such entity. */
  readonly #answers = new Map<string, { entity?: Entity; at: number }>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Keeps in mind what was given to the catalog, by path of the manifest. */
  remember(entities: ReadonlyMap<string, Entity>) {
    this.#given = entities;
    this.#givenAt = this.#now();
    this.#answers.clear();
  }

  /**
   * The entities that the manifests at these paths had become, without what the catalog adds.
   *
   * @throws whatever the catalog throws: not knowing is not the same as there being none
   */
  async find(paths: string[]): Promise<Map<string, Entity>> {
    const now = this.#now();
    const found = new Map<string, Entity>();
    const toAsk: string[] = [];
    for (const path of paths) {
      const given = this.#given.get(path);
      const answer = this.#answers.get(path);
      const entity = answer?.entity ?? given;
      if (entity) {
        found.set(path, entity);
      }
      const at = answer?.at ?? (given ? this.#givenAt : -Infinity);
      if (now - at > FRESH_MS) {
        toAsk.push(path);
      }
    }
    for (let i = 0; i < toAsk.length; i += BATCH) {
      const batch = toAsk.slice(i, i + BATCH);
      const asked = await this.#ask(batch);
      for (const path of batch) {
        const entity = asked.get(path);
        this.#answers.set(path, { entity, at: now });
        if (entity) {
          found.set(path, entity);
        }
      }
    }
    return found;
  }

  /**
   * The Groups that a list of teams had become, without what the catalog adds.
   *
   * @param path - of the list
   * @throws whatever the catalog throws
   */
  async findGroups(path: string): Promise<Entity[]> {
    const groups = await this.#entitiesAt('Group', [this.#locationOf(path)]);
    return groups.map(withoutCatalogFields);
  }

  async #ask(paths: string[]): Promise<Map<string, Entity>> {
    const byLocation = new Map<string, string>(
      paths.map(path => [this.#locationOf(path), path]),
    );
    const items = await this.#entitiesAt('Component', [...byLocation.keys()]);
    const found = new Map<string, Entity>();
    for (const entity of items) {
      const location = entity.metadata.annotations?.[ANNOTATION_LOCATION];
      const path = location && byLocation.get(location);
      if (path) {
        found.set(path, withoutCatalogFields(entity));
      }
    }
    return found;
  }

  #locationOf(path: string): string {
    const { address } = this.#deps;
    return `${address.locationType}:${address.fileUrl(path)}`;
  }

  async #entitiesAt(kind: string, locations: string[]): Promise<Entity[]> {
    const { catalog, auth } = this.#deps;
    const { items } = await catalog.getEntities(
      {
        filter: {
          kind,
          [`metadata.annotations.${ANNOTATION_LOCATION}`]: locations,
        },
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items;
  }

  #now(): number {
    return this.#deps.now?.() ?? Date.now();
  }
}

/**
 * Back to the form in which a provider gives an entity to the catalog.
 *
 * @internal
 */
export function withoutCatalogFields(entity: Entity): Entity {
  const { apiVersion, kind, spec } = entity;
  const { uid, etag, ...metadata } = entity.metadata;
  return { apiVersion, kind, metadata, ...(spec ? { spec } : {}) };
}
