import { resolve } from 'node:path';
import type { AuthService } from '@backstage/backend-plugin-api';
import { stringifyLocationRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import type { LocationSpec } from '@backstage/plugin-catalog-common';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** For so long a location counts as not registered without asking again: an organization has thousands of people. */
const REMEMBERED_MS = 30_000;
const MAX_REMEMBERED = 1000;

/**
 * Knows the locations that people registered, as opposed to those of `catalog.locations` and to what providers give.
 *
 * @internal
 */
export class RegisteredLocations {
  readonly #deps: { auth: AuthService; catalog: CatalogService };
  readonly #configured: ReadonlySet<string>;
  readonly #now: () => number;
  /** Refs of locations that were not registered, with the time when that was asked, the oldest first. */
  readonly #free = new Map<string, number>();

  constructor(
    config: Config,
    deps: { auth: AuthService; catalog: CatalogService },
    now: () => number = Date.now,
  ) {
    this.#deps = deps;
    this.#configured = readConfiguredLocations(config);
    this.#now = now;
  }

  /**
   * Whether somebody registered a location that is not configured as well.
   *
   * @throws whatever the catalog throws
   */
  async has({ type, target }: LocationSpec): Promise<boolean> {
    const ref = stringifyLocationRef({ type, target });
    const askedAt = this.#free.get(ref);
    if (
      this.#configured.has(ref) ||
      (askedAt !== undefined && this.#now() - askedAt < REMEMBERED_MS)
    ) {
      return false;
    }
    const { auth, catalog } = this.#deps;
    const { items } = await catalog.queryLocations(
      { query: { type, target }, limit: 1 },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    this.#free.delete(ref);
    if (items.length > 0) {
      return true;
    }
    const [oldest] = this.#free.keys();
    if (oldest !== undefined && this.#free.size >= MAX_REMEMBERED) {
      this.#free.delete(oldest);
    }
    this.#free.set(ref, this.#now());
    return false;
  }
}

/** As the catalog itself reads them: paths of files are made absolute. */
function readConfiguredLocations(config: Config): Set<string> {
  const locations = config.getOptionalConfigArray('catalog.locations') ?? [];
  return new Set(
    locations.map(location => {
      const type = location.getString('type');
      const target = location.getString('target');
      return stringifyLocationRef({
        type,
        target: type === 'file' ? resolve(target) : target,
      });
    }),
  );
}
