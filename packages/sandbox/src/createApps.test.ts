import { TOKEN, testSandbox } from './__testUtils__/testSandbox';

describe('createApps', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;

  beforeEach(async () => {
    sandbox = await testSandbox();
  });
  afterEach(() => sandbox.stop());

  const statusOf = async (url: string) =>
    (await fetch(url, { headers: { Authorization: `Bearer ${TOKEN}` } }))
      .status;
  const fail = (url: string, body: object) =>
    fetch(`${url}/_sandbox/faults`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${TOKEN}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(body),
    });

  it('says that both ports are ready', async () => {
    expect(await statusOf(`${sandbox.gitUrl}/healthz`)).toBe(200);
    expect(await statusOf(`${sandbox.argocdUrl}/healthz`)).toBe(200);
  });

  it('lets each port fail alone, its pages never', async () => {
    const { gitUrl, argocdUrl } = sandbox;
    await fail(gitUrl, { status: 502 });
    expect(await statusOf(`${gitUrl}/api/v3/user`)).toBe(502);
    expect(
      await statusOf(
        `${gitUrl}/stonegarden/homelab.git/info/refs?service=git-upload-pack`,
      ),
    ).toBe(502);
    expect(await statusOf(`${gitUrl}/stonegarden/homelab`)).toBe(200);
    expect(await statusOf(`${argocdUrl}/api/v1/applications`)).toBe(200);
    await fail(argocdUrl, { refuse: true });
    await expect(statusOf(`${argocdUrl}/api/v1/applications`)).rejects.toThrow(
      'fetch failed',
    );
    expect(await statusOf(`${argocdUrl}/applications`)).toBe(200);
    await fail(gitUrl, {});
    await fail(argocdUrl, {});
    expect(await statusOf(`${gitUrl}/api/v3/user`)).toBe(200);
    expect(await statusOf(`${argocdUrl}/api/v1/applications`)).toBe(200);
  });
});
