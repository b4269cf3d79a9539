import { resolve } from 'node:path';
import type { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
  parseLocationRef,
  stringifyLocationRef,
} from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { plainText } from '../markdown/plainLine';

/**
 * Whom a commit names as its author.
 *
 * @public
 */
export interface CommitAuthor {
  name: string;
  email: string;
}

/**
 * Knows whom a commit may name as its author. Git hosts show a commit as the work of whoever has its address, so the address
 * comes only from a User that the installation trusts: one of an organization provider or of `catalog.locations`, never one
 * of a location that somebody registered. Where the catalog does not say where a User came from, or whether that was
 * registered, the commit names nobody.
 *
 * @public
 */
export class CommitAuthors {
  readonly #configured: ReadonlySet<string>;
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;

  constructor(
    config: Config,
    deps: { auth: AuthService; catalog: CatalogService },
  ) {
    this.#configured = readConfiguredLocations(config);
    this.#auth = deps.auth;
    this.#catalog = deps.catalog;
  }

  /** The author for a commit of a user; undefined when it may name nobody, or the user has no e-mail address. */
  async of(user: Entity | undefined): Promise<CommitAuthor | undefined> {
    const author = user && authorOf(user);
    return author && (await this.isTrusted(user)) ? author : undefined;
  }

  /** Whether the installation trusts what a User's annotations and profile say. False where it cannot be told. */
  async isTrusted({ metadata }: Entity): Promise<boolean> {
    const origin = metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
    if (!origin) {
      return false;
    }
    if (this.#configured.has(origin)) {
      return true;
    }
    try {
      const { type, target } = parseLocationRef(origin);
      const { items } = await this.#catalog.queryLocations(
        { query: { type, target }, limit: 1 },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      return items.length === 0;
    } catch {
      // What cannot be told is not trusted, and a commit needs no author
      return false;
    }
  }
}

function authorOf({ kind, metadata, spec }: Entity): CommitAuthor | undefined {
  const { displayName, email } = Object(spec?.profile);
  const address = plain(email);
  return kind.toLocaleLowerCase('en-US') === 'user' &&
    /^[^\s@]+@[^\s@]+$/.test(address)
    ? { name: plain(displayName) || metadata.name, email: address }
    : undefined;
}

/** Without what would end the author line of a commit, or begin another field of it. */
function plain(text: unknown): string {
  return typeof text === 'string'
    ? plainText(text)
        .replace(/[<>\p{Cc}]/gu, '')
        .trim()
    : '';
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
