import type { FleetRow } from './Fleet';

/**
 * The names of all environments in one order for all services: as they stand in promotion paths on average, with production
 * last. The order does not depend on that of the services.
 *
 * @param production - names of the environments that count as production
 * @public
 */
export function environmentColumns(
  rows: ReadonlyArray<{
    environments: ReadonlyArray<Pick<FleetRow['environments'][number], 'name'>>;
  }>,
  production: readonly string[],
): string[] {
  const places = new Map<string, { sum: number; count: number }>();
  for (const { environments } of rows) {
    environments.forEach(({ name }, index) => {
      const place = places.get(name) ?? { sum: 0, count: 0 };
      // Halfway for the only one of a path: it tells nothing about the order.
      place.sum +=
        environments.length > 1 ? index / (environments.length - 1) : 0.5;
      place.count += 1;
      places.set(name, place);
    });
  }
  const rank = (name: string) => {
    const { sum, count } = places.get(name)!;
    // Sums in another order differ in their last digits.
    return Math.round((sum / count) * 1e6);
  };
  return [...places.keys()].sort(
    (a, b) =>
      Number(production.includes(a)) - Number(production.includes(b)) ||
      rank(a) - rank(b) ||
      (a < b ? -1 : 1),
  );
}
