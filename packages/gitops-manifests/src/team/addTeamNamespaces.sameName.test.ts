import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kustomize } from '@stonegarden/test-utils/kustomize';
import fc from 'fast-check';
import { type Document, parse, parseAllDocuments, stringify } from 'yaml';
import { scalarsOf } from '../yaml/yamlDocuments';
import { addTeamNamespaces, type TeamFiles } from './addTeamNamespaces';

// kustomize runs as a process of its own, on machines that may be busy
jest.setTimeout(120_000);

const fixture = (name: string) =>
  readFile(join(__dirname, '__fixtures__/sameName', name), 'utf8');

async function payments(): Promise<TeamFiles> {
  const [rbac, policies] = await Promise.all([
    fixture('rbac.yaml'),
    fixture('policies.yaml'),
  ]);
  return { rbac, policies };
}

const refunds = { environment: 'production', namespace: 'refunds' };

/** Each scalar of a document: its path, and exactly what stands in the file. */
function sources(document: Document.Parsed, text: string) {
  return new Map(
    scalarsOf(document.contents).map(({ path, node }) => {
      const [start, end] = node.range ?? [0, 0];
      return [path.join('.'), text.slice(start, end)] as const;
    }),
  );
}

/** What was appended to a file, document by document, each with what it was copied from. */
function copies(before: string, after: string, from: string) {
  const pattern = parseAllDocuments(before).filter(
    document =>
      document.get('kind') !== 'AppProject' &&
      (document.getIn(['metadata', 'namespace']) === from ||
        (document.get('kind') === 'Namespace' &&
          document.getIn(['metadata', 'name']) === from)),
  );
  const added = parseAllDocuments(after).slice(
    parseAllDocuments(before).length,
  );
  expect(added).toHaveLength(pattern.length);
  return added.map((document, index) => ({
    kind: String(document.get('kind')),
    document,
    before: sources(pattern[index], before),
    after: sources(document, after),
  }));
}

/** Only these paths may differ; written without a look at the code that changes them. */
const NAMESPACE_FIELDS: Array<[kind: RegExp, path: RegExp]> = [
  [/./, /^metadata\.namespace$/],
  [/^Namespace$/, /^metadata\.name$/],
  [/^Namespace$/, /^metadata\.labels\.kubernetes\.io\/metadata\.name$/],
  [
    /^Namespace$/,
    /^metadata\.labels\.platform\.stonegarden\.dev\/environment$/,
  ],
  [/Binding$/, /^subjects\.\d+\.namespace$/],
  [
    /Policy$/,
    /\.namespaceSelector\.matchLabels\.kubernetes\.io\/metadata\.name$/,
  ],
  [/Policy$/, /\.namespaceSelector\.matchExpressions\.0\.values\.\d+$/],
];

