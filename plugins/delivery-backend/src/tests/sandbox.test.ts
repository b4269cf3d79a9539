import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EventsService, eventsServiceRef } from '@backstage/plugin-events-node';
import type {
  Promotion,
  ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { startSandbox } from '@stonegarden/sandbox';
import request from 'supertest';
import { eventually } from '@stonegarden/test-utils';
import {
  commitToMain as commitFiles,
  FOLDER,
  readEntity,
  SEED,
  SERVICE,
} from '../__testUtils__/audiobookshelf';
import { deliveryPlugin } from '../plugin';

jest.setTimeout(120_000);

const TOKEN = 'sandbox-token';
const SLOW = { timeoutMs: 30_000 };

const commitToMain = (gitUrl: string, files: Record<string, string>) =>
  commitFiles({ gitUrl, token: TOKEN }, files);

type OnEvent = Parameters<EventsService['subscribe']>[0]['onEvent'];

/** Takes webhooks in as the events backend does, minus the signature, which is that plugin's to check. */
async function startWebhooks() {
  const subscribers: OnEvent[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk);
    }
    res.writeHead(202).end();
    const topic = `github.${req.headers['x-github-event']}`;
    const eventPayload = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (topic === 'github.pull_request') {
      await Promise.all(subscribers.map(each => each({ topic, eventPayload })));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const events: EventsService = {
    publish: async () => {},
    subscribe: async ({ onEvent }) => {
      subscribers.push(onEvent);
    },
  };
  return {
    events,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('delivery-backend with the sandbox', () => {
  const cleanups: Array<() => Promise<void>> = [];
  afterAll(async () => {
    for (const cleanup of cleanups.reverse()) {
      await cleanup();
    }
  });

  async function start() {
    const stateDir = await mkdtemp(join(tmpdir(), 'stonegarden-delivery-'));
    cleanups.push(() => rm(stateDir, { recursive: true, force: true }));
    const webhooks = await startWebhooks();
    cleanups.push(webhooks.stop);
    const sandbox = await startSandbox({
      stateDir,
      seedDir: SEED,
      gitPort: 0,
      argocdPort: 0,
      token: TOKEN,
      webhook: { url: webhooks.url, secret: 'webhook-secret' },
      // Outside the freezes that the homelab's projects have.
      windowsAt: new Date('2026-11-25T12:00:00Z'),
      speed: 5,
    });
    cleanups.push(() => sandbox.stop());
    const backend = await startTestBackend({
      features: [
        deliveryPlugin,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            integrations: {
              github: [
                {
                  host: new URL(sandbox.gitUrl).host,
                  apiBaseUrl: `${sandbox.gitUrl}/api/v3`,
                  token: TOKEN,
                },
              ],
            },
            catalog: {
              providers: {
                serviceManifest: {
                  homelab: {
                    url: `${sandbox.gitUrl}/stonegarden/homelab/tree/main/`,
                    root: 'kubernetes',
                  },
                },
              },
            },
            delivery: {
              argocd: {
                instances: [
                  { name: 'homelab', url: sandbox.argocdUrl, token: TOKEN },
                ],
              },
              promotion: { settleTime: { seconds: 1 } },
            },
          },
        }),
        catalogServiceMock.factory({
          entities: [await readEntity(sandbox.gitUrl)],
        }),
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => webhooks.events,
        }),
      ],
    });
    cleanups.push(() => backend.stop());
    return { sandbox, api: request(backend.server) };
  }

  it('promotes a release: pull request, merge, sync, succeeded', async () => {
    const { sandbox, api } = await start();
    const service = async (): Promise<ServiceDelivery> => {
      const { status, body } = await api.get(SERVICE);
      expect(status).toBe(200);
      return body;
    };
    const promotion = async (id: string): Promise<Promotion> =>
      (await api.get(`/api/delivery/promotions/${id}`)).body;

    await eventually(async () => {
      const { environments, instances } = await service();
      expect(instances).toMatchObject([{ name: 'homelab', reachable: true }]);
      expect(environments.slice(0, 2)).toMatchObject([
        { name: 'dev', sync: 'Synced', health: 'Healthy', stale: false },
        { name: 'staging', sync: 'Synced', health: 'Healthy' },
      ]);
    }, SLOW);
    expect((await service()).transitions[0]).toMatchObject({
      from: 'dev',
      to: 'staging',
      state: 'differs',
    });

    const step = { from: 'dev', to: 'staging' };
    const { body: preview } = await api
      .post(`${SERVICE}/promotions/preview`)
      .send(step);
    expect(preview).toMatchObject({ canOpen: true });
    expect(preview.files).toHaveLength(1);
    expect(preview.files[0].diff.match(/^[-+] .*$/gm)).toHaveLength(2);

    const [one, other] = await Promise.all([
      api.post(`${SERVICE}/promotions`).send(step),
      api.post(`${SERVICE}/promotions`).send(step),
    ]);
    expect([one.status, other.status].sort()).toEqual([200, 201]);
    expect(other.body.id).toBe(one.body.id);
    expect(other.body.pullRequest).toEqual(one.body.pullRequest);
    const opened: Promotion = one.body;

    const merged = await fetch(
      `${sandbox.gitUrl}/api/v3/repos/stonegarden/homelab/pulls/${opened.pullRequest?.number}/merge`,
      { method: 'PUT', headers: { Authorization: `Bearer ${TOKEN}` } },
    );
    expect(merged.status).toBe(200);

    await eventually(async () => {
      expect(await promotion(opened.id)).toMatchObject({
        status: 'merged',
        mergeCommit: expect.stringMatching(/^[0-9a-f]{40}$/),
        reason: { code: 'AwaitingSync', params: { environment: 'staging' } },
      });
    }, SLOW);
    expect((await service()).environments[1].sync).toBe('OutOfSync');

    const sync = await api.post(`${SERVICE}/environments/staging/sync`).send();
    expect(sync.status).toBe(202);
    await eventually(async () => {
      expect(await promotion(opened.id)).toMatchObject({
        status: 'succeeded',
      });
    }, SLOW);

    await eventually(async () => {
      const { environments, transitions } = await service();
      expect(environments[1]).toMatchObject({
        sync: 'Synced',
        health: 'Healthy',
        release: environments[0].release,
      });
      // While a slow machine has not read what Git names, it is not known.
      expect(transitions[0]).toMatchObject({ state: 'same', changes: [] });
    }, SLOW);
  });

  it('says of nothing that it is gone while Argo CD lists a part after a start', async () => {
    const { sandbox, api } = await start();
    const fault = (faults: object) =>
      fetch(`${sandbox.argocdUrl}/_sandbox/faults`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${TOKEN}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(faults),
      });
    const service = async (): Promise<ServiceDelivery> =>
      (await api.get(SERVICE)).body;
    const facts = ({ environments }: ServiceDelivery) =>
      environments.map(({ name, sync, health, release }) => ({
        name,
        sync,
        health,
        release,
      }));
    await eventually(async () => {
      for (const environment of (await service()).environments) {
        expect(environment).toMatchObject({
          presence: 'present',
          health: 'Healthy',
        });
      }
    }, SLOW);
    const before = facts(await service());
    /** Waits for what the portal says of Argo CD; meanwhile it says of no environment anything that is not true. */
    const until = (reachable: boolean) =>
      eventually(async () => {
        const now = await service();
        expect(facts(now)).toEqual(before);
        expect(['present', 'unlisted']).toEqual(
          expect.arrayContaining(
            now.environments.map(({ presence }) => presence),
          ),
        );
        expect(now.instances).toMatchObject([{ reachable }]);
      }, SLOW);

    await fault({ refuse: true });
    await until(false);
    // It answers again, first with nothing, then with the first of its applications, which are those of other services.
    for (const listed of [0, 1]) {
      await fault({ listed });
      await until(true);
      await fault({ refuse: true });
      await until(false);
    }
    await fault({});
    await until(true);
    await eventually(async () => {
      for (const environment of (await service()).environments) {
        expect(environment).toMatchObject({
          presence: 'present',
          stale: false,
        });
      }
    }, SLOW);
  });

  it('tells the version of a canary from the stable one', async () => {
    const { sandbox, api } = await start();
    const canaryOf = async () => {
      const { environments }: ServiceDelivery = (await api.get(SERVICE)).body;
      const canary = environments.find(({ name }) => name === 'canary');
      return { canary, tag: canary?.release?.images[0].tag };
    };
    await eventually(async () => {
      expect((await canaryOf()).canary).toMatchObject({ health: 'Healthy' });
    }, SLOW);
    const { canary: before, tag: stable } = await canaryOf();
    expect(before).not.toHaveProperty('canary');

    const folder = `${FOLDER}/environments/canary`;
    const [overlay, rollout] = await Promise.all(
      [`${folder}/kustomization.yaml`, `${folder}/rollout.yaml`].map(path =>
        readFile(join(SEED, path), 'utf8'),
      ),
    );
    const next = `${stable}-next`;
    await commitToMain(sandbox.gitUrl, {
      [`${folder}/kustomization.yaml`]: overlay.replace(
        `newTag: "${stable}"`,
        `newTag: "${next}"`,
      ),
      // It waits at its first pause, however long the test takes to look.
      [`${folder}/rollout.yaml`]: rollout.replace(
        /pause:\s+duration: 10m/,
        'pause: {}',
      ),
    });
    await eventually(async () => {
      expect((await canaryOf()).canary).toMatchObject({ sync: 'OutOfSync' });
    }, SLOW);
    const sync = await api.post(`${SERVICE}/environments/canary/sync`).send();
    expect(sync.status).toBe(202);

    await eventually(async () => {
      expect(await canaryOf()).toMatchObject({
        tag: stable,
        canary: {
          sync: 'Synced',
          health: 'Suspended',
          canary: {
            release: { images: [{ tag: next }] },
            state: 'paused',
            weight: 10,
          },
        },
      });
    }, SLOW);

    await commitToMain(sandbox.gitUrl, {
      [`${folder}/kustomization.yaml`]: overlay,
    });
    await eventually(async () => {
      expect((await canaryOf()).canary).toMatchObject({ sync: 'OutOfSync' });
    }, SLOW);
    await api.post(`${SERVICE}/environments/canary/sync`).send();
    await eventually(async () => {
      const ended = await canaryOf();
      expect(ended).toMatchObject({
        tag: stable,
        canary: { health: 'Healthy', sync: 'Synced' },
      });
      expect(ended.canary).not.toHaveProperty('canary');
    }, SLOW);
  });
});
