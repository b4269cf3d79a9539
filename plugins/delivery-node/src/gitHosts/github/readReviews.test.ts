import { http, HttpResponse } from 'msw';
import { API, mockGithub } from './__testUtils__/mockGithub';

const HEAD = 'a'.repeat(40);

/** As GitHub describes a review, as far as it matters. */
const review = (
  login: string | null,
  state: string,
  minute: number,
  more: object = {},
) => ({
  id: minute,
  user: login === null ? null : { login, id: 1, type: 'User' },
  body: '',
  state,
  commit_id: HEAD,
  submitted_at: `2026-01-01T12:${String(minute).padStart(2, '0')}:00Z`,
  author_association: 'MEMBER',
  ...more,
});

describe('reviews at GitHub', () => {
  const { pullRequests, server } = mockGithub();

  const read = (...pages: object[][]) => {
    server.use(
      http.get(`${API}/pulls/7/reviews`, ({ request }) => {
        const page = Number(new URL(request.url).searchParams.get('page'));
        return HttpResponse.json(pages[page - 1], {
          headers: page < pages.length ? { link: `<${API}>; rel="next"` } : {},
        });
      }),
    );
    return pullRequests.reviews(7);
  };

  it('are what each person said last; a comment is no opinion', async () => {
    expect(
      await read([
        review('rita', 'APPROVED', 1),
        review('sam', 'APPROVED', 2),
        review('Rita', 'CHANGES_REQUESTED', 3),
        review('sam', 'COMMENTED', 4, { commit_id: 'b'.repeat(40) }),
        review('max', 'DISMISSED', 5),
        review('olga', 'PENDING', 6, { submitted_at: undefined }),
      ]),
    ).toEqual([
      {
        by: 'sam',
        state: 'approved',
        commit: HEAD,
        at: '2026-01-01T12:02:00Z',
      },
      {
        by: 'Rita',
        state: 'changes-requested',
        commit: HEAD,
        at: '2026-01-01T12:03:00Z',
      },
      {
        by: 'max',
        state: 'dismissed',
        commit: HEAD,
        at: '2026-01-01T12:05:00Z',
      },
    ]);
  });

  it('are read to the last page, of apps as such, and of nobody who is gone', async () => {
    expect(
      await read(
        [review('rita', 'APPROVED', 1)],
        [
          review('rita', 'CHANGES_REQUESTED', 2),
          review(null, 'APPROVED', 3),
          review('ci[bot]', 'APPROVED', 4, {
            user: { login: 'ci[bot]', type: 'Bot' },
          }),
        ],
      ),
    ).toMatchObject([
      { by: 'rita', state: 'changes-requested' },
      { by: 'ci[bot]', isBot: true },
    ]);
  });

  it('are not known when the answer is not what GitHub describes', async () => {
    await expect(read([{ state: 'APPROVED' }])).rejects.toThrow(
      /reviews of pull request #7/,
    );
  });
});
