import fc from 'fast-check';
import { formatImage, parseImage, parseImageReference } from './image';

const digest = `sha256:${'a1'.repeat(32)}`;

/** The grammar of https://github.com/distribution/reference, `regexp.go`, put together as it is there. */
const GRAMMAR = (() => {
  const alphanumeric = '[a-z0-9]+';
  const separator = '(?:[._]|__|[-]+)';
  const domainNameComponent =
    '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
  const domainName = `${domainNameComponent}(?:\\.${domainNameComponent})*`;
  const host = `(?:${domainName}|\\[(?:[a-fA-F0-9:]+)\\])`;
  const domainAndPort = `${host}(?::[0-9]+)?`;
  const pathComponent = `${alphanumeric}(?:${separator}${alphanumeric})*`;
  const remoteName = `${pathComponent}(?:/${pathComponent})*`;
  const name = `(?:${domainAndPort}/)?${remoteName}`;
  const tag = '[\\w][\\w.-]{0,127}';
  const digestPattern =
    '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*[:][0-9a-fA-F]{32,}';
  return new RegExp(`^(${name})(?::(${tag}))?(?:@(${digestPattern}))?$`);
})();

const hex = fc.constantFrom(...'0123456789abcdef');
const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
const pathComponent = fc
  .array(fc.tuple(word, fc.constantFrom('.', '_', '__', '-', '--')), {
    minLength: 1,
    maxLength: 3,
  })
  .map(parts =>
    parts.map(([text, sign], i) => (i ? sign + text : text)).join(''),
  );
const domain = fc
  .tuple(
    fc.oneof(
      fc
        .array(
          fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,6}[a-zA-Z0-9])?$/),
          {
            minLength: 1,
            maxLength: 3,
          },
        )
        .map(parts => parts.join('.')),
      fc.constantFrom('[::1]', '[2001:db8::1]', '10.0.0.1'),
    ),
    fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
  )
  .map(([host, port]) => (port === undefined ? host : `${host}:${port}`));
const reference = fc
  .record({
    domain: fc.option(domain, { nil: undefined }),
    path: fc.array(pathComponent, { minLength: 1, maxLength: 3 }),
    tag: fc.option(
      fc
        .stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/)
        .filter(text => text !== 'latest'),
      { nil: undefined },
    ),
    digest: fc.option(
      fc
        .array(hex, { minLength: 64, maxLength: 64 })
        .map(each => `sha256:${each.join('')}`),
      { nil: undefined },
    ),
  })
  .map(({ domain: host, path, tag, digest: pinned }) => ({
    name: [...(host === undefined ? [] : [host]), ...path].join('/'),
    ...(tag !== undefined && { tag }),
    ...(pinned !== undefined && { digest: pinned }),
  }));

describe('parseImage and formatImage', () => {
  it.each([
    ['nginx', { name: 'nginx' }],
    ['nginx:1.27', { name: 'nginx', tag: '1.27' }],
    ['reg:5000/a/b', { name: 'reg:5000/a/b' }],
    ['reg:5000/a/b:tag', { name: 'reg:5000/a/b', tag: 'tag' }],
    [
      `reg:5000/a/b:tag@${digest}`,
      { name: 'reg:5000/a/b', tag: 'tag', digest },
    ],
    [`ghcr.io/a/b@${digest}`, { name: 'ghcr.io/a/b', digest }],
    ['[::1]:5000/a/b:1', { name: '[::1]:5000/a/b', tag: '1' }],
  ])('reads %s and writes it again', (text, expected) => {
    expect(parseImage(text)).toEqual(expected);
    expect(formatImage(parseImage(text))).toBe(text);
  });

  it('gives no empty tag and no empty digest', () => {
    expect(parseImage('nginx:')).toEqual({ name: 'nginx' });
    expect(parseImage('nginx@')).toEqual({ name: 'nginx' });
  });

  it('undo each other for every valid reference', () => {
    fc.assert(
      fc.property(reference, image => {
        const text = formatImage(image);
        expect(text).toMatch(GRAMMAR);
        expect(parseImage(text)).toEqual(image);
      }),
    );
  });
});

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
    ['shop:1@sha256:123', 'has an invalid digest'],
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
        return formatImage(parseImageReference(text));
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

  it('accepts what the grammar of references does, if it pins a version', () => {
    const damage = fc
      .tuple(
        reference,
        fc.nat(),
        fc.constantFrom('', ':', '/', '@', '.', 'A', '-', '_'),
      )
      .map(([image, at, text]) => {
        const whole = formatImage(image);
        const cut = at % (whole.length + 1);
        return whole.slice(0, cut) + text + whole.slice(cut);
      });
    const isAccepted = (text: string) => {
      try {
        parseImageReference(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(damage, text => {
        const [, name, tag, pinned] = GRAMMAR.exec(text) ?? [];
        const isPinned =
          name !== undefined &&
          name.length <= 255 &&
          (tag !== undefined || pinned !== undefined) &&
          tag !== 'latest' &&
          (pinned === undefined || /^sha256:[a-f0-9]{64}$/.test(pinned));
        expect(isAccepted(text)).toBe(isPinned);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes names of up to 255 characters', () => {
    const name = `ghcr.io/${'a'.repeat(247)}`;
    expect(parseImageReference(`${name}:1`)).toEqual({ name, tag: '1' });
    expect(() => parseImageReference(`${name}a:1`)).toThrow('is not an image');
  });
});
