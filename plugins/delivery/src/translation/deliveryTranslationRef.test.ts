import german from './de';
import { messages } from './messages';

function flatten(tree: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${prefix}${key}`, value] as const]
        : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

const placeholders = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort();

describe('German', () => {
  const english = flatten(messages);
  const translated = new Map(Object.entries(german));

  it('says everything that English says', () => {
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it.each([...english].filter(([key]) => key.startsWith('reason.')))(
    'has a sentence of its own for %s',
    (key, text) => {
      expect(translated.get(key)).not.toBe(text);
    },
  );

  it.each([...english])('fills the same gaps in %s', (key, text) => {
    expect(placeholders(translated.get(key) ?? '')).toEqual(placeholders(text));
  });
});
