import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { BackstageUserPrincipal } from '@backstage/backend-plugin-api';
import type { JsonArray, JsonObject } from '@backstage/types';
import type {
  GateResult,
  Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { eventually } from '@stonegarden/test-utils';
import type { Test } from 'supertest';
import {
  kustomization,
  kustomizationPath,
  SHOP_FOLDER,
  SHOP_IMAGE,
} from '../__testUtils__/shop';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';
import { useFakeDate } from '../__testUtils__/useFakeDate';

jest.setTimeout(60_000);

const MINUTE = 60 * 1000;
const HOUR = 60 * 60 * 1000;
const OLGA = 'user:default/olga';
const RITA = 'user:default/rita';
const SAM = 'user:default/sam';
const QA = 'group:default/qa';
/** A Thursday. */
const START = Date.parse('2026-01-01T10:00:00Z');

describe('the promotion policy', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  beforeEach(() => useFakeDate(START));
  afterEach(() => jest.useRealTimers());

  async function startWith(policy: JsonArray, more: JsonObject = {}) {
    const started = await start({
      delivery: {
        ...more,
        promotion: { settleTime: { milliseconds: 200 }, policy },
      },
      features: [
        mockServices.userInfo.mock({
          getUserInfo: async ({ principal }) => {
            const { userEntityRef } = principal as BackstageUserPrincipal;
            return {
              userEntityRef,
              ownershipEntityRefs: [
                userEntityRef,
                ...(userEntityRef === SAM ? [QA] : []),
              ],
            };
          },
        }).factory,
      ],
    });
    const { api } = started;
    const as = (user: string, test: Test) =>
      test.set('Authorization', mockCredentials.user.header(user));
    const request = { from: 'staging', to: 'production' };
    const gate = async (id: string): Promise<GateResult> => {
      const { body } = await api
        .post(`${SHOP}/promotions/preview`)
        .send(request);
      return body.gates.find((one: GateResult) => one.id === id);
    };
    const promote = (user = OLGA) =>
      as(user, api.post(`${SHOP}/promotions`).send(request));
    const approve = (user: string, { id, headCommit }: Promotion) =>
      as(
        user,
        api
          .post(`/api/delivery/promotions/${id}/approvals`)
          .send({ commit: headCommit }),
      );
    const read = async ({ id }: Promotion): Promise<Promotion> =>
      (await api.get(`/api/delivery/promotions/${id}`)).body;
    return { ...started, approve, gate, promote, read };
  }

  it('does not start with a rule that cannot be meant', async () => {
    await expect(
      startWith([
        { freezes: [{ cron: '0 0 31 2 *', duration: '1h', reason: 'x' }] },
      ]),
    ).rejects.toThrow(
      'delivery.promotion.policy[0].freezes[0].cron in app-config is "0 0 31 2 *", which names no time',
    );
  });

  it('holds a promotion back until its release has soaked', async () => {
    const { gate, git, knex, promote } = await startWith([
      { environments: ['production'], soak: '24h' },
    ]);
    const healthySince = await eventually(async () => {
      const row = await knex('deployments')
        .where({ environment: 'staging' })
        .whereNotNull('healthy_since')
        .first('healthy_since');
      expect(row).toBeDefined();
      return Date.parse(row.healthy_since);
    });
    jest.setSystemTime(healthySince + 24 * HOUR - 1);
    const changesAt = new Date(healthySince + 24 * HOUR).toISOString();
    expect(await gate('soak')).toMatchObject({
      status: 'pending',
      reason: { code: 'Soaking', changesAt },
    });
    const refused = await promote();
    expect([refused.status, refused.body.error.reason]).toMatchObject([
      409,
      { code: 'Soaking', changesAt },
    ]);
    expect(git.pulls).toEqual([]);

    jest.setSystemTime(healthySince + 24 * HOUR);
    expect(await gate('soak')).toMatchObject({ status: 'passed' });
    expect((await promote()).body).toMatchObject({ status: 'open' });

    // The proof is gone: nothing is known, and nothing is promoted.
    await knex('deployments').update({ healthy_since: null });
    expect(await gate('soak')).toMatchObject({
      status: 'unknown',
      reason: { code: 'SoakUnknown', params: { missing: 'health' } },
    });
  });

  it('judges an open promotion again when a freeze begins, and when it is over', async () => {
    const { gate, git, promote, read, webhook } = await startWith([
      { approvals: { count: 0 } },
      {
        freezes: [
          {
            cron: '0 18 * * FRI',
            duration: '62h',
            timeZone: 'Europe/Berlin',
            reason: 'No releases at weekends',
          },
        ],
      },
    ]);
    const begins = '2026-01-02T17:00:00.000Z';
    const ends = '2026-01-05T07:00:00.000Z';
    expect(await gate('freeze')).toMatchObject({
      status: 'passed',
      reason: { code: 'NextFreeze', changesAt: begins },
    });
    const { body: promotion } = await promote();
    await webhook(1);
    expect(await read(promotion)).toMatchObject({
      pullRequest: { gates: { state: 'passed', changesAt: begins } },
    });
    const hostSays = () =>
      git
        .statuses(promotion.headCommit)
        .find(({ context }) => context === 'stonegarden/promotion')?.state;
    expect(hostSays()).toBe('passed');

    jest.setSystemTime(Date.parse(begins));
    await webhook(1);
    expect(await read(promotion)).toMatchObject({
      reason: { code: 'GateNoLongerPasses' },
      pullRequest: {
        gates: {
          state: 'pending',
          reason: { code: 'Frozen', params: { until: ends } },
          changesAt: ends,
        },
      },
    });
    expect(hostSays()).toBe('pending');

    jest.setSystemTime(Date.parse(ends));
    await webhook(1);
    expect(await read(promotion)).toMatchObject({
      pullRequest: { gates: { state: 'passed' } },
    });
    expect(hostSays()).toBe('passed');
  });

  it('judges by itself when a gate is to change, without an event', async () => {
    const { promote, read, webhook } = await startWith([
      { approvals: { count: 0 } },
      { freezes: [{ cron: '0 18 * * *', duration: '1h', reason: 'Evening' }] },
    ]);
    const begins = Date.parse('2026-01-01T18:00:00Z');
    const { body: promotion } = await promote();
    jest.setSystemTime(begins - 300);
    await webhook(1);
    expect(await read(promotion)).toMatchObject({
      pullRequest: { gates: { state: 'passed' } },
    });
    jest.setSystemTime(begins);
    await eventually(async () =>
      expect(await read(promotion)).toMatchObject({
        pullRequest: {
          gates: { state: 'pending', reason: { code: 'Frozen' } },
        },
      }),
    );
  });

  it('counts a promotion as approved when enough people and a member of each group have', async () => {
    const { approve, knex, promote, read, webhook } = await startWith([
      {
        environments: ['production'],
        approvals: { count: 2, groups: ['qa'] },
      },
    ]);
    // Olga may approve, and that does not do.
    const { body: promotion } = await promote();
    const required = { count: 2, groups: [QA] };
    expect(promotion).toMatchObject({
      approvalState: 'awaited',
      requiredApprovals: required,
      missingApprovals: required,
    });
    await webhook(1);
    expect((await approve(OLGA, promotion)).status).toBe(403);

    const first = await approve(RITA, promotion);
    expect(first.body).toMatchObject({
      approvalState: 'awaited',
      missingApprovals: { count: 1, groups: [QA] },
      pullRequest: {
        gates: {
          state: 'pending',
          reason: {
            code: 'ApprovalsMissing',
            params: { by: [RITA], count: 1, groups: [QA] },
          },
        },
      },
    });
    const second = await approve(SAM, promotion);
    expect(second.body).toMatchObject({
      approvalState: 'approved',
      approvals: [{ by: RITA }, { by: SAM, groups: [QA] }],
      pullRequest: { gates: { state: 'passed' } },
    });
    expect(second.body).not.toHaveProperty('missingApprovals');

    // What was required when it was opened holds, whatever is recorded of the groups.
    const approvals = JSON.stringify(
      second.body.approvals.map(
        ({ groups, ...approval }: { groups: string[] }) => approval,
      ),
    );
    await knex('promotions').update({ approvals });
    expect(await read(promotion)).toMatchObject({
      approvalState: 'awaited',
      missingApprovals: { count: 1, groups: [QA] },
    });
  });

  it('does not let the author of what is promoted approve it', async () => {
    const { approve, deployment, knex, promote } = await startWith([]);
    await deployment('staging');
    const { body: promotion } = await promote();
    await knex('deployments')
      .where({ environment: 'staging' })
      .update({ commit_title: 'Faster', commit_author: 'MO' });
    const own = await approve('user:default/mock', promotion);
    expect([own.status, own.body.error]).toMatchObject([
      409,
      {
        reason: {
          code: 'ApprovalByAuthor',
          params: { environment: 'production' },
        },
        message: expect.stringContaining(
          'wrote the commit that this promotion brings',
        ),
      },
    ]);

    // It stays theirs when something else has come there since.
    const [first] = await knex('deployments').where({ environment: 'staging' });
    await knex('deployments').insert({
      ...first,
      id: 'newer',
      started_at: '2100-01-01T00:00:00.000Z',
      last_synced_at: '2100-01-01T00:00:00.000Z',
      release: JSON.stringify({
        images: JSON.parse(first.release).images.map(
          (image: { name: string }) => ({ name: image.name, tag: 'newer' }),
        ),
      }),
      commit_author: 'somebody',
    });
    const late = await approve('user:default/mock', promotion);
    expect([late.status, late.body.error.reason.code]).toEqual([
      409,
      'ApprovalByAuthor',
    ]);
    expect((await approve(RITA, promotion)).status).toBe(201);
  });

  it('takes a reason for the dangers that it was given for, and for no later ones', async () => {
    const { api, git, promote, read, webhook } = await startWith([
      { approvals: { count: 0 } },
    ]);
    const folder = `${SHOP_FOLDER}/environments/base`;
    /** Kubernetes takes no other image for a job that exists. */
    const add = (...jobs: string[]) =>
      git.push('main', [
        {
          path: kustomizationPath('base'),
          content: ['resources:', 'deployment', ...jobs]
            .map((name, at) => (at === 0 ? name : `  - ${name}.yaml`))
            .join('\n'),
        },
        ...jobs.map(name => ({
          path: `${folder}/${name}.yaml`,
          content: `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
spec:
  template:
    spec:
      containers:
        - name: shop
          image: ${SHOP_IMAGE}
`,
        })),
      ]);
    const request = { from: 'staging', to: 'production' };
    add('migrate');
    expect((await promote()).status).toBe(409);
    const { body } = await api
      .post(`${SHOP}/promotions`)
      .send({ ...request, reason: 'We delete the job first.' });
    expect(body).toMatchObject({ status: 'open' });
    expect(body).not.toHaveProperty('reasonGivenFor');
    await webhook(1);
    expect(await read(body)).toMatchObject({
      pullRequest: { gates: { state: 'passed' } },
    });

    add('migrate', 'clean');
    await webhook(1);
    await eventually(async () =>
      expect(await read(body)).toMatchObject({
        pullRequest: {
          gates: { state: 'failed', reason: { code: 'DangersFound' } },
        },
      }),
    );
  });

  describe('where it has the portal merge by itself', () => {
    const direct = [{ direct: true }];

    it('merges a promotion once every gate passes', async () => {
      const { api, audit, auditor, git, promote, read, webhook } =
        await startWith(direct, { protectedEnvironments: [] });
      await api.post('/api/delivery/line/stop').send({ reason: 'Wait' });
      expect((await promote()).status).toBe(409);
      await api.post('/api/delivery/line/resume');
      const { body } = await promote();
      expect(git.pulls[0].body).toContain('The portal merges this by itself');
      // CI has time to begin.
      const checksBegun = Date.parse(body.createdAt) + 2 * MINUTE;
      jest.setSystemTime(checksBegun - 300);
      await webhook(1);
      await eventually(async () =>
        expect((await read(body)).pullRequest?.gates?.state).toBe('passed'),
      );
      expect(git.pulls[0].state).toBe('open');
      // No event says that the time is over.
      jest.setSystemTime(checksBegun);
      await eventually(async () =>
        expect((await read(body)).mergedAt).toBeDefined(),
      );
      expect(git.pulls[0].state).toBe('merged');
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({ eventId: 'promotion-merge' }),
      );
      expect(audit.success).toHaveBeenCalled();
    });

    it.each([
      ['went back to what the target has', '1.0'],
      ['moved on', '1.2'],
    ])('merges nothing once the source %s', async (_what, now) => {
      const { git, promote, read, webhook } = await startWith(direct, {
        protectedEnvironments: [],
      });
      const { body } = await promote();
      git.push('main', [
        { path: kustomizationPath('staging'), content: kustomization(now) },
      ]);
      const isHeld = () =>
        eventually(async () =>
          expect(await read(body)).toMatchObject({
            status: 'open',
            pullRequest: {
              gates: {
                state: 'pending',
                direct: true,
                reason: { code: 'SourceMovedOn' },
              },
            },
          }),
        );
      await webhook(1);
      await isHeld();
      jest.setSystemTime(START + HOUR);
      await webhook(1);
      await isHeld();
      expect(git.pulls[0].state).toBe('open');
    });

    it('merges nothing when the line is stopped while the status is written', async () => {
      const { api, git, promote, read, webhook } = await startWith(direct, {
        protectedEnvironments: [],
      });
      const setStatus = git.pullRequests.setStatus.bind(git.pullRequests);
      jest
        .spyOn(git.pullRequests, 'setStatus')
        .mockImplementationOnce(async (...status) => {
          await setStatus(...status);
          await api.post('/api/delivery/line/stop').send({ reason: 'Wait' });
          jest.setSystemTime(START + HOUR);
        });
      const { body } = await promote();
      await webhook(1);
      await eventually(async () =>
        expect((await read(body)).pullRequest?.gates?.state).toBe('failed'),
      );
      expect(git.pulls[0].state).toBe('open');
    });

    it('merges nothing while a gate does not pass', async () => {
      const { api, git, promote, read, webhook } = await startWith(direct, {
        protectedEnvironments: [],
      });
      const { body } = await promote();
      await api.post('/api/delivery/line/stop').send({ reason: 'Wait' });
      const isHeld = () =>
        eventually(async () =>
          expect((await read(body)).pullRequest?.gates).toMatchObject({
            state: 'failed',
            direct: true,
          }),
        );
      await webhook(1);
      await isHeld();
      jest.setSystemTime(START + HOUR);
      await webhook(1);
      await isHeld();
      expect(git.pulls[0].state).toBe('open');
    });

    it('never merges to a protected environment', async () => {
      const { git, promote, read, webhook } = await startWith(direct);
      const { body } = await promote();
      jest.setSystemTime(Date.parse(body.createdAt) + HOUR);
      await webhook(1);
      await eventually(async () =>
        expect((await read(body)).pullRequest?.gates).toBeDefined(),
      );
      expect((await read(body)).pullRequest?.gates).not.toHaveProperty(
        'direct',
      );
      expect(git.pulls[0].state).toBe('open');
    });
  });
});
