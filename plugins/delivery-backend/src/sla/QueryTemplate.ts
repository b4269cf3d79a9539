/** What a query says about the environment that it is asked for. */
export interface QueryVariables {
  service: string;
  environment: string;
  namespace: string;
  cluster: string;
}

const VARIABLES = ['service', 'environment', 'namespace', 'cluster'] as const;
const GAP = /\{\{\s*([^{}]*?)\s*\}\}/y;

interface Gap {
  name: (typeof VARIABLES)[number];
  /** Part of a regular expression, not of a plain string. */
  isPattern: boolean;
}

/**
 * A query in PromQL with gaps: `{{service}}`, `{{environment}}`, `{{namespace}}` and `{{cluster}}` inside a quoted string,
 * with `:regex` behind the name where the string is a regular expression, and `{{window}}` where a duration stands.
 */
export class QueryTemplate {
  readonly #parts: Array<{ text: string } | { gap: Gap } | { window: true }>;

  /**
   * Throws an Error that says what is wrong with the text. Without a window it is one whose durations are written out, which is
   * then filled with no time.
   */
  constructor(text: string, options: { window?: boolean } = {}) {
    this.#parts = parse(text, options.window ?? true);
  }

  /** What is wrong with a text, as the constructor says it; undefined when nothing is. */
  static problemOf(
    text: string,
    options: { window?: boolean } = {},
  ): string | undefined {
    try {
      parse(text, options.window ?? true);
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  /** The query for one environment over a time in seconds. Whatever the values are, they stay inside their strings. */
  fill(variables: QueryVariables, windowSeconds = 0): string {
    return this.#parts
      .map(part => {
        if ('text' in part) {
          return part.text;
        }
        if ('window' in part) {
          return `${windowSeconds}s`;
        }
        const value = variables[part.gap.name];
        return escapeString(part.gap.isPattern ? escapePattern(value) : value);
      })
      .join('');
  }
}

function parse(text: string, hasWindow: boolean) {
  const parts: Array<{ text: string } | { gap: Gap } | { window: true }> = [];
  let plain = '';
  let quote: string | undefined;
  for (let at = 0; at < text.length; ) {
    const [whole, inner] = matchAt(text, at);
    if (whole !== undefined) {
      parts.push({ text: plain }, readGap(inner, quote));
      plain = '';
      at += whole.length;
      continue;
    }
    const character = text[at];
    if (quote === undefined && character === '#') {
      throw new Error('it must not contain comments');
    }
    if (quote === undefined && /["'`]/.test(character)) {
      quote = character;
    } else if (character === quote) {
      quote = undefined;
    }
    // In a raw string a backslash is a character like any other.
    const length = character === '\\' && quote && quote !== '`' ? 2 : 1;
    plain += text.slice(at, at + length);
    at += length;
  }
  if (quote !== undefined) {
    throw new Error('a string in it does not end');
  }
  const windows = parts.filter(part => 'window' in part).length;
  if (!hasWindow && windows > 0) {
    throw new Error(
      'it must not contain {{window}}: write the duration out, such as 5m',
    );
  }
  if (hasWindow && windows === 0) {
    throw new Error('it must contain {{window}}, the time to measure over');
  }
  const names = parts.flatMap(part => ('gap' in part ? [part.gap.name] : []));
  if (!names.includes('service') && !names.includes('namespace')) {
    throw new Error('it must contain {{service}} or {{namespace}}');
  }
  return [...parts, { text: plain }];
}

function matchAt(
  text: string,
  at: number,
): [whole: string, inner: string] | [undefined, undefined] {
  GAP.lastIndex = at;
  const match = GAP.exec(text);
  return match ? [match[0], match[1]] : [undefined, undefined];
}

function readGap(
  inner: string,
  quote: string | undefined,
): { gap: Gap } | { window: true } {
  if (inner === 'window') {
    if (quote !== undefined) {
      throw new Error('{{window}} must not stand inside a string');
    }
    return { window: true };
  }
  const [, said, modifier] = /^(\w+)(:regex)?$/.exec(inner) ?? [];
  const name = VARIABLES.find(each => each === said);
  if (!name) {
    throw new Error(
      `{{${inner}}} is not known; there are ${VARIABLES.join(', ')} and window`,
    );
  }
  if (quote !== '"' && quote !== "'") {
    throw new Error(
      `{{${inner}}} must stand inside a string in single or double quotes`,
    );
  }
  return { gap: { name, isPattern: modifier !== undefined } };
}

/** For both kinds of quotes: PromQL reads `\u0022` in either, but `\"` only in one of them. */
function escapeString(value: string): string {
  return Array.from(value.toWellFormed(), character => {
    if (/[A-Za-z0-9 _.:/-]/.test(character)) {
      return character;
    }
    const code = character.codePointAt(0)!.toString(16);
    return code.length > 4
      ? `\\U${code.padStart(8, '0')}`
      : `\\u${code.padStart(4, '0')}`;
  }).join('');
}

/** RE2's own quoting. */
function escapePattern(value: string): string {
  return value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
