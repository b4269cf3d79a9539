import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApplicationKey } from './ApplicationKey';
import { ArgocdClient } from './ArgocdClient';
import { ArgocdProtocolError } from './argocdErrors';

/** What nobody should be called, and what leads elsewhere where it is not encoded. */
const TRICKS = [
  '../clusters',
  '..%2fclusters',
  '%2e%2e',
  '..\\clusters',
  '/etc/passwd',
  'a/b',
  'a?project=other',
  'a#b',
  'a&project=other',
  'a;b',
  'a b',
  'a\r\nX-Admin: yes',
  'a\u0000b',
  'ключ-🔑',
  '/\u2025/',
  '//elsewhere.example/',
  'https://elsewhere.example/',
];
const REVISION = 'a'.repeat(40);

type Call = (
  client: ArgocdClient,
  key: ApplicationKey,
  other: string,
) => Promise<unknown>;

const resource = (name: string) => ({
  group: name,
  version: name,
  kind: name,
  namespace: name,
  name,
});

/** Each call, with the path that it has for names that are well-behaved. `other` is every further name that it takes. */
const CALLS: Array<[string, string, Call]> = [
  ['get', '', (client, key) => client.get(key)],
  ['resourceTree', '/resource-tree', (client, key) => client.resourceTree(key)],
  [
    'resource',
    '/resource',
    (client, key, other) => client.resource(key, resource(other)),
  ],
  [
    'sync',
    '/sync',
    (client, key, other) =>
      client.sync(key, { prune: false, resources: [resource(other)] }),
  ],
  [
    'syncTo',
    '/sync',
    (client, key, other) => client.syncTo(key, { revision: other }),
  ],
  ['rollback', '/rollback', (client, key) => client.rollback(key, 1)],
  [
    'runResourceAction',
    '/resource/actions/v2',
    (client, key, other) =>
      client.runResourceAction(key, resource(other), other),
  ],
  [
    'managedResources',
    '/managed-resources',
    ({ onDemand }, key) => onDemand.managedResources(key),
  ],
  [
    'events',
    '/events',
    ({ onDemand }, key, other) =>
      onDemand.events(key, { namespace: other, name: other, uid: other }),
  ],
  [
    'log',
    '/logs',
    ({ onDemand }, key, other) =>
      onDemand.log(key, {
        namespace: other,
        pod: other,
        container: other,
        previous: false,
        lines: 10,
      }),
  ],
  [
    'syncWindows',
    '/syncwindows',
    ({ onDemand }, key) => onDemand.syncWindows(key),
  ],
  [
    'revisionMetadata',
    `/revisions/${REVISION}/metadata`,
    ({ onDemand }, key) => onDemand.revisionMetadata(key, REVISION),
  ],
  ['refresh', '', ({ onDemand }, key) => onDemand.refresh(key, 'hard')],
  [
    'dryRun',
    '/sync',
    ({ onDemand }, key) => onDemand.dryRun(key, { prune: false }),
  ],
  ['terminate', '/operation', ({ onDemand }, key) => onDemand.terminate(key)],
];

describe('names in requests to Argo CD', () => {
  let server: Server;
  let client: ArgocdClient;
  let asked: Array<{ url: string; headers: object; body: string }>;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) {
        body += chunk;
      }
      const { url = '', headers } = request;
      asked.push({ url, headers, body });
      response.setHeader('Content-Type', 'application/json');
      response.end(
        url.includes('/logs?')
          ? '{"result":{"content":"a line"}}'
          : '{"value":"yes"}',
      );
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    client = new ArgocdClient({
      name: 'homelab',
      url: `http://127.0.0.1:${port}`,
      token: 'token',
    });
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  /** Path and parameters of the one request that was made, decoded once. */
  const only = () => {
    expect(asked).toHaveLength(1);
    const [{ url, headers, body }] = asked;
    expect(headers).not.toHaveProperty('x-admin');
    const [path, query = ''] = url.split('?');
    return {
      segments: path.split('/').slice(1).map(decodeURIComponent),
      query: new URLSearchParams(query),
      body: body && JSON.parse(body),
    };
  };

  it.each(CALLS)('are only names in %s', async (_name, path, call) => {
    for (const trick of TRICKS) {
      asked = [];
      const key = { name: trick, namespace: trick, project: trick };
      await call(client, key, trick);
      const { segments, query, body } = only();
      expect(segments).toEqual([
        'api',
        'v1',
        'applications',
        trick,
        ...path.split('/').slice(1),
      ]);
      const scope = body || Object.fromEntries(query);
      expect(scope).toMatchObject({ appNamespace: trick, project: trick });
      expect(query.getAll('project').length).toBeLessThanOrEqual(1);
    }
  });

  it.each(CALLS)('lead nowhere else in %s', async (_name, _path, call) => {
    for (const name of ['', '.', '..']) {
      await expect(
        call(client, { name, project: 'team-a' }, 'shop'),
      ).rejects.toThrow(ArgocdProtocolError);
    }
    expect(asked).toEqual([]);
  });

  it('are only names where a right, a project or a commit is asked for', async () => {
    for (const trick of TRICKS) {
      const key = { name: trick, namespace: trick, project: trick };
      asked = [];
      await client.canGet(key);
      expect(only().segments.slice(3)).toEqual([
        'can-i',
        'applications',
        'get',
        trick,
        trick,
        trick,
      ]);
      asked = [];
      await client.onDemand.project(trick);
      expect(only().segments.slice(2)).toEqual(['projects', trick]);
      asked = [];
      await client.onDemand.revisionMetadata(key, trick);
      expect(only().segments.slice(3)).toEqual([
        trick,
        'revisions',
        trick,
        'metadata',
      ]);
    }
    asked = [];
    const key = { name: 'shop', project: 'team-a' };
    for (const name of ['', '.', '..']) {
      await expect(client.onDemand.project(name)).rejects.toThrow();
      await expect(
        client.onDemand.revisionMetadata(key, name),
      ).rejects.toThrow();
      await expect(client.canGet({ ...key, name })).rejects.toThrow();
      await expect(client.canGet({ ...key, project: name })).rejects.toThrow();
    }
    expect(asked).toEqual([]);
  });
});
