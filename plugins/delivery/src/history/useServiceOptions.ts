import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { useCallback, useMemo } from 'react';
import { useServices } from '../fleet/useServices';
import { ownerRefOf } from '../shared/entityTeam';
import type { NamedOption } from '../shared/OneOfMany';

/**
 * What a list over all services can be narrowed to, by the catalog: services, the teams that own them, and the names of
 * their environments.
 *
 * @internal
 */
export function useServiceOptions() {
  const { data } = useServices();
  const options = useMemo(() => readOptions(data ?? []), [data]);
  const nameOf = useCallback(
    (entityRef: string) =>
      options.names.get(entityRef) ??
      humanizeEntityRef(parseEntityRef(entityRef), {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    [options],
  );
  return { ...options, nameOf };
}

function readOptions(entities: ServiceEntity[]): {
  services: NamedOption[];
  teams: NamedOption[];
  environments: string[];
  names: Map<string, string>;
} {
  const names = new Map(
    entities.map(entity => [
      stringifyEntityRef(entity),
      entity.metadata.title ?? entity.metadata.name,
    ]),
  );
  const owners = new Set(
    entities.flatMap(entity => {
      const owner = ownerRefOf(entity);
      return owner === undefined
        ? []
        : [
            stringifyEntityRef(
              parseEntityRef(owner, {
                defaultKind: 'group',
                defaultNamespace: 'default',
              }),
            ),
          ];
    }),
  );
  return {
    names,
    services: byLabel([...names].map(([id, label]) => ({ id, label }))),
    teams: byLabel(
      [...owners].map(id => ({
        id,
        label: humanizeEntityRef(parseEntityRef(id), {
          defaultKind: 'group',
          defaultNamespace: 'default',
        }),
      })),
    ),
    environments: [
      ...new Set(
        entities.flatMap(({ spec }) =>
          (spec.environments ?? []).map(({ name }) => name),
        ),
      ),
    ],
  };
}

function byLabel(options: NamedOption[]): NamedOption[] {
  return options.sort((a, b) => a.label.localeCompare(b.label));
}
