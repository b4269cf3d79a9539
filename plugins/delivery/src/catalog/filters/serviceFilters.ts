import type {
  DefaultEntityFilters,
  EntityFilter,
} from '@backstage/plugin-catalog-react';

import { OF_SOURCES } from '../../shared/ofSources';

/** Where the catalog's index has what the filters go by. */
export const FILTER_PATHS = {
  layers: 'spec.layer',
  categories: 'spec.category',
  environments: 'spec.environments.name',
  clusters: 'spec.environments.cluster',
  availability: 'spec.sla.availability.percent',
  latency: 'spec.sla.latency.milliseconds',
  problems: 'spec.problems.severity',
} as const;

/** Name of a filter; it is also what the list's address calls it. */
export type ServiceFilterName = keyof typeof FILTER_PATHS;

/** Lets entities pass that have one of some values; asked of the catalog, not of what is on the page. */
export class ServiceFilter implements EntityFilter {
  constructor(
    readonly name: ServiceFilterName,
    /** What was chosen, as the list's address keeps it. */
    readonly chosen: string[],
    /** The values that this means, as the catalog's index has them. */
    readonly values: string[] = chosen,
  ) {}

  getCatalogFilters(): Record<string, symbol | string[]> {
    // An empty list would be no filter at all.
    const values = this.values.length > 0 ? this.values : ['-'];
    return { [FILTER_PATHS[this.name]]: values, ...OF_SOURCES };
  }

  toQueryValue(): string[] {
    return this.chosen;
  }
}

/** The catalog's own filters, and those of services. */
export type ServiceFilters = DefaultEntityFilters & {
  [name in ServiceFilterName]?: ServiceFilter;
};
