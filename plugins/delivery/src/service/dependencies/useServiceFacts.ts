import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import {
  worstHealth,
  type HealthStatus,
  type ServiceDeliverySummary,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useMemo } from 'react';
import { entityProblems } from '../../problems/entityProblems';

/**
 * What is said of a service in a graph or list of services.
 *
 * @internal
 */
export interface ServiceFacts {
  ref: string;
  name: string;
  /** False when the catalog does not have it, or not for this viewer. */
  known: boolean;
  health: HealthStatus;
  problems: number;
}

/**
 * Facts of services by ref, and their order when only a few can be shown: the worst first, then by name.
 *
 * @internal
 */
export function useServiceFacts(
  entities: Map<string, Entity> | undefined,
  summaries: Map<string, ServiceDeliverySummary> | undefined,
) {
  return useMemo(() => {
    const factsOf = (ref: string): ServiceFacts => {
      const entity = entities?.get(ref);
      return {
        ref,
        name: entity?.metadata.title ?? parseEntityRef(ref).name,
        known: entity !== undefined,
        health: summaries?.get(ref)?.health ?? 'Unknown',
        problems: entity ? entityProblems(entity).length : 0,
      };
    };
    const compare = (one: string, other: string) => {
      const [a, b] = [factsOf(one), factsOf(other)];
      if (a.health !== b.health) {
        return worstHealth([a.health, b.health]) === a.health ? -1 : 1;
      }
      return b.problems - a.problems || a.name.localeCompare(b.name);
    };
    return { factsOf, compare };
  }, [entities, summaries]);
}
