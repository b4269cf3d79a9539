import fc from 'fast-check';
import { parseImageReference } from './image';

const digest = `sha256:${'a1'.repeat(32)}`;

describe('parseImageReference', () => {
  it.each([
    ['nginx:1.27', { name: 'nginx', tag: '1.27' }],
    ['ghcr.io/acme/shop:1.2.3', { name: 'ghcr.io/acme/shop', tag: '1.2.3' }],
    [
      'registry.local:5000/acme/shop:v1',
      { name: 'registry.local:5000/acme/shop', tag: 'v1' },
    ],
    [`ghcr.io/acme/shop@${digest}`, { name: 'ghcr.io/acme/shop', digest }],
    [
      `ghcr.io/acme/shop:1.2.3@${digest}`,
      { name: 'ghcr.io/acme/shop', tag: '1.2.3', digest },
    ],
  ])('takes %s apart', (text, expected) => {
    expect(parseImageReference(text)).toEqual(expected);
  });

  it.each([
    [
      'ghcr.io/acme/shop',
      '`ghcr.io/acme/shop` has no tag: write ghcr.io/acme/shop:1.2.3',
    ],
    [
      'registry.local:5000/shop',
      '`registry.local:5000/shop` has no tag: write registry.local:5000/shop:1.2.3',
    ],
    [
      'ghcr.io/acme/shop:latest',
      '`ghcr.io/acme/shop:latest` means another image each time one is pushed',
    ],
    ['ghcr.io/acme/Shop:1', '`ghcr.io/acme/Shop:1` is not an image'],
    ['', '`` is not an image'],
    ['shop: 1.2.3', 'is not an image'],
    ['shop:1.2.3\n', 'is not an image'],
    ['https://ghcr.io/acme/shop:1', 'is not an image'],
    ['shop:1@sha256:123', 'has a digest that is none'],
  ])('refuses %j', (text, message) => {
    expect(() => parseImageReference(text)).toThrow(message);
  });

  it('answers hostile input', () => {
    // A pattern that tries every way to split this would not end
    const long = `${'a-'.repeat(200)}!`;
    expect(() => parseImageReference(long)).toThrow('is not an image');
    expect(() => parseImageReference('a'.repeat(100_000))).toThrow();
  });

  it('accepts nothing but what it can put together again', () => {
    const parts = ['a', 'B', '.', '_', '-', '/', ':', '@', '1', 'sha256:', ' '];
    const odd = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...parts)).map(each => each.join('')),
    );
    const roundTrip = (text: string) => {
      try {
        const { name, tag, digest: pinned } = parseImageReference(text);
        return [name, tag && `:${tag}`, pinned && `@${pinned}`].join('');
      } catch {
        return text;
      }
    };
    fc.assert(
      fc.property(odd, text => expect(roundTrip(text)).toBe(text)),
      {
        numRuns: 2000,
      },
    );
  });
});
