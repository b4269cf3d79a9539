import { eventually } from '@stonegarden/test-utils';
import { argocdClient } from '../__testUtils__/argocdClient';
import { TOKEN, testSandbox } from '../__testUtils__/testSandbox';
import type { Application } from './Application';

/** Of the second Argo CD. */
const LABELS = 'platform.stonegarden.dev/service in (queue)';

describe('two Argo CDs', () => {
  let sandbox: Awaited<ReturnType<typeof testSandbox>>;
  let first: ReturnType<typeof argocdClient>;
  let second: ReturnType<typeof argocdClient>;

  beforeEach(async () => {
    sandbox = await testSandbox({ secondArgocd: LABELS });
    first = argocdClient(sandbox.argocdUrl);
    second = argocdClient(`${sandbox.argocdUrl}/second`);
  });
  afterEach(() => sandbox.stop());

  const namesOf = async (argocd: typeof first) => {
    const { body } = await argocd.call('applications');
    return body.items.map(({ metadata }: Application) => metadata.name);
  };

  it('share what there is, and each knows its own', async () => {
    expect(await namesOf(second)).toEqual(['queue-production']);
    expect(await namesOf(first)).toContain('web-dev');
    expect(await namesOf(first)).not.toContain('queue-production');
    expect((await first.call('applications/queue-production')).status).toBe(
      403,
    );
    expect((await second.call('applications/queue-production')).status).toBe(
      200,
    );
    expect((await second.call('applications/web-dev')).status).toBe(403);
  });

  it('tell of changes of their own alone', async () => {
    const abort = new AbortController();
    const response = await fetch(
      `${sandbox.argocdUrl}/second/api/v1/stream/applications`,
      {
        signal: abort.signal,
        headers: { Authorization: `Bearer ${TOKEN}` },
      },
    );
    let text = '';
    const ended = (async () => {
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString('utf8');
      }
    })().catch(() => {});
    await first.post('applications/web-production/sync');
    await second.post('applications/queue-production/sync');
    await eventually(() => expect(text).toContain('"id":1'));
    expect(text).not.toContain('web-');
    abort.abort();
    await ended;
  });

  it('fail one without the other', async () => {
    const fault = (body: object) =>
      fetch(`${sandbox.argocdUrl}/second/_sandbox/faults`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(body),
      });
    expect((await fault({ status: 503 })).status).toBe(200);
    expect((await second.call('applications')).status).toBe(503);
    expect((await first.call('applications')).status).toBe(200);
    await fault({});
    expect((await second.call('applications')).status).toBe(200);
  });
});
