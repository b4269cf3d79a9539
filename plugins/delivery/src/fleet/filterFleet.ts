import type { FleetRow } from '@stonegarden/backstage-plugin-delivery-common';
import { cellState } from './cellState';
import type { FleetFilter } from './fleetFilter';

/**
 * What is searched for the words of a filter: name, title, team, layer, category and environments of a service.
 *
 * @param nameOf - how people call the entity of a ref
 * @internal
 */
export function searchTexts(
  rows: readonly FleetRow[],
  nameOf: (entityRef: string) => string,
): Map<FleetRow, string> {
  return new Map(
    rows.map(row => [
      row,
      [
        row.name,
        row.title,
        row.owner,
        nameOf(row.owner),
        row.layer,
        row.category,
        ...row.environments.map(({ cluster }) => cluster),
      ]
        .filter(Boolean)
        .join(' ')
        .toLocaleLowerCase(),
    ]),
  );
}

/**
 * Rows that a filter leaves, in their order. Its view is not looked at here, as each view is counted for itself.
 *
 * @param texts - see `searchTexts`
 * @param owners - entity refs that the viewer owns things as; undefined while not known, when nothing is known to be theirs
 * @internal
 */
export function filterFleet(
  rows: readonly FleetRow[],
  filter: FleetFilter,
  texts: ReadonlyMap<FleetRow, string>,
  owners: readonly string[] | undefined,
): FleetRow[] {
  const words = filter.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    row =>
      (!filter.mine || isMine(row, owners)) &&
      is(filter.team, row.owner) &&
      is(filter.layer, row.layer) &&
      is(filter.category, row.category) &&
      isAnywhere(row, filter) &&
      words.every(word => texts.get(row)?.includes(word)),
  );
}

/**
 * Whether a service is the viewer's or one of their teams'.
 *
 * @internal
 */
export function isMine(
  { owner }: Pick<FleetRow, 'owner'>,
  owners: readonly string[] | undefined,
): boolean {
  return owners?.includes(owner.toLocaleLowerCase('en-US')) ?? false;
}

function is(wanted: string | undefined, value: string | undefined): boolean {
  return wanted === undefined || wanted === value;
}

/** Whether one environment is on the wanted cluster and in the wanted state. */
function isAnywhere(
  { environments }: FleetRow,
  { cluster, health }: FleetFilter,
): boolean {
  if (cluster === undefined && health === undefined) return true;
  return environments.some(
    cell =>
      is(cluster, cell.cluster) &&
      (health === undefined || cellState(cell) === health),
  );
}
