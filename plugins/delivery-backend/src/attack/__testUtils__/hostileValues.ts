import fc from 'fast-check';

/** What has broken servers elsewhere, as it stands in a path: some of it is encoded, some of it cannot be decoded. */
const HOSTILE_SEGMENTS = [
  '%2e%2e',
  '..%2f..%2fetc%2fpasswd',
  '..%5c..%5cwindows',
  'shop%2f..%2fother',
  'shop%00',
  '%00',
  '%',
  '%zz',
  '%c0%af',
  'shop%0d%0aset-cookie:%20a=b',
  'shop%20',
  '%20',
  '%e2%80%8bshop',
  '%ef%bd%93hop',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'component:default%2fshop',
  "shop'%20or%20'1'='1",
  'shop;drop%20table%20promotions',
  'shop%23production',
  'shop%3fa=b',
  '*',
  '%7b%7bconstructor%7d%7d',
  '$%7b7*7%7d',
  'null',
  'undefined',
  'NaN',
  '-1',
  'a'.repeat(64),
  'a'.repeat(4000),
];

/** A segment of a path that no service, environment or promotion is named by. */
export const hostileSegment: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_SEGMENTS),
  fc
    .string({ minLength: 1, maxLength: 40, unit: 'binary' })
    .map(text => encodeURIComponent(text.toWellFormed()))
    // A dot alone is taken out of the path by whoever sends it.
    .filter(text => !/^\.{1,2}$/.test(text)),
);

const HOSTILE_TEXTS = [
  '',
  ' ',
  '../production',
  'production/../staging',
  'production\0',
  'production\n',
  'Production',
  'prоduction',
  '-production',
  '--help',
  '$(id)',
  '__proto__',
  'constructor',
  'a'.repeat(64),
  'a'.repeat(10_000),
];

/** A value that a field of a body must not have. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.constantFrom<unknown>(
    ...[null, true, 0, -1, 1e308, [], {}, [null], [[]], ['production']],
    ...[{ toString: 'production' }, { $ne: null }, { length: 1 }],
  ),
  fc.jsonValue(),
);

/** A body that no route takes, as text: JSON of any shape, and what is not JSON. */
export const hostileBody: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...['', '{', '[]', 'null', '"from"', '{"from":', '\u0000', '<xml/>'],
    '{"__proto__":{"from":"staging","to":"production"}}',
    '{"from":"staging","to":"production","force":true}',
    '{"from":"staging","to":"production","to":"dev","commit":"x","by":"user:default/ada"}',
    `{"from":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    `{"from":"${'a'.repeat(200_000)}"}`,
  ),
  fc
    .record(
      {
        from: hostileValue,
        to: hostileValue,
        prune: hostileValue,
        entityRefs: hostileValue,
        commit: hostileValue,
        reason: hostileValue,
        requestedBy: hostileValue,
      },
      { requiredKeys: [] },
    )
    .map(body => JSON.stringify(body)),
  fc.jsonValue().map(value => JSON.stringify(value)),
);
