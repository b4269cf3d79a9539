import { checkedPath, checkedRefName, isObjectId, isRefName } from './names';

describe('names', () => {
  it.each(['main', 'feature/x', 'refs/heads/main', 'v1.2.3', 'übung', '@x'])(
    'takes the ref name %s',
    name => expect(isRefName(name)).toBe(true),
  );

  it.each([
    '',
    '-x',
    'a..b',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[',
    'a\\b',
    'a@{1}',
    '@',
    'a/',
    '/a',
    'a//b',
    'a.',
    '.a',
    'a/.b',
    'a.lock',
    'a\u0000b',
    'x'.repeat(251),
  ])('refuses the ref name %j', name => expect(isRefName(name)).toBe(false));

  it('names a bad ref in its error', () => {
    expect(() => checkedRefName('a b')).toThrow(
      "'a b' is not a valid ref name",
    );
  });

  it('takes paths within the repository', () => {
    expect(checkedPath('/a/b.yaml')).toBe('a/b.yaml');
    expect(checkedPath('')).toBe('');
  });

  it.each(['../x', 'a/../b', './a', 'a//b', '.git/config', 'a/.GIT/x', 'a\nb'])(
    'refuses the path %j',
    path => expect(() => checkedPath(path)).toThrow('is not a path inside'),
  );

  it('knows full object ids', () => {
    expect(isObjectId('a'.repeat(40))).toBe(true);
    expect(isObjectId('a'.repeat(39))).toBe(false);
    expect(isObjectId('A'.repeat(40))).toBe(false);
  });
});
