import type { FleetRow } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * What the fleet can be narrowed to: what occurs in it, in the order of names.
 *
 * @param nameOf - how people call the entity of a ref
 * @internal
 */
export function fleetOptions(
  rows: readonly FleetRow[],
  nameOf: (entityRef: string) => string,
): {
  teams: Array<{ id: string; label: string }>;
  layers: string[];
  categories: string[];
  clusters: string[];
} {
  return {
    teams: [...new Set(rows.map(({ owner }) => owner))]
      .map(id => ({ id, label: nameOf(id) }))
      .sort((a, b) => a.label.localeCompare(b.label)),
    layers: sorted(rows.map(({ layer }) => layer)),
    categories: sorted(rows.map(({ category }) => category)),
    clusters: sorted(
      rows.flatMap(({ environments }) =>
        environments.map(({ cluster }) => cluster),
      ),
    ),
  };
}

function sorted(values: Array<string | undefined>): string[] {
  const known = values.filter((value): value is string => Boolean(value));
  return [...new Set(known)].sort((a, b) => a.localeCompare(b));
}
