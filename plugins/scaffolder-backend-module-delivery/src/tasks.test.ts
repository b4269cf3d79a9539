import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  deliveryServiceRef,
  gitHostsServiceRef,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { DeliveryService } from '@stonegarden/backstage-plugin-delivery-node';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { parse } from 'yaml';
import { smallCatalogEntities } from './__testUtils__/catalog';
import { scaffolderModuleDelivery } from './module';

/** The templates of this repository, run by the real scaffolder. */
const template = (name: string): Entity => ({
  ...parse(
    readFileSync(
      resolve(__dirname, `../../../templates/${name}/template.yaml`),
      'utf8',
    ),
  ),
});

async function setUp() {
  const host = new FakeGitHost({});
  const delivery: jest.Mocked<DeliveryService> = {
    getService: jest.fn(),
    previewPromotion: jest.fn(),
    openPromotion: jest.fn(),
    previewRollback: jest.fn(),
    openRollback: jest.fn(),
    getPromotion: jest.fn(),
  };
  const entities = [
    ...smallCatalogEntities,
    ...['new-service', 'promote-environment'].map(template).map(entity => ({
      ...entity,
      metadata: { ...entity.metadata, namespace: 'default' },
    })),
  ];
  const { server } = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleDelivery,
      catalogServiceMock.factory({ entities }),
      createServiceFactory({
        service: gitHostsServiceRef,
        deps: {},
        factory: () => host.hosts,
      }),
      createServiceFactory({
        service: deliveryServiceRef,
        deps: {},
        factory: () => delivery,
      }),
      mockServices.rootConfig.factory({
        data: {
          integrations: {},
          delivery: {
            gitops: {
              root: 'https://git.example/acme/platform/tree/main/kubernetes',
            },
          },
        },
      }),
    ],
  });
  const api = `http://127.0.0.1:${server.port()}/api/scaffolder/v2`;
  const headers = {
    Authorization: mockCredentials.user.header(),
    'Content-Type': 'application/json',
  };
  const run = async (templateRef: string, values: object) => {
    const created = await fetch(`${api}/tasks`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ templateRef, values }),
    });
    const body = await created.json();
    if (created.status !== 201) {
      return { status: 'refused', error: body, output: undefined };
    }
    for (;;) {
      const task = await fetch(`${api}/tasks/${body.id}`, { headers });
      const { status } = await task.json();
      if (!['open', 'processing'].includes(status)) {
        const events = await fetch(`${api}/tasks/${body.id}/events`, {
          headers,
        });
        const last = (await events.json()).find(
          (event: { type: string }) => event.type === 'completion',
        );
        const { error, output } = last.body;
        return { status, error, output };
      }
      await wait(50);
    }
  };
  return { host, delivery, run };
}

describe('the real scaffolder', () => {
  it('creates a service from the form, by one pull request', async () => {
    const { host, run } = await setUp();
    const { status, output, error } = await run(
      'template:default/new-service',
      {
        name: 'shop',
        owner: 'group:default/product',
        image: 'ghcr.io/acme/shop:1.2.3',
        port: 8080,
        environments: [
          { name: 'dev', autoSync: true, canary: false },
          { name: 'production', autoSync: false, canary: false },
        ],
        availability: '',
        dependencies: ['component:default/kafka'],
      },
    );
    expect({ status, error }).toEqual({ status: 'completed' });
    expect(host.pulls).toHaveLength(1);
    expect(output.links).toEqual([
      {
        title: 'Open the pull request',
        url: 'https://git.example/acme/platform/pull/1',
      },
      expect.objectContaining({ entityRef: 'component:default/shop' }),
    ]);
    expect(output.text[0].content).toContain(
      '3. **`dev`** is synced by Argo CD without a click, and becomes Healthy.',
    );
    const manifest = await host.reader.read(
      'kubernetes/services/shop/service.yaml',
      host.pulls[0].headCommit,
    );
    expect(manifest?.content).toContain('name: shop\n');
    expect(manifest?.content).not.toContain('description');
  }, 60_000);

  it('ends with the words of the action when the name is taken', async () => {
    const { host, run } = await setUp();
    const { status, error } = await run('template:default/new-service', {
      name: 'kafka',
      owner: 'group:default/product',
      image: 'ghcr.io/acme/kafka:1.2.3',
      port: 8080,
      environments: [{ name: 'dev' }],
    });
    expect(status).toBe('failed');
    expect(error.message).toContain(
      'A service named kafka exists already (kubernetes/platform/messaging/kafka/service.yaml, owned by platform). Choose another name.',
    );
    expect(host.pulls).toEqual([]);
  }, 60_000);

  it('refuses an image without a tag before there is a task', async () => {
    const { run } = await setUp();
    const { status, error } = await run('template:default/new-service', {
      name: 'shop',
      owner: 'group:default/product',
      image: 'ghcr.io/acme/shop',
      port: 8080,
      environments: [{ name: 'dev' }],
    });
    expect(status).toBe('refused');
    expect(JSON.stringify(error)).toContain('image');
  }, 60_000);

  it('opens a promotion and says which', async () => {
    const { delivery, run } = await setUp();
    const values = {
      entityRef: 'component:default/kafka',
      from: 'dev',
      to: 'production',
    };
    delivery.openPromotion.mockResolvedValue({
      ...values,
      id: 'p1',
      changes: [],
      release: { images: [] },
      status: 'open',
      pullRequest: { number: 7, url: 'https://git.example/pull/7', title: '' },
      branch: 'stonegarden/promote/shop-production-1a2b3c4d',
      baseCommit: 'c0ffee',
      requestedBy: 'user:default/mock',
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-01-01T00:00:00Z',
    });
    const promoted = await run('template:default/promote-environment', values);
    expect(promoted).toMatchObject({
      status: 'completed',
      output: {
        promotionId: 'p1',
        pullRequestUrl: 'https://git.example/pull/7',
        pullRequestNumber: 7,
        status: 'open',
      },
    });
    delivery.openPromotion.mockRejectedValue(
      new ConflictError('dev is Degraded'),
    );
    const refused = await run('template:default/promote-environment', values);
    expect(refused.status).toBe('failed');
    expect(refused.error.message).toContain('dev is Degraded');
  }, 60_000);
});
