import type { DoraFigure } from '@stonegarden/backstage-plugin-delivery-common';
import type { Knex } from 'knex';
import type { HistoryFilter, HistoryPlaces } from './HistoryFilter';

/** The table as `it`, or under another name. */
export const DEPLOYMENTS = 'deployments';

/** It failed, or was rolled back. */
const FAILURE = "(it.outcome = 'failed' or it.rolled_back_at is not null)";
/** It succeeded, and was not rolled back. */
const restored = (name: string) =>
  `(${name}.outcome = 'succeeded' and ${name}.rolled_back_at is null)`;

const COUNTED_IN: Record<DoraFigure, string | undefined> = {
  deployments: undefined,
  failures: FAILURE,
  leadTime: 'it.named_at <= it.started_at',
  restore: `${FAILURE} and it.started_at < (select after.started_at from ${DEPLOYMENTS} after
    where after.entity_ref = it.entity_ref and after.environment = it.environment
    and ${restored('after')} order by after.started_at desc limit 1)`,
};

const nameOf = (entityRef: string) => entityRef.split('/').at(-1) ?? '';

/** For LIKE with `!` as the escape. */
const escapeLike = (text: string) => text.replace(/[!%_]/g, '!$&');

function inPlaces(
  query: Knex.QueryBuilder,
  places: HistoryPlaces[],
  newestFirst: boolean,
): void {
  const services = new Set(places.flatMap(({ entityRefs }) => entityRefs));
  if (services.size === 0) {
    query.whereRaw('1 = 0');
    return;
  }
  query.where(group => {
    for (const { entityRefs, environments } of places) {
      group.orWhere(each => {
        if (services.size === 1 || !newestFirst) {
          each.whereIn('it.entity_ref', entityRefs);
        } else {
          // By the index of the times, not of the services: sorting all that many services ever deployed takes far longer.
          each.whereRaw(
            `(it.entity_ref || '') in (${entityRefs.map(() => '?').join(',')})`,
            entityRefs,
          );
        }
        each.whereIn('it.environment', environments);
      });
    }
  });
}

function withText(
  query: Knex.QueryBuilder,
  text: string,
  places: HistoryPlaces[],
): void {
  const wanted = text.toLowerCase();
  const named = places
    .flatMap(({ entityRefs }) => entityRefs)
    .filter(ref => nameOf(ref).includes(wanted));
  const part = `%${escapeLike(wanted)}%`;
  query.where(group => {
    for (const column of ['release_text', 'caused_by', 'commit_author']) {
      group.orWhereRaw(`lower(it.${column}) like ? escape '!'`, [part]);
    }
    group.orWhereRaw("it.revision like ? escape '!'", [
      `${escapeLike(wanted)}%`,
    ]);
    if (named.length > 0) {
      group.orWhereIn('it.entity_ref', named);
    }
  });
}

/**
 * Leaves of the deployments, which the query has as `it`, those that are meant.
 *
 * @param options - `newestFirst`: the query takes the newest few of them; otherwise it reads all, in any order
 */
export function applyFilter(
  query: Knex.QueryBuilder,
  filter: HistoryFilter,
  options: { newestFirst: boolean },
): void {
  const { places, environments, causes, outcomes, since, until, text } = filter;
  inPlaces(query, places, options.newestFirst);
  if (environments) {
    query.whereIn('it.environment', environments);
  }
  if (causes) {
    query.whereIn('it.cause', causes);
  }
  if (outcomes) {
    query.whereIn('it.outcome', outcomes);
  }
  if (filter.rolledBack === true) {
    query.whereNotNull('it.rolled_back_at');
  } else if (filter.rolledBack === false) {
    query.whereNull('it.rolled_back_at');
  }
  if (since !== undefined) {
    query.where('it.started_at', '>=', since);
  }
  if (until !== undefined) {
    query.where('it.started_at', '<', until);
  }
  if (text) {
    withText(query, text, places);
  }
  const counted = filter.countedIn && COUNTED_IN[filter.countedIn];
  if (counted) {
    query.whereRaw(counted);
  }
}
