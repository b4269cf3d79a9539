import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { codeBlock, codeCell, codeSpan } from './codeSpan';
import { markdownLine } from './markdownLine';
import { plainLine } from './plainLine';

/** Marks that a text of a person is found by, wherever it ends up. */
const MARK = 'x7mark';

const live = [
  ...['@team', '@org/team', '#1', 'closes #1', 'fixes GH-1', 'acme/shop#2'],
  ...['![i](https://evil.example/i.png)', '[l](javascript:alert(1))', '<b>'],
  ...['<img src=x onerror=alert(1)>', '<!--', '-->', '<details>', '&lt;'],
  ...['https://evil.example', 'www.evil.example', 'a@evil.example', '[^1]'],
  ...['# H', '\n# H\n', '\n===\n', '\n---\n', '|a|b|\n|-|-|\n|c|d|', '\n> q\n'],
  ...['- [x] t', '\n\n', '\n', '\r', '\r\n', '\u2028', '\u0085', '\t', '    '],
  ...['`', '``', '```', '````', '\n```\n', '\n````text\n', '\n~~~\n', '$`a`$'],
  ...['**', '__', '~~', '\\', '|', '\\|', '[1]: https://evil.example', '\0'],
];
const text = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...live) },
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    ),
    { maxLength: 10 },
  )
  .map(parts => parts.join(MARK));

interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

function parse(markdown: string): Node[] {
  const root: Node = fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const all: Node[] = [];
  const walk = (node: Node) => {
    all.push(node);
    node.children?.forEach(walk);
  };
  walk(root);
  return all;
}

const typesOf = (markdown: string) => parse(markdown).map(({ type }) => type);

/** Where a text stands, as the product's own sentences have it. */
const places: Array<[string, (code: string) => string, (t: string) => string]> =
  [
    ['a line', code => code, codeSpan],
    ['a sentence', code => `Asked for by ${code} on [x](y).`, codeSpan],
    ['an item', code => `- **Owner:** ${code}\n- next\n`, codeSpan],
    ['a list of codes', code => `A ${code}, ${code} and \`z\`.`, codeSpan],
    [
      'a cell',
      code => `| A | B |\n|---|---|\n| ${code} | ${code} |\n`,
      codeCell,
    ],
    ['a section', code => `### A\n\n${code}\n\n- b\n`, codeBlock],
    ['the beginning', code => `${code}\n\nEnd.\n`, codeBlock],
  ];

describe.each(places)('a text of a person in %s', (_, write, asCode) => {
  it('is never anything but code', () => {
    // What the place itself consists of, with a harmless text in it
    const expected = typesOf(write(asCode('plain')));
    fc.assert(
      fc.property(text, value => {
        const nodes = parse(write(asCode(value)));
        expect(nodes.map(({ type }) => type)).toEqual(expected);
        const outside = nodes.filter(
          node =>
            !['code', 'inlineCode'].includes(node.type) &&
            node.value?.includes(MARK),
        );
        expect(outside).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('codeBlock', () => {
  it('keeps every line of the text', () => {
    fc.assert(
      fc.property(text, value => {
        const [, code] = parse(codeBlock(value));
        const lines = value.replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n');
        expect(code).toMatchObject({
          type: 'code',
          lang: 'text',
          value: lines.replace(/[\0\p{Cs}\ufeff]/gu, '\ufffd'),
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('codeSpan', () => {
  it.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a\nb\r\n\u2028c', '`a b c`'],
    ['', '` `'],
    [' \n', '` `'],
    ['a\u202eb\0', '`a\ufffdb\ufffd`'],
  ])('of %j is %j', (value, expected) => {
    expect(codeSpan(value)).toBe(expected);
  });
});

describe('markdownLine', () => {
  it.each([
    ['a_b *c* `d`', 'a\\_b \\*c\\* \\`d\\`'],
    ['1. no list', '1\\. no list'],
    ['# no heading', '\\# no heading'],
    ['staging is Healthy (since 3 h).', 'staging is Healthy (since 3 h).'],
  ])('of %j is %j', (value, expected) => {
    expect(markdownLine(value)).toBe(expected);
  });

  it.each([
    ['a paragraph', (line: string) => `${line}\n`],
    ['an item', (line: string) => `- **Gate**: ${line}\n- next\n`],
    ['a sentence', (line: string) => `It says: ${line}\n\nEnd.\n`],
  ])('is never anything but text in %s', (_, write) => {
    const expected = typesOf(write('plain'));
    fc.assert(
      fc.property(text, value => {
        fc.pre(markdownLine(value) !== '');
        expect(typesOf(write(markdownLine(value)))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe('plainLine', () => {
  const mentions = /[@#!][\p{L}\p{N}_]|GH-\d|:\/\//iu;

  it.each([
    ['Add service shop', 'Add service shop'],
    [
      'Promote shop to production: 1.2 +1',
      'Promote shop to production: 1.2 +1',
    ],
    ['x closes #1', 'x closes #\u200b1'],
    ['x\n\nCloses: GH-2', 'x Closes: GH\u200b-2'],
    ['by @acme/sre', 'by @\u200bacme/sre'],
    ['https://a/issues/1', 'https:\u200b//a/issues/1'],
  ])('makes of %j %j', (value, expected) => {
    expect(plainLine(value)).toBe(expected);
  });

  it('leaves one line with nothing that a host follows, and is the same twice', () => {
    fc.assert(
      fc.property(text, value => {
        const line = plainLine(value);
        expect(line).not.toMatch(mentions);
        expect(line).not.toMatch(/[^\P{Cc}]|[\u2028\u2029]/u);
        expect(plainLine(line)).toBe(line);
      }),
    );
  });
});
