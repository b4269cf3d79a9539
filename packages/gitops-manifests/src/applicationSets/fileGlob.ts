/**
 * Whether a pattern of a git generator's `files` selects a path. Argo CD matches in one of two ways, as its controller is set
 * up: as `git ls-files` does, where `*` crosses `/`, or as doublestar does, where it does not. `surely` asks for a pattern that
 * selects the path in both ways, `maybe` for one that does in one of them.
 *
 * @internal
 */
export function matchesFileGlob(
  pattern: string,
  path: string,
  how: 'surely' | 'maybe',
): boolean {
  return toRegExp(pattern, how).test(path);
}

const TOKENS = /\*\*\/|\*+|\?|\[[^\]]*\]|\{[^}]*\}|[^*?[{]+|./g;

function toRegExp(pattern: string, how: 'surely' | 'maybe'): RegExp {
  const isSure = how === 'surely';
  const source = (pattern.match(TOKENS) ?? []).map(token => {
    switch (token[0]) {
      case '*':
        if (token === '**/') {
          return isSure ? '(?:[^/]+/)+' : '(?:.*/)?';
        }
        return isSure ? '[^/]*' : '.*';
      case '?':
        return isSure ? '[^/]' : '.';
      case '[':
      case '{':
        // Only one of the two knows alternatives, and both have their own idea of classes.
        return isSure ? '(?!)' : '.*';
      default:
        return token.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
    }
  });
  return new RegExp(`^${source.join('')}$`, 's');
}
