import {
  createReason,
  type Promotion,
  type RollbackCandidate,
} from '@stonegarden/backstage-plugin-delivery-common';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import {
  API,
  HEALTHY,
  PORTAL,
  preview,
  promotion,
  run,
  SHOP,
  shop,
  TOKEN,
} from './__testUtils__/portal';

jest.setTimeout(60_000);

const refusal = (status: number, name: string, message: string) =>
  HttpResponse.json(
    {
      error: { name, message },
      request: { method: 'POST', url: '/' },
      response: { statusCode: status },
    },
    { status },
  );

describe('stonegarden with a portal', () => {
  const server = setupServer();
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => {
    jest.useRealTimers();
    server.resetHandlers();
  });
  afterAll(() => server.close());

  const asked: Array<{ path: string; authorization: string | null }> = [];
  beforeEach(() => asked.splice(0));
  server.events.on('request:start', ({ request }) => {
    asked.push({
      path: request.url.slice(API.length),
      authorization: request.headers.get('authorization'),
    });
  });

  const serving = (answer: object) =>
    server.use(http.get(SHOP, () => HttpResponse.json(answer)));

  describe('status', () => {
    it('shows what runs where and what may be promoted', async () => {
      const production = {
        ...shop().environments[2],
        health: 'Degraded' as const,
        healthReason: createReason('HealthDetail', {
          detail: 'crash\u001b[2J loop',
        }),
      };
      serving(
        shop({
          environments: [...shop().environments.slice(0, 2), production],
        }),
      );
      const { code, out, err } = await run(['status', 'shop']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(
        out
          .replace(/\(\d+ \w+ ago\)/g, '(… ago)')
          .split('\n')
          .map(line => line.trimEnd()),
      ).toEqual([
        'ENVIRONMENT  HEALTH    SYNC    RELEASE',
        'dev          Healthy   Synced  2.31.0   since 2026-11-30 10:00 UTC (… ago)',
        'staging      Healthy   Synced  2.31.0   since 2026-11-30 10:00 UTC (… ago)',
        'production   Degraded  Synced  2.29.0   since 2026-11-30 10:00 UTC (… ago)',
        '',
        expect.stringMatching(/^production: .*crash\ufffd\[2J loop/),
        'dev -> staging: the same release',
        'staging -> production: 2.29.0 -> 2.31.0',
        '',
      ]);
      expect(asked).toEqual([
        {
          path: '/services/default/shop',
          authorization: `Bearer ${TOKEN}`,
        },
      ]);
    });

    it.each([
      ['all are healthy', {}, 0],
      ['one is not', { health: 'Degraded' }, 1],
      ['one is not known', { health: 'Unknown' }, 1],
      ['what is known of one is old', { stale: true }, 1],
    ])('checks health: %s', async (_case, change, expected) => {
      const [dev, ...others] = shop().environments;
      serving({ ...shop(), environments: [...others, { ...dev, ...change }] });
      expect((await run(['status', 'shop', '--check'])).code).toBe(expected);
      expect((await run(['status', 'shop'])).code).toBe(0);
    });

    it('says which environments may not be seen, and what is only known from before', async () => {
      const [dev, staging] = shop().environments;
      serving({
        ...shop(),
        transitions: [],
        environments: [
          { ...dev, forbidden: true, health: 'Unknown', sync: 'Unknown' },
          { ...staging, stale: true, asOf: '2026-11-30T09:00:00Z' },
        ],
      });
      const { out } = await run(['status', 'shop']);
      expect(out).toMatch(/dev +Unknown +Unknown +you may not see it\n/);
      expect(out).toMatch(/staging .* as of 2026-11-30 09:00 UTC/);
    });

    it('prints the answer of the portal as JSON', async () => {
      serving(shop());
      const { out } = await run(['status', 'shop', '--format', 'json']);
      expect(JSON.parse(out)).toEqual(shop());
    });

    it.each([
      [401, 'AuthenticationError', 'Bad token', 2, 'does not know the token'],
      [403, 'NotAllowedError', 'You may not read it.', 1, 'may not read it'],
      [404, 'NotFoundError', 'There is no shop', 2, 'There is no shop'],
      [500, 'Error', 'Broken', 2, 'the portal answered 500: Broken'],
    ])('says what a %d means', async (status, name, message, code, text) => {
      server.use(http.get(SHOP, () => refusal(status, name, message)));
      const answer = await run(['status', 'shop']);
      expect(answer).toMatchObject({ code, out: '' });
      expect(answer.err).toContain(text);
      expect(answer.err).not.toContain(TOKEN);
    });

    it('says that nobody answers', async () => {
      server.use(http.get(SHOP, () => HttpResponse.error()));
      expect(await run(['status', 'shop'])).toMatchObject({
        code: 2,
        err: expect.stringContaining('the portal does not answer'),
      });
    });
  });

  describe('how it is reached', () => {
    it.each<[string, string[], Record<string, string>, string]>([
      ['no address', [], { STONEGARDEN_TOKEN: 'x' }, 'address of the portal'],
      [
        'no token',
        ['--url', PORTAL],
        {},
        'the token is missing: set STONEGARDEN_TOKEN',
      ],
      [
        'a token of two lines',
        ['--url', PORTAL],
        { STONEGARDEN_TOKEN: 'a\nb' },
        'characters that no token has',
      ],
      [
        'something else',
        ['--url', 'portal'],
        { STONEGARDEN_TOKEN: 'x' },
        '"portal" is not the address of a portal',
      ],
      [
        'a password in the address',
        ['--url', 'https://me:secret@portal.example.org'],
        { STONEGARDEN_TOKEN: 'x' },
        'must not contain a user name or a password',
      ],
      [
        'a connection that anybody can read',
        ['--url', 'http://portal.example.org'],
        { STONEGARDEN_TOKEN: 'x' },
        'unencrypted',
      ],
      [
        'a token file that is not there',
        ['--url', PORTAL, '--token-file', 'no-such-file'],
        {},
        'cannot be read from no-such-file: ENOENT',
      ],
    ])('refuses %s before it asks', async (_case, options, env, text) => {
      const { code, err } = await run(['status', 'shop', ...options], env);
      expect(code).toBe(2);
      expect(err).toContain(text);
      expect(err).not.toContain('secret@');
      expect(asked).toEqual([]);
    });

    it('reads the token from a file', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'stonegarden-token-'));
      try {
        await writeFile(join(folder, 'token'), 'of-a-file\n');
        serving(shop());
        await run(['status', 'shop', '--token-file', join(folder, 'token')], {
          STONEGARDEN_URL: PORTAL,
        });
        expect(asked[0].authorization).toBe('Bearer of-a-file');
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });

  describe('promote', () => {
    const opening = (answer: () => Response) => {
      const bodies: unknown[] = [];
      server.use(
        http.post(`${SHOP}/promotions`, async ({ request }) => {
          bodies.push(await request.json());
          return answer();
        }),
      );
      return bodies;
    };

    it('opens the pull request from the environment before', async () => {
      serving(shop());
      const bodies = opening(() =>
        HttpResponse.json(promotion(), { status: 201 }),
      );
      expect(await run(['promote', 'shop', '--to', 'production'])).toEqual({
        code: 0,
        out: 'promotion of production to 2.31.0 open, pull request #12 https://github.com/acme/deploy/pull/12\n',
        err: '',
      });
      expect(bodies).toEqual([{ from: 'staging', to: 'production' }]);
    });

    it('asks which one, where several lead there', async () => {
      const [, last] = shop().transitions;
      serving(shop({ transitions: [last, { ...last, from: 'staging-eu' }] }));
      expect(await run(['promote', 'shop', '--to', 'production'])).toEqual({
        code: 2,
        out: '',
        err: 'stonegarden: production can be promoted to from staging and staging-eu: write --from with one of them\n',
      });
      expect(await run(['promote', 'shop', '--to', 'prod'])).toMatchObject({
        code: 2,
        err: expect.stringContaining(
          'nothing is promoted to prod: write --to with one of production',
        ),
      });
    });

    it('says what would change and what each gate says, and opens nothing', async () => {
      const waits = createReason('ApprovalAwaited', {
        environment: 'production',
      });
      server.use(
        http.post(`${SHOP}/promotions/preview`, () =>
          HttpResponse.json(
            preview({
              canOpen: false,
              reason: waits,
              gates: [
                HEALTHY,
                {
                  id: 'soak',
                  title: 'It ran long enough',
                  status: 'pending',
                  reason: { ...waits, changesAt: '2999-01-01T00:00:00Z' },
                },
                {
                  id: 'required-checks',
                  title: 'The required checks have passed',
                  status: 'skipped',
                  reason: createReason('RequiredChecksAwaited', {
                    environment: 'production',
                  }),
                },
                {
                  id: 'metrics',
                  title: 'Quiet',
                  status: 'skipped',
                  reason: createReason('NotRequiredByPolicy', {
                    environment: 'production',
                  }),
                },
              ],
            }),
          ),
        ),
      );
      const { code, out } = await run(
        'promote shop --from staging --to production --dry-run'.split(' '),
      );
      expect(code).toBe(1);
      expect(out).toContain('acme/shop: 2.29.0 -> 2.31.0\n');
      expect(out).toContain('passed   staging is healthy\n');
      expect(out).toMatch(
        /waits +It ran long enough\n.*Changes at 2999-01-01 00:00 UTC \(in \d+ d\)\.\n/,
      );
      expect(out).toContain('later    The required checks have passed\n');
      expect(out).not.toContain('Quiet');
      expect(out).toContain(`It cannot be opened: ${waits.message}\n`);
      expect(asked.map(({ path }) => path)).toEqual([
        '/services/default/shop/promotions/preview',
      ]);
    });

    describe('with --release', () => {
      const deployed = (id: string, environment: string, tag: string) => ({
        id,
        environment,
        release: { images: [{ name: 'acme/shop', tag }] },
        from: '2026-11-29T10:00:00Z',
      });

      beforeEach(() => {
        server.use(
          http.get(SHOP, () => HttpResponse.json(shop())),
          http.get(`${API}/deployments`, () =>
            HttpResponse.json({
              items: [
                deployed('d3', 'staging', '2.31.0'),
                deployed('d2', 'staging', '2.30.0'),
                deployed('d1', 'dev', '2.30.0'),
                deployed('d0', 'production', '2.29.0'),
              ],
            }),
          ),
        );
      });

      it.each(['2.30.0', 'd2'])('promotes what %s names', async release => {
        const bodies = opening(() =>
          HttpResponse.json(promotion(), { status: 201 }),
        );
        const { code } = await run(
          `promote shop --to production --release ${release}`.split(' '),
        );
        expect(code).toBe(0);
        expect(bodies).toEqual([
          { from: 'staging', to: 'production', deployment: 'd2' },
        ]);
      });

      it('says what there is, when it is not', async () => {
        expect(
          await run('promote shop --to production --release 2.29.0'.split(' ')),
        ).toEqual({
          code: 2,
          out: '',
          err: 'stonegarden: the record has no 2.29.0 in an environment before production; it has 2.31.0 in staging of 2026-11-29T10:00:00Z (d3), 2.30.0 in staging of 2026-11-29T10:00:00Z (d2)\n',
        });
      });
    });

    it('says which gate refuses', async () => {
      opening(() => refusal(409, 'ConflictError', 'staging is Degraded.'));
      server.use(
        http.post(`${SHOP}/promotions/preview`, () =>
          HttpResponse.json(
            preview({ gates: [{ ...HEALTHY, status: 'failed' }] }),
          ),
        ),
      );
      const { code, out, err } = await run(
        'promote shop --from staging --to production'.split(' '),
      );
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('stonegarden: staging is Degraded.\n');
      expect(err).toContain('FAILED   staging is healthy\n');
    });

    it('does not claim anything when the answer is lost', async () => {
      opening(() => HttpResponse.error());
      const { code, err } = await run(
        'promote shop --from staging --to production'.split(' '),
      );
      expect(code).toBe(2);
      expect(err).toContain('Whether a pull request was opened is not known');
    });

    const moving = (states: Array<Partial<Promotion> | 'down'>) => {
      const left = [...states];
      server.use(
        http.get(`${API}/promotions/p1`, () => {
          const next = left.length > 1 ? left.shift() : left[0];
          return next === 'down'
            ? HttpResponse.error()
            : HttpResponse.json(promotion(next));
        }),
      );
    };
    const promoteAndWait = async (...more: string[]) => {
      jest.useFakeTimers({
        doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'],
      });
      opening(() => HttpResponse.json(promotion()));
      let isOver = false;
      const answer = run([
        ...'promote shop --from staging --to production --wait'.split(' '),
        ...more,
      ]).finally(() => {
        isOver = true;
      });
      while (!isOver) {
        await jest.advanceTimersByTimeAsync(1_000);
        await new Promise(resolve => {
          setImmediate(resolve);
        });
      }
      return answer;
    };

    it('follows it to the end, over a restart of the portal', async () => {
      moving([
        { status: 'merged' },
        { status: 'merged' },
        'down',
        { status: 'verifying' },
        { status: 'succeeded' },
      ]);
      const { code, out, err } = await promoteAndWait();
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out.match(/2\.31\.0 (\w+)/g)).toEqual([
        '2.31.0 open',
        '2.31.0 merged',
        '2.31.0 verifying',
        '2.31.0 succeeded',
      ]);
    });

    it.each(['failed', 'rejected', 'superseded'] as const)(
      'fails when it ends as %s',
      async status => {
        moving([{ status }]);
        const { code, out } = await promoteAndWait('--format', 'json');
        expect(code).toBe(1);
        expect(JSON.parse(out)).toMatchObject({ id: 'p1', status });
      },
    );

    it('stops waiting when the time is over, and says that it goes on', async () => {
      moving([{ status: 'open' }]);
      expect(await promoteAndWait('--timeout', '20s')).toMatchObject({
        code: 1,
        err: expect.stringContaining('the promotion goes on'),
      });
    });

    it('gives up on a portal that stays away', async () => {
      moving(['down']);
      expect(await promoteAndWait()).toMatchObject({
        code: 2,
        err: expect.stringContaining('the portal does not answer'),
      });
    });
  });

  describe('rollback', () => {
    const candidate = (id: string, tag: string): RollbackCandidate => ({
      deployment: {
        id,
        entityRef: 'component:default/shop',
        environment: 'production',
        release: { images: [{ name: 'acme/shop', tag }] },
        from: '2026-11-01T00:00:00Z',
      } as RollbackCandidate['deployment'],
    });
    const given = (...items: RollbackCandidate[]) => {
      const bodies: unknown[] = [];
      server.use(
        http.get(`${SHOP}/environments/production/rollback-candidates`, () =>
          HttpResponse.json({ items }),
        ),
        http.post(`${SHOP}/rollbacks`, async ({ request }) => {
          bodies.push(await request.json());
          return HttpResponse.json(
            promotion({
              rollback: { scope: 'versions' } as Promotion['rollback'],
            }),
          );
        }),
      );
      return bodies;
    };

    it('goes back to a version that ran there', async () => {
      const bodies = given(
        candidate('d2', '2.30.0'),
        candidate('d1', '2.28.0'),
      );
      const { code, out } = await run([
        ...'rollback shop --environment production --to 2.28.0'.split(' '),
        '--reason',
        'Checkout is slow',
      ]);
      expect(code).toBe(0);
      expect(out).toContain('rollback of production');
      expect(bodies).toEqual([
        {
          environment: 'production',
          deployment: 'd1',
          scope: 'versions',
          reason: 'Checkout is slow',
        },
      ]);
    });

    it('goes back to what ran before', async () => {
      const bodies = given();
      serving(
        shop({
          histories: [
            {
              environment: 'production',
              previous: candidate('d9', '2.28.0').deployment,
            },
          ],
        }),
      );
      await run(
        'rollback shop --environment production --everything'.split(' '),
      );
      expect(bodies).toEqual([
        { environment: 'production', deployment: 'd9', scope: 'everything' },
      ]);
    });

    it.each([
      ['--to 9.9.9', 'production did not run 9.9.9 before; it ran 2.30.0 of'],
      ['--to 2.30.0', 'several deployments have 2.30.0: name one by its id'],
    ])('opens nothing with %s', async (option, text) => {
      const bodies = given(
        candidate('d2', '2.30.0'),
        candidate('d1', '2.30.0'),
      );
      const { code, err } = await run(
        `rollback shop --environment production ${option}`.split(' '),
      );
      expect(code).toBe(2);
      expect(err).toContain(text);
      expect(bodies).toEqual([]);
    });

    it('says that nothing ran before', async () => {
      serving(shop());
      expect(
        await run('rollback shop --environment production'.split(' ')),
      ).toMatchObject({
        code: 2,
        err: expect.stringContaining('nothing to roll back to'),
      });
    });
  });
});
