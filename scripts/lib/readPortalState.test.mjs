import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPortalState } from './readPortalState.mjs';

const release = tag => ({ images: [{ name: 'shop', tag }] });

/** A session with a portal that has these services and their transitions. */
function portal(services) {
  const answers = {
    '/api/catalog/entities/by-query': {
      items: services.map(({ name, layer }) => ({
        metadata: { namespace: 'default', name },
        spec: { layer },
      })),
      pageInfo: {},
    },
    '/api/delivery/summaries': {
      items: services.map(({ name, releases }) => ({
        entityRef: `component:default/${name}`,
        environments: releases.map((tag, index) => ({
          name: `env${index}`,
          release: release(tag),
        })),
      })),
    },
  };
  for (const { name, releases, transitions, canOpen } of services) {
    const path = `/api/delivery/services/default/${name}`;
    answers[path] = {
      environments: releases.map((_, index) => ({
        name: `env${index}`,
        autoSync: false,
      })),
      transitions,
      permissions: { promote: releases.map((_, index) => `env${index}`) },
    };
    answers[`${path}/promotions/preview`] = { canOpen };
  }
  return async path => {
    const { pathname } = new URL(path, 'http://portal');
    assert.ok(pathname in answers, `${pathname} is not there`);
    return answers[pathname];
  };
}

const differs = { from: 'env1', to: 'env2', state: 'differs' };

test('the service whose last environment is behind comes first, if it may be promoted', async () => {
  const session = portal([
    { name: 'kafka', layer: 'platform', releases: ['1', '1'], transitions: [] },
    {
      name: 'blocked',
      layer: 'services',
      releases: ['2', '2', '1'],
      transitions: [differs],
      canOpen: false,
    },
    {
      name: 'shop',
      layer: 'services',
      releases: ['2', '2', '1'],
      transitions: [{ from: 'env0', to: 'env1', state: 'same' }, differs],
      canOpen: true,
    },
  ]);
  assert.deepEqual(await readPortalState(session), {
    services: ['kafka', 'blocked', 'shop'],
    layers: 2,
    promotion: {
      service: 'shop',
      namespace: 'default',
      from: 'env1',
      to: 'env2',
      autoSync: false,
    },
  });
});

test('a promotion under way: its pull request', async () => {
  const pullRequest = { number: 7, url: 'http://git/7', title: 'Promote shop' };
  const session = portal([
    {
      name: 'shop',
      layer: 'services',
      releases: ['2', '1'],
      transitions: [
        {
          from: 'env0',
          to: 'env1',
          state: 'under-way',
          promotion: { status: 'open', pullRequest },
        },
      ],
      canOpen: false,
    },
  ]);
  const { promotion, openPullRequest } = await readPortalState(session);
  assert.equal(promotion, undefined);
  assert.deepEqual(openPullRequest, pullRequest);
});

test('an empty catalog', async () => {
  assert.deepEqual(await readPortalState(portal([])), {
    services: [],
    layers: 0,
    openPullRequest: undefined,
  });
});

test('a portal that does not answer is an error', async () => {
  await assert.rejects(readPortalState('http://127.0.0.1:1'));
});
