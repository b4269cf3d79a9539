import { mockCredentials } from '@backstage/backend-test-utils';
import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { application } from './__testUtils__/application';
import { SHOP_IMAGE } from './__testUtils__/shop';
import { SHOP, useDelivery } from './__testUtils__/useDelivery';

jest.setTimeout(60_000);

describeOnDatabases('deliveryPlugin', createDatabase => {
  const { start } = useDelivery(createDatabase);

  it('shows environments in promotion order, from memory', async () => {
    const { api, argocd } = await start();
    const calls = argocd.calls.length;
    const { status, body } = await api.get(SHOP);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      entityRef: 'component:default/shop',
      environments: [
        { name: 'dev', health: 'Healthy', stale: false },
        { name: 'staging', sync: 'Synced' },
        {
          name: 'production',
          release: { images: [{ name: SHOP_IMAGE, tag: '1.0' }] },
          application: {
            url: 'https://argo.example/applications/argocd/shop-production',
          },
        },
      ],
      transitions: [
        { from: 'dev', to: 'staging', state: 'same' },
        { from: 'staging', to: 'production', state: 'differs' },
      ],
      instances: [{ name: 'homelab', reachable: true }],
      permissions: {
        promote: ['staging', 'production'],
        sync: ['dev', 'staging', 'production'],
      },
    });
    expect(argocd.calls).toHaveLength(calls);
    expect(JSON.stringify(body)).not.toMatch(/argocd\.internal|secret/);
  });

  it('serves the schema of service.yaml to everybody, and nothing else', async () => {
    const { api } = await start();
    const nobody = mockCredentials.none.header();
    const ask = (path: string) =>
      api.get(`/api/delivery/${path}`).set('Authorization', nobody);
    const schema = await ask('schemas/service.v1alpha1.json');
    expect(schema.status).toBe(200);
    expect(schema.body).toMatchObject({
      $id: expect.stringContaining('service.v1alpha1.json'),
    });
    expect((await ask('schemas/other.json')).status).toBe(404);
    expect((await ask('instances')).status).toBe(401);
    expect((await ask('services/default/shop')).status).toBe(401);
  });

  it('keeps the last facts while Argo CD is down, and promotes nothing on them', async () => {
    const { api, argocd, promote } = await start();
    argocd.down = true;
    argocd.breakStreams();
    await eventually(async () => {
      const { body } = await api.get(SHOP);
      expect(body.environments[1]).toMatchObject({
        health: 'Healthy',
        stale: true,
      });
      // Git is known all the same.
      expect(body.transitions[1].state).toBe('differs');
    });
    const { status, body } = await promote();
    expect(status).toBe(409);
    expect(body.error.message).toMatch(
      /^Argo CD homelab has not answered since \S+Z\. No connection can be made\.$/,
    );
    const { body: summaries } = await api
      .post('/api/delivery/summaries')
      .send({ entityRefs: ['component:default/shop'] });
    expect(summaries.items[0].health).toBe('Unknown');
  });

  it('syncs once, never by force, and returns the operation that runs', async () => {
    const { api, argocd, audit } = await start();
    const sync = () => api.post(`${SHOP}/environments/production/sync`).send();
    const first = await sync();
    expect(first.status).toBe(202);
    expect(first.body).toEqual({
      operation: { kind: 'sync', phase: 'Running' },
    });
    const second = await sync();
    expect(second.body.operation.phase).toBe('Running');
    expect(argocd.syncBodies).toEqual([
      { appNamespace: 'argocd', project: 'team-product', prune: false },
    ]);
    expect(audit.success).toHaveBeenCalledTimes(2);
    await eventually(async () => {
      const { body } = await api.get(SHOP);
      expect(body.environments[2].operation.phase).toBe('Running');
    });
  });

  it('prunes exactly what was confirmed, or nothing', async () => {
    const { api, argocd, audit } = await start();
    const prune = (...names: string[]) =>
      api.post(`${SHOP}/environments/production/sync`).send({
        prune: names.map(name => ({
          kind: 'ConfigMap',
          namespace: 'shop-production',
          name,
        })),
      });
    const requiring = (...names: string[]) =>
      argocd.set(
        application('shop', 'production', {
          sync: { status: 'OutOfSync', revision: 'a'.repeat(40) },
          resources: names.map(name => ({
            version: 'v1',
            kind: 'ConfigMap',
            namespace: 'shop-production',
            name,
            status: 'OutOfSync',
            requiresPruning: true,
          })),
        }),
      );

    requiring('old', 'older');
    const more = await prune('old');
    expect(more.status).toBe(409);
    expect(more.body.error.message).toBe(
      'More requires pruning than was confirmed: ConfigMap older in shop-production. Nothing was removed. Look at the list again and confirm all of it.',
    );
    expect(argocd.syncBodies).toEqual([]);
    expect(audit.fail).toHaveBeenCalledTimes(1);

    requiring('old');
    const { status } = await prune('old', 'older');
    expect(status).toBe(202);
    const resources = [
      {
        group: '',
        kind: 'ConfigMap',
        namespace: 'shop-production',
        name: 'old',
      },
    ];
    const body = {
      appNamespace: 'argocd',
      project: 'team-product',
      prune: true,
      resources,
    };
    expect(argocd.syncBodies).toEqual([body]);

    // That operation runs, and is not the one that is asked for.
    const again = await prune('old');
    expect(again.status).toBe(409);
    expect(again.body.error.message).toMatch(/is syncing shop-production/);
    expect(argocd.syncBodies).toHaveLength(1);
  });

  it.each([
    ['a sync by force', { force: true }],
    ['pruning of whatever there is', { prune: true }],
    ['pruning of nothing', { prune: [] }],
    ['pruning of what has no name', { prune: [{ kind: 'ConfigMap' }] }],
    [
      'pruning of what is not a name',
      { prune: [{ kind: 'ConfigMap', name: '../x' }] },
    ],
  ])('does not take %s', async (_what, body) => {
    const { api, argocd } = await start();
    const { status } = await api
      .post(`${SHOP}/environments/production/sync`)
      .send(body);
    expect(status).toBe(400);
    expect(argocd.syncBodies).toEqual([]);
  });

  it('explains a closed sync window', async () => {
    const { api, argocd, audit } = await start();
    argocd.refuseSync = {
      status: 403,
      code: 7,
      message: 'cannot sync: blocked by sync window',
    };
    const { status, body } = await api
      .post(`${SHOP}/environments/production/sync`)
      .send();
    expect(status).toBe(409);
    expect(body.error.message).toContain('sync window');
    expect(audit.fail).toHaveBeenCalledTimes(1);
  });

  it('summarizes what is visible, in the order asked for', async () => {
    const { api } = await start();
    const { body } = await api.post('/api/delivery/summaries').send({
      entityRefs: ['component:default/nobody', 'component:default/shop'],
    });
    expect(body.items).toMatchObject([
      null,
      { entityRef: 'component:default/shop', health: 'Healthy' },
    ]);
  });

  it('shows and does nothing without permission', async () => {
    const { api, git, argocd, promote } = await start({
      permissions: 'DENY',
    });
    const answers = await Promise.all([
      api.get(SHOP),
      promote(),
      api.post(`${SHOP}/environments/production/sync`).send(),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(answers[1].body.error.message).toContain(
      'delivery.promotion.create',
    );
    expect(git.pulls).toEqual([]);
    expect(argocd.syncBodies).toEqual([]);
    const { body } = await api
      .post('/api/delivery/summaries')
      .send({ entityRefs: ['component:default/shop'] });
    expect(body.items).toEqual([null]);
  });

  it('is not taken in by a Component that only says it is the service', async () => {
    const { api, argocd, git } = await start();
    const spoofed = '/api/delivery/services/mallory/shop';
    const answers = await Promise.all([
      api.get(spoofed),
      api
        .post(`${spoofed}/promotions`)
        .send({ from: 'staging', to: 'production' }),
      api.post(`${spoofed}/environments/production/sync`).send(),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(answers[0].body.error.message).toContain(
      'catalog.providers.serviceManifest',
    );
    const { body } = await api
      .post('/api/delivery/summaries')
      .send({ entityRefs: ['component:mallory/shop'] });
    expect(body.items).toEqual([null]);
    expect(git.pulls).toEqual([]);
    expect(argocd.syncBodies).toEqual([]);
  });

  it('wants somebody signed in, and valid requests', async () => {
    const { api, promote } = await start();
    const anonymous = await api
      .get(SHOP)
      .set('Authorization', mockCredentials.none.header());
    expect(anonymous.status).toBe(401);

    const bad = await Promise.all([
      promote('staging', '../../etc'),
      api.post(`${SHOP}/promotions`).send({ from: 'dev' }),
      api.post('/api/delivery/summaries').send({ entityRefs: 'all' }),
      api.get('/api/delivery/promotions/1'),
      api.get('/api/delivery/services/default/..%2Fclusters'),
      api.post(`${SHOP}/environments/..%2Fx/sync`).send(),
    ]);
    expect(bad.map(({ status }) => status)).toEqual(Array(6).fill(400));
    expect(bad[0].body.error.message).toContain('to: must be an environment');

    const missing = await Promise.all([
      api.get('/api/delivery/services/default/nobody'),
      api.get('/api/delivery/promotions/00000000-0000-4000-8000-000000000000'),
      api.post(`${SHOP}/environments/moon/sync`).send(),
    ]);
    expect(missing.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});
