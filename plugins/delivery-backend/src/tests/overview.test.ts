import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import {
  deliveryEnvironmentReadPermission,
  deliveryPromotionApprovePermission,
  type PromotionsUnderWay,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  createDeliveryConditionalDecision,
  deliveryConditions,
} from '@stonegarden/backstage-plugin-delivery-node';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const OLGA = 'user:default/olga';
const RITA = 'user:default/rita';
const MAX = 'user:default/max';
/** Sees everything but staging. */
const PAUL = 'user:default/paul';

const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const viewer = user?.info.userEntityRef;
    if (isPermission(permission, deliveryPromotionApprovePermission)) {
      return {
        result:
          viewer === RITA || viewer === OLGA
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
      };
    }
    if (
      isPermission(permission, deliveryEnvironmentReadPermission) &&
      viewer === PAUL
    ) {
      return createDeliveryConditionalDecision(permission, {
        not: deliveryConditions.isEnvironment({ names: ['staging'] }),
      });
    }
    return { result: AuthorizeResult.ALLOW };
  },
};

describe('GET /promotions', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  async function startAs(options: Parameters<typeof start>[0] = { policy }) {
    const { api } = await start(options);
    const list = async (user: string): Promise<PromotionsUnderWay> => {
      const { status, body } = await api
        .get('/api/delivery/promotions')
        .set('Authorization', mockCredentials.user.header(user));
      expect(status).toBe(200);
      return body;
    };
    const promote = async (user: string) => {
      const { status, body } = await api
        .post(`${SHOP}/promotions`)
        .set('Authorization', mockCredentials.user.header(user))
        .send({ from: 'staging', to: 'production' });
      expect(status).toBe(201);
      return body;
    };
    return { api, list, promote };
  }

  const said = ({ items, total }: PromotionsUnderWay) => ({
    total,
    items: items.map(({ promotion, ...viewer }) => ({
      id: promotion.id,
      ...viewer,
    })),
  });

  it('says for each viewer what is theirs and what they may approve, until it is approved', async () => {
    const { api, list, promote } = await startAs();
    expect(await list(RITA)).toEqual({ items: [], total: 0 });
    const { id, headCommit } = await promote(MAX);

    const of = (requestedByViewer: boolean, viewerMayApprove: boolean) => ({
      total: 1,
      items: [{ id, requestedByViewer, viewerMayApprove }],
    });
    expect(said(await list(MAX))).toEqual(of(true, false));
    expect(said(await list(RITA))).toEqual(of(false, true));
    expect(said(await list('user:default/mia'))).toEqual(of(false, false));

    const { status } = await api
      .post(`/api/delivery/promotions/${id}/approvals`)
      .set('Authorization', mockCredentials.user.header(RITA))
      .send({ commit: headCommit });
    expect(status).toBe(201);
    expect(said(await list(RITA))).toEqual(of(false, false));
    expect((await list(MAX)).items[0].promotion.approvalState).toBe('approved');
  });

  it('asks nobody to approve their own', async () => {
    const { list, promote } = await startAs();
    await promote(OLGA);
    expect((await list(OLGA)).items).toMatchObject([
      { requestedByViewer: true, viewerMayApprove: false },
    ]);
  });

  it('leaves out what comes from an environment that the viewer may not see', async () => {
    const { list, promote } = await startAs();
    await promote(MAX);
    expect(await list(PAUL)).toEqual({ items: [], total: 0 });
  });

  it('leaves out services that the catalog does not show', async () => {
    const { list, promote } = await startAs({
      policy: {
        handle: async (request, user) =>
          request.permission.name === 'catalog.entity.read' &&
          user?.info.userEntityRef === RITA
            ? { result: AuthorizeResult.DENY }
            : policy.handle(request, user),
      },
    });
    await promote(MAX);
    expect(await list(RITA)).toEqual({ items: [], total: 0 });
    expect((await list(MAX)).total).toBe(1);
  });
});
