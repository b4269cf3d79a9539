import { parseDocument } from 'yaml';
import { describeSyntaxError } from './describeSyntaxError';

/** What is said of the first error of a text. */
function describeFirst(text: string): string {
  const [error] = parseDocument(text, { prettyErrors: false }).errors;
  return describeSyntaxError(error.code, error.message);
}

describe('describeSyntaxError', () => {
  it.each([
    ['[', ']', 'owner:\n  team: [product\n  slack: "#x"\n'],
    ['{', '}', 'owner: {team: product\nsla: x\n'],
    ['[', ']', 'dependencies: [kafka\n'],
  ])('names the %s that is not closed', (opening, closing, text) => {
    expect(describeFirst(text)).toBe(
      `This is not valid YAML: a ${opening} before this line is not closed: add the ${closing}, or indent the lines that belong inside it`,
    );
  });

  it.each([
    ['a:\n   b: 1\n  c: 2\n', /indentation is wrong/],
    ['a:\n\tb: 1\n', /tab in the indentation/],
    ['a: "x\nb: 1\n', /closing quote/],
    ['a: b: c\n', /second ": "/],
  ])('says what would be right: %j', (text, words) => {
    expect(describeFirst(text)).toMatch(words);
  });
});
