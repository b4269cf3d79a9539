import {
  applySplices,
  endOfLine,
  refuseAnchors,
  scalarsOf,
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

describe('scalarsOf', () => {
  it('finds values, not keys, each with its path', () => {
    const [{ document }] = yamlDocuments('b: [x, "y", {z: [2]}]\nc: 1\n');
    expect(
      scalarsOf(document.contents).map(({ path, node }) => [path, node.value]),
    ).toEqual([
      [['b', 0], 'x'],
      [['b', 1], 'y'],
      [['b', 2, 'z', 0], 2],
      [['c'], 1],
    ]);
  });
});

describe('refuseAnchors', () => {
  it.each(['a: &x 1\n', 'a: {b: &x [1]}\n', 'a: &x {b: 1}\n', '&x a: 1\n'])(
    'refuses %j',
    anchored => {
      const [{ document }] = yamlDocuments(anchored);
      expect(() => refuseAnchors(document.contents)).toThrow('the anchor &x');
    },
  );

  it('takes everything else', () => {
    const [{ document }] = yamlDocuments('a: [1, {b: "&x"}]\n');
    expect(() => refuseAnchors(document.contents)).not.toThrow();
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
