import fc from 'fast-check';
import type { ClusterChanges } from '@stonegarden/backstage-plugin-delivery-common';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { clusterChangesText } from './clusterChangesText';
import { toClusterChanges } from './toClusterChanges';

const deployment = (image: string, replicas: number, name = 'web') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    template: { spec: { containers: [{ name: 'web', image }] } },
  },
});
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
};
const text = (changes?: ClusterChanges) =>
  clusterChangesText(changes).join('\n');

describe('clusterChangesText', () => {
  it('is calm where only an image changes', () => {
    expect(
      text(
        toClusterChanges('x', [deployment('a:1', 1)], [deployment('a:2', 1)]),
      ),
    )
      .toBe(`**In the cluster**, as it is rendered before and after: 1 object is changed, nothing is deleted.

| Object | | Fields |
|---|---|---|
| \`Deployment web\` | changed | \`spec.template.spec.containers[web].image\`: \`a:1\` → \`a:2\` |
`);
  });

  it('names dangers first', () => {
    expect(
      text(
        toClusterChanges(
          'x',
          [deployment('a:1', 1), service],
          [deployment('a:1', 0)],
        ),
      ),
    ).toContain(`1 object is changed, 1 object is deleted.

**Look at this before the merge:**

- The \`Deployment\` \`web\` is scaled to 0 replicas: none of its pods runs.
- The \`Service\` \`web\` is deleted.

| Object | | Fields |
|---|---|---|
| \`Service web\` | deleted |  |
| \`Deployment web\` | changed |`);
  });

  it('says what is not known', () => {
    expect(text()).toBe('');
    expect(
      text({
        status: 'unknown',
        reason: createReason('RenderingTimedOut', {
          environment: 'production',
          seconds: 2,
        }),
      }),
    ).toBe(
      '**In the cluster:** what changes is not known. `The manifests of production could not be rendered within 2 seconds. Try again.`\n',
    );
  });

  it('keeps its bounds and shows no markup of the repository', () => {
    const wild = fc
      .array(
        fc.constantFrom('<img src=x>', '|', '`', '@team', '\n', 'a', '**'),
        {
          maxLength: 300,
        },
      )
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(wild, fc.integer({ min: 1, max: 300 }), (name, count) => {
        const before = Array.from({ length: count }, (_, index) =>
          deployment(`${name}${index}`, 1, `${index}${name}`),
        );
        const after = before.map(one => ({
          ...one,
          spec: { ...one.spec, replicas: 0 },
        }));
        const result = text(toClusterChanges('x', before, after));
        expect(result.length).toBeLessThan(30_000);
        const outside = result
          .split('\n')
          .map(line => line.replace(/(`+) ?.*?[^`]\1(?!`)/g, ''))
          .join('\n');
        expect(outside).not.toMatch(/<img|@team/);
      }),
      { numRuns: 50 },
    );
  });
});
