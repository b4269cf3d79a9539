import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { ArgocdHttp } from './ArgocdHttp';
import { ArgocdOnDemandClient } from './ArgocdOnDemandClient';
import { ArgocdProtocolError, ArgocdResponseError } from './argocdErrors';

const key = { name: 'shop', namespace: 'team-shop', project: 'team-a' };
const MIB = 1024 * 1024;

describe('ArgocdOnDemandClient', () => {
  let server: Server;
  let client: ArgocdOnDemandClient;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  let asked: Array<{
    method?: string;
    path: string;
    query: object;
    body?: object;
  }>;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) {
        text += chunk;
      }
      const url = new URL(request.url ?? '', 'http://x');
      asked.push({
        method: request.method,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        ...(text ? { body: JSON.parse(text) } : {}),
      });
      answer(request, response);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    client = new ArgocdOnDemandClient(
      new ArgocdHttp({ url: `http://127.0.0.1:${port}`, token: 'token' }),
    );
  });
  beforeEach(() => {
    asked = [];
    answer = (_request, response) => response.end('{}');
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  const applications = '/api/v1/applications/shop';
  const scope = { appNamespace: 'team-shop', project: 'team-a' };
  const log = {
    namespace: 'shop',
    pod: 'shop-1',
    container: 'shop',
    previous: true,
    lines: 7,
  };

  it.each<[string, () => Promise<unknown>, object]>([
    [
      'what is managed',
      () => client.managedResources(key),
      { path: `${applications}/managed-resources`, query: scope },
    ],
    [
      'events of the application',
      () => client.events(key),
      { path: `${applications}/events`, query: scope },
    ],
    [
      'events of a resource',
      () => client.events(key, { namespace: 'shop', name: 'a', uid: 'u1' }),
      {
        path: `${applications}/events`,
        query: {
          ...scope,
          resourceNamespace: 'shop',
          resourceName: 'a',
          resourceUID: 'u1',
        },
      },
    ],
    [
      'sync windows',
      () => client.syncWindows(key),
      { path: `${applications}/syncwindows`, query: scope },
    ],
    [
      'a project',
      () => client.project('team-a'),
      { path: '/api/v1/projects/team-a', query: {} },
    ],
    [
      'a commit of the only source',
      () => client.revisionMetadata(key, 'abc'),
      { path: `${applications}/revisions/abc/metadata`, query: scope },
    ],
    [
      'a commit of one of several sources',
      () => client.revisionMetadata(key, 'abc', { position: 1 }),
      {
        path: `${applications}/revisions/abc/metadata`,
        query: { ...scope, sourceIndex: '1' },
      },
    ],
    [
      'a look at Git',
      () => client.refresh(key, 'hard'),
      { path: applications, query: { ...scope, refresh: 'hard' } },
    ],
    [
      'a dry run',
      () => client.dryRun(key, { prune: true }),
      {
        method: 'POST',
        path: `${applications}/sync`,
        query: {},
        body: { ...scope, dryRun: true, prune: true },
      },
    ],
    [
      'an end of what runs',
      () => client.terminate(key),
      { method: 'DELETE', path: `${applications}/operation`, query: scope },
    ],
  ])('asks once for %s', async (_what, call, request) => {
    await call();
    expect(asked).toEqual([{ method: 'GET', ...request }]);
  });

  it('asks for the end of a log, without following it', async () => {
    answer = (_request, response) =>
      response.end('{"result":{"content":"a line"}}\n');
    expect(await client.log(key, log)).toEqual([{ content: 'a line' }]);
    expect(asked).toEqual([
      {
        method: 'GET',
        path: `${applications}/logs`,
        query: {
          ...scope,
          namespace: 'shop',
          podName: 'shop-1',
          container: 'shop',
          previous: 'true',
          tailLines: '7',
          follow: 'false',
        },
      },
    ]);
  });

  it('is told why a log is refused before it begins', async () => {
    answer = (_request, response) => {
      response.statusCode = 403;
      response.end('{"error":{"grpc_code":7,"message":"no logs for you"}}');
    };
    const error = await client.log(key, log).catch(each => each);
    expect(error).toBeInstanceOf(ArgocdResponseError);
    expect(error).toMatchObject({
      status: 403,
      code: 7,
      detail: 'no logs for you',
    });
  });

  it.each<[string, () => Promise<unknown>, number]>([
    ['a log', () => client.log(key, log), 8],
    ['a list of events', () => client.events(key), 8],
    ['manifests', () => client.managedResources(key), 32],
  ])('gives up %s past %#', async (_what, call, limit) => {
    answer = (_request, response) => {
      // More than allowed in one line, which never ends.
      const chunk = 'x'.repeat(MIB);
      for (let size = 0; size <= limit; size += 1) {
        response.write(chunk);
      }
    };
    const error = await call().catch((each: Error) => each);
    expect(error).toBeInstanceOf(ArgocdProtocolError);
    expect(String(error)).toContain(`larger than ${limit} MiB`);
  });

  it('takes more manifests than it takes of anything else', async () => {
    answer = (_request, response) =>
      response.end(JSON.stringify({ items: ['x'.repeat(9 * MIB)] }));
    await expect(client.managedResources(key)).resolves.toHaveProperty('items');
    await expect(client.syncWindows(key)).rejects.toThrow('larger than 8 MiB');
  });

  it.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
    ['a log', signal => client.log(key, log, { signal })],
    ['a look at Git', signal => client.refresh(key, 'normal', { signal })],
    ['manifests', signal => client.managedResources(key, { signal })],
    ['a commit', signal => client.revisionMetadata(key, 'a', { signal })],
  ])('stops waiting for %s when nobody does any more', async (_what, call) => {
    const stopped = new AbortController();
    answer = (_request, response) => {
      // It has begun to answer, and goes no further.
      response.write('{');
      stopped.abort();
    };
    await expect(call(stopped.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
