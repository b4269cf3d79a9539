import type { FleetRow } from '@stonegarden/backstage-plugin-delivery-common';
import { environmentColumns } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * The environments that some of these services can be promoted to, in the order of the fleet's columns: all but the first of each.
 *
 * @internal
 */
export function trainTargets(
  rows: readonly FleetRow[],
  production: readonly string[],
): string[] {
  const names = new Set(
    rows.flatMap(({ environments }) =>
      environments.slice(1).map(({ name }) => name),
    ),
  );
  return environmentColumns([...rows], [...production]).filter(name =>
    names.has(name),
  );
}
