const PAGE = 500;
/** As many as one request for summaries may name. */
const SUMMARIES = 200;
/** Services that are looked at closely; one of the first will do. */
const CANDIDATES = 20;

/**
 * @typedef {{
 *   services: string[],
 *   layers: number,
 *   promotion?: { service: string, namespace: string, from: string, to: string, autoSync: boolean },
 *   openPullRequest?: { url: string, title: string },
 * }} PortalState
 *   services: names, sorted; layers: how many they are from; promotion: one that can be opened now;
 *   openPullRequest: of a promotion that waits for its merge
 *
 * @typedef {{ name: string, sync: string, health: string, stale: boolean, release?: unknown }} EnvironmentSummary
 * @typedef {import('./personSession.mjs').Session} Session
 */

/**
 * What is in a running portal, as far as the greeting speaks of it.
 * @param {Session} session of somebody who may promote
 * @returns {Promise<PortalState>} rejects when the portal cannot be asked
 */
export async function readPortalState(session) {
  const entities = await readServices(session);
  const state = {
    services: entities.map(({ metadata }) => metadata.name),
    layers: new Set(entities.map(({ spec }) => spec.layer)).size,
  };
  /** @type {PortalState['openPullRequest']} */
  let openPullRequest;
  for (const entity of await behindServices(session, entities)) {
    const { namespace, name } = entity.metadata;
    const path = `/api/delivery/services/${namespace}/${name}`;
    const { environments, transitions, permissions } = await session(path);
    for (const { from, to, state: kind, promotion } of transitions.reverse()) {
      if (
        kind === 'differs' &&
        permissions.promote.includes(to) &&
        (await session(`${path}/promotions/preview`, { from, to })).canOpen
      ) {
        const { autoSync } = environments.find(
          (/** @type {{ name: string }} */ one) => one.name === to,
        );
        const found = { service: name, namespace, from, to, autoSync };
        return { ...state, promotion: found };
      }
      if (promotion?.status === 'open' && promotion.pullRequest) {
        openPullRequest ??= promotion.pullRequest;
      }
    }
  }
  return { ...state, openPullRequest };
}

/**
 * @param {Session} session
 * @returns {Promise<Array<{ metadata: { namespace: string, name: string }, spec: { layer?: string } }>>} by name
 */
async function readServices(session) {
  const query = new URLSearchParams({
    filter: 'kind=component,spec.environments.name',
    fields: 'metadata.namespace,metadata.name,spec.layer',
    orderField: 'metadata.name,asc',
    limit: `${PAGE}`,
  });
  const found = [];
  let cursor;
  do {
    const answer = await session(
      `/api/catalog/entities/by-query?${
        cursor ? new URLSearchParams({ cursor, limit: `${PAGE}` }) : query
      }`,
    );
    found.push(...answer.items);
    cursor = answer.pageInfo.nextCursor;
  } while (cursor);
  return found;
}

/**
 * The services where two neighboring environments run different releases, the last environment's first.
 * @param {Session} session
 * @param {Awaited<ReturnType<typeof readServices>>} entities
 */
async function behindServices(session, entities) {
  const refs = entities.map(
    ({ metadata }) => `component:${metadata.namespace}/${metadata.name}`,
  );
  /** @type {Array<{ entityRef: string, environments: EnvironmentSummary[] }>} */
  const summaries = [];
  for (let start = 0; start < refs.length; start += SUMMARIES) {
    const { items } = await session('/api/delivery/summaries', {
      entityRefs: refs.slice(start, start + SUMMARIES),
    });
    summaries.push(...items);
  }
  const differs = (
    /** @type {EnvironmentSummary} */ one,
    /** @type {EnvironmentSummary} */ next,
  ) => JSON.stringify(one.release) !== JSON.stringify(next.release);
  const behind = new Map(
    summaries.map(({ entityRef, environments }) => [
      entityRef,
      environments.findLastIndex(
        (environment, index) =>
          index > 0 && differs(environments[index - 1], environment),
      ) / environments.length,
    ]),
  );
  const rank = (/** @type {number} */ index) => behind.get(refs[index]) ?? -1;
  return entities
    .map((entity, index) => ({ entity, rank: rank(index) }))
    .filter(found => found.rank > 0)
    .sort((one, other) => other.rank - one.rank)
    .slice(0, CANDIDATES)
    .map(({ entity }) => entity);
}
