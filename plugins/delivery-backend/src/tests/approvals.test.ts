import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import {
  deliveryEnvironmentReadPermission,
  deliveryPromotionApprovePermission,
  deliverySyncCreatePermission,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  createDeliveryConditionalDecision,
  deliveryConditions,
} from '@stonegarden/backstage-plugin-delivery-node';
import { eventually } from '@stonegarden/test-utils';
import type { Test } from 'supertest';
import { kustomization, kustomizationPath } from '../__testUtils__/shop';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const OLGA = 'user:default/olga';
const RITA = 'user:default/rita';
const MAX = 'user:default/max';
const PRODUCTION = kustomizationPath('production');
const CONTEXT = 'stonegarden/promotion';

/** Everybody promotes. Rita approves, and syncs everywhere; the others sync what is not protected, and what was approved. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const isRita = user?.info.userEntityRef === RITA;
    if (isPermission(permission, deliveryPromotionApprovePermission)) {
      return { result: isRita ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
    }
    if (isPermission(permission, deliverySyncCreatePermission) && !isRita) {
      return createDeliveryConditionalDecision(permission, {
        anyOf: [
          { not: deliveryConditions.isProtected() },
          deliveryConditions.isApproved(),
        ],
      });
    }
    return { result: AuthorizeResult.ALLOW };
  },
};

describe('the approval of a promotion to a protected environment', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  afterEach(() => jest.restoreAllMocks());

  async function startAs(options: Parameters<typeof start>[0] = { policy }) {
    const started = await start(options);
    const { api, git } = started;
    const as = (user: string, test: Test) =>
      test.set('Authorization', mockCredentials.user.header(user));
    const promote = async (user: string): Promise<Promotion> => {
      const { status, body } = await as(
        user,
        api
          .post(`${SHOP}/promotions`)
          .send({ from: 'staging', to: 'production' }),
      );
      expect([status, body.status]).toEqual([201, 'open']);
      return body;
    };
    const approve = (
      user: string,
      { id, headCommit }: Pick<Promotion, 'id' | 'headCommit'>,
      more: object = {},
    ) =>
      as(
        user,
        api
          .post(`/api/delivery/promotions/${id}/approvals`)
          .send({ commit: headCommit, ...more }),
      );
    const read = async ({ id }: Promotion): Promise<Promotion> =>
      (await as(MAX, api.get(`/api/delivery/promotions/${id}`))).body;
    const gates = async (user: string) => {
      const { body } = await as(
        user,
        api
          .post(`${SHOP}/promotions/preview`)
          .send({ from: 'staging', to: 'production' }),
      );
      return body.gates.find(({ id }: { id: string }) => id === 'approval');
    };
    const permissions = async (user: string) =>
      (await as(user, api.get(SHOP))).body.permissions;
    const sync = async (user: string) =>
      (await as(user, api.post(`${SHOP}/environments/production/sync`).send()))
        .status;
    const hostSays = (commit: string | undefined) =>
      git.statuses(commit ?? '').find(({ context }) => context === CONTEXT);
    return {
      ...started,
      ...{ approve, gates, hostSays, permissions, promote, read, sync },
    };
  }

  const audited = ({
    auditor,
  }: Pick<Awaited<ReturnType<typeof start>>, 'auditor'>) =>
    auditor.createEvent.mock.calls
      .map(([event]) => event)
      .filter(({ eventId }) => eventId === 'promotion-approve');

  it('is said beforehand, awaited by the pull request, and given by somebody who may', async () => {
    const started = await startAs();
    const { approve, audit, gates, git, hostSays, permissions, promote, read } =
      started;
    expect(await gates(OLGA)).toMatchObject({
      status: 'skipped',
      reason: { code: 'ApprovalRequired' },
    });
    expect(await permissions(OLGA)).toMatchObject({ approve: [] });
    expect(await permissions(RITA)).toMatchObject({ approve: ['production'] });

    const promotion = await promote(OLGA);
    expect(promotion).toMatchObject({ approvalState: 'awaited' });
    expect(git.pulls[0].body).toContain('somebody else who may approve');
    await started.webhook(1);
    expect(await read(promotion)).toMatchObject({
      approvalState: 'awaited',
      reason: {
        code: 'GateNoLongerPasses',
        params: { reason: { code: 'ApprovalAwaited' } },
      },
    });
    expect(hostSays(promotion.headCommit)?.state).toBe('pending');

    started.signals.publish.mockClear();
    const { status, body } = await approve(RITA, promotion, {
      reason: ' Looks good. ',
    });
    expect(status).toBe(201);
    const given = {
      by: RITA,
      at: expect.any(String),
      commit: promotion.headCommit,
      reason: 'Looks good.',
    };
    expect(body).toMatchObject({
      status: 'open',
      approvalState: 'approved',
      approvals: [given],
      pullRequest: { gates: { state: 'passed' } },
    });
    expect(body).not.toHaveProperty('reason');
    expect(hostSays(promotion.headCommit)).toMatchObject({
      state: 'passed',
      description: 'All gates pass.',
    });
    expect(await read(promotion)).toEqual(body);
    expect(audited(started)).toMatchObject([
      { meta: { promotion: promotion.id, commit: promotion.headCommit } },
    ]);
    expect(audit.success).toHaveBeenCalledWith({
      meta: expect.objectContaining({ to: 'production', created: true }),
    });

    const again = await approve(RITA, promotion, { reason: 'Again.' });
    expect([again.status, again.body.approvals]).toEqual([200, [given]]);
  });

  it('is told to open pages by a signal', async () => {
    const { approve, promote, signals } = await startAs();
    const promotion = await promote(OLGA);
    // Those of the start and of the opening come first.
    const told = () =>
      eventually(() => expect(signals.publish).toHaveBeenCalled());
    await told();
    signals.publish.mockClear();
    await approve(RITA, promotion);
    await told();
  });

  it('is refused to whoever asked for the promotion, to whoever may not, and to services', async () => {
    const { api, approve, audit, promote, read, rights } = await startAs({});
    rights.allowAllBut('delivery.promotion.approve');
    const promotion = await promote(OLGA);
    const mayNot = await approve(MAX, promotion);
    expect(mayNot.status).toBe(403);
    expect(mayNot.body.error.message).toContain('delivery.promotion.approve');
    rights.allowAll();
    const own = await approve(OLGA, promotion);
    expect([own.status, own.body.error.message]).toEqual([
      403,
      'user:default/olga asked for this promotion, and nobody approves their own. Ask somebody else who may approve promotions to production.',
    ]);
    const service = await api
      .post(`/api/delivery/promotions/${promotion.id}/approvals`)
      .set(
        'Authorization',
        mockCredentials.service.header({
          onBehalfOf: mockCredentials.service('plugin:scaffolder'),
          targetPluginId: 'delivery',
        }),
      )
      .send({ commit: promotion.headCommit });
    expect([service.status, service.body.error.message]).toEqual([
      403,
      expect.stringContaining('Only people approve'),
    ]);
    expect(audit.fail).toHaveBeenCalledTimes(3);
    expect(await read(promotion)).not.toHaveProperty('approvals');
  });

  it('is refused for a request that is not one', async () => {
    const { api, approve, promote } = await startAs();
    const promotion = await promote(OLGA);
    for (const more of [
      { commit: promotion.headCommit?.slice(0, 12) },
      { commit: undefined },
      { reason: 'x'.repeat(1001) },
      { by: OLGA },
    ]) {
      expect((await approve(RITA, promotion, more)).status).toBe(400);
    }
    const unknown = await api
      .post(
        '/api/delivery/promotions/00000000-0000-4000-8000-000000000000/approvals',
      )
      .send({ commit: promotion.headCommit });
    expect(unknown.status).toBe(404);
  });

  it('is about the commit that the pull request holds, and no other', async () => {
    const { approve, git, hostSays, promote, read, webhook } = await startAs();
    const promotion = await promote(OLGA);
    const other = await approve(RITA, promotion, { commit: 'a'.repeat(40) });
    expect([other.status, other.body.error]).toEqual([
      409,
      expect.objectContaining({
        message: expect.stringContaining('is not what #1 holds now'),
        reason: expect.objectContaining({
          code: 'ApprovalOutdated',
          params: { pullRequest: 1, commit: 'a'.repeat(40) },
        }),
      }),
    ]);
    expect((await approve(RITA, promotion)).status).toBe(201);

    const theirs = git.push(promotion.branch, [
      { path: PRODUCTION, content: kustomization('9.9') },
    ]);
    await webhook(1);
    const moved = await read(promotion);
    expect(moved).toMatchObject({
      approvalState: 'awaited',
      approvals: [{ by: RITA }],
      reason: { code: 'HeadMoved' },
      pullRequest: {
        gates: { state: 'pending', reason: { code: 'ApprovalVoid' } },
      },
    });
    expect(hostSays(theirs)?.state).toBe('failed');
    for (const commit of [promotion.headCommit, theirs]) {
      const { status } = await approve('user:default/rob', {
        ...promotion,
        headCommit: commit,
      });
      expect(status).toBe(403);
    }
    const late = await approve(RITA, { ...promotion, headCommit: theirs });
    expect([late.status, late.body.error.message]).toEqual([
      409,
      expect.stringContaining('no longer points at the commit'),
    ]);
  });

  it('is refused when the branch has moved and nobody has told the portal', async () => {
    const { approve, git, promote, read } = await startAs();
    const promotion = await promote(OLGA);
    git.push(promotion.branch, [
      { path: PRODUCTION, content: kustomization('9.9') },
    ]);
    const { status } = await approve(RITA, promotion);
    expect(status).toBe(409);
    expect(await read(promotion)).toMatchObject({
      approvalState: 'awaited',
      reason: { code: 'HeadMoved' },
    });
  });

  it('is refused once the promotion is merged or closed', async () => {
    const { approve, git, promote, read, webhook } = await startAs();
    const promotion = await promote(OLGA);
    git.close(1);
    const closed = await approve(RITA, promotion);
    expect([closed.status, closed.body.error.message]).toEqual([
      409,
      'Only an open promotion can be approved, and this one to production is not open. Nothing was approved.',
    ]);
    git.reopen(1);
    await webhook(1);
    git.merge(1);
    const merged = await approve(RITA, promotion);
    expect(merged.status).toBe(409);
    expect(await read(promotion)).toMatchObject({ approvalState: 'missing' });
  });

  it('is not needed of another when the requester may approve, and that stays so', async () => {
    const { approve, gates, git, hostSays, promote, read, webhook } =
      await startAs();
    expect(await gates(RITA)).toMatchObject({
      status: 'passed',
      reason: { code: 'RequesterMayApprove', params: { by: RITA } },
    });
    const promotion = await promote(RITA);
    expect(promotion.approvalState).toBe('requester-may-approve');
    expect(git.pulls[0].body).toContain(
      '`user:default/rita` may approve promotions to `production`',
    );
    await webhook(1);
    expect(hostSays(promotion.headCommit)?.state).toBe('passed');
    expect((await approve(RITA, promotion)).status).toBe(403);
    git.push(promotion.branch, [
      { path: PRODUCTION, content: kustomization('9.9') },
    ]);
    await webhook(1);
    expect(await read(promotion)).toMatchObject({ approvalState: 'awaited' });
  });

  it('is missing, and said to be, of what was merged without it; the promotion is followed as ever', async () => {
    const { git, permissions, promote, read, sync, webhook } = await startAs();
    const promotion = await promote(OLGA);
    git.merge(1);
    await webhook(1);
    const merged = await read(promotion);
    expect(merged).toMatchObject({
      status: 'merged',
      approvalState: 'missing',
    });
    expect(merged).not.toHaveProperty('approvals');
    expect(await permissions(OLGA)).toMatchObject({ sync: ['dev', 'staging'] });
    expect(await sync(OLGA)).toBe(403);
    expect(await sync(RITA)).toBe(202);
  });

  it('lets owners sync what was approved, and nothing before that', async () => {
    const { api, approve, git, permissions, promote, sync, webhook } =
      await startAs();
    const isApproved = async () => {
      const { body } = await api
        .post(
          '/api/delivery/.well-known/backstage/permissions/apply-conditions',
        )
        .set('Authorization', mockCredentials.service.header())
        .send({
          items: [
            {
              id: '1',
              resourceRef: 'component:default/shop#production',
              resourceType: deliveryEnvironmentReadPermission.resourceType,
              conditions: deliveryConditions.isApproved(),
            },
          ],
        });
      return body.items[0].result;
    };
    expect(await sync(OLGA)).toBe(403);
    const promotion = await promote(OLGA);
    expect((await approve(RITA, promotion)).status).toBe(201);
    expect(await sync(OLGA)).toBe(403);
    expect(await isApproved()).toBe('DENY');

    git.merge(1);
    await webhook(1);
    expect(await permissions(OLGA)).toMatchObject({
      sync: ['dev', 'staging', 'production'],
    });
    expect(await isApproved()).toBe('ALLOW');
    expect(await sync(OLGA)).toBe(202);
  });

  it('asks the database only for policies that ask for it, and once for a list', async () => {
    const { api, knex, rights } = await startAs({});
    const queries: string[] = [];
    knex.on('query', ({ sql }) => queries.push(sql));
    const summaries = async () => {
      queries.length = 0;
      const { status } = await api.post('/api/delivery/summaries').send({
        entityRefs: ['component:default/shop', 'component:default/x'],
      });
      expect(status).toBe(200);
      return queries.filter(
        // What the portal looks after by itself meanwhile is about no service, and no part of the answer.
        sql => sql.includes('promotions') && sql.includes('entity_ref'),
      );
    };
    const answer = (
      conditions: ReturnType<typeof deliveryConditions.isProtected>,
    ) => {
      rights.answer = name =>
        name === deliveryEnvironmentReadPermission.name
          ? createDeliveryConditionalDecision(
              deliveryEnvironmentReadPermission,
              { anyOf: [{ not: conditions }] },
            )
          : true;
    };
    answer(deliveryConditions.isProtected());
    expect(await summaries()).toEqual([]);
    answer(deliveryConditions.isApproved());
    expect(await summaries()).toHaveLength(1);
  });
});
