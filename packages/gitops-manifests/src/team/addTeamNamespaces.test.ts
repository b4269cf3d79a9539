import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { kustomize } from '@stonegarden/test-utils/kustomize';
import { addTeamNamespaces } from './addTeamNamespaces';

// kustomize runs as a process of its own, on machines that may be busy
jest.setTimeout(60_000);

const teams = resolve(
  __dirname,
  '../../../../examples/homelab/kubernetes/teams',
);

const wanted = [
  { environment: 'dev', namespace: 'shop-dev' },
  { environment: 'production', namespace: 'shop' },
];

const policies = `# What all namespaces of the team have.
apiVersion: v1
kind: Namespace
metadata:
  name: a-dev
  labels:
    platform.stonegarden.dev/environment: dev
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: quota, namespace: a-dev}   # small
spec: {hard: {pods: "20"}}
---
apiVersion: v1
kind: Namespace
metadata:
  name: a
  labels:
    platform.stonegarden.dev/environment: production
`;

const rbac = `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: team-a
spec:
  destinations:   # explicit
    - namespace: a-dev
      name: in-cluster
    - name: in-cluster
      namespace: a   # the real one
  roles: []
---
kind: RoleBinding
metadata:
  name: a-view
  namespace: a
`;

async function filesOf(team: string) {
  return {
    rbac: await readFile(join(teams, team, 'rbac.yaml'), 'utf8'),
    policies: await readFile(join(teams, team, 'policies.yaml'), 'utf8'),
  };
}

describe('addTeamNamespaces', () => {
  it('adds lines after the pattern of the same environment, and changes none', () => {
    const result = addTeamNamespaces({ rbac, policies }, wanted);
    expect(result.policies).toBe(`${policies}---
apiVersion: v1
kind: Namespace
metadata:
  name: shop-dev
  labels:
    platform.stonegarden.dev/environment: dev
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: quota, namespace: shop-dev}   # small
spec: {hard: {pods: "20"}}
---
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    platform.stonegarden.dev/environment: production
`);
    expect(result.rbac).toBe(`apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: team-a
spec:
  destinations:   # explicit
    - namespace: a-dev
      name: in-cluster
    - name: in-cluster
      namespace: a   # the real one
    - namespace: shop-dev
      name: in-cluster
    - name: in-cluster
      namespace: shop   # the real one
  roles: []
---
kind: RoleBinding
metadata:
  name: a-view
  namespace: a
---
kind: RoleBinding
metadata:
  name: a-view
  namespace: shop
`);
  });

  it('changes nothing the second time', () => {
    const once = addTeamNamespaces({ rbac, policies }, wanted);
    expect(addTeamNamespaces(once, wanted)).toEqual(once);
  });

  it('takes the last namespace as the pattern of an environment the team never had', () => {
    const result = addTeamNamespaces({ rbac, policies }, [
      { environment: 'canary', namespace: 'shop-canary' },
    ]);
    expect(result.policies.slice(policies.length)).toBe(`---
apiVersion: v1
kind: Namespace
metadata:
  name: shop-canary
  labels:
    platform.stonegarden.dev/environment: canary
`);
  });

  it('needs no new destination where a pattern allows it', () => {
    const open = rbac.replace('namespace: a-dev', "namespace: 'shop*'");
    const result = addTeamNamespaces({ rbac: open, policies }, wanted);
    expect(result.rbac).not.toContain('- namespace: shop-dev');
    expect(result.rbac).toContain('namespace: shop\n');
  });

  it('keeps apart a namespace and an environment of the same name', () => {
    const same = policies.replace('name: a-dev', 'name: dev');
    const result = addTeamNamespaces({ rbac, policies: same }, [
      { environment: 'dev', namespace: 'shop-dev' },
    ]);
    expect(result.policies.slice(same.length)).toBe(`---
apiVersion: v1
kind: Namespace
metadata:
  name: shop-dev
  labels:
    platform.stonegarden.dev/environment: dev
`);
  });

  it.each([
    [{ rbac, policies: '' }, 'no Namespace to take as a pattern'],
    [{ rbac: 'kind: Role\n', policies }, 'no AppProject with a list'],
    [
      {
        rbac: 'kind: AppProject\nspec: {destinations: [{namespace: a}]}\n',
        policies,
      },
      'no AppProject with a list',
    ],
    [{ rbac: 'kind: [', policies }, ''],
  ])('refuses files of another form', (files, message) => {
    expect(() => addTeamNamespaces(files, wanted)).toThrow(message);
  });

  it.each(['product', 'platform'])(
    'extends team %s of the homelab so that the real kustomize renders it',
    async team => {
      const folder = await mkdtemp(join(tmpdir(), 'gitops-manifests-'));
      try {
        await cp(join(teams, team), folder, { recursive: true });
        const before = await kustomize(folder);
        const files = await filesOf(team);
        const extended = addTeamNamespaces(files, wanted);
        await writeFile(join(folder, 'rbac.yaml'), extended.rbac);
        await writeFile(join(folder, 'policies.yaml'), extended.policies);
        const after = await kustomize(folder);

        const text = (value: unknown) => JSON.stringify(value);
        const added = after.filter(
          each => !before.some(old => text(old) === text(each)),
        );
        const kinds = added.map(({ kind }) => kind).sort();
        expect(kinds).toEqual([
          'AppProject',
          ...['LimitRange', 'LimitRange', 'Namespace', 'Namespace'],
          ...['NetworkPolicy', 'NetworkPolicy'],
          ...['NetworkPolicy', 'NetworkPolicy'],
          ...['ResourceQuota', 'ResourceQuota', 'RoleBinding', 'RoleBinding'],
        ]);
        const project = added.find(({ kind }) => kind === 'AppProject') as {
          spec: { destinations: unknown[] };
        };
        for (const namespace of ['shop-dev', 'shop']) {
          expect(project.spec.destinations).toContainEqual(
            expect.objectContaining({ namespace, name: 'in-cluster' }),
          );
        }
        const namespaces = added.filter(({ kind }) => kind === 'Namespace');
        expect(namespaces).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              metadata: expect.objectContaining({
                name: 'shop-dev',
                labels: expect.objectContaining({
                  'platform.stonegarden.dev/environment': 'dev',
                  'platform.stonegarden.dev/team': team,
                }),
              }),
            }),
          ]),
        );
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
