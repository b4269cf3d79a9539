import { http, HttpResponse } from 'msw';
import type { GithubReader } from './GithubReader';
import { API, BASE, COMMIT, mockGithub } from './__testUtils__/mockGithub';

const listed = (sha: string, message: string) => ({
  sha,
  html_url: `https://github.com/acme/platform/commit/${sha}`,
  author: { login: 'ada' },
  commit: {
    message: `${message}\n\nBecause.`,
    author: { name: 'Ada L.', date: '2026-01-01T00:00:00Z' },
    committer: { name: 'GitHub', date: '2026-01-01T00:00:00Z' },
  },
});

describe('GithubRevisions', () => {
  const { createReader, requests, server } = mockGithub();
  let reader: GithubReader;
  beforeEach(() => {
    reader = createReader();
  });

  it.each([
    [{ tag: 'v1.2.3' }, `${API}/commits/tags%2Fv1.2.3`],
    [{ commit: 'ccccccc' }, `${API}/commits/ccccccc`],
  ])('finds the commit of %j', async (revision, address) => {
    server.use(http.get(address, () => HttpResponse.json(listed(COMMIT, 'x'))));
    await expect(reader.findCommit(revision)).resolves.toBe(COMMIT);
  });

  it.each([404, 422])('takes %i for no such commit', async status => {
    server.use(
      http.get(`${API}/commits/:ref`, () =>
        HttpResponse.json({ message: 'No commit found for SHA' }, { status }),
      ),
    );
    await expect(
      reader.findCommit({ commit: 'ccccccc' }),
    ).resolves.toBeUndefined();
  });

  it('does not take a host that fails for one without the commit', async () => {
    server.use(
      http.get(`${API}/commits/:ref`, () =>
        HttpResponse.json({ message: 'Oops' }, { status: 503 }),
      ),
    );
    await expect(
      reader.findCommit({ commit: 'ccccccc' }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });

  it.each([
    { tag: '../x' },
    { tag: 'a b' },
    { commit: 'HEAD' },
    { commit: '' },
  ])('asks for nothing like %j', async revision => {
    await expect(reader.findCommit(revision)).rejects.toMatchObject({
      name: 'InputError',
    });
    expect(requests).toEqual([]);
  });

  it('compares two commits without their files: those of the head, newest first, and how many there are', async () => {
    let query: URLSearchParams | undefined;
    server.use(
      http.get(`${API}/compare/${BASE}...${COMMIT}`, ({ request }) => {
        query = new URL(request.url).searchParams;
        return HttpResponse.json({
          status: 'diverged',
          ahead_by: 70,
          behind_by: 1,
          total_commits: 70,
          commits: [],
        });
      }),
      http.get(`${API}/commits`, ({ request }) => {
        const sha = new URL(request.url).searchParams.get('sha');
        return HttpResponse.json(
          sha === BASE
            ? [listed(BASE, 'Base')]
            : [
                listed(COMMIT, 'Head'),
                listed('d'.repeat(40), 'Before'),
                listed(BASE, 'Base'),
              ],
        );
      }),
    );
    await expect(
      reader.compareCommits(BASE, COMMIT, { limit: 1 }),
    ).resolves.toEqual({
      relation: 'diverged',
      total: 70,
      items: [
        {
          id: COMMIT,
          title: 'Head',
          author: 'ada',
          at: '2026-01-01T00:00:00.000Z',
          url: `https://github.com/acme/platform/commit/${COMMIT}`,
        },
      ],
    });
    expect(query?.get('page')).toBe('2');
  });

  it.each([
    [
      'its name and text',
      { name: 'Spring', body: 'New', html_url: 'https://github.com/r' },
      { title: 'Spring', text: 'New', url: 'https://github.com/r' },
    ],
    ['its tag', { name: '', body: null }, { title: 'v1', text: '' }],
    ['nothing of a draft', { name: 'x', body: 'y', draft: true }, undefined],
  ])('tells a release by %s', async (_what, release, expected) => {
    server.use(
      http.get(`${API}/releases/tags/v1`, () => HttpResponse.json(release)),
    );
    await expect(reader.releaseNotes('v1')).resolves.toEqual(expected);
  });

  it('has no notes where there is no release', async () => {
    server.use(
      http.get(`${API}/releases/tags/v1`, () =>
        HttpResponse.json({ message: 'Not Found' }, { status: 404 }),
      ),
    );
    await expect(reader.releaseNotes('v1')).resolves.toBeUndefined();
  });
});
