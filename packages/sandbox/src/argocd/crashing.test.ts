import { argocdClient, stateOf } from '../__testUtils__/argocdClient';
import { overlayText } from '../__testUtils__/smallSeed';
import {
  REPO,
  TOKEN,
  proposeFiles,
  testSandbox,
} from '../__testUtils__/testSandbox';

const NEW = 'ghcr.io/acme/web:2.0.0';

describe('an image that crashes in one application', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  beforeEach(async () => {
    sandbox = await testSandbox();
    argocd = argocdClient(sandbox.argocdUrl);
  });
  afterEach(() => sandbox.stop());

  const crash = async (body: object, token = TOKEN) => {
    const response = await fetch(`${sandbox.argocdUrl}/_sandbox/crashes`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    return response.status;
  };
  const release = async (environment: string, tag: string) => {
    const { number } = await proposeFiles(
      sandbox.octokit,
      `${environment}-${tag}`,
      {
        [`kubernetes/services/web/environments/${environment}/kustomization.yaml`]:
          overlayText('ghcr.io/acme/web', tag),
      },
    );
    await sandbox.octokit.pulls.merge({ ...REPO, pull_number: number });
  };
  const pods = async () => {
    const { body } = await argocd.call(
      'applications/web-production/resource-tree',
    );
    return (
      body.nodes as Array<{
        kind: string;
        images?: string[];
        info?: Array<{ value: string }>;
      }>
    )
      .filter(({ kind }) => kind === 'Pod')
      .map(({ images, info }) => [images?.[0], info?.[0].value])
      .sort();
  };

  it('is Degraded there, and Healthy elsewhere; the release before is Healthy again', async () => {
    const application = 'web-production';
    expect(await crash({ application, images: [NEW] })).toBe(200);
    await release('dev', '2.0.0');
    await release('production', '2.0.0');
    await argocd.post(`applications/${application}/sync`);
    await argocd.waitUntil(
      application,
      'Degraded',
      it => stateOf(it) === 'Synced/Degraded',
    );
    // The pods of before stay beside those that never become ready.
    expect(await pods()).toEqual([
      ['ghcr.io/acme/web:1.0.0', 'Running'],
      [NEW, 'CrashLoopBackOff'],
    ]);
    await argocd.waitUntil(
      'web-dev',
      'Healthy on the same image',
      it =>
        stateOf(it) === 'Synced/Healthy' &&
        it.status.summary.images?.join() === NEW,
    );

    await release('production', '1.0.0');
    await argocd.post(`applications/${application}/sync`);
    await argocd.waitUntil(
      application,
      'Healthy',
      it =>
        stateOf(it) === 'Synced/Healthy' &&
        it.status.summary.images?.join() === 'ghcr.io/acme/web:1.0.0',
    );
  });

  it('says Healthy of what was ready before, and of what crashes no more', async () => {
    const application = 'web-production';
    await crash({ application, images: ['ghcr.io/acme/web:1.0.0', NEW] });
    expect(stateOf(await argocd.get(application))).toBe('Synced/Healthy');
    await release('production', '2.0.0');
    await argocd.post(`applications/${application}/sync`);
    await argocd.waitUntil(
      application,
      'Degraded',
      it => stateOf(it) === 'Synced/Degraded',
    );
    await crash({ application, images: [] });
    expect(stateOf(await argocd.get(application))).toBe('Synced/Healthy');
  });

  it.each([
    [{ application: 'nobody', images: [] }, TOKEN, 404],
    [{ application: 'web-production' }, TOKEN, 400],
    [{ application: 'web-production', images: [] }, 'another', 401],
  ])('refuses %j with %s', async (body, token, status) => {
    expect(await crash(body, token)).toBe(status);
  });
});
