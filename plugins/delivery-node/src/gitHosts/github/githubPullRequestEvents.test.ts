import { githubPull } from './__testUtils__/mockGithub';
import { githubPullRequestEvents } from './githubPullRequestEvents';

const read = (eventPayload: unknown) =>
  githubPullRequestEvents.read({ topic: 'github.pull_request', eventPayload });

describe('githubPullRequestEvents', () => {
  it('tells of a merge', () => {
    const event = read({
      action: 'closed',
      pull_request: githubPull({
        state: 'closed',
        merged_at: '2026-01-01T00:00:00Z',
      }),
      repository: { html_url: 'http://127.0.0.1:7391/acme/platform' },
    });
    expect(event).toMatchObject({
      repository: { host: '127.0.0.1:7391', owner: 'acme', name: 'platform' },
      number: 7,
      state: 'merged',
      branch: 'promote/shop',
      mergeCommit: 'f'.repeat(40),
    });
  });

  it('has no merge commit for what is open', () => {
    const event = read({
      action: 'opened',
      pull_request: githubPull(),
      repository: { html_url: 'https://github.com/acme/platform' },
    });
    expect(event).toMatchObject({ number: 7, state: 'open' });
    expect(event).not.toHaveProperty('mergeCommit');
  });

  it('tells of a review, whose pull request is a shorter one', () => {
    const { mergeable: _, ...pull } = githubPull();
    expect(githubPullRequestEvents.topics).toContain(
      'github.pull_request_review',
    );
    expect(
      githubPullRequestEvents.read({
        topic: 'github.pull_request_review',
        eventPayload: {
          action: 'dismissed',
          review: { id: 1, state: 'dismissed', commit_id: 'c'.repeat(40) },
          pull_request: pull,
          repository: { html_url: 'https://github.com/acme/platform' },
        },
      }),
    ).toMatchObject({ number: 7, state: 'open', branch: 'promote/shop' });
  });

  it.each([
    undefined,
    {},
    { action: 'closed', pull_request: { number: 'x' } },
    {
      pull_request: githubPull(),
      repository: { html_url: 'https://github.com/acme' },
    },
    {
      pull_request: githubPull(),
      repository: { html_url: 'https://me:secret@github.com/acme/platform' },
    },
  ])('passes over %j', payload => expect(read(payload)).toBeUndefined());
});
