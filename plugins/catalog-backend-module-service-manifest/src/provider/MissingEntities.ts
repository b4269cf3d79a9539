import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { SOURCE_ANNOTATION } from '@stonegarden/service-manifest';

/**
 * Finds what a source gave and the catalog does not have: somebody deleted it there, or somebody else had its name first.
 * Usually that is one question for a number; only when something is missing are all names compared.
 *
 * @internal
 */
export class MissingEntities {
  readonly #deps: { catalog: CatalogService; auth: AuthService };
  readonly #id: string;
  /** What was missing last time: that others have those names does not change by giving them again. */
  #known: ReadonlySet<string> = new Set();

  /** @param id - of the source */
  constructor(
    deps: { catalog: CatalogService; auth: AuthService },
    id: string,
  ) {
    this.#deps = deps;
    this.#id = id;
  }

  /**
   * Compares what the catalog has with what it should have.
   *
   * @param given - refs of all entities that the source gave
   * @returns refs of those that the catalog lacks, and did not lack when it was asked last
   * @throws whatever the catalog throws
   */
  async find(given: ReadonlySet<string>): Promise<string[]> {
    const { catalog, auth } = this.#deps;
    const filter = { [`metadata.annotations.${SOURCE_ANNOTATION}`]: this.#id };
    const options = { credentials: await auth.getOwnServiceCredentials() };
    const { totalItems } = await catalog.queryEntities(
      { filter, limit: 1, fields: ['metadata.name'] },
      options,
    );
    if (totalItems >= given.size - this.#known.size) {
      return [];
    }
    const { items } = await catalog.getEntities(
      { filter, fields: ['kind', 'metadata.name', 'metadata.namespace'] },
      options,
    );
    const there = new Set(items.map(item => stringifyEntityRef(item)));
    const missing = [...given].filter(ref => !there.has(ref));
    const news = missing.filter(ref => !this.#known.has(ref));
    this.#known = new Set(missing);
    return news;
  }
}
