import {
  validateBranch,
  validateCommit,
  validatePath,
  validateRepository,
} from './validateNames';

describe('validatePath', () => {
  it.each(['service.yaml', 'kubernetes/services/a b/ü.yaml', '.github/x'])(
    'takes %s',
    path => expect(() => validatePath(path)).not.toThrow(),
  );

  it.each([
    '',
    '/etc/passwd',
    'a/../b',
    '../a',
    'a//b',
    'a/',
    './a',
    '.git/config',
    'a/.GIT/config',
    'a\\b',
    'a\nb',
    'a\u0000b',
  ])('refuses %j', path => {
    expect(() => validatePath(path)).toThrow('is not a path inside');
  });

  it('takes the root only where it makes sense', () => {
    expect(() => validatePath('', { allowRoot: true })).not.toThrow();
  });
});

describe('validateBranch', () => {
  it.each(['main', 'stonegarden/promote/shop-production-1a2b3c4d'])(
    'takes %s',
    branch => expect(() => validateBranch(branch)).not.toThrow(),
  );

  it.each([
    '',
    '-x',
    'a..b',
    'a b',
    'a~1',
    'a:b',
    'x.lock',
    'a//b',
    '/a',
    'a/',
    'a/.b',
    '@{1}',
    'a.',
  ])('refuses %j', branch =>
    expect(() => validateBranch(branch)).toThrow('is not a branch name'),
  );
});

describe('validateCommit and validateRepository', () => {
  it('refuse what could leave their place in an address', () => {
    expect(() => validateCommit('main')).toThrow('is not a commit');
    expect(() => validateCommit('a'.repeat(40))).not.toThrow();
    expect(() => validateRepository({ owner: '..', name: 'x' })).toThrow(
      'is not a repository',
    );
    expect(() => validateRepository({ owner: 'acme', name: 'a/b' })).toThrow(
      'is not a repository',
    );
  });
});
