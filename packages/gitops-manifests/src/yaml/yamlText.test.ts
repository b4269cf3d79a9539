import { parse } from 'yaml';
import { yamlText } from './yamlText';

describe('yamlText', () => {
  it('puts comments and empty lines where they belong', () => {
    expect(
      yamlText(
        { a: 1, list: [{ b: 'x' }, { c: 2 }], end: { d: true } },
        {
          head: ['What this is,', 'in two lines.'],
          behind: [[['a'], 'one']],
          above: [
            [['list'], 'a list'],
            [['list', 1], 'the second'],
          ],
          apart: [['end']],
          quoted: [['list', 0, 'b']],
        },
      ),
    ).toBe(`# What this is,
# in two lines.
a: 1 # one
# a list
list:
  - b: "x"
  # the second
  - c: 2

end:
  d: true
`);
  });

  it.each([
    'yes',
    'no',
    'on',
    'null',
    '~',
    '1e3',
    '0o7',
    '012',
    '1_000',
    '1.10',
    '0o71_000',
    '0X1F',
    '+0o17',
    '-0b1_1',
  ])('quotes the text %s, which some reader takes for something else', text => {
    const written = yamlText({ text });
    expect(written).toBe(`text: "${text}"\n`);
    expect(parse(written, { version: '1.1' })).toEqual({ text });
    expect(parse(written, { version: '1.2' })).toEqual({ text });
  });

  it('writes the same list twice rather than an alias', () => {
    const labels = { app: 'shop' };
    expect(yamlText({ one: labels, two: labels })).not.toContain('*');
  });

  it.each([
    [{ behind: [[['b'], 'x']] as [[string[], string]] }, 'No scalar at b'],
    [{ above: [[['b'], 'x']] as [[string[], string]] }, 'No key or item at b'],
    [{ quoted: [['a', 'b']] }, 'No scalar at a.b'],
  ])('loses no comment in silence', (notes, message) => {
    expect(() => yamlText({ a: {} }, notes)).toThrow(message);
  });
});
