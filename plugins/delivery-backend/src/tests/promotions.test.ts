import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  createReason,
  Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  Gate,
  gatesExtensionPoint,
} from '@stonegarden/backstage-plugin-delivery-node';
import { application } from '../__testUtils__/application';
import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import {
  kustomization,
  kustomizationPath,
  SHOP_IMAGE,
} from '../__testUtils__/shop';
import { release, SHOP, useDelivery } from '../__testUtils__/useDelivery';
import { DeploymentStore } from '../deployments/DeploymentStore';

jest.setTimeout(60_000);

describeOnDatabases('promotions', createDatabase => {
  const { start } = useDelivery(createDatabase);

  it('previews: images, the diff of one line, gates', async () => {
    const { api, git } = await start();
    const { status, body } = await api
      .post(`${SHOP}/promotions/preview`)
      .send({ from: 'staging', to: 'production' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      canOpen: true,
      changes: [{ name: SHOP_IMAGE, from: { tag: '1.0' }, to: { tag: '1.1' } }],
      clusterChanges: {
        status: 'known',
        totals: { created: 0, updated: 1, removed: 0 },
        objects: [
          {
            kind: 'Deployment',
            fields: [
              { before: `${SHOP_IMAGE}:1.0`, after: `${SHOP_IMAGE}:1.1` },
            ],
            diff: expect.stringContaining(`image: ${SHOP_IMAGE}:1.1`),
          },
        ],
        dangers: [],
      },
      gates: [
        { id: 'source-healthy', status: 'passed' },
        { id: 'source-synced', status: 'passed' },
        { id: 'order', status: 'passed' },
        { id: 'source-pinned', status: 'passed' },
        { id: 'tags-fixed', status: 'passed' },
        { id: 'images-matched', status: 'passed' },
        { id: 'image-scan', status: 'skipped' },
        { id: 'cluster-changes', status: 'passed' },
        { id: 'required-checks', status: 'skipped' },
        { id: 'approval', status: 'passed' },
        { id: 'soak', status: 'skipped' },
        { id: 'freeze', status: 'skipped' },
        { id: 'rolled-back', status: 'passed' },
        { id: 'outside-git', status: 'passed' },
        { id: 'line-stopped', status: 'passed' },
        { id: 'no-incident', status: 'passed' },
        { id: 'dependencies-healthy', status: 'skipped' },
        { id: 'error-budget', status: 'skipped' },
        { id: 'metrics', status: 'skipped' },
        { id: 'sync-window', status: 'skipped' },
        { id: 'differs', status: 'passed' },
      ],
    });
    expect(body.files[0].diff).toContain(
      '-    newTag: "1.0"   # <- the promoted value\n+    newTag: "1.1"   # <- the promoted value\n',
    );
    expect(git.pulls).toHaveLength(0);
  });

  it('opens one pull request, however often and by however many it is asked', async () => {
    const { git, promote, audit, auditor } = await start();
    const answers = await Promise.all([promote(), promote(), promote()]);
    const again = await promote();
    expect(answers.map(a => a.status).sort()).toEqual([200, 200, 201]);
    expect(again.status).toBe(200);
    const ids = [...answers, again].map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(1);
    expect(git.pulls).toHaveLength(1);

    const [pull] = git.pulls;
    expect(pull).toMatchObject({
      title: 'Promote shop to production: 1.1',
      baseBranch: 'main',
      body: expect.stringContaining(
        'https://portal.example/catalog/default/component/shop',
      ),
    });
    expect(pull.body).toContain(
      '**In the cluster**, as it is rendered before and after: 1 object is changed, nothing is deleted.',
    );
    expect(pull.body).toContain(
      `https://portal.example/catalog/default/component/shop/environments?promote=production&promotion=${again.body.id}`,
    );
    expect(git.message(pull.headCommit)).toBe(
      [
        'Promote shop to production: 1.1',
        '',
        `Promotion-Id: ${again.body.id}`,
        'Service: shop',
        'Promoted-From: staging',
        'To: production',
        'Release: 1.1',
        'Requested-By: user:default/mock',
      ].join('\n'),
    );
    expect(git.parents(pull.headCommit)).toEqual([again.body.baseCommit]);
    expect(again.body).toMatchObject({
      status: 'open',
      requestedBy: 'user:default/mock',
      pullRequest: { number: 1, url: pull.url },
    });
    expect(again.body).not.toHaveProperty('sourceUrl');
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'promotion-open' }),
    );
    expect(audit.success).toHaveBeenCalledTimes(4);
  });

  it('follows a promotion from the merge to success', async () => {
    const {
      api,
      argocd,
      git,
      knex,
      promote,
      status,
      webhook,
      signals,
      synced,
    } = await start();
    const deployments = await DeploymentStore.create(
      mockServices.database.mock({ getClient: async () => knex }),
    );
    const { body: opened }: { body: Promotion } = await promote();
    expect((await api.get(SHOP)).body.transitions[1]).toMatchObject({
      state: 'under-way',
      promotion: { status: 'open' },
    });

    const merge = git.merge(1);
    await webhook(1);
    expect(await status(opened.id)).toBe('merged');

    const base = application('shop', 'production', synced);
    const running = (state: object, tag: string) =>
      argocd.set({
        ...base,
        status: { ...base.status, ...release(tag), ...state },
      });
    running({ sync: { status: 'OutOfSync', revision: merge } }, '1.0');
    await eventually(async () => {
      const { body } = await api.get(`/api/delivery/promotions/${opened.id}`);
      expect(body.reason.message).toContain('waits for a sync');
    });

    running(
      {
        sync: { status: 'OutOfSync', revision: merge },
        operationState: { phase: 'Running', syncResult: { revision: merge } },
      },
      '1.0',
    );
    await eventually(async () =>
      expect(await status(opened.id)).toBe('syncing'),
    );

    const finishedAt = new Date().toISOString();
    const done = {
      history: [
        ...(base.status.history ?? []),
        { revision: merge, deployedAt: finishedAt },
      ],
      sync: { status: 'Synced', revision: merge },
      operationState: {
        phase: 'Succeeded',
        finishedAt,
        syncResult: { revision: merge },
      },
    };
    running({ ...done, health: { status: 'Progressing' } }, '1.1');
    await eventually(async () =>
      expect(await status(opened.id)).toBe('verifying'),
    );
    running(
      {
        ...done,
        health: {
          status: 'Healthy',
          lastTransitionTime: new Date().toISOString(),
        },
      },
      '1.1',
    );
    await eventually(async () =>
      expect(await status(opened.id)).toBe('succeeded'),
    );
    await eventually(async () => {
      const [deployment, before] = await deployments.list({
        entityRef: 'component:default/shop',
        environment: 'production',
        limit: 5,
      });
      expect(deployment).toMatchObject({
        revision: merge,
        promotion: opened.id,
        release: { images: [{ name: SHOP_IMAGE, tag: '1.1' }] },
        outcome: 'succeeded',
        healthySince: expect.any(String),
      });
      expect(before).toMatchObject({ until: deployment.from });
      expect(before).not.toHaveProperty('promotion');
    });
    const { body } = await api.get(SHOP);
    expect(body.transitions[1].state).toBe('same');
    expect(signals.publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'delivery:service',
      message: { entityRef: 'component:default/shop' },
    });
  });

  it('is the first deployment of an environment, too', async () => {
    const { api, argocd, git, promote, status, webhook } = await start();
    const production = application('shop', 'production');
    const never = {
      ...production,
      status: {
        sync: { status: 'OutOfSync' },
        health: { status: 'Missing' },
        history: [],
        summary: {},
      },
    };
    argocd.set(never);
    await eventually(async () => {
      const { body } = await api.get(SHOP);
      expect(body.environments.at(-1)).toMatchObject({ health: 'Missing' });
    });
    const { body: opened, status: code } = await promote();
    expect(code).toBe(201);
    expect(git.pulls).toHaveLength(1);
    const merge = git.merge(1);
    await webhook(1);
    expect(await status(opened.id)).toBe('merged');

    const finishedAt = new Date().toISOString();
    argocd.set({
      ...production,
      status: {
        ...production.status,
        ...release('1.1'),
        history: [{ id: 0, revision: merge, deployedAt: finishedAt }],
        sync: { status: 'Synced', revision: merge },
        health: { status: 'Healthy', lastTransitionTime: finishedAt },
      },
    });
    await eventually(async () => {
      expect(await status(opened.id)).toBe('succeeded');
      const { body } = await api.get(
        '/api/delivery/deployments?service=component:default/shop&environments=production',
      );
      expect(body.items[0]).toMatchObject({
        promotion: opened.id,
        revision: merge,
        outcome: 'succeeded',
      });
    });
  });

  it('goes on after a restart, and without a webhook', async () => {
    const first = await start();
    const { body: opened } = await first.promote();
    await first.stop();
    first.git.merge(1);

    // Meanwhile Argo CD has synced the merge, and the old pods are still there.
    const { api } = await start({ git: first.git, knex: first.knex });
    await eventually(async () => {
      const { body } = await api.get(`/api/delivery/promotions/${opened.id}`);
      expect(body).toMatchObject({
        status: 'verifying',
        mergedAt: expect.any(String),
        reason: { message: expect.stringContaining('does not list') },
      });
    });
  });

  it('fails with the reason when the target becomes Degraded', async () => {
    const {
      api,
      argocd,
      git,
      notifications,
      promote,
      status,
      synced,
      webhook,
    } = await start();
    const { body: opened } = await promote();
    const merge = git.merge(1);
    await webhook(1);
    const base = application('shop', 'production', synced);
    argocd.set({
      ...base,
      status: {
        ...base.status,
        ...release('1.1'),
        sync: { status: 'Synced', revision: merge },
        history: [
          ...synced.history,
          { revision: merge, deployedAt: new Date().toISOString() },
        ],
        operationState: {
          phase: 'Succeeded',
          finishedAt: new Date().toISOString(),
          syncResult: { revision: merge },
        },
        health: { status: 'Degraded', message: 'ImagePullBackOff' },
      },
    });
    await eventually(async () =>
      expect(await status(opened.id)).toBe('failed'),
    );
    const { body } = await api.get(`${SHOP}/promotions`);
    expect(body.items).toMatchObject([
      {
        status: 'failed',
        reason: {
          code: 'TargetDegraded',
          params: { environment: 'production', detail: 'ImagePullBackOff' },
          message: expect.stringContaining('ImagePullBackOff'),
        },
      },
    ]);
    await webhook(1);
    await eventually(() =>
      expect(notifications.send.mock.calls).toEqual([
        [
          {
            recipients: {
              type: 'entity',
              entityRef: ['group:default/product', 'user:default/mock'],
            },
            payload: expect.objectContaining({
              title: 'The promotion of shop 1.1 to production failed',
              description: expect.stringContaining('ImagePullBackOff'),
              link: '/catalog/default/component/shop',
            }),
          },
        ],
      ]),
    );
  });

  it('is rejected when the pull request is closed, and may be asked for again', async () => {
    const { git, promote, status } = await start();
    const { body: first } = await promote();
    git.close(1);
    const { status: code, body: second } = await promote();
    expect(code).toBe(201);
    expect(second.id).not.toBe(first.id);
    expect(await status(first.id)).toBe('rejected');
  });

  it('takes the place of an older promotion, visibly', async () => {
    const { api, argocd, git, promote, signals, synced } = await start();
    const { body: first } = await promote();
    const { body: same } = await api
      .post(`${SHOP}/promotions/preview`)
      .send({ from: 'staging', to: 'production' });
    expect(same.existing.id).toBe(first.id);
    expect(same.replaces).toBeUndefined();
    git.push('main', [
      { path: kustomizationPath('staging'), content: kustomization('1.2') },
    ]);
    argocd.set(
      application('shop', 'staging', { ...release('1.2'), ...synced }),
    );
    await eventually(async () => {
      const { body } = await api
        .post(`${SHOP}/promotions/preview`)
        .send({ from: 'staging', to: 'production' });
      expect(body.canOpen).toBe(true);
      expect(body.replaces).toMatchObject({
        id: first.id,
        pullRequest: { number: 1 },
      });
      expect(body.existing).toBeUndefined();
    });
    signals.publish.mockClear();
    const { body: second } = await promote();
    expect(second.pullRequest.number).toBe(2);
    await eventually(() => expect(signals.publish).toHaveBeenCalled());
    expect(git.pulls[0]).toMatchObject({
      state: 'closed',
      comments: [expect.stringContaining('Superseded by #2 (`1.2`)')],
    });
    const { body } = await api.get(`/api/delivery/promotions/${first.id}`);
    expect(body).toMatchObject({
      status: 'superseded',
      reason: {
        code: 'Superseded',
        params: { pullRequest: 2, release: '1.2' },
        message: expect.stringContaining('#2'),
      },
    });
  });

  it('may be asked for again when its merge was reverted before it arrived', async () => {
    const { git, promote, status, webhook } = await start();
    const { body: first } = await promote();
    git.merge(1);
    await webhook(1);
    expect((await promote()).body.id).toBe(first.id);
    git.push('main', [
      { path: kustomizationPath('production'), content: kustomization('1.0') },
    ]);
    const { status: code, body: second } = await promote();
    expect(code).toBe(201);
    expect(second.pullRequest.number).toBe(2);
    expect(await status(first.id)).toBe('superseded');
  });

  it('says why it stands still while the Git host is down, and goes on after', async () => {
    const { api, git, promote, webhook } = await start();
    const { body: opened } = await promote();
    git.down = true;
    await webhook(1);
    const read = async () =>
      (await api.get(`/api/delivery/promotions/${opened.id}`)).body;
    expect(await read()).toMatchObject({
      status: 'open',
      reason: { message: expect.stringContaining('does not answer') },
    });
    git.down = false;
    await webhook(1);
    expect(await read()).toMatchObject({ status: 'open' });
    expect(await read()).not.toHaveProperty('reason');
  });

  it('says so when Argo CD names a revision that the Git host does not know', async () => {
    const { api, argocd, git, promote, webhook } = await start();
    const { body: opened } = await promote();
    argocd.set(
      application('shop', 'production', {
        ...release('1.0'),
        sync: { status: 'Synced', revision: 'f'.repeat(40) },
      }),
    );
    git.merge(1);
    await webhook(1);
    await eventually(async () => {
      const { body } = await api.get(`/api/delivery/promotions/${opened.id}`);
      expect(body).toMatchObject({
        status: 'merged',
        reason: {
          message: expect.stringContaining('does not know the revision'),
        },
      });
    });
  });

  it('blocks while the source is unhealthy, and says why', async () => {
    const { api, argocd, git, promote, audit, synced } = await start();
    argocd.set(
      application('shop', 'staging', {
        ...release('1.1'),
        ...synced,
        health: { status: 'Degraded', message: 'CrashLoopBackOff' },
      }),
    );
    await eventually(async () => {
      const { body } = await api.get(SHOP);
      expect(body.environments[1].health).toBe('Degraded');
    });
    const { status, body } = await promote();
    expect(status).toBe(409);
    expect(body.error.message).toContain('CrashLoopBackOff');
    expect(git.pulls).toHaveLength(0);
    expect(audit.fail).toHaveBeenCalledTimes(1);
  });

  it('shows every gate when a file is wrong too, and opens nothing', async () => {
    const { api, argocd, git, promote, synced } = await start();
    git.push('main', [
      {
        path: kustomizationPath('staging'),
        content: `resources: [../base]\nimages:\n  - name: ${SHOP_IMAGE}\n`,
      },
    ]);
    argocd.set(
      application('shop', 'staging', {
        ...release('1.1'),
        ...synced,
        health: { status: 'Degraded', message: 'CrashLoopBackOff' },
      }),
    );
    await eventually(async () => {
      const { body } = await api.get(SHOP);
      expect(body.environments[1].health).toBe('Degraded');
    });
    const { status, body } = await api
      .post(`${SHOP}/promotions/preview`)
      .send({ from: 'staging', to: 'production' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      canOpen: false,
      changes: [],
      files: [],
      gates: [
        { id: 'source-healthy', status: 'failed' },
        { id: 'source-synced', status: 'skipped' },
        { id: 'order', status: 'passed' },
        {
          id: 'source-pinned',
          status: 'failed',
          reason: {
            code: 'ImageNotPinned',
            params: {
              file: kustomizationPath('staging'),
              line: 3,
              image: SHOP_IMAGE,
            },
          },
        },
        { id: 'tags-fixed', status: 'skipped' },
        { id: 'images-matched', status: 'skipped' },
        { id: 'image-scan', status: 'skipped' },
        { id: 'cluster-changes', status: 'skipped' },
        { id: 'required-checks', status: 'skipped' },
        { id: 'approval', status: 'passed' },
        { id: 'soak', status: 'skipped' },
        { id: 'freeze', status: 'skipped' },
        { id: 'rolled-back', status: 'passed' },
        { id: 'outside-git', status: 'passed' },
        { id: 'line-stopped', status: 'passed' },
        { id: 'no-incident', status: 'passed' },
        { id: 'dependencies-healthy', status: 'skipped' },
        { id: 'error-budget', status: 'skipped' },
        { id: 'metrics', status: 'skipped' },
        { id: 'sync-window', status: 'skipped' },
        { id: 'differs', status: 'skipped' },
      ],
      reason: {
        code: 'SeveralGates',
        params: {
          reasons: [
            { code: 'EnvironmentUnhealthy' },
            { code: 'ImageNotPinned' },
          ],
        },
      },
    });
    const opened = await promote();
    expect(opened.status).toBe(409);
    expect(opened.body.error.message).toContain(
      `${kustomizationPath('staging')}:3`,
    );
    expect(git.pulls).toHaveLength(0);
  });

  it('skips the gate of what is the same, and still opens nothing', async () => {
    const { api, promote } = await start();
    const { body } = await api
      .post(`${SHOP}/promotions/preview`)
      .send({ from: 'dev', to: 'staging' });
    const nothing = {
      code: 'NothingToPromote',
      params: { from: 'dev', to: 'staging' },
    };
    expect(body).toMatchObject({ canOpen: false, reason: nothing });
    expect(body.gates.at(-1)).toMatchObject({
      id: 'differs',
      status: 'skipped',
      reason: nothing,
    });
    expect((await promote('dev', 'staging')).status).toBe(409);
  });

  it('asks the gates of other packages too', async () => {
    const gate: Gate = {
      id: 'change-freeze',
      title: ({ target }) => `${target.name} is not frozen`,
      evaluate: async ({ target }) => ({
        status: 'pending',
        reason: createReason(
          'ExternalGate',
          {
            gate: 'change-freeze',
            message: `${target.name} is frozen until 2 January.`,
          },
          { changesAt: '2027-01-02T00:00:00.000Z' },
        ),
      }),
    };
    const { api, git, promote } = await start({
      features: [
        createBackendModule({
          pluginId: 'delivery',
          moduleId: 'change-freeze',
          register(env) {
            env.registerInit({
              deps: { gates: gatesExtensionPoint },
              init: async ({ gates }) => gates.addGate(gate),
            });
          },
        }),
      ],
    });
    const { body } = await api
      .post(`${SHOP}/promotions/preview`)
      .send({ from: 'staging', to: 'production' });
    expect(body.canOpen).toBe(false);
    expect(body.gates.at(-1)).toEqual({
      id: 'change-freeze',
      title: 'production is not frozen',
      status: 'pending',
      reason: {
        code: 'ExternalGate',
        params: {
          gate: 'change-freeze',
          message: 'production is frozen until 2 January.',
        },
        message: 'production is frozen until 2 January.',
        changesAt: '2027-01-02T00:00:00.000Z',
      },
    });
    expect((await promote()).status).toBe(409);
    expect(git.pulls).toHaveLength(0);
  });

  it('says so when the Git host is down, and leaves no trace', async () => {
    const { api, git, promote } = await start();
    git.down = true;
    const { status, body } = await promote();
    expect(status).toBe(503);
    expect(body.error.message).toContain('does not answer');
    expect((await api.get(`${SHOP}/promotions`)).body.items).toEqual([]);
    expect((await api.get(SHOP)).status).toBe(200);
  });
});
