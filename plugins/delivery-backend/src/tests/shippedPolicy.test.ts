import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  deliveryPromotionApprovePermission,
  deliveryServiceProposePermission,
  stringifyEnvironmentRef,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Test } from 'supertest';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

/** Owner of the shop. */
const OLGA = 'user:default/olga';
/** Of another team. */
const MAX = 'user:default/max';
/** Owner and release manager. */
const RITA = 'user:default/rita';
/** Release manager of another team. */
const REMO = 'user:default/remo';
const ADA = 'user:default/ada';
/** Signed in, and in no group. */
const NEW = 'user:default/new';

const PEOPLE = {
  [OLGA]: ['group:default/product'],
  [MAX]: ['group:default/platform'],
  [RITA]: ['group:default/product', 'group:default/release-managers'],
  [REMO]: ['group:default/platform', 'group:default/release-managers'],
  [ADA]: ['group:default/portal-administrators'],
};

describe('the shipped policy', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));
  const as = (user: string, test: Test) =>
    test.set('Authorization', mockCredentials.user.header(user));

  it('shows everything to everybody who is signed in, and says what each may do', async () => {
    const { api } = await start({ people: PEOPLE });
    const seen = async (user: string) => {
      const { status, body } = await as(user, api.get(SHOP));
      expect([user, status]).toEqual([user, 200]);
      expect(
        body.environments.filter((each: object) => 'forbidden' in each),
      ).toEqual([]);
      return body.permissions;
    };
    const everything = {
      promote: ['staging', 'production'],
      sync: ['dev', 'staging', 'production'],
      approve: ['production'],
      rollback: ['dev', 'staging', 'production'],
      emergencyRollback: ['dev', 'staging', 'production'],
      // None of its environments has a canary.
      rollout: [],
      rolloutBypass: [],
      override: ['staging', 'production'],
      logs: ['dev', 'staging', 'production'],
    };
    const nothing = {
      promote: [],
      sync: [],
      approve: [],
      rollback: [],
      emergencyRollback: [],
      rollout: [],
      rolloutBypass: [],
      override: [],
      logs: [],
    };
    expect(await seen(OLGA)).toEqual({
      promote: ['staging', 'production'],
      sync: ['dev', 'staging'],
      approve: [],
      rollback: ['dev', 'staging', 'production'],
      emergencyRollback: [],
      rollout: [],
      rolloutBypass: [],
      override: [],
      logs: ['dev', 'staging', 'production'],
    });
    expect(await seen(MAX)).toEqual(nothing);
    expect(await seen(NEW)).toEqual(nothing);
    expect(await seen(RITA)).toEqual(everything);
    expect(await seen(REMO)).toEqual(everything);
    expect(await seen(ADA)).toEqual(everything);
  });

  it('lets owners sync what is not protected, and release managers everything', async () => {
    const { api, argocd } = await start({ people: PEOPLE });
    const sync = async (user: string, environment: string) => {
      const path = `${SHOP}/environments/${environment}/sync`;
      return (await as(user, api.post(path).send())).status;
    };
    expect(await sync(MAX, 'dev')).toBe(403);
    expect(await sync(NEW, 'dev')).toBe(403);
    expect(await sync(OLGA, 'production')).toBe(403);
    expect(argocd.syncBodies).toEqual([]);
    expect(await sync(OLGA, 'dev')).toBe(202);
    expect(await sync(REMO, 'staging')).toBe(202);
    expect(await sync(ADA, 'production')).toBe(202);
    expect(argocd.syncBodies).toHaveLength(3);
  });

  it('lets owners promote their services, and others not', async () => {
    const { git, promote } = await start({ people: PEOPLE });
    for (const user of [MAX, NEW]) {
      const { status, body } = await as(user, promote());
      expect([user, status]).toEqual([user, 403]);
      expect(body.error.message).toContain('delivery.promotion.create');
    }
    expect(git.pulls).toEqual([]);
    const { status, body } = await as(OLGA, promote());
    expect([status, body.requestedBy]).toEqual([201, OLGA]);
    expect(git.pulls).toHaveLength(1);
  });

  it('lets owners sync a protected environment once another has approved what waits there', async () => {
    const { api, argocd, git, promote, status, webhook } = await start({
      people: PEOPLE,
    });
    const sync = async () => {
      const path = `${SHOP}/environments/production/sync`;
      return (await as(OLGA, api.post(path).send())).status;
    };
    const approve = async (
      user: string,
      { id, headCommit }: { id: string; headCommit: string },
    ) => {
      const path = `/api/delivery/promotions/${id}/approvals`;
      const { status: answer } = await as(
        user,
        api.post(path).send({ commit: headCommit }),
      );
      return answer;
    };
    const { body: promotion } = await as(OLGA, promote());
    expect(await approve(OLGA, promotion)).toBe(403);
    expect(await approve(MAX, promotion)).toBe(403);
    expect(await sync()).toBe(403);
    expect(await approve(REMO, promotion)).toBe(201);
    // Nothing of it waits for a sync before it is merged.
    expect(await sync()).toBe(403);
    expect(argocd.syncBodies).toEqual([]);
    git.merge(1);
    await webhook(1);
    expect(await status(promotion.id)).not.toBe('open');
    expect(await sync()).toBe(202);
    expect(argocd.syncBodies).toHaveLength(1);
  });

  it('keeps a protected environment from owners while what was merged there was not approved', async () => {
    const { api, argocd, git, promote, status, webhook } = await start({
      people: PEOPLE,
    });
    const { body: promotion } = await as(OLGA, promote());
    git.merge(1);
    await webhook(1);
    expect(await status(promotion.id)).not.toBe('open');
    const path = `${SHOP}/environments/production/sync`;
    expect((await as(OLGA, api.post(path).send())).status).toBe(403);
    expect(argocd.syncBodies).toEqual([]);
    expect((await as(RITA, api.post(path).send())).status).toBe(202);
  });

  it('answers the permission system about teams and approvals', async () => {
    const { api } = await start({ people: PEOPLE });
    const propose = (team: string) => ({
      id: team,
      permission: deliveryServiceProposePermission,
      resourceRef: `group:default/${team}`,
    });
    const approve = {
      id: 'approve',
      permission: deliveryPromotionApprovePermission,
      resourceRef: stringifyEnvironmentRef({
        entityRef: 'component:default/shop',
        environment: 'production',
      }),
    };
    const allowed = async (user: string) => {
      const items = [propose('product'), propose('platform'), approve];
      const { body } = await as(
        user,
        api.post('/api/permission/authorize').send({ items }),
      );
      return (body.items as Array<{ id: string; result: string }>)
        .filter(({ result }) => result === 'ALLOW')
        .map(({ id }) => id);
    };
    expect(await allowed(OLGA)).toEqual(['product']);
    expect(await allowed(MAX)).toEqual(['platform']);
    expect(await allowed(RITA)).toEqual(['product', 'approve']);
    expect(await allowed(REMO)).toEqual(['platform', 'approve']);
    expect(await allowed(ADA)).toEqual(['product', 'platform', 'approve']);
    expect(await allowed(NEW)).toEqual([]);
  });
});
