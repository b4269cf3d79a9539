import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ServiceDelivery } from '@stonegarden/backstage-plugin-delivery-common';
import { startSandbox } from '@stonegarden/sandbox';
import { eventually } from '@stonegarden/test-utils';
import request from 'supertest';
import {
  commitToMain,
  FOLDER,
  readEntity,
  SEED,
  SERVICE,
} from '../__testUtils__/audiobookshelf';
import {
  depthOf,
  LoggedRequest,
  RequestLog,
} from '../__testUtils__/RequestLog';
import { startGitHosts } from '../__testUtils__/startGitHosts';
import { deliveryPlugin } from '../plugin';
import { planPromotion } from '../promotions/planPromotion';
import { kustomizeReleaseFile } from '../releases/kustomizeReleaseFile';

jest.setTimeout(120_000);

const TOKEN = 'round-trips-token';
const REPOSITORY = '/api/v3/repos/stonegarden/homelab';
const STEP = { from: 'dev', to: 'staging' };
const WRITES = [
  'POST /git/trees',
  'POST /git/commits',
  'POST /git/refs',
  'POST /pulls',
];

const nameOf = ({ method, path }: LoggedRequest) =>
  `${method} ${path.replace(REPOSITORY, '').replace(/\?.*/, '')}`;

/** From the click to the pull request: what is asked of the Git host, one after another and in all. */
describe('round trips of a promotion', () => {
  const cleanups: Array<() => Promise<unknown> | void> = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) {
      await cleanup();
    }
  });

  async function startHost() {
    const stateDir = await mkdtemp(join(tmpdir(), 'stonegarden-trips-'));
    cleanups.push(() => rm(stateDir, { recursive: true, force: true }));
    const sandbox = await startSandbox({
      stateDir,
      seedDir: SEED,
      gitPort: 0,
      argocdPort: 0,
      token: TOKEN,
      // Outside the freezes that the homelab's projects have.
      windowsAt: new Date('2026-11-25T12:00:00Z'),
      speed: 20,
    });
    cleanups.push(() => sandbox.stop());
    const log = new RequestLog(sandbox.gitUrl);
    cleanups.push(() => log.stop());
    return { sandbox, log };
  }

  async function start() {
    const { log, sandbox } = await startHost();
    const { gitUrl } = sandbox;
    const backend = await startTestBackend({
      features: [
        deliveryPlugin,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            integrations: {
              github: [
                {
                  host: new URL(gitUrl).host,
                  apiBaseUrl: `${gitUrl}/api/v3`,
                  token: TOKEN,
                },
              ],
            },
            catalog: {
              providers: {
                serviceManifest: {
                  homelab: {
                    url: `${gitUrl}/stonegarden/homelab/tree/main/`,
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
        }),
        catalogServiceMock.factory({ entities: [await readEntity(gitUrl)] }),
      ],
    });
    cleanups.push(() => backend.stop());
    const api = request(backend.server);
    await eventually(
      async () => {
        const { body }: { body: ServiceDelivery } = await api.get(SERVICE);
        expect(body.environments.slice(0, 2)).toMatchObject([
          { name: 'dev', sync: 'Synced', health: 'Healthy' },
          { name: 'staging', sync: 'Synced', health: 'Healthy' },
        ]);
      },
      { timeoutMs: 30_000 },
    );

    /** What the Git host is asked for until the call is answered or, of an opening, until the pull request is there. */
    const costOf = async (route: string) => {
      // The backend also reads which Releases were deployed, for its history, and nobody waits for that.
      await log.quiet(1_000);
      log.take();
      const { status, body } = await api.post(`${SERVICE}${route}`).send(STEP);
      const requests = log.take();
      const named = requests.map(nameOf);
      const opened = named.indexOf('POST /pulls');
      const until = opened < 0 ? named.length : opened + 1;
      return {
        status,
        body,
        named: named.slice(0, until),
        depth: depthOf(requests.slice(0, until)),
      };
    };
    return {
      commit: (files: Record<string, string>) =>
        commitToMain({ gitUrl, token: TOKEN }, files),
      open: () => costOf('/promotions'),
      preview: () => costOf('/promotions/preview'),
    };
  }

  it('are five after a preview: the head of the branch, and four writes', async () => {
    const { open, preview } = await start();
    expect((await preview()).body).toMatchObject({ canOpen: true });
    const { body, depth, named, status } = await open();
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'open', pullRequest: { number: 1 } });
    expect(named).toEqual(['GET /git/ref/heads%2Fmain', ...WRITES]);
    expect(depth).toBe(5);
  });

  it('are one more when the branch has moved since, and the service was not touched', async () => {
    const { commit, open, preview } = await start();
    await preview();
    await commit({ 'docs/note.md': 'Not of any service.\n' });
    const { depth, named, status } = await open();
    expect(status).toBe(201);
    expect(named).toEqual([
      'GET /git/ref/heads%2Fmain',
      expect.stringMatching(/^GET \/(git\/commits|contents)\//),
      expect.stringMatching(/^GET \/(git\/commits|contents)\//),
      ...WRITES,
    ]);
    expect(depth).toBe(6);
  });

  it('read of a service that was touched only what has changed', async () => {
    const { commit, open, preview } = await start();
    await preview();
    await commit({ [`${FOLDER}/README.md`]: 'Of the service.\n' });
    const { depth, named } = await open();
    expect(named.filter(name => name.startsWith('GET /git/blobs'))).toEqual([]);
    expect(depth).toBe(7);
  });

  it('are ten when nothing was read before: each file of a chain of bases takes one', async () => {
    const { log, sandbox } = await startHost();
    const { gitUrl } = sandbox;
    const { hosts, stop } = await startGitHosts({
      host: new URL(gitUrl).host,
      apiBaseUrl: `${gitUrl}/api/v3`,
      token: TOKEN,
    });
    cleanups.push(stop);
    const entity = await readEntity(gitUrl);
    const plan = await planPromotion(
      {
        entityRef: 'component:default/audiobookshelf',
        name: entity.metadata.name,
        entity,
        environments: entity.spec.environments ?? [],
      },
      STEP,
      { hosts, releaseFile: kustomizeReleaseFile },
    );
    const { branch, files = [] } = plan.edit ?? {};
    const { pullRequests } = plan.location;
    const commit = await pullRequests.commit({
      parent: plan.baseCommit,
      edits: files.map(({ path, after }) => ({ path, content: after })),
      title: 'Promote',
    });
    await pullRequests.open({
      ...{ branch: branch ?? '', baseBranch: 'main', commit },
      ...{ title: 'Promote', body: '' },
    });
    const requests = log.take();
    const named = requests.map(nameOf);
    expect(named.slice(-4)).toEqual(WRITES);
    expect(depthOf(requests)).toBe(10);
    // None of them is asked for twice.
    expect(new Set(named).size).toBe(named.length);
  });
});
