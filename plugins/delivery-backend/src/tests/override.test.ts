import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import type { JsonArray } from '@backstage/types';
import {
  deliveryPromotionApprovePermission,
  deliveryPromotionOverridePermission,
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
import { useFakeDate } from '../__testUtils__/useFakeDate';

jest.setTimeout(60_000);

const HOUR = 60 * 60 * 1000;
const OLGA = 'user:default/olga';
const RITA = 'user:default/rita';
const STEP = { from: 'staging', to: 'production' };
/** A Thursday. */
const START = Date.parse('2026-01-01T10:00:00Z');
const NO_APPROVAL = { approvals: { count: 0 } };
const FROZEN = {
  freezes: [{ cron: '0 9 * * *', duration: '12h', reason: 'A fair' }],
};
const REASON = 'The fix for the outage is in it.';

/** Everybody promotes; Rita overrides. Nobody approves, and what is protected is synced where it was approved. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const isRita = user?.info.userEntityRef === RITA;
    if (isPermission(permission, deliveryPromotionOverridePermission)) {
      return { result: isRita ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
    }
    if (isPermission(permission, deliveryPromotionApprovePermission)) {
      return { result: AuthorizeResult.DENY };
    }
    if (isPermission(permission, deliverySyncCreatePermission)) {
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

describe('an override of gates', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  beforeEach(() => useFakeDate(START));
  afterEach(() => jest.useRealTimers());

  async function startWith(
    rules: JsonArray,
    protectedEnvironments = ['production'],
  ) {
    const started = await start({
      policy,
      delivery: {
        protectedEnvironments,
        promotion: { settleTime: { milliseconds: 200 }, policy: rules },
      },
      features: [mockServices.userInfo.factory()],
    });
    const { api, auditor, git } = started;
    const as = (user: string, test: Test) =>
      test.set('Authorization', mockCredentials.user.header(user));
    const preview = async (user: string) =>
      (await as(user, api.post(`${SHOP}/promotions/preview`).send(STEP))).body;
    const promote = (user: string, override?: object) =>
      as(
        user,
        api
          .post(`${SHOP}/promotions`)
          .send({ ...STEP, ...(override ? { override } : {}) }),
      );
    const override = (
      user: string,
      { id, headCommit }: Promotion,
      more: object,
    ) =>
      as(
        user,
        api
          .post(`/api/delivery/promotions/${id}/overrides`)
          .send({ commit: headCommit, reason: REASON, ...more }),
      );
    const read = async ({ id }: Promotion): Promise<Promotion> =>
      (await as(OLGA, api.get(`/api/delivery/promotions/${id}`))).body;
    const gates = async (promotion: Promotion) =>
      (await read(promotion)).pullRequest?.gates;
    const hostSays = ({ headCommit = '' }: Promotion) => {
      const { state, description } =
        git
          .statuses(headCommit)
          .find(({ context }) => context === 'stonegarden/promotion') ?? {};
      return { state, description };
    };
    const audited = () =>
      auditor.createEvent.mock.calls
        .map(([event]) => event)
        .filter(({ eventId }) => eventId === 'promotion-override');
    return {
      ...started,
      ...{ as, audited, gates, hostSays, override, preview, promote, read },
    };
  }

  it('is offered to whoever may, opens what gates hold back, and expires', async () => {
    const world = await startWith([NO_APPROVAL, FROZEN]);
    const { api, as, audited, gates, git, hostSays, preview, promote } = world;
    expect(await preview(OLGA)).toMatchObject({ canOpen: false });
    expect(await preview(OLGA)).not.toHaveProperty('overridable');
    expect(await preview(RITA)).toMatchObject({
      canOpen: false,
      overridable: ['freeze'],
    });
    const service = async (user: string) =>
      (await as(user, api.get(SHOP))).body;
    expect(await service(RITA)).toMatchObject({
      permissions: { override: ['staging', 'production'] },
      overrideLimits: { defaultMinutes: 240, maxMinutes: 1440 },
    });
    expect(await service(OLGA)).toMatchObject({
      permissions: { override: [] },
    });
    expect(await service(OLGA)).not.toHaveProperty('overrideLimits');

    const asked = { gates: ['freeze'], reason: REASON, minutes: 60 };
    expect((await promote(OLGA, asked)).status).toBe(403);
    expect((await promote(RITA)).status).toBe(409);
    expect((await promote(RITA, { ...asked, gates: ['soak'] })).status).toBe(
      409,
    );
    expect(git.pulls).toEqual([]);

    const { status, body: promotion } = await promote(RITA, asked);
    expect([status, promotion]).toMatchObject([
      201,
      {
        status: 'open',
        overrides: [{ by: RITA, gates: ['freeze'], reason: REASON }],
      },
    ]);
    const again = await promote(RITA, asked);
    expect([again.status, again.body.id]).toEqual([200, promotion.id]);
    expect(again.body.overrides).toHaveLength(1);
    // What is open already is not overridden by asking for it once more, and nobody is told so.
    const other = await promote(RITA, { ...asked, reason: 'Another reason' });
    expect(other.status).toBe(409);
    expect(other.body.error.message).toContain('no gate was overridden');
    const [{ until }] = promotion.overrides;
    expect(git.pulls[0].body).toContain(
      `\`${RITA}\` lets it pass until \`${until}\``,
    );
    expect(git.pulls[0].body).toContain('(overridden)');
    expect(audited().map(({ meta }) => meta)).toContainEqual(
      expect.objectContaining({ to: 'production', gates: ['freeze'] }),
    );

    await world.webhook(1);
    const held = (answer: string) => [
      expect.objectContaining({ id: 'freeze', status: answer }),
    ];
    expect(await gates(promotion)).toMatchObject({
      state: 'overridden',
      held: held('overridden'),
      changesAt: until,
    });
    expect(await gates(promotion)).not.toHaveProperty('reason');
    expect(hostSays(promotion)).toMatchObject({
      state: 'passed',
      description: `1 gate overridden by ${RITA} until ${until}: No freeze is on`,
    });

    jest.setSystemTime(Date.parse(until) - 1);
    await world.webhook(1);
    expect(await gates(promotion)).toMatchObject({ state: 'overridden' });
    jest.setSystemTime(Date.parse(until));
    await world.webhook(1);
    expect(await gates(promotion)).toMatchObject({
      state: 'pending',
      reason: { code: 'Frozen' },
      held: held('pending'),
    });
    expect(hostSays(promotion).state).toBe('pending');
  });

  it('ends by itself, without an event', async () => {
    const { gates, hostSays, promote, webhook } = await startWith([
      NO_APPROVAL,
      FROZEN,
    ]);
    const { body: promotion } = await promote(RITA, {
      gates: ['freeze'],
      reason: REASON,
    });
    jest.setSystemTime(Date.parse(promotion.overrides[0].until) - 300);
    await webhook(1);
    expect(await gates(promotion)).toMatchObject({ state: 'overridden' });
    jest.setSystemTime(Date.parse(promotion.overrides[0].until));
    await eventually(() => expect(hostSays(promotion).state).toBe('pending'));
  });

  it('lifts gates of what is open, those alone that it names, and once', async () => {
    const world = await startWith([
      NO_APPROVAL,
      {
        freezes: [{ cron: '0 12 * * *', duration: '2h', reason: 'Noon' }],
      },
    ]);
    const { api, as, audited, gates, git, hostSays, override, promote } = world;
    const { body: promotion } = await promote(OLGA);
    await as(OLGA, api.post('/api/delivery/line/stop')).send({
      reason: 'Wait',
    });
    await world.webhook(1);
    expect(await gates(promotion)).toMatchObject({
      state: 'failed',
      held: [{ id: 'line-stopped', overridable: true }],
    });
    const stopped = { gates: ['line-stopped'] };
    expect((await override(OLGA, promotion, stopped)).status).toBe(403);
    expect(await gates(promotion)).toMatchObject({ state: 'failed' });
    const answers = await Promise.all([
      override(RITA, promotion, stopped),
      override(RITA, promotion, stopped),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(
      (await override(RITA, promotion, stopped)).body.overrides,
    ).toHaveLength(1);
    expect(await gates(promotion)).toMatchObject({ state: 'overridden' });
    expect(hostSays(promotion).state).toBe('passed');
    expect(git.pulls[0].comments.join()).toContain('Gates overridden');
    expect(audited()[0].meta).toEqual({
      promotion: promotion.id,
      commit: promotion.headCommit,
      gates: ['line-stopped'],
      reason: REASON,
    });

    // A freeze begins, which nobody has overridden.
    jest.setSystemTime(Date.parse('2026-01-01T12:00:00Z'));
    await world.webhook(1);
    expect(await gates(promotion)).toMatchObject({
      state: 'pending',
      reason: { code: 'Frozen' },
    });
    expect(hostSays(promotion).state).toBe('pending');
    jest.setSystemTime(Date.parse('2026-01-01T14:00:00Z') - 1);

    // The source moves on: no override makes the pull request right.
    await override(RITA, promotion, { gates: ['freeze', 'line-stopped'] });
    expect(await gates(promotion)).toMatchObject({ state: 'overridden' });
    git.push('main', [
      { path: kustomizationPath('staging'), content: kustomization('1.2') },
    ]);
    await world.webhook(1);
    expect(await gates(promotion)).toMatchObject({
      state: 'pending',
      reason: { code: 'SourceMovedOn' },
    });
    expect(hostSays(promotion).state).toBe('pending');
  });

  it('does not count once somebody has pushed', async () => {
    const world = await startWith([NO_APPROVAL]);
    const { api, as, git, gates, override, promote, read } = world;
    const { body: promotion } = await promote(OLGA);
    await as(OLGA, api.post('/api/delivery/line/stop')).send({
      reason: 'Wait',
    });
    const asked = { gates: ['line-stopped'] };
    expect((await override(RITA, promotion, asked)).status).toBe(201);
    expect(await gates(promotion)).toMatchObject({ state: 'overridden' });
    git.push(promotion.branch, [{ path: 'other.txt', content: 'x' }]);
    await world.webhook(1);
    expect(await gates(promotion)).toMatchObject({ state: 'failed' });
    const foreign = (await read(promotion)).pullRequest?.headMoved?.commit;
    const more = { ...asked, reason: 'Once more' };
    expect((await override(RITA, promotion, more)).body.error).toMatchObject({
      reason: { code: 'ForeignHeadNotOverridden' },
    });
    const theirs = await override(
      RITA,
      { ...promotion, headCommit: foreign },
      more,
    );
    expect(theirs.status).toBe(409);
    expect(await gates(promotion)).toMatchObject({ state: 'failed' });
  });

  it('is refused for gates that nobody may override, for another commit and for too long a time', async () => {
    const { override, promote, read } = await startWith([NO_APPROVAL]);
    const { body: promotion } = await promote(OLGA);
    const gates = ['freeze'];
    const refused = async (more: object) => {
      const { status, body } = await override(RITA, promotion, more);
      return [status, body.error.message];
    };
    expect(await refused({ gates: ['differs'] })).toMatchObject([
      400,
      expect.stringContaining('Nobody may override differs'),
    ]);
    expect(await refused({ gates, minutes: 1441 })).toMatchObject([
      400,
      expect.stringContaining('at most 1440 minutes'),
    ]);
    expect(await refused({ gates: [] })).toMatchObject([400, /./]);
    expect(await refused({ gates, reason: ' ' })).toMatchObject([400, /./]);
    expect(await refused({ gates, commit: 'e'.repeat(40) })).toMatchObject([
      409,
      expect.stringContaining('is not what #1 holds now'),
    ]);
    expect(await read(promotion)).not.toHaveProperty('overrides');
  });

  it('stands in the place of an approval, for others than who asked, and lets it be synced', async () => {
    const world = await startWith([]);
    const { api, as, git, gates, override, promote, read } = world;
    const approval = { gates: ['approval'] };
    const own = await promote(RITA);
    const refusal = await override(RITA, own.body, approval);
    expect([refusal.status, refusal.body.error.message]).toMatchObject([
      403,
      expect.stringContaining('nobody overrides the approval of their own'),
    ]);
    expect(await read(own.body)).toMatchObject({ approvalState: 'awaited' });
    git.close(1);
    await world.webhook(1);

    const { body: promotion } = await promote(OLGA);
    const { number } = promotion.pullRequest;
    expect((await override(RITA, promotion, approval)).body).toMatchObject({
      approvalState: 'overridden',
    });
    expect(await gates(promotion)).toMatchObject({ state: 'overridden' });
    const sync = async () =>
      (await as(OLGA, api.post(`${SHOP}/environments/production/sync`).send()))
        .status;
    expect(await sync()).toBe(403);
    git.merge(number);
    await world.webhook(number);
    await eventually(async () =>
      expect((await read(promotion)).mergedAt).toBeDefined(),
    );
    expect(await sync()).toBe(202);
  });

  it('merges nothing by itself', async () => {
    const world = await startWith([{ direct: true }, NO_APPROVAL], []);
    const { api, as, gates, git, override, promote, read } = world;
    const { body: promotion } = await promote(OLGA);
    await as(OLGA, api.post('/api/delivery/line/stop')).send({
      reason: 'Wait',
    });
    await override(RITA, promotion, { gates: ['line-stopped'] });
    jest.setSystemTime(START + HOUR);
    await world.webhook(1);
    expect(await gates(promotion)).toMatchObject({
      state: 'overridden',
      direct: true,
    });
    expect(git.pulls[0].state).toBe('open');
    // Once the gate passes, nothing is overridden any more.
    await as(OLGA, api.post('/api/delivery/line/resume'));
    await world.webhook(1);
    await eventually(async () =>
      expect((await read(promotion)).mergedAt).toBeDefined(),
    );
  });
});
