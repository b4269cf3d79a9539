import { http, HttpResponse } from 'msw';
import type { GithubReader } from './GithubReader';
import { API, BASE, COMMIT, mockGithub } from './__testUtils__/mockGithub';

const WEB = 'https://github.com/acme/platform/commit';
/** A commit as GitHub lists it; `day` of January 2026. */
const listed = (id: string, day: number) => ({
  sha: id.repeat(40).slice(0, 40),
  html_url: `${WEB}/${id}`,
  author: null,
  commit: {
    message: `Change ${id}\n\nBecause.`,
    author: { name: 'Ada L.', date: '2020-01-01T00:00:00Z' },
    committer: {
      name: 'GitHub',
      date: `2026-01-${String(day).padStart(2, '0')}T10:00:00+02:00`,
    },
  },
});

describe('GithubHistory', () => {
  const { createReader, requests, server } = mockGithub();
  let reader: GithubReader;
  beforeEach(() => {
    reader = createReader();
  });

  it.each([
    ['the account', { login: 'ada' }, { name: 'Ada L.' }, 'ada'],
    ['the name in the commit', null, { name: 'Ada L.' }, 'Ada L.'],
    ['nobody', null, null, undefined],
  ])(
    'tells who wrote a commit by %s',
    async (_, author, inCommit, expected) => {
      server.use(
        http.get(`${API}/commits/${COMMIT}`, () =>
          HttpResponse.json({
            sha: COMMIT,
            author,
            commit: { message: 'x', author: inCommit },
          }),
        ),
      );
      expect((await reader.commit(COMMIT)).author).toBe(expected);
    },
  );

  it('reads a commit once: its title, its time in UTC and its page', async () => {
    server.use(
      http.get(`${API}/commits/${COMMIT}`, () =>
        HttpResponse.json({ ...listed('c', 5), files: [] }),
      ),
    );
    const expected = {
      id: COMMIT,
      title: 'Change c',
      author: 'Ada L.',
      at: '2026-01-05T08:00:00.000Z',
      url: `${WEB}/c`,
    };
    expect(await reader.commit(COMMIT)).toEqual(expected);
    expect(await reader.commit(COMMIT)).toEqual(expected);
    expect(requests).toHaveLength(1);
  });

  /** The lists of a path, by the commit that they begin at; one with `more` has another page. */
  function serveLists(
    lists: Record<string, { items: object[]; more?: boolean }>,
  ) {
    server.use(
      http.get(`${API}/commits`, ({ request }) => {
        const { searchParams } = new URL(request.url);
        const { items, more } = lists[searchParams.get('sha') ?? ''];
        return HttpResponse.json(items, {
          headers: more ? { link: `<${API}/commits?page=2>; rel="next"` } : {},
        });
      }),
    );
  }
  const between = async (limit = 10) => {
    const { items, complete } = await reader.commits('env', {
      head: COMMIT,
      until: BASE,
      limit,
    });
    return { titles: items.map(({ title }) => title), complete };
  };

  it('lists a commit that is older than the end and was merged after it', async () => {
    serveLists({
      [COMMIT]: { items: [listed('3', 8), listed('2', 6), listed('1', 4)] },
      [BASE]: { items: [listed('2', 6)] },
    });
    expect(await between()).toEqual({
      titles: ['Change 3', 'Change 1'],
      complete: true,
    });
    expect(await between(1)).toEqual({ titles: ['Change 3'], complete: false });
  });

  it('lists nothing of which it is not known whether the end contains it', async () => {
    serveLists({
      [COMMIT]: {
        items: [listed('4', 9), listed('3', 8), listed('2', 6), listed('1', 4)],
        more: true,
      },
      [BASE]: { items: [listed('3', 8), listed('2', 6)], more: true },
    });
    expect(await between()).toEqual({ titles: ['Change 4'], complete: false });
  });

  it('takes a list for whole that ends among what both contain', async () => {
    serveLists({
      [COMMIT]: { items: [listed('4', 9), listed('3', 8)], more: true },
      [BASE]: { items: [listed('3', 8), listed('2', 6)], more: true },
    });
    expect(await between()).toEqual({ titles: ['Change 4'], complete: true });
  });

  it.each([0, 101, 1.5])('refuses to list %d commits', async limit => {
    await expect(
      reader.commits('env', { head: COMMIT, limit }),
    ).rejects.toMatchObject({ name: 'InputError' });
    await expect(
      reader.commits('../env', { head: COMMIT, limit: 1 }),
    ).rejects.toMatchObject({ name: 'InputError' });
    expect(requests).toEqual([]);
  });
});
