import { ENVIRONMENTS, RELEASES, serviceName } from './applications.mjs';

/**
 * @typedef {(path: string) => Promise<any>} Get path below `/api`
 * @typedef {(get: Get, index: number) => Promise<void>} View index: of the service
 */

/** @param {number} count @param {string} of */
function expectAll(count, of) {
  if (count !== ENVIRONMENTS.length) {
    throw new Error(
      `${of} shows ${count} environments of ${ENVIRONMENTS.length}`,
    );
  }
}

/** @param {number} index */
function selector(index) {
  return encodeURIComponent(`service=${serviceName(index)}`);
}

/**
 * What the card on an entity's page asks its own backend for, for each subject: the state of four environments.
 * @type {Record<import('./options.mjs').Subject, View>}
 */
export const VIEWS = {
  async ours(get, index) {
    const view = await get(`/delivery/services/default/${serviceName(index)}`);
    expectAll(
      view.environments.filter(
        (/** @type {any} */ each) => each.application && !each.stale,
      ).length,
      'ours',
    );
  },
  async community(get, index) {
    const asked = selector(index);
    const found = await get(
      `/backstage-community-argocd/argoInstance/main/applications/selector/${asked}?selector=${encodeURIComponent(
        asked,
      )}`,
    );
    expectAll(found.items.length, 'community');
  },
  async roadie(get, index) {
    const asked = selector(index);
    const places = await get(`/argocd/find/selector/${asked}`);
    const found = await Promise.all(
      places.map((/** @type {{ name: string }} */ { name }) =>
        get(`/argocd/argoInstance/${name}/applications/selector/${asked}`),
      ),
    );
    expectAll(found.flatMap(({ items }) => items).length, 'roadie');
  },
};

/**
 * The same, with the deployments of each environment and the author and message of their commits, as far as each page shows
 * them: ours asks for the record of the service; community's asks for each commit of the histories once; roadie's asks for each
 * entry of each history but the oldest.
 * @type {Record<import('./options.mjs').Subject, View>}
 */
export const HISTORY_VIEWS = {
  async ours(get, index) {
    const service = `component:default/${serviceName(index)}`;
    const [, page] = await Promise.all([
      VIEWS.ours(get, index),
      get(`/delivery/deployments?service=${encodeURIComponent(service)}`),
    ]);
    const told = page.items.filter(
      (/** @type {any} */ { commit }) => commit?.author && commit.title,
    );
    if (told.length !== ENVIRONMENTS.length * RELEASES) {
      throw new Error(`ours shows ${told.length} deployments with commits`);
    }
  },
  async community(get, index) {
    const asked = selector(index);
    const { items } = await get(
      `/backstage-community-argocd/argoInstance/main/applications/selector/${asked}?selector=${encodeURIComponent(
        asked,
      )}`,
    );
    expectAll(items.length, 'community');
    /** @type {Map<string, string>} */
    const applications = new Map();
    for (const { metadata, status } of items) {
      for (const { revision } of status.history) {
        applications.set(revision, metadata.name);
      }
    }
    await readCommits([...applications], ([revision, application]) =>
      get(
        `/backstage-community-argocd/argoInstance/main/applications/name/${application}/revisions/${revision}/metadata`,
      ),
    );
  },
  async roadie(get, index) {
    const asked = selector(index);
    const places = await get(`/argocd/find/selector/${asked}`);
    const found = await Promise.all(
      places.map((/** @type {{ name: string }} */ { name }) =>
        get(`/argocd/argoInstance/${name}/applications/selector/${asked}`),
      ),
    );
    const entries = found.flatMap(({ items }) =>
      items.flatMap((/** @type {any} */ { metadata, status }) =>
        status.history
          .slice(1)
          .map((/** @type {{ revision: string }} */ { revision }) => [
            revision,
            metadata.name,
          ]),
      ),
    );
    await readCommits(entries, ([revision, application]) =>
      get(
        `/argocd/argoInstance/main/applications/name/${application}/revisions/${revision}/metadata`,
      ),
    );
  },
};

/**
 * All at once, as the pages do.
 * @template T
 * @param {T[]} commits
 * @param {(commit: T) => Promise<any>} read
 */
async function readCommits(commits, read) {
  const answers = await Promise.all(commits.map(read));
  if (answers.length === 0 || answers.some(({ author }) => !author)) {
    throw new Error('A commit came without its author');
  }
}

/** A stock read of one entity. @type {View} */
export async function readByName(get, index) {
  await get(
    `/catalog/entities/by-name/component/default/${serviceName(index)}`,
  );
}
