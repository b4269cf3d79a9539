import { type PlainEntry, PlainValue } from './PlainValue';

/** What the reader meets in a text that is none of its own; made once, since a stack trace costs more than the reading. */
const NOT_PLAIN = new Error('not plain YAML');

// Tabs, carriage returns, other line breaks of Unicode, halves of characters: rare, and each with rules of its own
const STRANGE =
  /[^\n\x20-\x7e\u00a1-\u2027\u2030-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const ENTRY = /^([A-Za-z][A-Za-z0-9_./-]*):(?: +(.*))?$/;
const QUOTED = /^(?:"([\x20-\x7e]*?)"|'([\x20-\x7e]*?)')(?: +#.*)?$/;
const BLOCK = /^\|(-?)(?: +#.*)?$/;
const PLAIN = /^[A-Za-z0-9_./][\x20-\x7e]*$/;
const NUMBER = /^(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?$/;
// What the core schema may read as something else than a text
const TYPED =
  /^(?:true|false|null|\.inf|\.nan|0x[0-9a-f]*|0o[0-7]*|[0-9]*\.?[0-9]*(?:e[-+]?[0-9]+)?)$/i;
const MAX_DEPTH = 24;
const MAX_LINE = 1000;
/** Of one document; with their keys fewer than LIMITS.values, which only the whole parser's way counts. */
const MAX_VALUES = 2000;

/** Reads one document: the lines of a text from one up to another. */
class PlainReader {
  private values = 0;

  constructor(
    private readonly lines: string[],
    /** Where each line begins in the text. */
    private readonly starts: number[],
    private at: number,
    private readonly end: number,
  ) {}

  read(): PlainValue {
    const indent = this.nextIndent();
    if (indent < 0) {
      throw NOT_PLAIN;
    }
    const value = this.block(indent, 0);
    if (this.nextIndent() >= 0) {
      throw NOT_PLAIN;
    }
    return value;
  }

  /** Moves to the next line that says something, and gives its indentation; -1 at the end. */
  private nextIndent(): number {
    for (; this.at < this.end; this.at += 1) {
      const line = this.lines[this.at];
      const indent = indentOf(line);
      if (indent < line.length && line[indent] !== '#') {
        if (line.length > MAX_LINE) {
          throw NOT_PLAIN;
        }
        return indent;
      }
    }
    return -1;
  }

  /** Where a column of the current line is in the text. */
  private offset(column: number): number {
    return this.starts[this.at] + column;
  }

  private made(value: PlainValue): PlainValue {
    this.values += 1;
    if (this.values > MAX_VALUES) {
      throw NOT_PLAIN;
    }
    return value;
  }

  private block(indent: number, depth: number): PlainValue {
    if (depth > MAX_DEPTH) {
      throw NOT_PLAIN;
    }
    return this.lines[this.at].startsWith('- ', indent)
      ? this.list(indent, depth)
      : this.map(indent, depth);
  }

  /** A map whose keys stand at `indent`; before the first there may be the dash of a list's item. */
  private map(indent: number, depth: number): PlainValue {
    const start = this.offset(indent);
    const entries = new Map<string, PlainEntry>();
    const map: Record<string, unknown> = {};
    let next: number;
    do {
      const line = this.lines[this.at];
      const entry = ENTRY.exec(line.slice(indent));
      if (!entry || entries.has(entry[1]) || TYPED.test(entry[1])) {
        throw NOT_PLAIN;
      }
      const [, key, rest = ''] = entry;
      const keyStart = this.offset(indent);
      const value = this.value(rest, line.length - rest.length, indent, depth);
      entries.set(key, { start: keyStart, value });
      map[key] = value.value;
      next = this.nextIndent();
    } while (next === indent);
    if (next > indent) {
      throw NOT_PLAIN;
    }
    return this.made(new PlainValue(map, start, entries));
  }

  private list(indent: number, depth: number): PlainValue {
    const start = this.offset(indent);
    const items: PlainValue[] = [];
    let next: number;
    do {
      const line = this.lines[this.at];
      const column = indent + 1 + indentOf(line.slice(indent + 1));
      const rest = line.slice(column);
      if (!ENTRY.test(rest)) {
        items.push(this.scalar(rest, column, indent));
      } else if (depth > MAX_DEPTH) {
        throw NOT_PLAIN;
      } else {
        items.push(this.map(column, depth + 1));
      }
      next = this.nextIndent();
    } while (next === indent && this.lines[this.at].startsWith('- ', indent));
    if (next > indent) {
      throw NOT_PLAIN;
    }
    const list = items.map(({ value }) => value);
    return this.made(new PlainValue(list, start, items));
  }

  /** What a key of the current line has: the rest of the line, which begins at `column`, or what follows. */
  private value(
    rest: string,
    column: number,
    indent: number,
    depth: number,
  ): PlainValue {
    if (rest !== '' && rest[0] !== '#') {
      return this.scalar(rest, column, indent);
    }
    const start = this.offset(column);
    this.at += 1;
    const next = this.nextIndent();
    if (next > indent) {
      return this.block(next, depth + 1);
    }
    return next === indent && this.lines[this.at].startsWith('- ', indent)
      ? this.list(indent, depth + 1)
      : this.made(new PlainValue(null, start));
  }

  /** The rest of the current line, and what it begins. */
  private scalar(rest: string, column: number, indent: number): PlainValue {
    const start = this.offset(column);
    this.at += 1;
    return this.made(new PlainValue(this.scalarOf(rest, indent), start));
  }

  private scalarOf(rest: string, indent: number): unknown {
    const block = BLOCK.exec(rest);
    if (block) {
      return this.literal(indent, block[1] === '-');
    }
    const quoted = QUOTED.exec(rest);
    if (quoted) {
      const [, double, single] = quoted;
      if ((double ?? '').includes('\\') || /["']/.test(double ?? single)) {
        throw NOT_PLAIN;
      }
      return double ?? single;
    }
    const comment = rest.indexOf(' #');
    const text = (comment < 0 ? rest : rest.slice(0, comment)).trimEnd();
    if (text === '{}' || text === '[]') {
      return text === '{}' ? {} : [];
    }
    if (!PLAIN.test(text) || text.includes(': ') || text.endsWith(':')) {
      throw NOT_PLAIN;
    }
    return plainValue(text);
  }

  /** The lines of a literal block, all of them deeper than `indent`. */
  private literal(indent: number, strip: boolean): string {
    const content: string[] = [];
    let inner = -1;
    for (; this.at < this.end; this.at += 1) {
      const line = this.lines[this.at];
      const own = indentOf(line);
      if (own === line.length) {
        // Spaces alone in a line may be content or not
        if (own > 0) {
          throw NOT_PLAIN;
        }
        content.push('');
      } else {
        if (inner < 0 && own > indent) {
          inner = own;
        }
        if (own < inner || inner < 0) {
          break;
        }
        content.push(line.slice(inner));
      }
    }
    while (content.at(-1) === '') {
      content.pop();
    }
    if (content.length === 0 || this.nextIndent() > indent) {
      throw NOT_PLAIN;
    }
    return content.join('\n') + (strip ? '' : '\n');
  }
}

/**
 * Reads the YAML that people and generators mostly write: block maps and lists, texts, numbers, `true` and `false`, literal
 * blocks, comments. Undefined for any text that is more than that, or wrong, which must go through a whole parser; else
 * both give the same. About eight times as fast as one: a catalog reads tens of thousands of manifests.
 *
 * @returns the value of each document
 * @public
 */
export function readPlainYaml(text: string): unknown[] | undefined {
  return readPlainDocuments(text)?.map(({ value }) => value);
}

/**
 * {@link readPlainYaml} with where each value stands.
 *
 * @internal
 */
export function readPlainDocuments(text: string): PlainValue[] | undefined {
  if (STRANGE.test(text)) {
    return undefined;
  }
  const lines = text.split('\n');
  const starts: number[] = [];
  let start = 0;
  for (const line of lines) {
    starts.push(start);
    start += line.length + 1;
  }
  try {
    return splitDocuments(lines).map(([from, end]) =>
      new PlainReader(lines, starts, from, end).read(),
    );
  } catch (error) {
    if (error === NOT_PLAIN) {
      return undefined;
    }
    throw error;
  }
}

/** From which line up to which each document goes. */
function splitDocuments(lines: string[]): Array<[number, number]> {
  const documents: Array<[number, number]> = [];
  let start = 0;
  lines.forEach((line, index) => {
    if (line.startsWith('---')) {
      if (line !== '---') {
        throw NOT_PLAIN;
      }
      documents.push([start, index]);
      start = index + 1;
    }
  });
  documents.push([start, lines.length]);
  const isComment = (line: string) => /^ *(?:#.*)?$/.test(line);
  // A marker at the top begins the first document
  if (
    documents.length > 1 &&
    lines.slice(...documents[0]).every(line => isComment(line))
  ) {
    documents.shift();
  }
  return documents;
}

function plainValue(text: string): unknown {
  if (NUMBER.test(text)) {
    return Number(text);
  }
  if (!TYPED.test(text)) {
    return text;
  }
  switch (text) {
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      throw NOT_PLAIN;
  }
}

function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) {
    indent += 1;
  }
  return indent;
}
