import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { startSandbox } from '@stonegarden/sandbox';
import { eventually } from '@stonegarden/test-utils';
import { describeOnPostgres } from '@stonegarden/test-utils/databases';
import request from 'supertest';
import { readEntity, SEED, SERVICE } from '../__testUtils__/audiobookshelf';
import { startBackendProcess } from '../__testUtils__/startBackendProcess';

jest.setTimeout(240_000);

const TOKEN = 'sandbox-token';
const REQUESTS = 20;
const PEOPLE = ['rita', 'ralf', 'olga', 'max'];

describeOnPostgres('two processes of one portal', createDatabase => {
  const cleanups: Array<() => Promise<unknown>> = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) {
      await cleanup();
    }
  });

  async function startSandboxHere() {
    const stateDir = await mkdtemp(join(tmpdir(), 'stonegarden-delivery-'));
    cleanups.push(() => rm(stateDir, { recursive: true, force: true }));
    const sandbox = await startSandbox({
      stateDir,
      seedDir: SEED,
      gitPort: 0,
      argocdPort: 0,
      token: TOKEN,
      // Outside the freezes that the homelab's projects have.
      windowsAt: new Date('2026-11-25T12:00:00Z'),
      speed: 5,
    });
    cleanups.push(() => sandbox.stop());
    return sandbox;
  }

  it(`open one pull request, and keep one record, when ${REQUESTS} people ask for the same promotion at once`, async () => {
    const knex = await createDatabase();
    // Knex hides the password from whoever copies the rest.
    const { connection } = knex.client.config;
    const sandbox = await startSandboxHere();
    const options = {
      config: {
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
        },
      },
      entities: [await readEntity(sandbox.gitUrl)],
      database: {
        client: 'pg',
        connection: { ...connection, password: connection.password },
      },
    };
    const backends: Array<ReturnType<typeof request>> = [];
    for (let index = 0; index < 2; index += 1) {
      const backend = await startBackendProcess(options);
      cleanups.push(backend.stop);
      backends.push(request(backend.url));
    }
    const wanted = { from: 'canary', to: 'production' };
    for (const api of backends) {
      await eventually(
        async () => {
          const { body } = await api
            .post(`${SERVICE}/promotions/preview`)
            .send(wanted);
          expect(body).toMatchObject({ canOpen: true });
        },
        { timeoutMs: 30_000 },
      );
    }

    const answers = await Promise.all(
      Array.from({ length: REQUESTS }, (_, index) =>
        backends[index % backends.length]
          .post(`${SERVICE}/promotions`)
          .set(
            'Authorization',
            mockCredentials.user.header(
              `user:default/${PEOPLE[index % PEOPLE.length]}`,
            ),
          )
          .send(wanted),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array.from({ length: REQUESTS - 1 }, () => 200),
      201,
    ]);
    const [opened] = answers.filter(({ status }) => status === 201);
    for (const { body } of answers) {
      expect(body).toMatchObject({
        id: opened.body.id,
        requestedBy: opened.body.requestedBy,
        pullRequest: { number: 1 },
      });
    }

    const pulls = await fetch(
      `${sandbox.gitUrl}/api/v3/repos/stonegarden/homelab/pulls?state=all`,
      { headers: { Authorization: `Bearer ${TOKEN}` } },
    );
    expect(await pulls.json()).toMatchObject([{ number: 1, state: 'open' }]);
    expect(await knex('promotions').select('id', 'status')).toEqual([
      { id: opened.body.id, status: 'open' },
    ]);
  });
});
