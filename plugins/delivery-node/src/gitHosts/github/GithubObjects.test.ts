import { http, HttpResponse } from 'msw';
import { API, BASE, COMMIT, mockGithub } from './__testUtils__/mockGithub';

const blob = (path: string, sha: string) => ({
  path,
  mode: '100644',
  type: 'blob',
  sha,
});
const tree = (path: string, sha: string) => ({
  path,
  mode: '040000',
  type: 'tree',
  sha,
});

describe('what is read at GitHub and remembered', () => {
  const { createPorts, createReader, requests, server } = mockGithub();
  /** Since it was asked last. */
  const asked = () =>
    requests.splice(0).map(({ method, path }) => `${method} ${path}`);

  /** `svc/` with an overlay and its base, of which `of` says the id at a commit. */
  function serve(of: Record<string, string>, more: object = {}) {
    server.use(
      http.get(`${API}/git/commits/:commit`, ({ params }) =>
        HttpResponse.json({ tree: { sha: `root-${params.commit}` } }),
      ),
      http.get(`${API}/contents/svc`, ({ request }) => {
        const commit = new URL(request.url).searchParams.get('ref') ?? '';
        return HttpResponse.json({ type: 'dir', sha: of[commit] });
      }),
      http.get(`${API}/git/trees/:sha`, ({ params, request }) => {
        const recursive = new URL(request.url).searchParams.has('recursive');
        const { sha } = params;
        const own = [tree('base', 'base'), tree('dev', `dev-${sha}`)];
        const below = [
          blob('base/k.yaml', 'k'),
          blob('dev/k.yaml', `k-${sha}`),
        ];
        return HttpResponse.json({
          tree: recursive ? [...own, ...below] : [blob('k.yaml', `k-${sha}`)],
          ...more,
        });
      }),
      http.get(`${API}/git/blobs/:sha`, ({ params }) =>
        HttpResponse.json({
          content: Buffer.from(String(params.sha)).toString('base64'),
        }),
      ),
      http.post(`${API}/git/trees`, () =>
        HttpResponse.json({ sha: 'new' }, { status: 201 }),
      ),
      http.post(`${API}/git/commits`, () =>
        HttpResponse.json({ sha: COMMIT }, { status: 201 }),
      ),
    );
  }

  it('is a folder with all below it, in one request, and then its files alone', async () => {
    serve({ [BASE]: 'svc' });
    const reader = createReader();
    await reader.prefetch('svc', BASE);
    expect(asked().sort()).toEqual([
      'GET /contents/svc',
      `GET /git/commits/${BASE}`,
      'GET /git/trees/svc',
    ]);
    await expect(reader.read('svc/dev/k.yaml', BASE)).resolves.toEqual({
      mode: 'file',
      content: 'k-svc',
    });
    await expect(reader.read('svc/dev/none', BASE)).resolves.toBeUndefined();
    await expect(reader.list('svc/none', BASE)).resolves.toBeUndefined();
    await expect(
      reader.list('svc/dev/k.yaml/x', BASE),
    ).resolves.toBeUndefined();
    expect(asked()).toEqual(['GET /git/blobs/k-svc']);
  });

  it('holds at another commit that has the same folder, and what is the same in another folder holds too', async () => {
    const touched = 'b'.repeat(40);
    serve({ [BASE]: 'svc', [COMMIT]: 'svc', [touched]: 'other' });
    const reader = createReader();
    await reader.prefetch('svc', BASE);
    await reader.read('svc/base/k.yaml', BASE);
    asked();
    await reader.prefetch('svc', COMMIT);
    await reader.read('svc/base/k.yaml', COMMIT);
    expect(asked().sort()).toEqual([
      'GET /contents/svc',
      `GET /git/commits/${COMMIT}`,
    ]);
    await reader.prefetch('svc', touched);
    await reader.read('svc/base/k.yaml', touched);
    await reader.read('svc/dev/k.yaml', touched);
    expect(asked().sort()).toEqual([
      'GET /contents/svc',
      'GET /git/blobs/k-other',
      `GET /git/commits/${touched}`,
      'GET /git/trees/other',
    ]);
  });

  it('takes no read to commit to, when it was read at the parent', async () => {
    serve({ [BASE]: 'svc' });
    const { pullRequests, reader } = createPorts();
    await reader.prefetch('svc', BASE);
    asked();
    await pullRequests.commit({
      parent: BASE,
      edits: [{ path: 'svc/dev/k.yaml', content: 'new' }],
      title: 'Promote',
    });
    expect(asked()).toEqual(['POST /git/trees', 'POST /git/commits']);
  });

  it('is never all of the repository, and nothing of an answer that was cut', async () => {
    serve({ [BASE]: 'svc' }, { truncated: true });
    const reader = createReader();
    await reader.prefetch('', BASE);
    expect(asked()).toEqual([`GET /git/commits/${BASE}`]);
    await reader.prefetch('svc', BASE);
    asked();
    await reader.list('svc', BASE);
    expect(asked()).toEqual(['GET /git/trees/svc']);
  });
});
