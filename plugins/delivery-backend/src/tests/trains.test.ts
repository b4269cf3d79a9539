import { application } from '../__testUtils__/application';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  Train,
  TrainMember,
} from '@stonegarden/backstage-plugin-delivery-common';
import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import {
  pinned,
  pinPath,
  refOf,
  TRAIN_SERVICES,
  trainWorld,
} from '../__testUtils__/trainServices';
import { useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const TRAINS = '/api/delivery/trains';
const ALL = TRAIN_SERVICES.map(refOf);
/** The catalog says by itself what somebody sees. */
const CATALOG_DECIDES: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: {
    resourceType: 'catalog-entity',
    rule: 'IS_ENTITY_OWNER',
    params: { claims: [] },
  },
};
const asCatalogDecides = (permission: string) =>
  permission === 'catalog.entity.read' ? CATALOG_DECIDES : true;
const numberOf = ({ promotion }: TrainMember) => promotion?.pullRequest?.number;
const namesOf = (members: TrainMember[]) =>
  members.map(({ entityRef }) => entityRef);

describeOnDatabases('trains', createDatabase => {
  const { start } = useDelivery(createDatabase);

  async function startTrain(
    pullRequests: 'each' | 'one',
    options: Parameters<typeof start>[0] = {},
  ) {
    const world = await trainWorld();
    const shared = {
      ...world,
      delivery: {
        promotion: {
          settleTime: { milliseconds: 200 },
          trains: { pullRequests },
          ...(options.delivery?.promotion as object),
        },
      },
    };
    const { git, argocd, services } = shared;
    const backend = await start({
      ...options,
      git,
      argocd,
      services,
      delivery: shared.delivery,
    });
    const { api } = backend;
    return {
      ...backend,
      deploy: world.deploy,
      /** A second backend of the same portal. */
      another: () =>
        start({
          git,
          argocd,
          services,
          knex: backend.knex,
          delivery: shared.delivery,
        }),
      preview: (entityRefs = ALL, to = 'production') =>
        api.post(`${TRAINS}/preview`).send({ to, entityRefs }),
      open: (entityRefs = ALL, to = 'production') =>
        api.post(TRAINS).send({ to, entityRefs }),
      get: async (id: string): Promise<Train> =>
        (await api.get(`${TRAINS}/${id}`)).body,
    };
  }

  /** What is asked of the Git host for one service fails this time. */
  function failFor(
    git: Awaited<ReturnType<typeof startTrain>>['git'],
    name: string,
  ) {
    const { commit } = git.pullRequests;
    return jest
      .spyOn(git.pullRequests, 'commit')
      .mockImplementation(async change => {
        if (change.edits.some(({ path }) => path.includes(`/${name}/`))) {
          throw Object.assign(new Error('secret of the host'), {
            name: 'OddError',
          });
        }
        return commit(change);
      });
  }

  it('previews each service, and says of each that cannot go why', async () => {
    const { preview, git, rights } = await startTrain('each', {
      invisible: [refOf('mail')],
    });
    rights.answer = asCatalogDecides;
    git.push('main', [
      {
        path: pinPath('search', 'production'),
        content: pinned('search', '1.1'),
      },
    ]);
    const asked = [...ALL, refOf('nothing')];
    const { status, body } = await preview(asked);
    expect(status).toBe(200);
    expect(body).toMatchObject({ to: 'production', pullRequests: 'each' });
    const [cart, mail, search, nothing] = body.members;
    expect(cart).toMatchObject({
      entityRef: refOf('cart'),
      canOpen: true,
      preview: {
        from: 'staging',
        changes: [{ from: { tag: '1.0' }, to: { tag: '1.1' } }],
      },
    });
    expect(cart.preview).not.toHaveProperty('files');
    expect(search).toMatchObject({
      canOpen: false,
      reason: { code: 'NothingToPromote' },
    });
    // A service that may not be seen and one that is not there are answered alike.
    const { entityRef: _, ...hidden } = mail;
    const { entityRef: __, ...absent } = nothing;
    expect(hidden).toEqual(absent);
    expect(absent).toMatchObject({
      canOpen: false,
      reason: { code: 'NoSuchService' },
    });
    expect((await preview(ALL, 'qa')).body.members[0].reason.code).toBe(
      'NoSuchEnvironment',
    );
    expect((await preview(ALL, 'dev')).body.members[0].reason.code).toBe(
      'FirstEnvironment',
    );
    expect(git.pulls).toHaveLength(0);
  });

  it('opens one pull request each, follows all of them to the end, and leads there again', async () => {
    const { audit, auditor, deploy, get, git, open, webhook } =
      await startTrain('each');
    const { status, body } = await open();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      to: 'production',
      pullRequests: 'each',
      requestedBy: 'user:default/mock',
    });
    expect(namesOf(body.members)).toEqual(ALL);
    expect(git.pulls).toHaveLength(3);
    const [{ promotion }] = body.members;
    expect(promotion.train).toBe(body.id);
    const pull = git.pulls.find(
      ({ number }) => number === promotion.pullRequest.number,
    );
    expect(pull?.body).toContain(
      `https://portal.example/delivery?train=${body.id}`,
    );
    expect(pull?.body).not.toContain('mail');
    expect(git.message(pull!.headCommit)).toContain(`Train-Id: ${body.id}`);
    const events = auditor.createEvent.mock.calls.map(
      ([{ eventId }]) => eventId,
    );
    expect(events.filter(id => id === 'train-open')).toHaveLength(1);
    expect(events.filter(id => id === 'promotion-open')).toHaveLength(3);
    expect(audit.success).toHaveBeenCalledWith({
      meta: expect.objectContaining({ train: body.id, failed: [] }),
    });

    const again = await open([...ALL].reverse());
    expect(again.status).toBe(200);
    expect(again.body.id).toBe(body.id);
    expect(again.body.members.map(numberOf)).toEqual(
      body.members.map(numberOf),
    );
    expect(git.pulls).toHaveLength(3);

    for (const [index, name] of TRAIN_SERVICES.entries()) {
      const number = numberOf(body.members[index])!;
      const commit = git.merge(number);
      await webhook(number);
      deploy(name, 'production', '1.1', commit);
    }
    await eventually(async () => {
      const { members } = await get(body.id);
      expect(members.map(each => each.promotion?.status)).toEqual([
        'succeeded',
        'succeeded',
        'succeeded',
      ]);
    });
    // What has arrived is not under way: the same services set out again in another train.
    const third = await open();
    expect(third.status).toBe(201);
    expect(third.body.id).not.toBe(body.id);
    expect(third.body.members[0].failure.code).toBe('NothingToPromote');
  });

  it('says of each service what failed, and tries only those again', async () => {
    const { api, get, git, open, rights } = await startTrain('each');
    const failing = failFor(git, 'mail');
    const { status, body } = await open();
    expect(status).toBe(201);
    expect(body.members).toMatchObject([
      { promotion: { status: 'open' } },
      { failure: { code: 'OpeningFailed' } },
      { promotion: { status: 'open' } },
    ]);
    expect(JSON.stringify(body)).not.toContain('secret of the host');
    const retryable = ({ members }: Train) =>
      namesOf(members.filter(({ mayRetry }) => mayRetry));
    expect(retryable(body)).toEqual([refOf('mail')]);
    // Whoever may only read is not offered what would be refused.
    rights.allowOnly('catalog.entity.read', 'delivery.environment.read');
    const read = await get(body.id);
    expect(namesOf(read.members)).toEqual(ALL);
    expect(retryable(read)).toEqual([]);
    expect((await api.post(`${TRAINS}/${body.id}/retry`)).status).toBe(403);
    rights.answer = () => true;
    failing.mockRestore();
    const before = git.pulls.length;
    const retried = await api.post(`${TRAINS}/${body.id}/retry`);
    expect(retried.status).toBe(200);
    expect(git.pulls).toHaveLength(before + 1);
    const { members } = await get(body.id);
    expect(
      members.every(({ failure, mayRetry }) => !failure && !mayRetry),
    ).toBe(true);
    expect(members.map(numberOf)[0]).toBe(numberOf(body.members[0]));
    // Nothing is missing any more.
    await api.post(`${TRAINS}/${body.id}/retry`);
    expect(git.pulls).toHaveLength(before + 1);
  });

  it('records no name that only whoever asked may see', async () => {
    const world = await trainWorld();
    const [cart, mail] = world.services;
    const { api, argocd } = await start({
      git: world.git,
      argocd: world.argocd,
      services: [
        { ...cart, spec: { ...cart.spec, dependsOn: [refOf('mail')] } },
        mail,
      ],
      delivery: { promotion: { policy: [{ dependenciesHealthy: true }] } },
    });
    argocd.set(
      application('mail', 'production', { health: { status: 'Degraded' } }),
    );
    const asked = { to: 'production', entityRefs: [refOf('cart')] };
    await eventually(async () => {
      const { body } = await api.post(`${TRAINS}/preview`).send(asked);
      expect(body.members[0].reason).toMatchObject({
        code: 'DependenciesUnhealthy',
        params: { dependencies: [{ name: 'mail', health: 'Degraded' }] },
      });
    });
    const { body } = await api.post(TRAINS).send(asked);
    expect(body.members[0].failure.code).toBe('DependenciesUnhealthy');
    expect(JSON.stringify(body)).not.toContain('mail');
  });

  it('refuses too many, none, one twice, and what may not be promoted, before anything is opened', async () => {
    const { api, git, open, rights } = await startTrain('each', {
      invisible: [refOf('mail')],
    });
    rights.answer = asCatalogDecides;
    const many = Array.from({ length: 21 }, (_, index) => refOf(`s${index}`));
    const tooMany = await open(many);
    expect(tooMany.status).toBe(400);
    expect(tooMany.body.error.message).toContain(
      'must name 20 services at most',
    );
    expect((await open([])).status).toBe(400);
    expect((await open([ALL[0], 'cart'])).status).toBe(400);
    const hidden = await open();
    expect(hidden.status).toBe(404);
    expect(hidden.body.error.message).toBe(
      'component:default/mail is not a known service',
    );
    rights.allowOnly('catalog.entity.read', 'delivery.environment.read');
    const refused = await open([ALL[0]]);
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('delivery.promotion.create');
    expect(git.pulls).toHaveLength(0);
    const { status } = await api.get(
      `${TRAINS}/00000000-0000-4000-8000-000000000000`,
    );
    expect(status).toBe(404);
  });

  it('shows of a train only what the viewer may see', async () => {
    const { knex, argocd, git, open } = await startTrain('each');
    const { body } = await open();
    const { api, rights } = await start({
      argocd,
      git,
      knex,
      services: (await trainWorld()).services,
      invisible: [refOf('mail'), refOf('search')],
    });
    rights.answer = asCatalogDecides;
    const seen = await api.get(`${TRAINS}/${body.id}`);
    expect(namesOf(seen.body.members)).toEqual([refOf('cart')]);
    expect(JSON.stringify(seen.body)).not.toContain('mail');
    const blind = await start({
      argocd,
      git,
      knex,
      services: (await trainWorld()).services,
      invisible: ALL,
    });
    blind.rights.answer = asCatalogDecides;
    expect((await blind.api.get(`${TRAINS}/${body.id}`)).status).toBe(404);
  });

  it('of two backends that are asked at the same time is one, and opens nothing twice', async () => {
    for (const mode of ['each', 'one'] as const) {
      const first = await startTrain(mode);
      const second = await first.another();
      const ask = ({ api }: Pick<typeof first, 'api'>) =>
        api.post(TRAINS).send({ to: 'production', entityRefs: ALL });
      const answers = await Promise.all([
        ask(first),
        ask(second),
        ask(first),
        ask(second),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([
        200, 200, 200, 201,
      ]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      await eventually(async () => {
        const { members } = await first.get(answers[0].body.id);
        expect(members.every(each => each.promotion?.pullRequest)).toBe(true);
        expect(members.flatMap(({ failure }) => failure ?? [])).toEqual([]);
      });
      expect(first.git.pulls).toHaveLength(mode === 'each' ? 3 : 1);
      expect(await first.knex('promotions').select('id')).toHaveLength(3);
      await second.stop();
      await first.stop();
    }
  });

  describe('with one pull request', () => {
    it('has one branch, one commit and one pull request, and follows each service by itself', async () => {
      const { deploy, get, git, open, webhook } = await startTrain('one');
      const { status, body } = await open();
      expect(status).toBe(201);
      expect(body.pullRequests).toBe('one');
      expect(git.pulls).toHaveLength(1);
      const [pull] = git.pulls;
      expect(body.members.map(numberOf)).toEqual([1, 1, 1]);
      expect(pull.title).toBe('Promote 3 services to production');
      expect(pull.branch).toMatch(
        /^stonegarden\/promote\/train-production-[0-9a-f]{16}$/,
      );
      for (const [index, name] of TRAIN_SERVICES.entries()) {
        const { promotion } = body.members[index];
        expect(promotion).toMatchObject({
          status: 'open',
          train: body.id,
          sharesPullRequest: true,
          headCommit: pull.headCommit,
          branch: pull.branch,
        });
        expect(pull.body).toContain(`## ${name}\n`);
        expect(git.message(pull.headCommit)).toContain(
          `Promotion-Id: ${promotion.id}\nService: ${name}\n`,
        );
        expect(
          git.fileAt(pull.headCommit, pinPath(name, 'production')),
        ).toContain('newTag: "1.1"');
      }
      const again = await open();
      expect(again.status).toBe(200);
      expect(again.body.members.map(numberOf)).toEqual([1, 1, 1]);
      expect(git.pulls).toHaveLength(1);

      const commit = git.merge(1);
      await webhook(1);
      deploy('cart', 'production', '1.1', commit);
      await eventually(async () => {
        const { members } = await get(body.id);
        expect(members.map(each => each.promotion?.status)).toEqual([
          'succeeded',
          'merged',
          'merged',
        ]);
      });
      deploy('mail', 'production', '1.1', commit);
      deploy('search', 'production', '1.1', commit);
      await eventually(async () => {
        const { members } = await get(body.id);
        expect(
          members.every(each => each.promotion?.status === 'succeeded'),
        ).toBe(true);
      });
    });

    it('has one commit status for all: it passes when every service is approved', async () => {
      const { api, git, open, get } = await startTrain('one', {
        delivery: {
          promotion: {
            policy: [
              {
                environments: ['production'],
                approvals: { count: 1 },
              },
            ],
          },
        } as never,
      });
      const { body } = await open();
      const [pull] = git.pulls;
      const approve = (member: TrainMember) =>
        api
          .post(`/api/delivery/promotions/${member.promotion!.id}/approvals`)
          .set(
            'Authorization',
            mockCredentials.user.header('user:default/rita'),
          )
          .send({ commit: pull.headCommit });
      const statusNow = () => git.statuses(pull.headCommit);
      for (const member of body.members) {
        await api.get(`/api/delivery/promotions/${member.promotion.id}`);
      }
      expect((await approve(body.members[0])).status).toBe(201);
      await eventually(() =>
        expect(statusNow()).toMatchObject([
          { context: 'stonegarden/promotion', state: 'pending' },
        ]),
      );
      expect((await approve(body.members[1])).status).toBe(201);
      expect(statusNow()).toMatchObject([{ state: 'pending' }]);
      expect((await approve(body.members[2])).status).toBe(201);
      await eventually(() =>
        expect(statusNow()).toMatchObject([
          {
            state: 'passed',
            description: 'All gates of 3 services pass.',
            url: `https://portal.example/delivery?train=${body.id}`,
          },
        ]),
      );
      const { members } = await get(body.id);
      expect(
        members.every(
          ({ promotion }) => promotion?.approvalState === 'approved',
        ),
      ).toBe(true);
    });

    it('rejects all when it is closed, and takes the place of none silently', async () => {
      const { api, git, get, open, webhook } = await startTrain('one');
      const { body } = await open();
      git.push('main', [
        { path: pinPath('cart', 'staging'), content: pinned('cart', '1.2') },
      ]);
      const promote = () =>
        api
          .post('/api/delivery/services/default/cart/promotions')
          .send({ from: 'staging', to: 'production' });
      const previewed = await api
        .post('/api/delivery/services/default/cart/promotions/preview')
        .send({ from: 'staging', to: 'production' });
      const refused = await promote();
      // Argo CD does not run it yet, which may be said instead.
      expect([previewed.body.canOpen, refused.status]).toEqual([false, 409]);
      expect(git.pulls).toMatchObject([{ state: 'open' }]);
      const renewed = await api.post(
        `/api/delivery/promotions/${body.members[0].promotion.id}/renew`,
      );
      expect(renewed.status).toBe(409);
      expect(renewed.body.error.message).toContain('#1 with other services');

      git.close(1);
      await webhook(1);
      const { members } = await get(body.id);
      expect(members.map(({ promotion }) => promotion?.status)).toEqual([
        'rejected',
        'rejected',
        'rejected',
      ]);
    });

    it('names the shared pull request where a newer release waits for it', async () => {
      const { api, argocd, deploy, git, open } = await startTrain('one');
      await open();
      const commit = git.push('main', [
        { path: pinPath('cart', 'staging'), content: pinned('cart', '1.2') },
      ]);
      deploy('cart', 'staging', '1.2', commit);
      expect(argocd).toBeDefined();
      await eventually(async () => {
        const { status, body } = await api
          .post('/api/delivery/services/default/cart/promotions')
          .send({ from: 'staging', to: 'production' });
        expect(status).toBe(409);
        expect(body.error.reason ?? body.reason).toMatchObject({
          code: 'SharedPullRequest',
          params: { pullRequest: 1, environment: 'production' },
        });
      });
      expect(git.pulls).toMatchObject([{ state: 'open' }]);
    });

    it('leaves out what a gate holds, and says so', async () => {
      const { argocd, git, open } = await startTrain('one');
      argocd.set(
        application('mail', 'staging', { health: { status: 'Degraded' } }),
      );
      await eventually(async () => {
        const { body } = await open();
        expect(body.members[1].failure).toBeDefined();
        expect(body.members.map(numberOf)).toEqual([1, undefined, 1]);
      });
      expect(git.pulls).toMatchObject([
        { title: 'Promote 2 services to production' },
      ]);
    });

    it('is one pull request wherever a backend ends on the way', async () => {
      for (const step of ['commit', 'open'] as const) {
        for (const when of ['before', 'after'] as const) {
          const first = await startTrain('one');
          const { git } = first;
          const real = git.pullRequests[step].bind(git.pullRequests) as (
            ...args: unknown[]
          ) => Promise<unknown>;
          let lost = 0;
          jest
            .spyOn(git.pullRequests, step as never)
            .mockImplementation((async (...args: unknown[]) => {
              lost += 1;
              if (when === 'after') {
                await real(...args);
              }
              // As a connection that is cut: whether the host did it is not known.
              git.down = true;
              throw new Error('socket hang up');
            }) as never);
          const { body } = await first.open();
          expect(lost).toBeGreaterThan(0);
          await first.stop();
          jest.restoreAllMocks();
          git.down = false;
          const second = await first.another();
          await second.api
            .post(TRAINS)
            .send({ to: 'production', entityRefs: ALL });
          await eventually(async () => {
            const { body: train } = await second.api.get(
              `${TRAINS}/${body.id}`,
            );
            expect(train.members.map(numberOf)).toEqual([1, 1, 1]);
          });
          expect(git.pulls).toHaveLength(1);
          expect(await first.knex('promotions').select('id')).toHaveLength(3);
          await second.stop();
        }
      }
    });
  });
});
