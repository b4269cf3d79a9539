import { type Matcher, matchesLabel } from './matchesLabel';
import { PromError } from './PromError';

/**
 * The part of PromQL that the sandbox carries out: numbers, selectors, and functions and aggregations over one expression.
 *
 * @internal
 */
export type Expression =
  | { type: 'number'; value: number }
  | {
      type: 'selector';
      metric?: string;
      matchers: Matcher[];
      /** In seconds, of a range. */
      range?: number;
    }
  | { type: 'call'; name: string; argument: Expression };

const SECONDS: Record<string, number> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/**
 * Reads a query. Throws a {@link PromError} in Prometheus' words for what is not PromQL.
 *
 * @internal
 */
export function parsePromql(text: string): Expression {
  let at = 0;
  const fail = (message: string): never => {
    throw new PromError(
      'bad_data',
      `invalid parameter "query": 1:${at + 1}: parse error: ${message}`,
    );
  };
  const read = (pattern: RegExp): RegExpExecArray | undefined => {
    const sticky = new RegExp(pattern, 'y');
    sticky.lastIndex = at;
    const match = sticky.exec(text);
    if (!match) {
      return undefined;
    }
    at += match[0].length;
    return match;
  };
  const skip = () => read(/\s+/);
  const next = () => {
    skip();
    return at < text.length
      ? `unexpected character: ${JSON.stringify(text[at])}`
      : 'unexpected end of input';
  };
  const expect = (character: string) => {
    skip();
    if (text[at] !== character) {
      fail(next());
    }
    at += 1;
  };

  function string(): string {
    const match = read(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/);
    if (!match) {
      return fail(`${next()} in label matching, expected string`);
    }
    const inner = match[0].slice(1, -1);
    return match[0].startsWith('`')
      ? inner
      : inner.replace(
          /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|(.))/gi,
          (_all, byte, short, long, character) =>
            character
              ? { n: '\n', t: '\t', r: '\r' }[character as 'n'] ?? character
              : String.fromCodePoint(parseInt(byte ?? short ?? long, 16)),
        );
  }

  function matchers(): Matcher[] {
    const found: Matcher[] = [];
    expect('{');
    for (;;) {
      skip();
      if (text[at] === '}') {
        at += 1;
        return found;
      }
      const label = read(/[a-zA-Z_]\w*/)?.[0];
      skip();
      const operator = read(/=~|!~|!=|=/)?.[0] as Matcher['operator'];
      if (!label || !operator) {
        fail(`${next()} in label matching`);
      }
      skip();
      found.push({ label: label!, operator, value: string() });
      skip();
      if (text[at] === ',') {
        at += 1;
      } else if (text[at] !== '}') {
        fail(`${next()} in label matching, expected "," or "}"`);
      }
    }
  }

  function range(): number {
    expect('[');
    skip();
    let seconds = 0;
    let some = false;
    for (;;) {
      const part = read(/(\d+)(ms|[smhdwy])/);
      if (!part) {
        break;
      }
      some = true;
      seconds += Number(part[1]) * SECONDS[part[2]];
    }
    if (!some) {
      fail('bad number or duration syntax');
    }
    expect(']');
    if (seconds <= 0) {
      fail('duration must be greater than 0');
    }
    return seconds;
  }

  function selector(metric?: string): Expression {
    skip();
    const found = text[at] === '{' ? matchers() : [];
    if (!metric && found.every(matcher => matchesLabel(matcher, ''))) {
      fail('vector selector must contain at least one non-empty matcher');
    }
    skip();
    return {
      type: 'selector',
      metric,
      matchers: found,
      ...(text[at] === '[' ? { range: range() } : {}),
    };
  }

  function expression(): Expression {
    skip();
    const number = read(/\d+(?:\.\d+)?(?:e[+-]?\d+)?/i);
    if (number) {
      return { type: 'number', value: Number(number[0]) };
    }
    if (text[at] === '{') {
      return selector();
    }
    const name = read(/[a-zA-Z_:][\w:]*/)?.[0];
    if (!name) {
      return fail(next());
    }
    skip();
    if (text[at] !== '(') {
      return selector(name);
    }
    at += 1;
    const argument = expression();
    expect(')');
    return { type: 'call', name, argument };
  }

  const result = expression();
  skip();
  if (at < text.length) {
    fail(next());
  }
  return result;
}
