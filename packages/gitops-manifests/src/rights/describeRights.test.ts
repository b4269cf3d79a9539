import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { shop } from '../__testUtils__/newService';
import { renderService } from '../service/renderService';
import { addTeamNamespaces, type TeamFiles } from '../team/addTeamNamespaces';
import { type ChangedFile, describeRights } from './describeRights';

const fixtures = resolve(__dirname, '../team/__fixtures__/sameName');
const homelab = resolve(
  __dirname,
  '../../../../examples/homelab/kubernetes/teams/product',
);
const refunds = { environment: 'production', namespace: 'refunds' };

async function filesIn(folder: string): Promise<TeamFiles> {
  const [rbac, policies] = await Promise.all(
    ['rbac.yaml', 'policies.yaml'].map(name =>
      readFile(join(folder, name), 'utf8'),
    ),
  );
  return { rbac, policies };
}

function changeOf(before: TeamFiles, after: TeamFiles): ChangedFile[] {
  return (['rbac', 'policies'] as const).map(name => ({
    path: `teams/payments/${name}.yaml`,
    before: before[name],
    after: after[name],
  }));
}

/** What one manifest gives where there was nothing, or where there was another one. */
function rightsOf(after: string, before?: string): string[] {
  return describeRights([{ path: 'a.yaml', before, after }]);
}

