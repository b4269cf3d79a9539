import {
  applySplices,
  endOfLine,
  replaceScalars,
  spliced,
  yamlDocuments,
} from './yamlDocuments';

const text = `# head
---
a: x   # first
---
# above the second
b: [x, "x", y]
# below
`;

describe('yamlDocuments', () => {
  it('knows where each document stands', () => {
    const documents = yamlDocuments(text);
    expect(documents.map(({ value }) => value)).toEqual([
      { a: 'x' },
      { b: ['x', 'x', 'y'] },
    ]);
    expect(documents.map(({ start, end }) => text.slice(start, end))).toEqual([
      'a: x   # first\n',
      'b: [x, "x", y]\n',
    ]);
  });

  it('skips what is not a map and throws on what is not YAML', () => {
    expect(yamlDocuments('- a\n---\n\n---\ntext\n')).toEqual([]);
    expect(() => yamlDocuments('a: [')).toThrow('Flow sequence');
  });
});

describe('replaceScalars', () => {
  it('finds values, not keys, and leaves the rest of the text alone', () => {
    const [, { document, start, end }] = yamlDocuments(text);
    const splices = replaceScalars(document, 'x', 'z');
    expect(spliced(text, start, end, splices)).toBe('b: [z, z, y]\n');
    expect(replaceScalars(document, 'b', 'z')).toEqual([]);
  });
});

describe('applySplices', () => {
  it('takes them in any order', () => {
    expect(
      applySplices('abc', [
        { start: 0, end: 1, text: 'xyz' },
        { start: 2, end: 3, text: '' },
        { start: 2, end: 2, text: '-' },
      ]),
    ).toBe('xyzb-');
  });
});

describe('endOfLine', () => {
  it.each([
    ['a\nb', 1, 2],
    ['a\nb', 2, 2],
    ['a\nb', 3, 3],
  ])('of %j at %i is %i', (line, offset, expected) => {
    expect(endOfLine(line, offset)).toBe(expected);
  });
});
