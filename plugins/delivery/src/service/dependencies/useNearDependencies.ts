import {
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  type Entity,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  directDependencies,
  nearDependencies,
  type NearDependencies,
} from './nearDependencies';
import { queryKeys } from '../../shared/queries/queryKeys';
import { readEntities } from './readEntities';

/** Services of one group that are looked at. */
const MOST = 500;
const FIELDS = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.problems',
];

/**
 * Services around one, and their entities as far as the catalog has them and the viewer may see them.
 *
 * @internal
 */
export interface Neighborhood {
  near: NearDependencies;
  /** By ref. */
  entities: Map<string, Entity>;
  /** How many of a group are looked at, when one has more. */
  cutAt?: number;
}

/**
 * Services at most two steps away from an entity.
 *
 * @internal
 */
export function useNearDependencies(entity: Entity) {
  const catalog = useApi(catalogApiRef);
  const dependencies = useMemo(
    () => directDependencies(entity, RELATION_DEPENDS_ON),
    [entity],
  );
  const dependents = useMemo(
    () => directDependencies(entity, RELATION_DEPENDENCY_OF),
    [entity],
  );
  const refs = useMemo(
    () => [
      ...new Set([
        ...dependencies.slice(0, MOST),
        ...dependents.slice(0, MOST),
      ]),
    ],
    [dependencies, dependents],
  );
  return useQuery({
    queryKey: queryKeys.neighbors(refs),
    enabled: refs.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async (): Promise<Neighborhood> => {
      const first = await readEntities(catalog, refs, [...FIELDS, 'relations']);
      const all = nearDependencies(entity, first);
      const near = cut(all);
      const second = await readEntities(
        catalog,
        [
          ...near.groups.indirectDependencies,
          ...near.groups.indirectDependents,
        ].filter(ref => !first.has(ref)),
        FIELDS,
      );
      const isCut = Object.values(all.groups).some(
        group => group.length > MOST,
      );
      return {
        near,
        entities: new Map([...first, ...second]),
        ...(isCut ? { cutAt: MOST } : {}),
      };
    },
  });
}

function cut({ root, groups, edges }: NearDependencies): NearDependencies {
  const cutGroups = {
    dependencies: groups.dependencies.slice(0, MOST),
    indirectDependencies: groups.indirectDependencies.slice(0, MOST),
    dependents: groups.dependents.slice(0, MOST),
    indirectDependents: groups.indirectDependents.slice(0, MOST),
  };
  const left = new Set([root, ...Object.values(cutGroups).flat()]);
  return {
    root,
    groups: cutGroups,
    edges: edges.filter(({ from, to }) => left.has(from) && left.has(to)),
  };
}
