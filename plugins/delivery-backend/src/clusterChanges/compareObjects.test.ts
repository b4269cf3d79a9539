import fc from 'fast-check';
import { applyDifferences } from './__testUtils__/applyDifferences';
import { compareObjects } from './compareObjects';
import { compareValues } from './compareValues';
import { type Fields, toObject } from './KubernetesObject';
import { resourceId } from '../resources/resourceId';

const manifest = (
  kind: string,
  name: string,
  more: Fields = {},
  apiVersion = 'v1',
): Fields => ({ apiVersion, kind, metadata: { name }, ...more });

const manifests = fc.uniqueArray(
  fc
    .record({
      kind: fc.constantFrom('Service', 'ConfigMap', 'Secret', 'Deployment'),
      name: fc.constantFrom('a', 'b', 'c', 'a-bcdfghkmt2', 'a-2456789bcd'),
      data: fc.dictionary(fc.constantFrom('x', 'y'), fc.nat(2), {
        noNullPrototype: true,
      }),
    })
    .map(({ kind, name, data }) => manifest(kind, name, { data })),
  { selector: one => resourceId(toObject(one).reference), maxLength: 8 },
);

describe('compareObjects', () => {
  it('finds nothing where nothing changes, in whatever order', () => {
    fc.assert(
      fc.property(manifests, all => {
        expect(compareObjects(all, structuredClone(all).reverse())).toEqual([]);
      }),
    );
  });

  it('announces exactly what leads from one rendering to the other', () => {
    fc.assert(
      fc.property(manifests, manifests, (before, after) => {
        const announced = new Map(
          before.map(value => [resourceId(toObject(value).reference), value]),
        );
        for (const difference of compareObjects(before, after)) {
          if (difference.before) {
            announced.delete(resourceId(difference.before.reference));
          }
          if (difference.after) {
            const changed = difference.before
              ? applyDifferences(
                  difference.before.value,
                  compareValues(
                    difference.before.value,
                    difference.after.value,
                  ),
                )
              : difference.after.value;
            announced.set(
              resourceId(difference.after.reference),
              changed as Fields,
            );
          }
        }
        const expected = after.map(
          value =>
            [resourceId(toObject(value).reference), value] as [string, Fields],
        );
        expect([...announced].sort()).toEqual(expected.sort());
      }),
      { numRuns: 500 },
    );
  });

  it('knows what is generated anew, and another version of an API', () => {
    expect(
      compareObjects(
        [
          manifest('ConfigMap', 'web-bcdfghkmt2', { data: { a: '1' } }),
          manifest('Ingress', 'web', {}, 'networking.k8s.io/v1beta1'),
          manifest('Service', 'web-bcdfghkmt2'),
        ],
        [
          manifest('ConfigMap', 'web-2456789bcd', { data: { a: '2' } }),
          manifest('Ingress', 'web', {}, 'networking.k8s.io/v1'),
          manifest('Service', 'web-2456789bcd'),
        ],
      ).map(({ before, after }) => [
        before?.reference.name,
        after?.reference.name,
      ]),
    ).toEqual([
      ['web-bcdfghkmt2', 'web-2456789bcd'],
      ['web', 'web'],
      [undefined, 'web-2456789bcd'],
      ['web-bcdfghkmt2', undefined],
    ]);
  });
});
