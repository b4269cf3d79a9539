import fc from 'fast-check';
import { applyDifferences } from './__testUtils__/applyDifferences';
import { compareValues } from './compareValues';

/** Values as manifests have them: many named lists, and keys that are shared. */
const { value: json } = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, 0, 1, 'a', 'b', ''),
    tie('map'),
    tie('list'),
    tie('named'),
  ),
  map: fc.dictionary(fc.constantFrom('a', 'b', 'name', 'spec'), tie('value'), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
  list: fc.array(tie('value'), { maxLength: 3 }),
  named: fc.uniqueArray(
    fc.record(
      { name: fc.constantFrom('x', 'y', 'z', 'w'), image: tie('value') },
      { requiredKeys: ['name'], noNullPrototype: true },
    ),
    { selector: ({ name }) => name, maxLength: 4 },
  ),
}));

describe('compareValues', () => {
  it('finds nothing between equal values', () => {
    fc.assert(
      fc.property(json, value => {
        expect(compareValues(value, structuredClone(value))).toEqual([]);
      }),
    );
  });

  it('announces exactly what leads from one to the other', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const differences = compareValues(before, after);
        expect(applyDifferences(before, differences)).toEqual(after);
      }),
      { numRuns: 1_000 },
    );
  });

  it('names entries of lists, and the field within them', () => {
    const before = {
      containers: [
        { name: 'web', image: 'web:1', args: ['a'] },
        { name: 'log', image: 'log:1' },
      ],
    };
    const after = {
      containers: [
        { name: 'web', image: 'web:2', args: ['a', 'b'] },
        { name: 'proxy', image: 'proxy:1' },
      ],
    };
    expect(compareValues(before, after)).toEqual([
      {
        path: ['containers', { name: 'web' }, 'args'],
        before: { value: ['a'] },
        after: { value: ['a', 'b'] },
      },
      {
        path: ['containers', { name: 'web' }, 'image'],
        before: { value: 'web:1' },
        after: { value: 'web:2' },
      },
      {
        path: ['containers', { name: 'log' }],
        before: { value: { name: 'log', image: 'log:1' } },
      },
      {
        path: ['containers', { name: 'proxy' }],
        after: { value: { name: 'proxy', image: 'proxy:1' } },
        place: 1,
      },
    ]);
  });
});
