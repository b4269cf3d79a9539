import { ENVIRONMENTS, serviceName } from './applications.mjs';

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

/** A stock read of one entity. @type {View} */
export async function readByName(get, index) {
  await get(
    `/catalog/entities/by-name/component/default/${serviceName(index)}`,
  );
}
