import { http, HttpResponse } from 'msw';
import type { GithubReader } from './GithubReader';
import { API, BASE, COMMIT, mockGithub } from './__testUtils__/mockGithub';

describe('GithubReader', () => {
  const { createReader, requests, server } = mockGithub();
  let reader: GithubReader;
  beforeEach(() => {
    reader = createReader();
  });

  it.each([
    [401, {}, 'NotAllowedError', 'refused the configured token'],
    [404, {}, 'NotFoundError', 'no such thing'],
    [
      429,
      { 'retry-after': '3600' },
      'ServiceUnavailableError',
      'try again in 3600 s',
    ],
    [
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9999999999' },
      'ServiceUnavailableError',
      'takes no more requests',
    ],
  ])('turns %i %j into %s', async (status, headers, name, words) => {
    server.use(
      http.get(`${API}`, () =>
        HttpResponse.json({ message: 'no' }, { status, headers }),
      ),
    );
    const error = await reader.defaultBranch().catch(e => e);
    expect(error).toMatchObject({
      name,
      message: expect.stringContaining(words),
    });
    expect(error.message).not.toMatch(/ghp_secret|api\.github\.com/);
  });

  it('says which host does not answer', async () => {
    server.use(http.get(`${API}`, () => HttpResponse.error()));
    await expect(reader.defaultBranch()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('github.com does not answer'),
    });
  });

  /** A repository with `env/`, answered as GitHub does. */
  function serveTree() {
    server.use(
      http.get(`${API}/git/commits/${BASE}`, () =>
        HttpResponse.json({ tree: { sha: 'roottree' } }),
      ),
      http.get(`${API}/git/trees/roottree`, () =>
        HttpResponse.json({
          tree: [
            { path: 'env', type: 'tree', mode: '040000', sha: 'envtree' },
            { path: 'top.yaml', type: 'blob', mode: '100644', sha: 'top' },
          ],
        }),
      ),
      http.get(`${API}/contents/*`, ({ request }) => {
        const path = decodeURIComponent(
          new URL(request.url).pathname.split('/contents/')[1],
        );
        if (
          request.headers.get('accept') !== 'application/vnd.github.v3.object'
        ) {
          return HttpResponse.json([]);
        }
        switch (path) {
          case 'env':
            return HttpResponse.json({ type: 'dir', sha: 'envtree' });
          case 'linked':
            return HttpResponse.json({ type: 'symlink', sha: 'linked' });
          case 'top.yaml':
            return HttpResponse.json({ type: 'file', sha: 'top' });
          default:
            return HttpResponse.json({ message: 'Not Found' }, { status: 404 });
        }
      }),
      http.get(`${API}/git/trees/envtree`, () =>
        HttpResponse.json({
          tree: [
            { path: 'k.yaml', type: 'blob', mode: '100644', sha: 'k' },
            { path: 'run.sh', type: 'blob', mode: '100755', sha: 'run' },
            { path: 'link.yaml', type: 'blob', mode: '120000', sha: 'link' },
            { path: 'sub', type: 'tree', mode: '040000', sha: 'sub' },
            { path: 'module', type: 'commit', mode: '160000', sha: BASE },
          ],
        }),
      ),
      http.get(`${API}/git/blobs/:sha`, ({ params }) => {
        const texts: Record<string, string> = {
          k: 'grüße\n',
          run: '#!/bin/sh\n',
          link: '../shared/k.yaml',
          top: 'top\n',
        };
        const text = texts[String(params.sha)];
        return text === undefined
          ? HttpResponse.json({ message: 'Not Found' }, { status: 404 })
          : HttpResponse.json({
              encoding: 'base64',
              content: Buffer.from(text).toString('base64'),
            });
      }),
    );
  }

  it('reads files with their mode, and a symbolic link as what it is', async () => {
    serveTree();
    await expect(reader.read('env/k.yaml', BASE)).resolves.toEqual({
      mode: 'file',
      content: 'grüße\n',
    });
    await expect(reader.read('env/run.sh', BASE)).resolves.toEqual({
      mode: 'executable',
      content: '#!/bin/sh\n',
    });
    await expect(reader.read('env/link.yaml', BASE)).resolves.toEqual({
      mode: 'symlink',
      content: '../shared/k.yaml',
    });
    await expect(reader.read('top.yaml', BASE)).resolves.toEqual({
      mode: 'file',
      content: 'top\n',
    });
  });

  it('reads a folder once for all that is asked of it at a commit', async () => {
    serveTree();
    await Promise.all([
      reader.list('env', BASE),
      reader.read('env/k.yaml', BASE),
    ]);
    await reader.read('env/run.sh', BASE);
    await reader.read('env/x', BASE);
    expect(requests.map(({ path }) => path).sort()).toEqual([
      '/contents/env',
      '/git/blobs/k',
      '/git/blobs/run',
      '/git/trees/envtree',
    ]);
  });

  it('reads a folder again when the first attempt failed', async () => {
    serveTree();
    server.use(
      http.get(
        `${API}/git/trees/envtree`,
        () => HttpResponse.json({ message: 'no' }, { status: 401 }),
        { once: true },
      ),
    );
    await expect(reader.read('env/k.yaml', BASE)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    await expect(reader.read('env/k.yaml', BASE)).resolves.toMatchObject({
      mode: 'file',
    });
  });

  it('tells a missing commit from a missing folder', async () => {
    serveTree();
    server.use(
      http.get(`${API}/git/commits/${COMMIT}`, () =>
        HttpResponse.json({ message: 'Not Found' }, { status: 404 }),
      ),
    );
    await expect(reader.list('x', COMMIT)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await expect(reader.list('x', BASE)).resolves.toBeUndefined();
  });

  it('asks for the default branch each time: it can be renamed', async () => {
    let name = 'master';
    server.use(
      http.get(`${API}`, () => HttpResponse.json({ default_branch: name })),
    );
    await expect(reader.defaultBranch()).resolves.toBe('master');
    name = 'main';
    await expect(reader.defaultBranch()).resolves.toBe('main');
  });

  it.each([
    'env',
    'env/sub',
    'env/module',
    'env/x',
    'x/y',
    'linked/k.yaml',
    'x',
  ])('finds no file at %s', async path => {
    serveTree();
    await expect(reader.read(path, BASE)).resolves.toBeUndefined();
  });

  it('lists folders with the modes of their entries', async () => {
    serveTree();
    await expect(reader.list('env', BASE)).resolves.toEqual([
      { name: 'k.yaml', mode: 'file' },
      { name: 'run.sh', mode: 'executable' },
      { name: 'link.yaml', mode: 'symlink' },
      { name: 'sub', mode: 'directory' },
      { name: 'module', mode: 'submodule' },
    ]);
    await expect(reader.list('', BASE)).resolves.toEqual([
      { name: 'env', mode: 'directory' },
      { name: 'top.yaml', mode: 'file' },
    ]);
  });

  it.each(['x', 'top.yaml', 'linked'])('finds no folder at %s', async path => {
    serveTree();
    await expect(reader.list(path, BASE)).resolves.toBeUndefined();
  });

  it.each([
    ['ahead', true],
    ['identical', true],
    ['behind', false],
    ['diverged', false],
  ])('a comparison that is %s contains: %s', async (status, expected) => {
    server.use(
      http.get(`${API}/compare/*`, () => HttpResponse.json({ status })),
    );
    await expect(reader.contains(COMMIT, BASE)).resolves.toBe(expected);
  });

  it('does not say that a commit is missing which the repository does not know yet', async () => {
    server.use(
      http.get(`${API}/compare/*`, () =>
        HttpResponse.json({}, { status: 404 }),
      ),
    );
    await expect(reader.contains(COMMIT, BASE)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await expect(reader.contains(BASE, BASE)).resolves.toBe(true);
  });
});
