import { InputError, NotFoundError } from '@backstage/errors';
import type {
  Deployment,
  DeploymentPage,
  DeploymentQuery,
  DoraMetrics,
  DoraQuery,
  PromotionFiles,
} from '@stonegarden/backstage-plugin-delivery-common';
import { computeDora } from '../../deployments/dora/computeDora';
import type { DeploymentFiles } from '../../deployments/history/DeploymentFiles';
import type {
  HistoryFilter,
  HistoryPlaces,
} from '../../deployments/history/HistoryFilter';
import type { HistoryStore } from '../../deployments/history/HistoryStore';
import { parseCursor, toCursor } from './historyCursor';
import type { DeploymentExport, PageRequest } from './HistoryApi';

/** The most that an export holds. */
const MAX_EXPORTED = 50_000;
/** So many are read from the database at a time. */
const EXPORT_PAGE = 1_000;

/** A service whose deployments may be seen, and the environments of it that may. */
export interface VisibleService {
  entityRef: string;
  environments: string[];
}

/** Services with the same environments are one place to look for: the query stays short. */
function toPlaces(services: VisibleService[]): HistoryPlaces[] {
  const places = new Map<string, HistoryPlaces>();
  for (const { entityRef, environments } of services) {
    const key = [...environments].sort().join();
    const place = places.get(key) ?? { entityRefs: [], environments };
    place.entityRefs.push(entityRef);
    places.set(key, place);
  }
  return [...places.values()].filter(
    ({ environments }) => environments.length > 0,
  );
}

/** Answers from the record of deployments. Who may see what is decided before: `services` is all that may be answered from. */
export class History {
  readonly #files: Pick<DeploymentFiles, 'read'>;
  readonly #production: readonly string[];
  readonly #store: HistoryStore;

  constructor(options: {
    files: Pick<DeploymentFiles, 'read'>;
    /** Names of the environments that count as production. */
    productionEnvironments: readonly string[];
    store: HistoryStore;
  }) {
    this.#files = options.files;
    this.#production = options.productionEnvironments;
    this.#store = options.store;
  }

  /** The environments that are recorded, by service; of one service where it is given. */
  recorded(entityRef?: string): Promise<Map<string, string[]>> {
    return this.#store.listEnvironments(entityRef);
  }

  async list(
    query: DeploymentQuery,
    { limit, cursor }: PageRequest,
    services: VisibleService[],
  ): Promise<DeploymentPage> {
    const { items, next } = await this.#store.page(
      this.#filter(query, services),
      { limit, ...(cursor ? { after: parseCursor(cursor) } : {}) },
    );
    return { items, ...(next ? { nextCursor: toCursor(next) } : {}) };
  }

  async get(id: string): Promise<Deployment> {
    return (await this.#found(id)).deployment;
  }

  async files(id: string): Promise<PromotionFiles> {
    const { deployment, previousRevision } = await this.#found(id);
    return this.#files.read(deployment, previousRevision);
  }

  async export(
    query: DeploymentQuery,
    services: VisibleService[],
  ): Promise<DeploymentExport> {
    const filter = this.#filter(query, services);
    const total = await this.#store.count(filter, MAX_EXPORTED);
    if (total > MAX_EXPORTED) {
      throw new InputError(
        `An export holds at most ${MAX_EXPORTED} deployments, and there are more: ask for a shorter time, or for fewer services`,
      );
    }
    return { total, items: this.#all(filter) };
  }

  async dora(
    query: DoraQuery,
    services: VisibleService[],
  ): Promise<DoraMetrics> {
    const environments = this.#production;
    const counted = services.flatMap(service => {
      const visible = service.environments.filter(name =>
        environments.includes(name),
      );
      return visible.length > 0 ? [{ ...service, environments: visible }] : [];
    });
    const deployments = await this.#store.listForDora(
      toPlaces(counted),
      query.since,
    );
    return {
      environments: [...environments],
      services: counted.length,
      ...computeDora(deployments, query),
    };
  }

  #filter(query: DeploymentQuery, services: VisibleService[]): HistoryFilter {
    const { service, team, environments, ...rest } = query;
    const production = this.#production.filter(
      name => environments?.includes(name) ?? true,
    );
    const wanted = query.countedIn ? production : environments;
    return {
      ...rest,
      ...(wanted ? { environments: wanted } : {}),
      places: toPlaces(services),
    };
  }

  async *#all(filter: HistoryFilter): AsyncGenerator<Deployment> {
    let after: { from: string; id: string } | undefined;
    // What is recorded while it is read is newer than where it goes on: each one comes once.
    do {
      const page = await this.#store.page(filter, {
        limit: EXPORT_PAGE,
        ...(after ? { after } : {}),
      });
      yield* page.items;
      after = page.next;
    } while (after);
  }

  async #found(id: string) {
    const found = await this.#store.get(id);
    if (!found) {
      throw new NotFoundError(`There is no deployment ${id}`);
    }
    return found;
  }
}
