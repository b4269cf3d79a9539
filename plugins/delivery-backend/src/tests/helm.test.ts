import type { Promotion } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { application } from '../__testUtils__/application';
import { helmShopFiles, values, valuesPath } from '../__testUtils__/helmShop';
import { MockArgocd } from '../__testUtils__/MockArgocd';
import {
  kustomization,
  kustomizationPath,
  SHOP_FOLDER,
  SHOP_IMAGE,
  shopFiles,
} from '../__testUtils__/shop';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const WORKER = 'ghcr.io/acme/worker';
const PATH = valuesPath('production');

describeOnDatabases('Helm', createDatabase => {
  const { start } = useDelivery(createDatabase);

  /** The shop with these files, and an Argo CD that says what runs in production. */
  async function startWith(
    files: Record<string, string>,
    images: { staging: string[]; production: string[] },
  ) {
    const git = new FakeGitHost(files);
    const head = await git.reader.head('main');
    const history = [{ revision: head, deployedAt: '2026-01-01T09:59:00Z' }];
    const on = (environment: string, running: string[], more: object = {}) => {
      const base = application('shop', environment, {
        summary: { images: running },
        sync: { status: 'Synced', revision: head },
        history: [...history],
        ...more,
      });
      const source = {
        repoURL: 'https://git.example/acme/platform',
        path: SHOP_FOLDER,
        helm: { valueFiles: [`values-${environment}.yaml`] },
      };
      return { ...base, spec: { ...base.spec, source } };
    };
    const argocd = new MockArgocd([
      on('dev', images.staging),
      on('staging', images.staging),
      on('production', images.production),
    ]);
    const started = await start({ git, argocd });
    started.rights.allowAllBut('delivery.promotion.approve');
    /** Argo CD syncs production to a commit. */
    const deploy = (
      revision: string,
      running: string[],
      health = 'Healthy',
    ) => {
      const deployedAt = new Date().toISOString();
      history.push({ revision, deployedAt });
      argocd.set(
        on('production', running, {
          history: [...history],
          sync: { status: 'Synced', revision },
          health: { status: health, lastTransitionTime: deployedAt },
        }),
      );
    };
    const succeeded = (id: string) =>
      eventually(async () =>
        expect(await started.status(id)).toBe('succeeded'),
      );
    return { ...started, deploy, head, succeeded };
  }

  it('promotes a version in values, follows it to Healthy, and takes it back', async () => {
    const { api, deploy, git, promote, rights, succeeded, webhook } =
      await startWith(helmShopFiles(), {
        staging: [`${SHOP_IMAGE}:1.1`],
        production: [`${SHOP_IMAGE}:1.0`],
      });
    rights.allowAll();
    const { body: preview } = await api
      .post(`${SHOP}/promotions/preview`)
      .send({ from: 'staging', to: 'production' });
    expect(preview).toMatchObject({
      canOpen: true,
      changes: [{ name: SHOP_IMAGE, from: { tag: '1.0' }, to: { tag: '1.1' } }],
      files: [{ path: PATH }],
      clusterChanges: {
        status: 'unsupported',
        reason: { code: 'FilesNotRendered', params: { files: [PATH] } },
      },
      gates: expect.arrayContaining([
        expect.objectContaining({ id: 'cluster-changes', status: 'skipped' }),
      ]),
    });
    expect(preview.files[0].diff).toContain(
      '-  tag: "1.0"   # <- the promoted value\n+  tag: "1.1"   # <- the promoted value\n',
    );

    const { body: opened }: { body: Promotion } = await promote();
    expect(opened).toMatchObject({ status: 'open' });
    const merge = git.merge(1);
    await webhook(1);
    expect(git.fileAt(merge, PATH)).toBe(values('1.1', 5));
    deploy(merge, [`${SHOP_IMAGE}:1.1`]);
    await succeeded(opened.id);

    // Somebody scales it, and the version turns out to be bad.
    const scaled = git.push('main', [
      { path: PATH, content: values('1.1', 9) },
    ]);
    deploy(scaled, [`${SHOP_IMAGE}:1.1`], 'Degraded');
    const candidate = await eventually(async () => {
      const answer = await api.get(
        `${SHOP}/environments/production/rollback-candidates`,
      );
      expect(answer.body.items).toMatchObject([
        { deployment: { release: { images: [{ tag: '1.0' }] } } },
      ]);
      return answer.body.items[0].deployment;
    });
    const request = {
      environment: 'production',
      deployment: candidate.id,
      reason: 'Checkout fails.',
    };
    const everything = await api
      .post(`${SHOP}/rollbacks/preview`)
      .send({ ...request, scope: 'everything' });
    expect(everything.body).toMatchObject({
      canOpen: true,
      files: [
        { path: PATH, diff: expect.stringContaining('-replicaCount: 9') },
      ],
    });
    const versions = await api
      .post(`${SHOP}/rollbacks/preview`)
      .send({ ...request, scope: 'versions' });
    expect(versions.body).toMatchObject({
      otherChanges: [{ path: PATH }],
      files: [{ path: PATH, diff: expect.not.stringContaining('-replica') }],
    });

    const rolledBack = await api
      .post(`${SHOP}/rollbacks`)
      .send({ ...request, scope: 'versions' });
    expect(rolledBack.status).toBe(201);
    const back = git.merge(2);
    await webhook(2);
    expect(git.fileAt(back, PATH)).toBe(values('1.0', 9));
    deploy(back, [`${SHOP_IMAGE}:1.0`]);
    await succeeded(rolledBack.body.id);
  });

  it('promotes kustomize and Helm in one commit, and sees a merge that lacks one of them', async () => {
    const own = (environment: string) =>
      `${SHOP_FOLDER}/environments/${environment}/values.yaml`;
    const files = {
      ...shopFiles(),
      [`${SHOP_FOLDER}/chart/Chart.yaml`]: 'name: workers\nversion: 1.0.0\n',
      [`${SHOP_FOLDER}/chart/values.yaml`]: `worker: {image: {repository: ${WORKER}}}\n`,
      [own('staging')]: 'worker: {image: {tag: w2}}\n',
      [own('production')]: 'worker: {image: {tag: w1}}\n',
    };
    const { deploy, git, promote, status, succeeded, webhook } =
      await startWith(files, {
        staging: [`${SHOP_IMAGE}:1.1`, `${WORKER}:w2`],
        production: [`${SHOP_IMAGE}:1.0`, `${WORKER}:w1`],
      });
    const { body: opened }: { body: Promotion } = await promote();
    expect(opened.release.images).toEqual([
      { name: SHOP_IMAGE, tag: '1.1' },
      { name: WORKER, tag: 'w2' },
    ]);
    const [pull] = git.pulls;
    expect(git.parents(pull.headCommit)).toEqual([opened.baseCommit]);
    expect(
      [kustomizationPath('production'), own('production')].map(path =>
        git.fileAt(pull.headCommit, path),
      ),
    ).toEqual([kustomization('1.1'), 'worker: {image: {tag: w2}}\n']);
    const merge = git.merge(1);
    await webhook(1);
    // Argo CD has synced the shop, and not the workers yet.
    deploy(merge, [`${SHOP_IMAGE}:1.1`, `${WORKER}:w1`]);
    await eventually(async () =>
      expect(await status(opened.id)).toBe('verifying'),
    );
    deploy(merge, [`${SHOP_IMAGE}:1.1`, `${WORKER}:w2`]);
    await succeeded(opened.id);
  });

  it('fails when what was merged names another version in one of the files', async () => {
    const { api, git, promote, status, webhook } = await startWith(
      helmShopFiles(),
      { staging: [`${SHOP_IMAGE}:1.1`], production: [`${SHOP_IMAGE}:1.0`] },
    );
    const { body: opened }: { body: Promotion } = await promote();
    const [pull] = git.pulls;
    git.push(pull.branch, [{ path: PATH, content: values('1.2', 5) }]);
    git.merge(1);
    await webhook(1);
    expect(await status(opened.id)).toBe('failed');
    const { body } = await api.get(`/api/delivery/promotions/${opened.id}`);
    expect(body.reason).toMatchObject({
      code: 'MergedContentDiffers',
      params: { files: [PATH] },
    });
  });
});
