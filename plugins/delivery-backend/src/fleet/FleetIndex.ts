import { setImmediate } from 'node:timers/promises';
import {
  compareFleetRows,
  deriveFleetRow,
  type FleetFacts,
  type FleetRow,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import type { RecentReleases } from '../deployments/RecentReleases';
import type { ApplicationExpectations } from '../environments/ApplicationExpectations';
import { deriveEnvironments } from '../environments/deriveEnvironments';
import type { PromotionStore } from '../promotions/PromotionStore';
import { toPromotion } from '../promotions/toPromotion';
import type {
  ResolvedService,
  ServiceResolver,
} from '../services/ServiceResolver';
import { serviceSourceOf } from '../services/ServiceSource';
import { findLags } from './FleetLags';

/** A service in the fleet, ready to be sent to whoever may see all of it. */
export interface FleetEntry {
  service: ResolvedService;
  facts: FleetFacts;
  row: FleetRow;
  /** `row` as JSON. */
  json: string;
}

/** What {@link FleetIndex} is made from. */
export interface FleetIndexOptions {
  expectations: Pick<ApplicationExpectations, 'expect'>;
  productionEnvironments: readonly string[];
  promotions: Pick<PromotionStore, 'listUnfinished'>;
  readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
  recent: Pick<RecentReleases, 'of'>;
  services: Pick<ServiceResolver, 'list'>;
  now?: () => number;
}

/** After so long the catalog, promotions and the record are read again, beside what is known to have changed. */
const REFRESH_MS = 10_000;
/** Rows that are made without letting other requests pass. */
const SLICE = 100;

/**
 * All services with what runs where, kept ready: a change costs the rows that it concerns, and viewers cost none. What a viewer
 * may see of them is not decided here.
 */
export class FleetIndex {
  readonly #options: FleetIndexOptions;
  readonly #now: () => number;
  readonly #entries = new Map<string, FleetEntry>();
  /** Names of services that changed. */
  readonly #changed = new Set<string>();
  #everything = true;
  #services: ResolvedService[] = [];
  #refreshedAt = -Infinity;
  #sorted: FleetEntry[] = [];
  #update: Promise<void> | undefined;

  constructor(options: FleetIndexOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** By the names of manifests. */
  addServices(names: Iterable<string>): void {
    for (const name of names) this.#changed.add(name);
  }

  addEverything(): void {
    this.#everything = true;
  }

  /** By need, then by name. Throws whatever the catalog or the database throws. */
  async read(): Promise<readonly FleetEntry[]> {
    // An update that is under way may have passed what changed since it began.
    await this.#update?.catch(() => {});
    if (this.#isOutdated()) {
      this.#update ??= this.#refresh().finally(() => {
        this.#update = undefined;
      });
      await this.#update;
    }
    return this.#sorted;
  }

  #isOutdated(): boolean {
    return (
      this.#everything ||
      this.#changed.size > 0 ||
      this.#now() - this.#refreshedAt >= REFRESH_MS
    );
  }

  async #refresh(): Promise<void> {
    const everything = this.#everything;
    const changed = new Set(this.#changed);
    this.#everything = false;
    this.#changed.clear();
    try {
      const isDue = this.#now() - this.#refreshedAt >= REFRESH_MS;
      const [services, unfinished] = await Promise.all([
        isDue ? this.#options.services.list() : this.#services,
        this.#options.promotions.listUnfinished(new Date().toISOString()),
      ]);
      const promotions = new Map<string, Promotion[]>();
      for (const promotion of unfinished.map(toPromotion)) {
        const { entityRef } = promotion;
        // Newest first.
        promotions.set(entityRef, [
          promotion,
          ...(promotions.get(entityRef) ?? []),
        ]);
      }
      const outdated = services.filter(
        service =>
          everything ||
          changed.has(service.name) ||
          this.#isChanged(service, promotions.get(service.entityRef), isDue),
      );
      await this.#make(outdated, promotions);
      this.#services = services;
      if (isDue) this.#refreshedAt = this.#now();
      const refs = new Set(services.map(({ entityRef }) => entityRef));
      for (const ref of this.#entries.keys()) {
        if (!refs.has(ref)) this.#entries.delete(ref);
      }
      this.#sorted = [...this.#entries.values()].sort((a, b) =>
        compareFleetRows(a.row, b.row),
      );
    } catch (error) {
      this.#everything ||= everything;
      this.addServices(changed);
      throw error;
    }
  }

  /** Whether the row of a service has to be made again although nobody told of a change. */
  #isChanged(
    service: ResolvedService,
    promotions: Promotion[] = [],
    isDue: boolean,
  ): boolean {
    const entry = this.#entries.get(service.entityRef);
    const { etag } = service.entity.metadata;
    return (
      !entry ||
      etag === undefined ||
      entry.service.entity.metadata.etag !== etag ||
      marksOf(entry.facts.promotions) !== marksOf(promotions) ||
      // What is deployed is recorded a moment after it is seen.
      (isDue && entry.row.environments.some(({ lag }) => lag))
    );
  }

  async #make(
    services: ResolvedService[],
    promotions: ReadonlyMap<string, Promotion[]>,
  ): Promise<void> {
    const { expectations, productionEnvironments, readModel, recent } =
      this.#options;
    for (let start = 0; start < services.length; start += SLICE) {
      const slice = services.slice(start, start + SLICE);
      const environments = new Map(
        slice.map(service => {
          expectations.expect(service);
          return [
            service.entityRef,
            deriveEnvironments(
              { ...service, source: serviceSourceOf(service.entity) },
              readModel,
            ),
          ];
        }),
      );
      const lags = await findLags(environments, recent);
      for (const service of slice) {
        const { entityRef, entity } = service;
        const facts: FleetFacts = {
          entityRef,
          entity,
          environments: environments.get(entityRef) ?? [],
          promotions: promotions.get(entityRef) ?? [],
          lags: lags.get(entityRef) ?? new Map(),
        };
        const row = deriveFleetRow(facts, productionEnvironments);
        const json = JSON.stringify(row);
        this.#entries.set(entityRef, { service, facts, row, json });
      }
      await setImmediate();
    }
  }
}

function marksOf(promotions: Promotion[]): string {
  return promotions.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join();
}
