import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { parseServiceManifest } from '@stonegarden/service-manifest';
import type { ServiceManifest } from '@stonegarden/service-manifest';
import { extendTeam } from './extendTeam';

const homelab = (path: string) =>
  readFileSync(
    resolve(__dirname, '../../../../examples/homelab/kubernetes', path),
    'utf8',
  );
const rbac = homelab('teams/product/rbac.yaml');
const policies = homelab('teams/product/policies.yaml');
const sets = homelab('bootstrap/services.yaml');

function shopOf(team: string): ServiceManifest {
  const parsed = parseServiceManifest(
    `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata: {name: shop}
spec:
  owner: {team: ${team}}
  environments:
    - {name: dev, namespace: shop-dev}
    - {name: production, namespace: shop}
`,
    { path: 'kubernetes/services/shop/service.yaml' },
  );
  if (parsed.kind !== 'manifest') {
    throw new Error('The manifest of this test is wrong');
  }
  return parsed.manifest;
}

async function extend(files: Record<string, string>, team = 'product') {
  const host = new FakeGitHost({ 'README.md': '', ...files });
  const location = await host.hosts.resolve(
    'https://git.example/acme/platform/tree/main/kubernetes',
  );
  const commit = await location.reader.head('main');
  return extendTeam(shopOf(team), 'services', location, commit);
}

describe('extendTeam', () => {
  it('gives the team the namespaces, and leave to deploy there', async () => {
    const { changes, remarks } = await extend({
      'kubernetes/teams/product/rbac.yaml': rbac,
      'kubernetes/teams/product/policies.yaml': policies,
      'kubernetes/bootstrap/services.yaml': sets,
    });
    expect(remarks).toEqual([]);
    expect(changes.map(({ path }) => path)).toEqual([
      'kubernetes/teams/product/rbac.yaml',
      'kubernetes/teams/product/policies.yaml',
    ]);
    expect(changes[0].after).toContain('      namespace: shop-dev\n');
    expect(changes[1].after.startsWith(policies)).toBe(true);
  });

  it('says when no ApplicationSet finds the service', async () => {
    const { remarks } = await extend(
      { 'kubernetes/bootstrap/services.yaml': sets },
      'platform',
    );
    expect(remarks).toEqual([
      'No ApplicationSet in `kubernetes/bootstrap/services.yaml` finds services of team `platform` in `services`: Argo CD will not deploy this one until there is one.',
      'There are no `kubernetes/teams/platform/rbac.yaml` and `policies.yaml` to extend: the AppProject of team `platform` must allow `shop-dev`, `shop`, and the namespaces must exist.',
    ]);
  });

  it('leaves files of another form as they are, and says so', async () => {
    const { changes, remarks } = await extend({
      'kubernetes/teams/product/rbac.yaml': 'kind: Role\n',
      'kubernetes/teams/product/policies.yaml': policies,
    });
    expect(changes).toEqual([]);
    expect(remarks).toEqual([
      '`kubernetes/teams/product` could not be extended (`rbac.yaml has no AppProject with a list of destinations`): the AppProject of team `product` must allow `shop-dev`, `shop`, and the namespaces must exist.',
    ]);
  });

  it('leaves a repository of another layout alone', async () => {
    await expect(extend({})).resolves.toEqual({
      changes: [],
      remarks: [],
    });
  });
});
