import { MAX_DIFFERENCES } from '@stonegarden/backstage-plugin-delivery-common';
import * as fc from 'fast-check';
import { recording } from '../__testUtils__/fixtures';
import { toDiff } from './toDiff';

const AS_OF = '2026-11-29T00:20:00.000Z';
const of = (...items: object[]) => toDiff({ items }, AS_OF);
const manifest = (value: object) => JSON.stringify(value);

describe('toDiff', () => {
  it('finds nothing where Argo CD finds nothing', () => {
    expect(toDiff(recording('managed-resources-canary'), AS_OF)).toEqual({
      asOf: AS_OF,
      items: [],
      total: 0,
    });
  });

  it('shows what Argo CD compares, without what the cluster manages', () => {
    const { items } = toDiff(
      recording('managed-resources-statefulset-never-synced'),
      AS_OF,
    );
    expect(items.map(({ change, kind }) => [change, kind])).toEqual([
      ['updated', 'StatefulSet'],
    ]);
    const [{ live, desired }] = items;
    expect(live).toContain('kind: StatefulSet');
    expect(live).not.toBe(desired);
    for (const side of [live, desired]) {
      expect(side).not.toMatch(
        /^ {2}(?:uid|resourceVersion|generation|managedFields):|tracking-id|^status:/m,
      );
    }
  });

  it('tells what Git no longer has', () => {
    const [service, ...others] = recording(
      'managed-resources-requires-pruning',
    ).items;
    const { items } = of({ ...service, targetState: 'null' }, ...others);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ change: 'removed', kind: service.kind });
    expect(items[0]).not.toHaveProperty('desired');
  });

  it('leaves out hooks and what is meant to be there beside Git', () => {
    expect(
      of(
        {
          kind: 'Job',
          name: 'h',
          hook: true,
          targetState: '{}',
          liveState: '',
        },
        {
          kind: 'ConfigMap',
          name: 'kept',
          targetState: 'null',
          liveState: manifest({
            metadata: {
              annotations: {
                'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
              },
            },
          }),
        },
      ).total,
    ).toBe(0);
  });

  it('never shows a value of a Secret, and equal masks for equal values', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-f0-9]{12,30}$/),
        fc.stringMatching(/^[a-f0-9]{12,30}$/),
        (one, other) => {
          const side = (value: string) =>
            manifest({
              kind: 'Secret',
              metadata: {
                name: 's',
                annotations: {
                  'kubectl.kubernetes.io/last-applied-configuration': value,
                  copy: value,
                },
              },
              data: { a: value, b: 'unchanged-value' },
              stringData: { c: value },
            });
          const {
            items: [{ live, desired }],
          } = of({
            kind: 'Secret',
            name: 's',
            modified: true,
            liveState: side(one),
            targetState: side(other),
          });
          const text = `${live}${desired}`;
          expect(text).not.toContain(one);
          expect(text).not.toContain(other);
          expect(text).not.toContain('unchanged-value');
          expect(live === desired).toBe(one === other);
        },
      ),
    );
  });

  it('keeps its bounds', () => {
    const created = (name: string, size: number) => ({
      kind: 'ConfigMap',
      name,
      liveState: 'null',
      targetState: manifest({ data: { value: 'x'.repeat(size) } }),
    });
    const large = of(created('a', 100_000));
    expect(large.items).toEqual([
      { kind: 'ConfigMap', name: 'a', change: 'created', tooLarge: true },
    ]);
    const many = of(
      ...Array.from({ length: MAX_DIFFERENCES + 20 }, (_, index) =>
        created(`n${index}`, 50_000),
      ),
    );
    expect([many.items.length, many.total]).toEqual([
      MAX_DIFFERENCES,
      MAX_DIFFERENCES + 20,
    ]);
    expect(JSON.stringify(many).length).toBeLessThan(3_000_000);
  });

  it('does not take rubbish for nothing', () => {
    expect(() => toDiff({ items: 'none' }, AS_OF)).toThrow('malformed');
    expect(() =>
      of({ kind: 'Service', name: 'a', targetState: '{', liveState: '' }),
    ).toThrow('malformed');
  });
});
