import { appMessages } from './appTranslationRef';
import german from './de';

function flatten(tree: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${prefix}${key}`, value] as const]
        : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

const gaps = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort();

describe('German', () => {
  const english = flatten(appMessages);
  const translated = new Map(Object.entries(german));

  it('says everything that English says', () => {
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it.each([...english])('fills the same gaps in %s', (key, text) => {
    expect(gaps(translated.get(key) ?? '')).toEqual(gaps(text));
  });
});
