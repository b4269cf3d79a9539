import { eventually } from '@stonegarden/test-utils';
import { argocdClient } from '../../__testUtils__/argocdClient';
import { TOKEN, testSandbox } from '../../__testUtils__/testSandbox';

describe('streamRoutes', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let argocd: ReturnType<typeof argocdClient>;

  beforeEach(async () => {
    sandbox = await testSandbox();
    argocd = argocdClient(sandbox.argocdUrl);
  });
  afterEach(() => sandbox.stop());

  const open = async (query: string, accept?: string) => {
    const abort = new AbortController();
    const response = await fetch(
      `${sandbox.argocdUrl}/api/v1/stream/applications?${query}`,
      {
        signal: abort.signal,
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          ...(accept ? { Accept: accept } : {}),
        },
      },
    );
    let text = '';
    const ended = (async () => {
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString('utf8');
      }
    })().catch(() => {});
    return {
      type: response.headers.get('content-type'),
      ended,
      text: () => text,
      lines: () => text.split('\n').filter(Boolean),
      close: async () => {
        abort.abort();
        await ended;
      },
    };
  };

  it('replays everything and then tells of changes', async () => {
    const stream = await open(
      'selector=platform.stonegarden.dev/service%3Dweb',
      'text/event-stream',
    );
    await eventually(() =>
      expect(stream.lines().length).toBeGreaterThanOrEqual(2),
    );
    expect(stream.type).toContain('text/event-stream');
    expect(stream.lines().map(line => line.slice(0, 28))).toEqual([
      'data: {"result":{"type":"ADD',
      'data: {"result":{"type":"ADD',
    ]);
    await argocd.post('applications/web-production/sync');
    await argocd.post('applications/queue-production/sync');
    await eventually(() => expect(stream.text()).toContain('"id":1'));
    expect(stream.text()).toContain('"type":"MODIFIED"');
    expect(stream.text()).toContain('"phase":"Running"');
    expect(stream.text()).not.toContain('"name":"queue-production"');
    await stream.close();
  });

  it('is lines of JSON without the header, and silent when a version is known', async () => {
    const { body } = await argocd.call('applications');
    const stream = await open(
      `resourceVersion=${body.metadata.resourceVersion}&fields=result.type,result.application.metadata.name`,
    );
    expect(stream.type).toContain('application/json');
    await argocd.post('applications/web-production/sync');
    await eventually(() => expect(stream.lines()).not.toHaveLength(0));
    expect(JSON.parse(stream.lines()[0])).toEqual({
      result: {
        type: 'MODIFIED',
        application: { metadata: { name: 'web-production' } },
      },
    });
    await stream.close();
    const named = await open('resourceVersion=1&name=web-dev');
    await eventually(() => expect(named.lines()).toHaveLength(1));
    await named.close();
  });

  it('breaks when the sandbox is told to fail', async () => {
    const stream = await open('');
    await fetch(`${sandbox.argocdUrl}/_sandbox/faults`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${TOKEN}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ status: 503 }),
    });
    await stream.ended;
    expect((await argocd.call('applications')).status).toBe(503);
  });
});
