import { useEntityList } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';
import {
  ServiceFilter,
  type ServiceFilterName,
  type ServiceFilters,
} from './serviceFilters';

function texts(parameter: string | string[] | undefined): string[] {
  return [parameter].flat().filter((text): text is string => Boolean(text));
}

/**
 * What is chosen in a filter, kept in the list's address. Only lists of components have the filter; who goes to another
 * kind and comes back finds it as it was.
 *
 * @param valuesOf - what a choice means in the catalog's index; undefined while that is not known. The choice itself when
 *   absent. Has to be the same function until its answers change.
 */
export function useServiceFilter(
  name: ServiceFilterName,
  valuesOf?: (chosen: string[]) => string[] | undefined,
): {
  isShown: boolean;
  chosen: string[];
  choose(chosen: string[]): void;
} {
  const { filters, queryParameters, updateFilters } =
    useEntityList<ServiceFilters>();
  const parameter = texts(queryParameters[name]).join('\n');
  const [chosen, choose] = useState(() =>
    parameter.split('\n').filter(Boolean),
  );
  useEffect(() => {
    if (parameter) {
      choose(parameter.split('\n'));
    }
  }, [parameter]);

  const kind = filters.kind?.value.toLocaleLowerCase('en-US') ?? 'component';
  const isShown = kind === 'component';
  useEffect(() => {
    const values = valuesOf ? valuesOf(chosen) : chosen;
    updateFilters({
      [name]:
        isShown && chosen.length > 0 && values
          ? new ServiceFilter(name, chosen, values)
          : undefined,
    });
  }, [chosen, isShown, name, updateFilters, valuesOf]);

  return { isShown, chosen, choose };
}
