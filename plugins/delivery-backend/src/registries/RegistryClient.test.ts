import { registerMswTestHooks } from '@backstage/backend-test-utils';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { RegistryConfig } from './readRegistries';
import { RegistryClient } from './RegistryClient';

const REGISTRY = 'https://ghcr.io';
const MANIFEST = `${REGISTRY}/v2/acme/shop/manifests/:reference`;
const CREDENTIALS = { username: 'portal', token: 'secret' };
const BASIC = `Basic ${Buffer.from('portal:secret').toString('base64')}`;
const CHALLENGE =
  'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:acme/shop:pull"';

const unknownManifest = (code = 'MANIFEST_UNKNOWN') =>
  HttpResponse.json({ errors: [{ code, message: 'no' }] }, { status: 404 });
const refusal = (challenge: string) =>
  new HttpResponse(null, {
    status: 401,
    headers: { 'WWW-Authenticate': challenge },
  });

describe('RegistryClient', () => {
  const server = setupServer();
  registerMswTestHooks(server);
  /** Method, host and path of each request, with its Authorization. */
  const requests: Array<[string, string | null]> = [];

  beforeEach(() => {
    requests.length = 0;
    server.events.removeAllListeners();
    server.events.on('request:start', ({ request }) => {
      const { host, pathname } = new URL(request.url);
      requests.push([
        `${request.method} ${host}${pathname}`,
        request.headers.get('Authorization'),
      ]);
    });
  });

  const find = (config: Partial<RegistryConfig> = {}, reference = '1.2') =>
    new RegistryClient({ host: 'ghcr.io', url: REGISTRY, ...config }).find(
      'acme/shop',
      reference,
    );

  it('asks for every kind of manifest, by tag or digest', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const accepted: Array<string | null> = [];
    server.use(
      http.head(MANIFEST, ({ request, params }) => {
        accepted.push(request.headers.get('Accept'));
        return new HttpResponse(null, {
          status: params.reference === digest ? 200 : 500,
        });
      }),
    );
    await expect(find({}, digest)).resolves.toBe('present');
    for (const type of [
      'application/vnd.oci.image.index.v1+json',
      'application/vnd.oci.image.manifest.v1+json',
      'application/vnd.docker.distribution.manifest.list.v2+json',
      'application/vnd.docker.distribution.manifest.v2+json',
    ]) {
      expect(accepted[0]).toContain(type);
    }
  });

  it.each(['MANIFEST_UNKNOWN', 'NAME_UNKNOWN'])(
    'takes for gone what the registry does not know: %s',
    async code => {
      server.use(http.get(MANIFEST, () => unknownManifest(code)));
      server.use(
        http.head(MANIFEST, () => new HttpResponse(null, { status: 404 })),
      );
      await expect(find()).resolves.toBe('gone');
    },
  );

  it.each<[string, () => Response]>([
    [
      'the 404 of something else that listens there',
      () => new HttpResponse('<html>Not found</html>', { status: 404 }),
    ],
    [
      'another error',
      () =>
        HttpResponse.json({ errors: [{ code: 'DENIED' }] }, { status: 404 }),
    ],
    ['a manifest that came meanwhile', () => HttpResponse.json({})],
  ])('does not take %s for a proof', async (_what, answer) => {
    server.use(
      http.head(MANIFEST, () => new HttpResponse(null, { status: 404 })),
      http.get(MANIFEST, answer),
    );
    await expect(find().catch(error => error.name as string)).resolves.not.toBe(
      'gone',
    );
  });

  it.each([401, 403, 429, 500, 503])('status %d says nothing', async status => {
    server.use(http.head(MANIFEST, () => new HttpResponse(null, { status })));
    await expect(find({ credentials: CREDENTIALS })).resolves.toBe('unknown');
  });

  it('gets a token as the registry asks, and asks again with it', async () => {
    server.use(
      http.get('https://ghcr.io/token', ({ request }) => {
        expect(Object.fromEntries(new URL(request.url).searchParams)).toEqual({
          service: 'ghcr.io',
          scope: 'repository:acme/shop:pull',
        });
        return HttpResponse.json({ token: 'short-lived' });
      }),
      http.all(MANIFEST, ({ request }) =>
        request.headers.get('Authorization') === 'Bearer short-lived'
          ? unknownManifest()
          : refusal(CHALLENGE),
      ),
    );
    await expect(find({ credentials: CREDENTIALS })).resolves.toBe('gone');
    expect(requests).toEqual([
      ['HEAD ghcr.io/v2/acme/shop/manifests/1.2', null],
      ['GET ghcr.io/token', BASIC],
      ['HEAD ghcr.io/v2/acme/shop/manifests/1.2', 'Bearer short-lived'],
      ['GET ghcr.io/v2/acme/shop/manifests/1.2', 'Bearer short-lived'],
    ]);
  });

  it('gets a token without an account for what anybody may pull', async () => {
    server.use(
      http.get('https://ghcr.io/token', () =>
        HttpResponse.json({ access_token: 'anonymous' }),
      ),
      http.head(MANIFEST, ({ request }) =>
        request.headers.get('Authorization') === 'Bearer anonymous'
          ? new HttpResponse(null)
          : refusal(CHALLENGE),
      ),
    );
    await expect(find()).resolves.toBe('present');
    expect(requests).toContainEqual(['GET ghcr.io/token', null]);
  });

  it('logs in by name and token where the registry asks for that, also behind a 404 for strangers', async () => {
    for (const answer of [
      refusal('Basic realm="registry"'),
      new HttpResponse(null, { status: 404 }),
    ]) {
      server.use(
        http.head(MANIFEST, ({ request }) =>
          request.headers.get('Authorization') === BASIC
            ? new HttpResponse(null)
            : answer.clone(),
        ),
      );
      await expect(find({ credentials: CREDENTIALS })).resolves.toBe('present');
    }
  });

  it.each([
    'Bearer realm="https://evil.example/token",service="ghcr.io"',
    'Bearer realm="http://ghcr.io/token"',
    'Bearer realm="not an address"',
    'Digest realm="ghcr.io"',
  ])('asks nobody who is not configured: %s', async challenge => {
    server.use(http.head(MANIFEST, () => refusal(challenge)));
    await expect(find({ credentials: CREDENTIALS })).resolves.toBe('unknown');
    expect(requests).toEqual([
      ['HEAD ghcr.io/v2/acme/shop/manifests/1.2', null],
    ]);
  });

  it('asks a token service at another address when that is configured', async () => {
    server.use(
      http.get('https://auth.example.com/token', () =>
        HttpResponse.json({ token: 'short-lived' }),
      ),
      http.head(MANIFEST, ({ request }) =>
        request.headers.has('Authorization')
          ? new HttpResponse(null)
          : refusal('Bearer realm="https://auth.example.com/token"'),
      ),
    );
    await expect(
      find({
        tokenUrl: 'https://auth.example.com/token',
        credentials: CREDENTIALS,
      }),
    ).resolves.toBe('present');
  });

  it('follows no redirect', async () => {
    server.use(
      http.head(
        MANIFEST,
        () =>
          new HttpResponse(null, {
            status: 307,
            headers: { Location: 'https://evil.example/' },
          }),
      ),
    );
    await expect(find({ credentials: CREDENTIALS })).resolves.toBe('unknown');
    expect(requests).toHaveLength(1);
  });

  it('reads no more of an answer than it should have', async () => {
    server.use(
      http.head(MANIFEST, () => new HttpResponse(null, { status: 404 })),
      http.get(
        MANIFEST,
        () => new HttpResponse('x'.repeat(100_000), { status: 404 }),
      ),
    );
    await expect(find()).rejects.toThrow('larger than');
  });
});
