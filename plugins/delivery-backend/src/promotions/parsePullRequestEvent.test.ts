import { parsePullRequestEvent } from './parsePullRequestEvent';

describe('parsePullRequestEvent', () => {
  it('finds repository and number', () => {
    expect(
      parsePullRequestEvent({
        action: 'closed',
        pull_request: { number: 7, merged: true },
        repository: {
          full_name: 'acme/platform',
          html_url: 'http://127.0.0.1:7391/acme/platform',
        },
      }),
    ).toEqual({ repository: '127.0.0.1:7391/acme/platform', number: 7 });
  });

  it.each([undefined, {}, { action: 'closed', pull_request: { number: 'x' } }])(
    'passes over %j',
    payload => expect(parsePullRequestEvent(payload)).toBeUndefined(),
  );
});
