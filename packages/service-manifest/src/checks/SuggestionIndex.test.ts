import { SuggestionIndex } from './SuggestionIndex';

describe('SuggestionIndex', () => {
  const many = Array.from({ length: 10_000 }, (_, at) => `service-${at}`);

  it.each([
    ['kakfa', 'kafka'],
    ['Postgress-operator', 'postgres-operator'],
    ['n8m', 'n8n'],
    ['nothing-like-it', undefined],
    ['', undefined],
  ])('finds for %j among ten thousand %j', (word, expected) => {
    const index = new SuggestionIndex(() => [
      ...many,
      'kafka',
      'n8n',
      'postgres-operator',
    ]);
    expect(index.suggest(word)).toBe(expected);
  });

  it('looks at its candidates only when asked', () => {
    const candidates = jest.fn(() => ['kafka']);
    const index = new SuggestionIndex(candidates);
    expect(candidates).not.toHaveBeenCalled();
    index.suggest('kafk');
    index.suggest('kafka-x');
    expect(candidates).toHaveBeenCalledTimes(1);
  });
});
