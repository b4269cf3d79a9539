import { argocdClient } from '../__testUtils__/argocdClient';
import { testSandbox } from '../__testUtils__/testSandbox';

describe('createArgocdPages', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.stop());

  const open = async (path: string) => {
    const response = await fetch(`${sandbox.argocdUrl}${path}`);
    return { status: response.status, text: await response.text() };
  };

  it('lists the applications and shows one', async () => {
    const list = await open('/');
    expect(list.text).toContain('href="/applications/argocd/web-dev"');
    const { status, text } = await open('/applications/argocd/web-dev');
    expect(status).toBe(200);
    expect(text).toContain('<code>ghcr.io/acme/web:1.1.0</code>');
    expect(text).toContain('Healthy');
    expect(text).toContain(`${sandbox.gitUrl}/stonegarden/homelab/commit/`);
    expect(text).not.toContain('http-equiv="refresh"');
  });

  it('says that an application is not there', async () => {
    expect((await open('/applications/argocd/nope')).status).toBe(404);
  });

  it('loads itself again while something is under way', async () => {
    await sandbox.stop();
    // Slow enough that the sync still runs when its page is asked for.
    sandbox = await testSandbox({ speed: 1 });
    await argocdClient(sandbox.argocdUrl).post(
      'applications/web-production/sync',
    );
    expect((await open('/applications/argocd/web-production')).text).toContain(
      'http-equiv="refresh"',
    );
  });
});
