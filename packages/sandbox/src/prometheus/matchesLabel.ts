import { PromError } from './PromError';

/**
 * A matcher of a label: equal, or matching a regular expression as a whole, or neither.
 *
 * @internal
 */
export interface Matcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

/**
 * Whether a matcher takes the value of its label. A regular expression must match the whole of it.
 *
 * @internal
 */
export function matchesLabel(
  { operator, value }: Matcher,
  actual: string,
): boolean {
  const isMatch = operator.endsWith('~')
    ? toPattern(value).test(actual)
    : actual === value;
  return operator.startsWith('!') ? !isMatch : isMatch;
}

function toPattern(text: string): RegExp {
  try {
    return new RegExp(`^(?:${text})$`, 's');
  } catch {
    throw new PromError(
      'bad_data',
      `invalid parameter "query": 1:1: parse error: error parsing regexp: ${text}`,
    );
  }
}
