import { matchPush } from './matchPush';
import { RepositoryAddress } from './RepositoryAddress';

const address = RepositoryAddress.parse(
  'https://git.example.com/Acme/platform/tree/main/',
);

function push(overrides: { ref?: string; repository?: object } = {}) {
  return {
    ref: 'refs/heads/main',
    after: 'abc',
    ...overrides,
    repository: {
      full_name: 'acme/platform',
      html_url: 'https://git.example.com/acme/platform',
      ...overrides.repository,
    },
  };
}

describe('matchPush', () => {
  it.each([
    ['its branch', push(), true],
    ['no web address', push({ repository: { html_url: undefined } }), true],
    ['another branch', push({ ref: 'refs/heads/main2' }), false],
    ['a tag', push({ ref: 'refs/tags/main' }), false],
    [
      'another repository',
      push({ repository: { full_name: 'acme/x' } }),
      false,
    ],
    [
      'another host',
      push({ repository: { html_url: 'https://github.com/acme/platform' } }),
      false,
    ],
    [
      'another host, by its clone address',
      push({
        repository: {
          html_url: undefined,
          clone_url: 'https://github.com/acme/platform.git',
        },
      }),
      false,
    ],
    ['an address that is none', push({ repository: { html_url: 'x' } }), false],
    ['no push at all', { zen: 'Keep it logically awesome.' }, false],
    ['nothing', undefined, false],
  ])('answers a push with %s', (_what, payload, expected) => {
    expect(matchPush(payload, address)).toEqual(
      expected ? { commit: 'abc' } : undefined,
    );
  });
});
