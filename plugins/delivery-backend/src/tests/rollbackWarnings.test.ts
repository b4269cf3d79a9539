import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import type { RollbackPreview } from '@stonegarden/backstage-plugin-delivery-common';
import { eventually } from '@stonegarden/test-utils';
import { describeOnDatabases } from '@stonegarden/test-utils/databases';
import { application } from '../__testUtils__/application';
import { release, SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

/** A registry from which 1.0 was cleaned up. Returns its address, and what it was asked for. */
async function startRegistry() {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const isGone = request.url?.endsWith('/1.0');
    response.writeHead(isGone ? 404 : 200, {
      'Content-Type': 'application/json',
    });
    response.end(
      request.method === 'GET'
        ? JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN' }] })
        : undefined,
    );
  });
  await new Promise<void>(resolve => {
    server.listen(0, 'localhost', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { asked, server, url: `http://localhost:${port}` };
}

describeOnDatabases('the preview of a rollback', createDatabase => {
  const { start } = useDelivery(createDatabase);
  let registry: Awaited<ReturnType<typeof startRegistry>>;

  beforeEach(async () => {
    registry = await startRegistry();
  });
  afterEach(() => {
    registry.server.close();
  });

  it('warns of a version that earlier ones cannot run after, and of an image that is gone', async () => {
    const { api, argocd, git, promote, synced, webhook } = await start({
      delivery: { registries: [{ host: 'ghcr.io', url: registry.url }] },
    });
    await promote();
    git.label(1, ['rollback-unsafe']);
    const revision = git.merge(1);
    await webhook(1);
    const finishedAt = new Date().toISOString();
    argocd.set(
      application('shop', 'production', {
        ...release('1.1'),
        history: [...synced.history, { revision, deployedAt: finishedAt }],
        sync: { status: 'Synced', revision },
        operationState: {
          phase: 'Succeeded',
          finishedAt,
          syncResult: { revision },
        },
      }),
    );
    await eventually(async () => {
      await webhook(1);
      const { body: candidates } = await api.get(
        `${SHOP}/environments/production/rollback-candidates`,
      );
      const { body } = await api.post(`${SHOP}/rollbacks/preview`).send({
        environment: 'production',
        deployment: candidates.items[0]?.deployment.id ?? 'none',
        scope: 'versions',
      });
      expect((body as RollbackPreview).warnings).toEqual([
        expect.objectContaining({
          code: 'RollbackUnsafe',
          params: {
            environment: 'production',
            release: '1.1',
            pullRequest: 1,
            label: 'rollback-unsafe',
          },
        }),
        expect.objectContaining({
          code: 'ImageGone',
          params: { image: 'ghcr.io/acme/shop:1.0' },
        }),
      ]);
      expect(body.canOpen).toBe(true);
    });
    expect(registry.asked).toEqual([
      'HEAD /v2/acme/shop/manifests/1.0',
      'GET /v2/acme/shop/manifests/1.0',
    ]);
  });
});