describe('addTeamNamespaces, where names are the same', () => {
  it('leaves group, team and labels of the name of the namespace as they are (case 13)', async () => {
    const files = await payments();
    const result = addTeamNamespaces(files, [refunds]);
    expect(result.policies.slice(files.policies.length)).toBe(`---
apiVersion: v1
kind: Namespace
metadata:
  name: refunds
  labels:
    platform.stonegarden.dev/team: payments
    platform.stonegarden.dev/environment: production
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny
  namespace: refunds
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              platform.stonegarden.dev/team: payments
`);
    const binding = files.rbac.slice(files.rbac.indexOf('---'));
    expect(result.rbac).toBe(
      `${files.rbac.replace(
        '      namespace: payments\n',
        '      namespace: payments\n    - name: in-cluster\n      namespace: refunds\n',
      )}${binding.replace('namespace: payments', 'namespace: refunds')}`,
    );
    expect(result.rbac.split('---\n').at(-1)).toContain('    name: payments\n');
  });

  it('agrees with the namespace transformer of kustomize on the metadata', async () => {
    const files = await payments();
    const result = addTeamNamespaces(files, [refunds]);
    const folder = await mkdtemp(join(tmpdir(), 'gitops-manifests-'));
    try {
      const withoutProject = files.rbac.slice(files.rbac.indexOf('---'));
      await writeFile(
        join(folder, 'all.yaml'),
        files.policies + withoutProject,
      );
      await writeFile(
        join(folder, 'kustomization.yaml'),
        'namespace: refunds\nresources: [all.yaml]\n',
      );
      const placesOf = (all: Array<Record<string, unknown>>) =>
        all
          .map(({ kind, metadata }) => {
            const { name, namespace } = metadata as Record<string, unknown>;
            return [kind, name, namespace];
          })
          .sort();
      const ours = [
        result.policies.slice(files.policies.length),
        result.rbac.slice(result.rbac.lastIndexOf('---')),
      ].flatMap(text =>
        parseAllDocuments(text).map(document => document.toJS()),
      );
      expect(placesOf(ours)).toEqual(placesOf(await kustomize(folder)));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('moves what means the namespace itself: its ServiceAccounts and selectors by its name', () => {
    const policies = `kind: Namespace
metadata:
  name: payments
  labels: {kubernetes.io/metadata.name: payments, team: payments}
---
kind: NetworkPolicy
metadata: {name: payments, namespace: payments}
spec:
  podSelector: {matchLabels: {kubernetes.io/metadata.name: payments}}
  ingress:
    - from:
        - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: payments}}
        - namespaceSelector:
            matchExpressions:
              - {key: kubernetes.io/metadata.name, operator: In, values: [payments, orders]}
              - {key: team, operator: In, values: [payments]}
---
kind: CiliumNetworkPolicy
metadata: {name: payments, namespace: payments}
spec:
  ingress:
    - fromEndpoints:
        - matchLabels: {k8s:io.kubernetes.pod.namespace: payments, app: payments}
`;
    const rbac = `kind: AppProject
metadata: {name: team-payments, namespace: payments}
spec:
  destinations:
    - namespace: payments
      name: payments
---
kind: RoleBinding
metadata: {name: payments, namespace: payments}
subjects:
  - {kind: ServiceAccount, name: payments, namespace: payments}
  - {kind: ServiceAccount, name: ci, namespace: build}
  - {kind: Group, name: payments, namespace: payments}
  - {kind: Group, name: "system:serviceaccounts:payments"}
  - {kind: User, name: "system:serviceaccount:payments:payments"}
  - {kind: User, name: "system:serviceaccount:payments-dev:x"}
`;
    const result = addTeamNamespaces({ rbac, policies }, [refunds]);
    expect(result.policies.slice(policies.length)).toBe(`---
kind: Namespace
metadata:
  name: refunds
  labels: {kubernetes.io/metadata.name: refunds, team: payments}
---
kind: NetworkPolicy
metadata: {name: payments, namespace: refunds}
spec:
  podSelector: {matchLabels: {kubernetes.io/metadata.name: payments}}
  ingress:
    - from:
        - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: refunds}}
        - namespaceSelector:
            matchExpressions:
              - {key: kubernetes.io/metadata.name, operator: In, values: [refunds, orders]}
              - {key: team, operator: In, values: [payments]}
---
kind: CiliumNetworkPolicy
metadata: {name: payments, namespace: refunds}
spec:
  ingress:
    - fromEndpoints:
        - matchLabels: {k8s:io.kubernetes.pod.namespace: refunds, app: payments}
`);
    expect(result.rbac).toBe(
      `${rbac.replace(
        '      name: payments\n---',
        '      name: payments\n    - namespace: refunds\n      name: payments\n---',
      )}---
kind: RoleBinding
metadata: {name: payments, namespace: refunds}
subjects:
  - {kind: ServiceAccount, name: payments, namespace: refunds}
  - {kind: ServiceAccount, name: ci, namespace: build}
  - {kind: Group, name: payments, namespace: payments}
  - {kind: Group, name: "system:serviceaccounts:refunds"}
  - {kind: User, name: "system:serviceaccount:refunds:payments"}
  - {kind: User, name: "system:serviceaccount:payments-dev:x"}
`,
    );
  });

  it.each([
    ['on', '1e3'],
    ['null', '123'],
  ])(
    'quotes the environment %s and the namespace %s, which YAML takes for something else',
    async (environment, namespace) => {
      const { rbac, policies } = addTeamNamespaces(await payments(), [
        { environment, namespace },
      ]);
      expect(policies).toContain(`  name: "${namespace}"\n`);
      expect(policies).toContain(`/environment: "${environment}"\n`);
      expect(rbac).toContain(`      namespace: "${namespace}"\n`);
    },
  );

  it.each([
    [
      'kind: Namespace\nmetadata: {name: &n payments, labels: {team: *n}}\n',
      '&n',
    ],
    ['kind: Namespace\nmetadata:\n  name: >-\n    payments\n', 'metadata.name'],
  ])('refuses to copy %j', async (policies, reason) => {
    const { rbac } = await payments();
    expect(() => addTeamNamespaces({ rbac, policies }, [refunds])).toThrow(
      reason,
    );
  });

  it('refuses to copy a destination that other ones refer to', async () => {
    const { policies } = await payments();
    const rbac =
      'kind: AppProject\nspec:\n  destinations:\n    - namespace: &n payments\n    - namespace: orders\n      name: *n\n';
    expect(() => addTeamNamespaces({ rbac, policies }, [refunds])).toThrow(
      'what has the anchor &n cannot be copied',
    );
  });

  it('changes no scalar that does not name the namespace, whatever names collide', () => {
    const pool = fc.constantFrom('a', 'dev', 'production', 'argocd', 'view');
    const labels = fc.dictionary(
      fc.constantFrom(
        'platform.stonegarden.dev/team',
        'platform.stonegarden.dev/environment',
        'kubernetes.io/metadata.name',
        ...['a', 'dev', 'namespace', 'name'],
      ),
      pool,
    );
    const selector = fc.oneof(
      fc.record({ matchLabels: labels }),
      fc.record({
        matchExpressions: fc.tuple(
          fc.record({
            key: fc.constantFrom('kubernetes.io/metadata.name', 'a'),
            operator: fc.constant('In'),
            values: fc.array(pool, { maxLength: 3 }),
          }),
        ),
      }),
    );
    const metadata = fc.record(
      { name: pool, namespace: pool, labels, annotations: labels },
      { requiredKeys: ['name', 'namespace'] },
    );
    const inNamespace = fc.oneof(
      fc.record({
        kind: fc.constantFrom('RoleBinding'),
        metadata,
        roleRef: fc.record({ kind: fc.constant('ClusterRole'), name: pool }),
        subjects: fc.array(
          fc.record(
            {
              kind: fc.constantFrom('Group', 'User', 'ServiceAccount'),
              name: pool,
              namespace: pool,
            },
            { requiredKeys: ['kind', 'name'] },
          ),
          { maxLength: 3 },
        ),
      }),
      fc.record({
        kind: fc.constant('NetworkPolicy'),
        metadata,
        spec: fc.record({
          podSelector: selector,
          namespace: pool,
          ingress: fc.array(
            fc.record({
              from: fc.array(
                fc.record(
                  { namespaceSelector: selector, podSelector: selector },
                  { requiredKeys: [] },
                ),
                { maxLength: 2 },
              ),
            }),
            { maxLength: 2 },
          ),
        }),
      }),
      fc.record({
        kind: fc.constant('ResourceQuota'),
        metadata,
        spec: fc.record({ hard: labels }),
      }),
    );
    const namespace = fc.record({
      kind: fc.constant('Namespace'),
      metadata: fc.record(
        { name: pool, labels, annotations: labels },
        { requiredKeys: ['name'] },
      ),
    });
    const style = fc.constantFrom(
      { collectionStyle: 'block' } as const,
      { collectionStyle: 'flow' } as const,
      { defaultStringType: 'QUOTE_SINGLE' } as const,
    );
    let compared = 0;
    let changed = 0;
    fc.assert(
      fc.property(
        namespace,
        fc.array(fc.tuple(inNamespace, style), { maxLength: 6 }),
        fc.array(fc.tuple(inNamespace, style), { maxLength: 4 }),
        fc.record({ name: pool, namespace: pool, project: pool }),
        pool,
        (pattern, inPolicies, inRbac, destination, environment) => {
          const { project, ...where } = destination;
          const write = (all: Array<readonly [unknown, object]>) =>
            all.map(([value, how]) => stringify(value, how)).join('---\n');
          const policies = write([[pattern, {}], ...inPolicies]);
          const head = stringify({
            kind: 'AppProject',
            metadata: { name: project, namespace: project },
            spec: { destinations: [where] },
          });
          const rbac = inRbac.length ? `${head}---\n${write(inRbac)}` : head;
          const result = addTeamNamespaces({ policies, rbac }, [
            { environment, namespace: 'new' },
          ]);
          const from = pattern.metadata.name;
          for (const copy of [
            ...copies(policies, result.policies, from),
            ...copies(rbac, result.rbac, from),
          ]) {
            expect([...copy.after.keys()]).toEqual([...copy.before.keys()]);
            const differing = [...copy.after].filter(
              ([path, source]) => source !== copy.before.get(path),
            );
            compared += copy.after.size;
            changed += differing.length;
            const wrong = differing.filter(
              ([path, source]) =>
                !['new', environment].includes(parse(source)) ||
                !NAMESPACE_FIELDS.some(
                  ([kind, field]) => kind.test(copy.kind) && field.test(path),
                ),
            );
            expect(wrong).toEqual([]);
            const place = copy.document.toJS();
            expect(
              place.kind === 'Namespace'
                ? place.metadata.name
                : place.metadata.namespace,
            ).toBe('new');
            const left = (place.subjects ?? []).filter(
              (subject: Record<string, unknown>) =>
                subject.kind === 'ServiceAccount' && subject.namespace === from,
            );
            expect(left).toEqual([]);
          }
          // What was there stays byte for byte, but for destinations that are added
          expect(result.policies.startsWith(policies)).toBe(true);
          const lines = result.rbac.split('\n');
          expect(
            rbac
              .split('\n')
              .filter(Boolean)
              .every(line => lines.includes(line)),
          ).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(2000);
    expect(changed).toBeGreaterThan(400);
  });
});