describe('describeRights', () => {
  it('says who may do what where after a team got a namespace', async () => {
    const before = await filesIn(fixtures);
    const after = addTeamNamespaces(before, [refunds]);
    expect(describeRights(changeOf(before, after))).toEqual([
      'Argo CD may deploy project team-payments into namespace refunds on cluster in-cluster',
      'Group payments gets the role view in namespace refunds',
      'There is a namespace refunds of team payments for environment production, without a Pod Security Standard',
      'All pods in namespace refunds may be reached from namespaces with platform.stonegarden.dev/team=payments (network policy default-deny)',
    ]);
  });

  it('says nothing of what stays', async () => {
    const files = await filesIn(homelab);
    expect(describeRights(changeOf(files, files))).toEqual([]);
  });

  it('says what the files do, not what was meant', async () => {
    const before = await filesIn(fixtures);
    const after = addTeamNamespaces(before, [refunds]);
    const [head, old, added] = after.rbac.split('---\n');
    const tampered = added
      .replace('name: view', 'name: cluster-admin')
      .replace(/name: payments\n$/, 'name: refunds\n');
    expect(
      describeRights(
        changeOf(before, {
          ...after,
          rbac: [head, old, tampered].join('---\n'),
        }),
      ),
    ).toContain(
      'Group refunds gets the role cluster-admin in namespace refunds',
    );
    const without = describeRights(
      changeOf(before, { ...after, rbac: [head, old].join('---\n') }),
    );
    expect(without.join('\n')).not.toContain('gets the role');
  });

  it('misses a sentence for each manifest that is taken out of the change', async () => {
    const before = await filesIn(homelab);
    const after = addTeamNamespaces(before, [refunds]);
    const all = describeRights(changeOf(before, after));
    expect(all).toEqual(
      expect.arrayContaining([
        'Group team-product gets the role view in namespace refunds',
        'There is a namespace refunds of team product for environment production, with the Pod Security Standard restricted',
        'All pods in namespace refunds together may use at most requests.cpu 8, requests.memory 16Gi, limits.memory 32Gi, pods 50, persistentvolumeclaims 10, services.loadbalancers 0 (quota team-quota)',
        'All pods in namespace refunds may be reached by nobody unless another network policy says so (network policy default-deny)',
        'All pods in namespace refunds may connect to pods with k8s-app=kube-dns in namespace kube-system at UDP 53 and TCP 53 (network policy allow-dns-and-same-namespace)',
      ]),
    );
    let checked = 0;
    for (const name of ['rbac', 'policies'] as const) {
      const known = before[name].split('---\n').length;
      const documents = after[name].split('---\n');
      for (let index = known; index < documents.length; index += 1) {
        const fewer = documents.filter((_, other) => other !== index);
        const rights = describeRights(
          changeOf(before, { ...after, [name]: fewer.join('---\n') }),
        );
        expect(rights.length).toBeLessThan(all.length);
        expect(all).toEqual(expect.arrayContaining(rights));
        checked += 1;
      }
    }
    // Namespace, quota, limits, two network policies and a role binding
    expect(checked).toBe(6);
  });

  it('says where the network of a new service opens', () => {
    const files = renderService({
      ...shop,
      environments: [
        { name: 'dev', namespace: 'shop-dev' },
        { name: 'production', namespace: 'shop' },
      ],
      dependencies: [{ ref: 'kafka', namespaces: ['kafka', 'kafka-dev'] }],
    }).map(({ path, content }) => ({ path, after: content }));
    const pods = 'Pods with app.kubernetes.io/name=shop in namespace';
    const from =
      'may be reached from namespace cloudflared, namespace prometheus at TCP http (network policy shop-allow)';
    const to =
      'may connect to namespaces kafka and kafka-dev (network policy shop-allow)';
    expect(describeRights(files)).toEqual([
      `${pods} shop-dev ${from}`,
      `${pods} shop-dev ${to}`,
      `${pods} shop ${from}`,
      `${pods} shop ${to}`,
    ]);
  });

  it.each([
    [
      `kind: ClusterRoleBinding
metadata: {name: a}
roleRef: {kind: ClusterRole, name: admin}
subjects: [{kind: ServiceAccount, name: ci, namespace: build}]`,
      [
        'ServiceAccount ci of namespace build gets the role admin in every namespace of the cluster',
      ],
    ],
    [
      `kind: Role
metadata: {name: reader, namespace: shop}
rules:
  - {apiGroups: [""], resources: [secrets], resourceNames: [a], verbs: [get, list]}
  - {apiGroups: [apps], resources: ["*"], verbs: ["*"]}`,
      [
        'Role reader in namespace shop allows get and list on secrets named a',
        'Role reader in namespace shop allows * on * of apps',
      ],
    ],
    [
      `kind: AppProject
metadata: {name: p}
spec:
  description: anything
  sourceRepos: ["*"]
  destinations: [{server: "*", namespace: "*"}, {name: c, namespace: "a-*"}, {name: c, namespace: "!b"}]
  clusterResourceWhitelist: [{group: "*", kind: "*"}]
  namespaceResourceBlacklist: [{group: "", kind: ResourceQuota}]
  roles: [{name: r, groups: [g], policies: ["p, x, y"]}]
  syncWindows: [{kind: deny, schedule: "* * * * *"}]
  permitOnlyProjectScopedClusters: true`,
      [
        'Argo CD may take manifests of project p from *',
        'Argo CD may deploy project p into every namespace on cluster *',
        'Argo CD may deploy project p into every namespace like a-* on cluster c',
        'Argo CD may deploy project p into every namespace but b on cluster c',
        'Argo CD may change */* of the whole cluster for project p',
        'Argo CD may not change ResourceQuota in namespaces for project p',
        'Group g gets the role r of project p',
        'Argo CD has for the role r of project p the policy p, x, y',
        'Argo CD has for project p the setting syncWindows: kind deny, schedule * * * * *',
        'Argo CD has for project p the setting permitOnlyProjectScopedClusters: true',
      ],
    ],
    [
      `kind: NetworkPolicy
metadata: {name: n, namespace: a}
spec:
  podSelector: {matchExpressions: [{key: app, operator: Exists}]}
  ingress:
    - {}
    - from:
        - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}
        - podSelector: {}
        - namespaceSelector: {}
      ports: [{port: 80, endPort: 90}]
  egress: []`,
      [
        'Pods with app Exists in namespace a may be reached from everywhere (network policy n)',
        'Pods with app Exists in namespace a may be reached from addresses in 10.0.0.0/8 but 10.1.0.0/16, all pods of the same namespace, every namespace at TCP 80 to 90 (network policy n)',
        'Pods with app Exists in namespace a may connect to nothing unless another network policy says so (network policy n)',
      ],
    ],
    [
      'kind: SealedSecret\nmetadata: {name: s, namespace: a}',
      [
        'SealedSecret s counts in namespace a: look at what it allows, nobody has put that into words',
      ],
    ],
    ['kind: Deployment\nmetadata: {name: s}', []],
    [
      'kind: [',
      ['Nobody can tell what a.yaml allows, because it cannot be read'],
    ],
    ['kind: RoleBinding\nsubjects: x\nmetadata: 1', []],
  ])('of %s', (manifest, expected) => {
    expect(rightsOf(manifest)).toEqual(expected);
  });

  it('says what is no longer limited', () => {
    const quota = (pods: number) => `kind: ResourceQuota
metadata: {name: q, namespace: a}
spec: {hard: {pods: ${pods}}}
`;
    const right = (pods: number) =>
      `All pods in namespace a together may use at most pods ${pods} (quota q)`;
    expect(rightsOf(quota(50), quota(20))).toEqual([
      right(50),
      `No longer: ${right(20)}`,
    ]);
    expect(describeRights([{ path: 'a.yaml', before: quota(20) }])).toEqual([
      `No longer: ${right(20)}`,
    ]);
  });

  it('marks every name that the files give', () => {
    const mark = (text: string) => `<${text}>`;
    const after = `kind: RoleBinding
metadata: {name: b, namespace: "@ns"}
roleRef: {kind: ClusterRole, name: "#1"}
subjects: [{kind: "@kind", name: "@team"}, {kind: Group, name: "![x](y)"}]
`;
    expect(describeRights([{ path: 'a.yaml', after }], { mark })).toEqual([
      '<@kind> <@team> gets the role <#1> in namespace <@ns>',
      'Group <![x](y)> gets the role <#1> in namespace <@ns>',
    ]);
  });
});
