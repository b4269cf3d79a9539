import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { eventually } from '@stonegarden/test-utils';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const CONTEXT = 'stonegarden/promotion';
const OLGA = 'user:default/olga';
const RITA = 'user:default/rita';
const REASON = 'Payments fail, we look for the cause';

describe('the line', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  async function startLine(options: Parameters<typeof start>[0] = {}) {
    const started = await start(options);
    const { api, auditor, git, promote } = started;
    const as = (user: string) => mockCredentials.user.header(user);
    const read = async (user = OLGA) =>
      (await api.get('/api/delivery/line').set('Authorization', as(user))).body;
    const stop = (body: object = { reason: REASON }, user = RITA) =>
      api
        .post('/api/delivery/line/stop')
        .set('Authorization', as(user))
        .send(body);
    const resume = (user = RITA) =>
      api.post('/api/delivery/line/resume').set('Authorization', as(user));
    const gate = async () => {
      const { body } = await api
        .post(`${SHOP}/promotions/preview`)
        .send({ from: 'staging', to: 'production' });
      return body.gates.find(({ id }: { id: string }) => id === 'line-stopped');
    };
    const open = async (): Promise<Promotion> => {
      const { status, body } = await promote();
      expect([status, body.status]).toEqual([201, 'open']);
      return body;
    };
    const hostSays = (commit: string | undefined) =>
      git.statuses(commit ?? '').find(({ context }) => context === CONTEXT);
    const audited = () =>
      auditor.createEvent.mock.calls.flatMap(([{ eventId, meta }]) =>
        eventId.startsWith('line-') ? [[eventId, meta]] : [],
      );
    return { ...started, audited, gate, hostSays, open, read, resume, stop };
  }

  it('holds an opening back while it is stopped, and lets it open when it goes on', async () => {
    const { audited, gate, git, promote, read, resume, stop } =
      await startLine();
    expect(await read()).toEqual({ mayStop: true });
    expect(await gate()).toMatchObject({ status: 'passed' });

    const stopped = await stop({ reason: `  ${REASON} ` });
    expect([stopped.status, stopped.body]).toEqual([
      200,
      {
        mayStop: true,
        stop: { reason: REASON, by: RITA, at: expect.any(String) },
      },
    ]);
    expect(await gate()).toMatchObject({
      status: 'failed',
      reason: {
        code: 'LineStopped',
        params: { reason: REASON, by: RITA, at: stopped.body.stop.at },
      },
    });
    const refused = await promote();
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      expect.stringContaining(REASON),
    ]);
    expect(git.pulls).toEqual([]);

    expect((await resume()).body).toEqual({ mayStop: true });
    expect(await gate()).toMatchObject({ status: 'passed' });
    expect((await promote()).status).toBe(201);
    expect(audited()).toEqual([
      ['line-stop', { reason: REASON }],
      ['line-resume', undefined],
    ]);
  });

  it('keeps the first stop, and does nothing when it runs already', async () => {
    const { audit, knex, read, resume, signals, stop } = await startLine();
    await stop();
    const first = await read();
    await eventually(() => expect(signals.publish).toHaveBeenCalled());
    const again = await stop({ reason: 'Another' }, OLGA);
    expect([again.status, again.body]).toEqual([200, first]);
    expect(audit.success).toHaveBeenLastCalledWith({
      meta: { changed: false },
    });
    await resume(OLGA);
    expect((await resume()).status).toBe(200);
    expect(audit.success).toHaveBeenLastCalledWith({
      meta: { changed: false },
    });
    expect(await knex('line_stops')).toMatchObject([
      { reason: REASON, stopped_by: RITA, resumed_by: OLGA, active_key: null },
    ]);
  });

  it('is one line, however many stop it at the same time', async () => {
    const { knex, stop } = await startLine();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        stop({ reason: `Reason ${index}` }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set([200]),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(
      1,
    );
    expect(await knex('line_stops')).toHaveLength(1);
  });

  it('has open promotions judged again: the commit status of their pull requests follows', async () => {
    const { api, hostSays, open, resume, stop, webhook } = await startLine({
      delivery: {
        promotion: { settleTime: { milliseconds: 200 } },
        protectedEnvironments: [],
      },
    });
    const { id, headCommit } = await open();
    await webhook(1);
    expect(hostSays(headCommit)).toMatchObject({ state: 'passed' });
    const promotion = async (): Promise<Promotion> =>
      (await api.get(`/api/delivery/promotions/${id}`)).body;

    await stop();
    await eventually(() =>
      expect(hostSays(headCommit)).toMatchObject({
        state: 'failed',
        description: expect.stringContaining('Nothing is promoted'),
      }),
    );
    expect((await promotion()).reason).toMatchObject({
      code: 'GateNoLongerPasses',
      params: { reason: { code: 'LineStopped' } },
    });

    await resume();
    await eventually(() =>
      expect(hostSays(headCommit)).toMatchObject({ state: 'passed' }),
    );
    expect(await promotion()).not.toHaveProperty('reason');
  });

  it('does not hold the way back up', async () => {
    const { api, deployment, stop } = await startLine();
    await stop();
    const preview = await api.post(`${SHOP}/rollbacks/preview`).send({
      environment: 'production',
      deployment: await deployment(),
      scope: 'everything',
    });
    expect(preview.status).toBe(200);
    expect(
      preview.body.gates.map(({ id }: { id: string }) => id),
    ).not.toContain('line-stopped');
  });

  it('is stopped only by whoever may, with a reason', async () => {
    const { audit, read, resume, rights, stop } = await startLine();
    rights.allowAllBut('delivery.line.stop');
    expect(await read()).toEqual({ mayStop: false });
    for (const { status, body } of [await stop(), await resume()]) {
      expect([status, body.error.message]).toEqual([
        403,
        expect.stringContaining('delivery.line.stop'),
      ]);
    }
    expect(audit.fail).toHaveBeenCalledTimes(2);
    rights.allowAll();
    for (const body of [
      {},
      { reason: '  ' },
      { reason: 'x'.repeat(1001) },
      { reason: REASON, by: OLGA },
    ]) {
      expect((await stop(body)).status).toBe(400);
    }
    expect(await read()).toEqual({ mayStop: true });
  });

  it('is for release managers and administrators by the shipped policy', async () => {
    const { read, stop } = await startLine({
      people: {
        [OLGA]: ['group:default/product'],
        [RITA]: ['group:default/release-managers'],
      },
    });
    expect((await stop({ reason: REASON }, OLGA)).status).toBe(403);
    expect((await stop()).status).toBe(200);
    expect(await read(OLGA)).toMatchObject({
      mayStop: false,
      stop: { reason: REASON, by: RITA },
    });
    expect(await read(RITA)).toMatchObject({ mayStop: true });
  });
});
