import fc from 'fast-check';
import {
  MAX_FIELD_CHANGES,
  MAX_OBJECT_CHANGES,
} from '@stonegarden/backstage-plugin-delivery-common';
import { toClusterChanges } from './toClusterChanges';

const object = (kind: string, name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'n' },
  ...more,
});

describe('toClusterChanges', () => {
  it('counts, shows what is removed first, and tells fields and texts', () => {
    const changes = toClusterChanges(
      'x',
      [
        object('ConfigMap', 'a', { data: { 'x.y': '1' } }),
        object('Service', 'b'),
      ],
      [
        object('ConfigMap', 'a', { data: { 'x.y': '2' } }),
        object('Service', 'c'),
      ],
    );
    expect(changes.totals).toEqual({ created: 1, updated: 1, removed: 1 });
    expect(changes.objects).toMatchObject([
      { change: 'removed', kind: 'Service', name: 'b', namespace: 'n' },
      { change: 'created', kind: 'Service', name: 'c', fields: [] },
      {
        change: 'updated',
        kind: 'ConfigMap',
        fields: [{ path: 'data["x.y"]', before: '1', after: '2' }],
      },
    ]);
    expect(changes.objects[2].diff).toContain(
      ' data:\n-  x.y: "1"\n+  x.y: "2"\n',
    );
  });

  it('says nothing where nothing changes', () => {
    expect(
      toClusterChanges('x', [object('Service', 'a')], [object('Service', 'a')]),
    ).toEqual({
      status: 'known',
      renderer: 'x',
      objects: [],
      totals: { created: 0, updated: 0, removed: 0 },
      dangers: [],
    });
  });

  it('never shows a value of a Secret', () => {
    const value = fc.stringMatching(/^[a-f0-9]{12,30}$/);
    fc.assert(
      fc.property(value, value, value, (one, other, third) => {
        const changes = toClusterChanges(
          'x',
          [
            object('Secret', 's-bcdfghkmt2', { data: { a: one, b: third } }),
            object('Secret', 'gone', { stringData: { a: one } }),
          ],
          [
            object('Secret', 's-2456789bcd', { data: { a: other, c: third } }),
            object('Secret', 'new', { data: { a: other } }),
          ],
        );
        const text = JSON.stringify(changes);
        for (const secret of [one, other, third]) {
          expect(text).not.toContain(secret);
        }
        expect(changes.objects.at(-1)).toMatchObject({
          name: 's-2456789bcd',
          previousName: 's-bcdfghkmt2',
        });
      }),
    );
  });

  it('keeps its bounds', () => {
    const many = (name: string, size: number) =>
      object('ConfigMap', name, {
        data: Object.fromEntries(
          Array.from({ length: 80 }, (_, index) => [
            `k${index}`,
            'x'.repeat(size),
          ]),
        ),
      });
    const names = Array.from({ length: 150 }, (_, index) => `c${index}`);
    const changes = toClusterChanges(
      'x',
      names.map(name => many(name, 400)),
      names.map(name => many(name, 500)),
    );
    expect(changes.objects).toHaveLength(MAX_OBJECT_CHANGES);
    expect(changes.totals.updated).toBe(150);
    expect(changes.objects[0].fields).toHaveLength(MAX_FIELD_CHANGES);
    expect(changes.objects[0].moreFields).toBe(30);
    expect(changes.objects[99]).toMatchObject({ fields: [], moreFields: 80 });
    expect(JSON.stringify(changes).length).toBeLessThan(1_000_000);
    const [large] = toClusterChanges('x', [], [many('large', 2_000)]).objects;
    expect(large).not.toHaveProperty('diff');
  });
});
