import {
  mockServices,
  registerMswTestHooks,
} from '@backstage/backend-test-utils';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { application } from '../../__testUtils__/application';
import { eventually } from '@stonegarden/test-utils';
import { MockArgocd } from '../../__testUtils__/MockArgocd';
import { ArgocdReadModel, changedServices } from './ArgocdReadModel';

jest.setTimeout(60_000);

describe('ArgocdReadModel', () => {
  const server = setupServer();
  registerMswTestHooks(server);
  const models: ArgocdReadModel[] = [];

  afterEach(async () => {
    await Promise.all(models.splice(0).map(model => model.stop()));
  });

  function start(
    argocd: MockArgocd,
    options: {
      relistMs?: number;
      silenceTimeoutMs?: number;
      token?: string;
      backOffMs?: number;
      silenceMs?: number;
    } = {},
  ) {
    server.use(...argocd.handlers);
    const logger = mockServices.logger.mock();
    const model = new ArgocdReadModel({
      instances: [
        {
          name: 'homelab',
          url: argocd.url,
          token: options.token ?? argocd.token,
        },
      ],
      logger,
      silenceTimeoutMs: options.silenceTimeoutMs,
      timing: {
        firstBackOffMs: options.backOffMs ?? 10,
        longestBackOffMs: 4 * (options.backOffMs ?? 10),
        relistMs: options.relistMs ?? 60_000,
        silenceMs: options.silenceMs ?? 5_000,
        answerMs: options.silenceMs ?? 4_000,
      },
    });
    models.push(model);
    const changed: string[] = [];
    model.subscribe({
      onChanges: changes => changed.push(...changedServices(changes)),
      onProof: () => {},
      onReachability: () => changed.push('reachability'),
    });
    model.start();
    return { model, changed, logger };
  }
  const health = (model: ArgocdReadModel, service = 'shop') =>
    model.find(service).map(record => record.health);

  it('lists once, follows the stream, and asks nothing to answer', async () => {
    const argocd = new MockArgocd([application('shop', 'dev')]);
    const { model, changed } = start(argocd);
    await eventually(() => expect(argocd.openStreams).toBe(1));
    expect(model.instances[0].status).toMatchObject({ reachable: true });
    expect(health(model)).toEqual(['Healthy']);

    argocd.set(application('shop', 'dev', { health: { status: 'Suspended' } }));
    await eventually(() => expect(health(model)).toEqual(['Suspended']));
    argocd.set(application('cart', 'dev'));
    await eventually(() => expect(health(model, 'cart')).toEqual(['Healthy']));
    argocd.remove('shop-dev');
    await eventually(() => expect(health(model)).toEqual([]));

    expect(changed).toEqual(['shop', 'reachability', 'shop', 'cart', 'shop']);
    expect(argocd.calls).toEqual([
      'GET /api/v1/applications',
      'GET /api/v1/stream/applications',
    ]);
  });

  it('keeps the last facts while the instance does not answer, and says since when', async () => {
    const argocd = new MockArgocd([application('shop', 'dev')]);
    const { model, logger } = start(argocd);
    await eventually(() => expect(argocd.openStreams).toBe(1));

    argocd.down = true;
    argocd.breakStreams();
    await eventually(() =>
      expect(model.instances[0].status).toMatchObject({
        reachable: false,
        reason: { code: 'ArgocdConnectionFailed' },
        lastContact: expect.any(String),
        unreachableSince: expect.any(String),
      }),
    );
    expect(health(model)).toEqual(['Healthy']);

    argocd.set(application('shop', 'dev', { health: { status: 'Degraded' } }));
    argocd.down = false;
    await eventually(() =>
      expect(model.instances[0].status.reachable).toBe(true),
    );
    await eventually(() => expect(health(model)).toEqual(['Degraded']));
    expect(model.instances[0].status).not.toHaveProperty('unreachableSince');

    const said = JSON.stringify([
      logger.info.mock.calls,
      logger.warn.mock.calls,
      model.instances[0].status,
    ]);
    expect(said).not.toMatch(/argocd\.internal|secret/);
  });

  it('finds out by its own list what the stream dropped', async () => {
    const argocd = new MockArgocd([
      application('shop', 'dev'),
      application('gone', 'dev'),
    ]);
    const { model } = start(argocd, { relistMs: 50 });
    await eventually(() => expect(argocd.openStreams).toBe(1));
    argocd.set(
      application('shop', 'dev', { health: { status: 'Progressing' } }),
      { dropEvent: true },
    );
    argocd.remove('gone-dev', { dropEvent: true });
    await eventually(() => expect(health(model)).toEqual(['Progressing']));
    await eventually(() => expect(health(model, 'gone')).toEqual([]));
    expect(argocd.openStreams).toBe(1);
  });

  it('takes nothing for gone because a list lacks it: asked for by name it is there, or not to be seen', async () => {
    const argocd = new MockArgocd([
      application('shop', 'dev'),
      application('cart', 'dev'),
    ]);
    const { model, changed } = start(argocd, { relistMs: 50 });
    await eventually(() => expect(argocd.openStreams).toBe(1));
    const gets = () =>
      argocd.calls.filter(call => call.includes('/applications/')).length;

    argocd.unlisted.add('cart-dev');
    await eventually(() => expect(gets()).toBeGreaterThan(2));
    argocd.forbidden.add('cart-dev');
    const before = gets();
    await eventually(() => expect(gets()).toBeGreaterThan(before + 2));
    expect(health(model, 'cart')).toEqual(['Healthy']);
    await eventually(() =>
      expect(model.find('cart')[0].hidden).toEqual({
        right: 'applications, get, team-product/cart-dev',
        asOf: expect.any(String),
      }),
    );
    expect(model.find('shop')[0]).not.toHaveProperty('hidden');
    expect(changed.filter(each => each !== 'cart')).toEqual([
      'shop',
      'reachability',
    ]);

    argocd.forbidden.clear();
    argocd.remove('cart-dev', { dropEvent: true });
    await eventually(() => expect(health(model, 'cart')).toEqual([]));
    expect(model.instances[0].proof?.('cart', 'dev')?.kind).toBe('absent');
  });

  it('takes silence for a broken stream, and keep-alives for life', async () => {
    const argocd = new MockArgocd([application('shop', 'dev')]);
    start(argocd, { silenceTimeoutMs: 1_000 });
    const streams = () =>
      argocd.calls.filter(call => call.includes('stream')).length;
    await eventually(() => expect(streams()).toBe(1));
    for (let i = 0; i < 8; i += 1) {
      argocd.keepAlive();
      await new Promise(resolve => {
        setTimeout(resolve, 200);
      });
    }
    expect(streams()).toBe(1);
    await eventually(() => expect(streams()).toBeGreaterThan(1));
  });

  it('finds out that an instance is silent while its stream is open, and reads all anew when it is back', async () => {
    const argocd = new MockArgocd([application('shop', 'dev')]);
    const { model } = start(argocd, { silenceMs: 200 });
    await eventually(() => expect(argocd.openStreams).toBe(1));

    argocd.fallSilent();
    await eventually(() =>
      expect(model.instances[0].status).toMatchObject({
        reachable: false,
        reason: { code: 'ArgocdTimedOut' },
        unreachableSince: expect.any(String),
      }),
    );
    expect(health(model)).toEqual(['Healthy']);

    // The stream that was open says nothing of it.
    argocd.set(application('shop', 'dev', { health: { status: 'Degraded' } }), {
      dropEvent: true,
    });
    argocd.fault = undefined;
    await eventually(() => expect(health(model)).toEqual(['Degraded']));
    expect(model.instances[0].status.reachable).toBe(true);
    await eventually(() =>
      expect(argocd.calls.filter(call => call.includes('stream'))).toHaveLength(
        2,
      ),
    );
  });

  it('finds that out between two attempts as well, and does not wait for the next one when it is back', async () => {
    const argocd = new MockArgocd([application('shop', 'dev')]);
    const { model } = start(argocd, { silenceMs: 100, backOffMs: 600_000 });
    await eventually(() => expect(argocd.openStreams).toBe(1));
    argocd.endStreams();
    argocd.down = true;
    await eventually(() =>
      expect(model.instances[0].status).toMatchObject({
        reachable: false,
        reason: { code: 'ArgocdConnectionFailed' },
      }),
    );
    argocd.down = false;
    await eventually(() => expect(argocd.openStreams).toBe(1));
    expect(model.instances[0].status.reachable).toBe(true);
  });

  it('leaves a stream that says nothing alone while the instance answers', async () => {
    const argocd = new MockArgocd([application('shop', 'dev')]);
    let pings = 0;
    argocd.fault = ({ url }) => {
      pings += Number(url.endsWith('/api/version'));
      // Whatever it is, it is an answer.
      return url.endsWith('/api/version')
        ? new HttpResponse('Not Found', { status: 404 })
        : undefined;
    };
    const { model } = start(argocd, { silenceMs: 20 });
    await eventually(() => expect(pings).toBeGreaterThan(5));
    expect(argocd.openStreams).toBe(1);
    expect(argocd.calls).toHaveLength(2);
    expect(model.instances[0].status.reachable).toBe(true);
  });

  it('says that the token is refused from the list on that is read again, though the stream goes on', async () => {
    const argocd = new MockArgocd([application('shop', 'dev')]);
    const { model } = start(argocd, { relistMs: 50 });
    await eventually(() => expect(argocd.openStreams).toBe(1));
    argocd.fault = ({ url }) =>
      url.endsWith('/api/version')
        ? undefined
        : HttpResponse.json(
            { error: 'token is expired', code: 16 },
            { status: 401 },
          );
    await eventually(() =>
      expect(model.instances[0].status).toMatchObject({
        reachable: false,
        reason: { code: 'ArgocdTokenRefused' },
      }),
    );
    expect(health(model)).toEqual(['Healthy']);
    argocd.fault = undefined;
    await eventually(() =>
      expect(model.instances[0].status.reachable).toBe(true),
    );
  });

  it('reads from the server that took its place while the stream of the old one goes on', async () => {
    const old = new MockArgocd([
      application('shop', 'dev'),
      application('gone', 'dev'),
    ]);
    const { model } = start(old, { relistMs: 50 });
    await eventually(() => expect(old.openStreams).toBe(1));
    const next = new MockArgocd([application('shop', 'dev')]);
    next.set(application('shop', 'dev', { health: { status: 'Degraded' } }));
    server.use(...next.handlers);
    await eventually(() => {
      old.keepAlive();
      expect(health(model)).toEqual(['Degraded']);
      expect(health(model, 'gone')).toEqual([]);
    });
    expect(old.openStreams).toBe(1);
    expect(next.openStreams).toBe(0);
    expect(model.instances[0].status.reachable).toBe(true);
  });

  it('connects again when the stream ends or reports an error', async () => {
    const argocd = new MockArgocd([application('shop', 'dev')]);
    const { model } = start(argocd);
    const streams = () =>
      argocd.calls.filter(call => call.includes('stream')).length;
    await eventually(() => expect(argocd.openStreams).toBe(1));
    argocd.endStreams();
    await eventually(() => expect(streams()).toBe(2));
    await eventually(() => expect(argocd.openStreams).toBe(1));
    argocd.write('data: {"error":{"message":"stream broken"}}\n\n');
    await eventually(() => expect(streams()).toBe(3));
    expect(model.instances[0].status.reachable).toBe(true);
  });

  it('asks no busy Argo CD for all it has again and again when streams end after their first events', async () => {
    const argocd = new MockArgocd([application('shop', 'dev')]);
    argocd.cutStreams = true;
    const { model } = start(argocd, { backOffMs: 200 });
    await new Promise(resolve => {
      setTimeout(resolve, 700);
    });
    expect(health(model)).toEqual(['Healthy']);
    const lists = argocd.calls.filter(call => !call.includes('stream')).length;
    expect(lists).toBeGreaterThan(1);
    expect(lists).toBeLessThan(6);
  });

  it('believes an Argo CD that was set up anew, whose versions begin again', async () => {
    const argocd = new MockArgocd([
      application('shop', 'dev'),
      application('gone', 'dev'),
    ]);
    const { model } = start(argocd);
    await eventually(() => expect(argocd.openStreams).toBe(1));
    argocd.set(application('shop', 'dev', { health: { status: 'Degraded' } }));
    argocd.set(application('gone', 'dev'));
    await eventually(() => expect(health(model)).toEqual(['Degraded']));

    argocd.down = true;
    argocd.breakStreams();
    await eventually(() =>
      expect(model.instances[0].status.reachable).toBe(false),
    );
    const restored = new MockArgocd([application('shop', 'dev')]);
    server.use(...restored.handlers);
    await eventually(() => expect(health(model)).toEqual(['Healthy']));
    await eventually(() => expect(health(model, 'gone')).toEqual([]));
  });

  it('says that the token is refused, not that there is nothing', async () => {
    const argocd = new MockArgocd([application('shop', 'dev')]);
    const { model } = start(argocd, { token: 'wrong' });
    await eventually(() =>
      expect(model.instances[0].status).toMatchObject({
        reachable: false,
        reason: { code: 'ArgocdTokenRefused' },
      }),
    );
    expect(model.instances[0].status).not.toHaveProperty('lastContact');
  });

  it('stops for good', async () => {
    const argocd = new MockArgocd([]);
    const { model } = start(argocd);
    await eventually(() => expect(argocd.openStreams).toBe(1));
    await model.stop();
    const { length } = argocd.calls;
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
    expect(argocd.calls).toHaveLength(length);
  });
});
