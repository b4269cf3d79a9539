import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type EnvironmentStatus,
  type InstanceStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import { eventually } from '@stonegarden/test-utils';
import { HttpResponse } from 'msw';
import { application } from '../__testUtils__/application';
import { MockArgocd } from '../__testUtils__/MockArgocd';
import { startTlsServer } from '../__testUtils__/startTlsServer';
import { release, SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(90_000);

const EDGE = 'http://edge.internal:8080';
const POD = 'shop-5f4d-x1y2z';
const HTML = '<!doctype html><title>Sign in</title>';
const production = () => application('shop', 'production', release('1.0'));
const isPing = (request: Request) => request.url.endsWith('/api/version');
const text = (body: string) => () => new HttpResponse(body, { status: 200 });

/** Of the shop, production is on an Argo CD of its own. */
describe('an Argo CD that fails beside one that does not', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));
  let edge: MockArgocd;
  let homelab: MockArgocd;

  beforeEach(() => {
    edge = new MockArgocd([production()], { url: EDGE });
    homelab = new MockArgocd([
      application('shop', 'dev', release('1.1')),
      application('shop', 'staging', release('1.1')),
    ]);
  });

  async function open() {
    const { api } = await start({
      argocd: homelab,
      handlers: edge.handlers,
      instances: [{ name: 'edge', url: EDGE, token: edge.token }],
    });
    /** What the page says; it never fails, and never says where an instance is. */
    const page = async () => {
      const { status, body, text: words } = await api.get(SHOP);
      expect(status).toBe(200);
      expect(words).not.toMatch(/\.internal|secret/);
      return body.environments as EnvironmentStatus[];
    };
    const environment = async (name: string) =>
      (await page()).find(each => each.name === name);
    const instance = async (name = 'edge') => {
      const { body, text: words } = await api.get('/api/delivery/instances');
      expect(words).not.toMatch(/\.internal|secret/);
      return (body.items as InstanceStatus[]).find(each => each.name === name);
    };
    /** Production is known as it was, and it is said that it is old, and since when. */
    const isStale = (cause: string) =>
      eventually(async () => {
        expect(await instance()).toEqual({
          name: 'edge',
          reachable: false,
          lastContact: expect.any(String),
          unreachableSince: expect.any(String),
          reason: expect.objectContaining({ code: cause }),
        });
        expect(await environment('production')).toMatchObject({
          presence: 'present',
          health: 'Healthy',
          stale: true,
          asOf: expect.any(String),
        });
      });
    const isWell = () =>
      eventually(async () =>
        expect(await environment('production')).toMatchObject({
          presence: 'present',
          health: 'Healthy',
          stale: false,
        }),
      );
    /** What is on the other instance is told as if nothing was wrong, and changes there are followed. */
    const othersAreWell = async () => {
      expect(await environment('staging')).toMatchObject({
        presence: 'present',
        sync: 'Synced',
        health: 'Healthy',
        stale: false,
      });
      homelab.set(
        application('shop', 'dev', {
          ...release('1.1'),
          health: { status: 'Degraded' },
        }),
      );
      await eventually(async () =>
        expect(await environment('dev')).toMatchObject({
          health: 'Degraded',
          stale: false,
        }),
      );
      expect(await instance('homelab')).toMatchObject({ reachable: true });
    };
    return { api, environment, instance, isStale, isWell, othersAreWell, page };
  }

  it('is down at the start: nothing is known of what it has, and that is said, until it answers', async () => {
    edge.down = true;
    const { environment, instance, isWell, othersAreWell } = await open();
    await eventually(async () =>
      expect(await environment('production')).toMatchObject({
        presence: 'unknown',
        sync: 'Unknown',
        health: 'Unknown',
        stale: true,
        healthReason: {
          code: 'ArgocdUnreachable',
          params: {
            instance: 'edge',
            since: expect.any(String),
            cause: { code: 'ArgocdConnectionFailed' },
          },
        },
      }),
    );
    expect(await instance()).not.toHaveProperty('lastContact');
    await othersAreWell();
    edge.down = false;
    await isWell();
  });

  it('goes down later: the last facts stay, as old ones', async () => {
    const { api, isStale, isWell, othersAreWell } = await open();
    await isWell();
    edge.down = true;
    edge.breakStreams();
    await isStale('ArgocdConnectionFailed');
    await othersAreWell();

    const sync = await api
      .post(`${SHOP}/environments/production/sync`)
      .send({});
    expect(sync.status).toBe(503);
    expect(sync.text).not.toMatch(/\.internal|secret/);
    expect(edge.syncBodies).toEqual([]);
    edge.down = false;
    await isWell();
  });

  it('is restarted, and lists nothing at first: nothing is taken for gone', async () => {
    const { environment, isWell, othersAreWell } = await open();
    await isWell();
    const lists = () =>
      edge.calls.filter(call => call === 'GET /api/v1/applications').length;
    const before = lists();
    edge.unlisted.add('shop-production');
    edge.endStreams();
    await eventually(async () => {
      const said = await environment('production');
      expect(['present', 'unlisted']).toContain(said?.presence);
      expect(said?.health).toBe('Healthy');
      expect(lists()).toBeGreaterThan(before + 1);
    });
    await othersAreWell();
    edge.unlisted.clear();
    await isWell();
  });

  it('is slow: no page waits for it', async () => {
    const { page, isWell, othersAreWell } = await open();
    await isWell();
    let asked = 0;
    edge.fault = request => {
      asked += Number(!isPing(request));
      return new Promise(() => {});
    };
    for (let view = 0; view < 20; view += 1) {
      await page();
    }
    await othersAreWell();
    expect(asked).toBe(0);
  });

  it.each<[string, () => Response, string]>([
    ['HTML', text(HTML), 'ArgocdInvalidResponse'],
    ['half an answer', text('{"items":[{"meta'), 'ArgocdInvalidResponse'],
    ['nothing', text(''), 'ArgocdInvalidResponse'],
    [
      'another type',
      () => HttpResponse.json({ items: 'none' }),
      'ArgocdInvalidResponse',
    ],
    [
      'an error',
      () => HttpResponse.json({ error: EDGE }, { status: 500 }),
      'ArgocdErrorStatus',
    ],
    [
      'a redirect to a login page',
      () => HttpResponse.redirect('https://login.internal/', 302),
      'ArgocdConnectionFailed',
    ],
  ])('answers %s to everything', async (_what, answer, cause) => {
    const { api, isStale, isWell, othersAreWell } = await open();
    await isWell();
    edge.fault = answer;
    edge.endStreams();
    await isStale(cause);
    await othersAreWell();
    const resources = await api.get(
      `${SHOP}/environments/production/resources`,
    );
    expect(resources.status).toBe(503);
    expect(resources.text).not.toMatch(/\.internal|secret|doctype/);
    edge.fault = undefined;
    await isWell();
  });

  it.each<[string, () => Response]>([
    ['HTML', text(HTML)],
    ['half an answer', text('{"nodes":[{"ki')],
    ['a list in place of an object', () => HttpResponse.json([1, 'two'])],
    ['text', () => HttpResponse.json('none')],
    [
      'another type in each field',
      () =>
        HttpResponse.json({
          nodes: 'none',
          items: 7,
          metadata: [],
          spec: false,
          status: 'well',
          canSync: 'perhaps',
          manifest: 5,
          message: {},
          author: 1,
          date: [],
        }),
    ],
  ])('answers %s to who looks closer', async (_what, answer) => {
    const { api, environment, isWell, othersAreWell } = await open();
    await isWell();
    edge.fault = ({ url }) =>
      /\/applications\/.|\/projects\//.test(url) ? answer() : undefined;
    for (const part of [
      'release',
      'resources',
      'diff',
      'events',
      'windows',
      'sync-preview',
      `log?pod=${POD}`,
    ]) {
      const said = await api.get(`${SHOP}/environments/production/${part}`);
      expect([part, said.status]).toEqual([part, 503]);
      expect(said.text).not.toMatch(/\.internal|secret|doctype|undefined|NaN/);
    }
    expect(await environment('production')).toMatchObject({
      health: 'Healthy',
      stale: false,
    });
    await othersAreWell();
  });

  it('lists things that are no applications: what is one is told', async () => {
    const { environment, isWell, othersAreWell } = await open();
    await isWell();
    edge.fault = ({ url }) =>
      new URL(url).pathname === '/api/v1/applications'
        ? HttpResponse.json({
            items: [
              null,
              42,
              {},
              { metadata: { name: 7 } },
              { ...production(), spec: 'none', status: ['Healthy'] },
            ],
          })
        : undefined;
    edge.endStreams();
    await eventually(async () =>
      expect(edge.calls.filter(call => call.includes('stream'))).toHaveLength(
        2,
      ),
    );
    // The stream tells it whole again.
    await isWell();
    expect(await environment('production')).toMatchObject({ sync: 'Synced' });
    await othersAreWell();
  });

  it('drops its streams again and again: what it says is still told', async () => {
    edge.cutStreams = true;
    const { environment, isWell, othersAreWell } = await open();
    await isWell();
    edge.set(
      application('shop', 'production', {
        ...release('1.0'),
        health: { status: 'Progressing' },
      }),
    );
    await eventually(async () =>
      expect(await environment('production')).toMatchObject({
        health: 'Progressing',
        stale: false,
      }),
    );
    await othersAreWell();
  });

  it('takes connections and says nothing: said within ten seconds, while its stream is open', async () => {
    const { api, environment, instance, isStale, isWell, othersAreWell } =
      await open();
    await isWell();
    const at = performance.now();
    edge.fallSilent();
    const opened = api.get(`${SHOP}/environments/production/resources`);
    const answered = opened.then(({ status }) => status);
    await eventually(
      async () => expect(await instance()).toMatchObject({ reachable: false }),
      { timeoutMs: 12_000, everyMs: 50 },
    );
    expect(performance.now() - at).toBeLessThan(10_000);
    await isStale('ArgocdTimedOut');
    await othersAreWell();
    expect(await answered).toBe(503);

    edge.set(
      application('shop', 'production', {
        ...release('1.0'),
        health: { status: 'Degraded' },
      }),
      { dropEvent: true },
    );
    edge.fault = undefined;
    await eventually(async () =>
      expect(await environment('production')).toMatchObject({
        health: 'Degraded',
        stale: false,
      }),
    );
  });

  it('no longer takes the token: the portal says so, and takes nothing for gone', async () => {
    const { api, isStale, isWell, othersAreWell } = await open();
    await isWell();
    edge.fault = request =>
      isPing(request)
        ? undefined
        : HttpResponse.json(
            {
              error: 'invalid session: token is expired',
              code: 16,
              message: 'invalid session: token is expired',
            },
            { status: 401 },
          );
    edge.endStreams();
    await isStale('ArgocdTokenRefused');
    await othersAreWell();
    const sync = await api
      .post(`${SHOP}/environments/production/sync`)
      .send({});
    expect([sync.status, sync.text]).toEqual([
      403,
      expect.stringContaining('your own rights are not in question'),
    ]);
    edge.fault = undefined;
    await isWell();
  });

  it('no longer shows one project: its state is unknown, and the right is named', async () => {
    const { api, environment, instance, isWell, othersAreWell } = await open();
    await isWell();
    edge.forbidden.add('shop-production');
    edge.endStreams();
    await eventually(async () =>
      expect(await environment('production')).toMatchObject({
        presence: 'forbidden',
        sync: 'Unknown',
        health: 'Unknown',
        healthReason: {
          code: 'ApplicationForbidden',
          params: {
            instance: 'edge',
            right: 'applications, get, team-product/shop-production',
          },
        },
      }),
    );
    expect(await instance()).toMatchObject({ reachable: true });
    await othersAreWell();
    const resources = await api.get(
      `${SHOP}/environments/production/resources`,
    );
    expect(resources.status).toBe(403);
    edge.forbidden.clear();
    edge.endStreams();
    await isWell();
  });

  it('is called by names that lead elsewhere: they are names in requests, and a page of their own', async () => {
    const name = '../../clusters?x=#%2f';
    const asked: string[] = [];
    edge = new MockArgocd(
      [
        {
          ...production(),
          metadata: { ...production().metadata, name, namespace: '../other' },
        },
      ],
      { url: EDGE },
    );
    edge.fault = ({ url }) => {
      asked.push(url.slice(EDGE.length));
      return undefined;
    };
    const { api, environment, isWell } = await open();
    await isWell();
    expect(await environment('production')).toMatchObject({
      application: { name },
    });
    for (const part of ['resources', 'diff', 'events', 'windows']) {
      const said = await api.get(`${SHOP}/environments/production/${part}`);
      expect([part, said.status]).toEqual([part, 200]);
    }
    const paths = asked.map(url => decodeURIComponent(url.split('?')[0]));
    expect(
      paths.filter(
        path =>
          !path.startsWith(`/api/v1/applications/${name}`) &&
          ![
            '/api/version',
            '/api/v1/applications',
            '/api/v1/stream/applications',
            '/api/v1/projects/team-product',
          ].includes(path),
      ),
    ).toEqual([]);
  });

  it.each([
    '..',
    '%2e%2e',
    '..%2f..%2fclusters',
    'production%2f..%2fdev',
    'production%3fproject=other',
    'production%23',
    'pr%C3%B6duction',
    'production%00',
  ])('is asked nothing by who calls an environment %s', async place => {
    const { api, isWell } = await open();
    await isWell();
    const before = edge.calls.length + homelab.calls.length;
    for (const path of [
      `${SHOP}/environments/${place}/resources`,
      `${SHOP}/environments/${place}/log?pod=${POD}`,
      `${SHOP}/environments/production/log?pod=${place}`,
      `${SHOP}/environments/production/log?pod=${POD}&container=${place}`,
      `/api/delivery/services/default/${place}`,
      `/api/delivery/services/${place}/shop/environments/dev/diff`,
    ]) {
      const { status, text: words } = await api.get(path);
      expect([path, status]).toEqual([
        path,
        // What a browser makes of `..` is another address of this API, or none.
        expect.any(Number),
      ]);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(words).not.toMatch(/\.internal|secret/);
    }
    expect(edge.calls.length + homelab.calls.length).toBe(before);
  });
});

describe('an Argo CD with the certificate of another', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  it('is sent nothing, and the portal says why', async () => {
    const asked = jest.fn();
    const server = await startTlsServer(asked);
    const { api } = await start({
      argocd: new MockArgocd([application('shop', 'dev', release('1.1'))]),
      instances: [{ name: 'edge', url: server.url, token: 'edge-secret' }],
    });
    await eventually(async () => {
      const { body } = await api.get('/api/delivery/instances');
      expect(body.items[1]).toMatchObject({
        name: 'edge',
        reachable: false,
        reason: { code: 'ArgocdCertificateRefused' },
      });
    });
    const { status, body, text: words } = await api.get(SHOP);
    expect(status).toBe(200);
    expect(words).not.toMatch(/localhost:|edge-secret/);
    expect(body.environments[0]).toMatchObject({
      name: 'dev',
      health: 'Healthy',
      stale: false,
    });
    expect(body.environments[2]).toMatchObject({
      name: 'production',
      presence: 'unknown',
      healthReason: {
        code: 'ArgocdUnreachable',
        params: { cause: { code: 'ArgocdCertificateRefused' } },
      },
    });
    expect(asked).not.toHaveBeenCalled();
    await server.stop();
  });
});
