import fc from 'fast-check';
import { parse } from 'yaml';
import { findDangers } from './findDangers';
import type { Fields } from './KubernetesObject';

const WORKLOAD = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/web:1
          volumeMounts: [{ name: data, mountPath: /data }]
      volumes:
        - { name: data, persistentVolumeClaim: { claimName: data } }
        - { name: conf, configMap: { name: conf-bcdfghkmt2 } }
`;
const SET = WORKLOAD.replace('Deployment', 'StatefulSet').replace(
  'replicas: 2',
  `serviceName: web
  volumeClaimTemplates:
    - { metadata: { name: more }, spec: { resources: { requests: { storage: 1Gi } } } }`,
);
const SERVICE = `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web } }
`;
const CLAIM = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: fast
  resources: { requests: { storage: 2Gi } }
`;
const ROLE = `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web }
rules:
  - { apiGroups: [""], resources: [configmaps, pods], verbs: [get, list] }
  - { apiGroups: [apps], resources: ["*"], verbs: [get] }
`;
const BINDING = `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web }
roleRef: { kind: Role, name: web }
subjects: [{ kind: ServiceAccount, name: web }]
`;
const JOB = `
apiVersion: batch/v1
kind: Job
metadata: { name: migrate }
spec:
  template: { spec: { containers: [{ name: migrate, image: web:1 }] } }
`;
const of = (kind: string, name: string, apiVersion = 'v1') =>
  `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: ${name} } }`;

const read = (...texts: string[]): Fields[] => texts.map(text => parse(text));
const codes = (before: string[], after: string[]) =>
  findDangers(read(...before), read(...after)).map(({ code, params }) =>
    [code, ...Object.values(params)].join(' '),
  );

describe('findDangers', () => {
  it('finds none where only versions, or harmless things, change', () => {
    const after = WORKLOAD.replace('web:1', 'web:2')
      .replace('replicas: 2', 'replicas: 5')
      .replace('bcdfghkmt2', '2456789bcd')
      .replace(
        'mountPath: /data }',
        'mountPath: /data }, { name: conf, mountPath: /conf }',
      );
    expect(
      codes(
        [WORKLOAD, SERVICE, CLAIM, ROLE],
        [
          after,
          SERVICE,
          CLAIM.replace('2Gi', '3072Mi'),
          ROLE.replace('[get, list]', '[get]'),
        ],
      ),
    ).toEqual([]);
  });

  it('finds none where nothing changes', () => {
    const all = [WORKLOAD, SET, SERVICE, CLAIM, ROLE, BINDING, JOB];
    fc.assert(
      fc.property(fc.subarray(all), some => {
        expect(codes(some, some)).toEqual([]);
      }),
    );
  });

  it.each([
    [of('Namespace', 'a'), 'NamespaceDeleted a'],
    [
      of('CustomResourceDefinition', 'a', 'apiextensions.k8s.io/v1'),
      'ResourceDefinitionDeleted a',
    ],
    [CLAIM, 'VolumeClaimDeleted data'],
    [SET, 'StatefulSetDeleted web'],
    [of('Ingress', 'a', 'networking.k8s.io/v1'), 'ObjectDeleted Ingress a'],
  ])('names what is deleted: %#', (gone, expected) => {
    expect(codes([gone], [])).toEqual([expected]);
  });

  it.each<[string, string, string, string, string[]]>([
    [
      'a selector',
      WORKLOAD,
      'matchLabels: { app: web }',
      'matchLabels: { app: shop }',
      ['ImmutableFieldChanged Deployment web spec.selector'],
    ],
    [
      'claims of a set',
      SET,
      'storage: 1Gi',
      'storage: 2Gi',
      ['ImmutableFieldChanged StatefulSet web spec.volumeClaimTemplates'],
    ],
    [
      'the service of a set',
      SET,
      'serviceName: web',
      'serviceName: other',
      ['ImmutableFieldChanged StatefulSet web spec.serviceName'],
    ],
    [
      'the policy of a set, as it is by default',
      SET,
      'serviceName: web',
      'serviceName: web\n  podManagementPolicy: OrderedReady',
      [],
    ],
    [
      'the template of a job',
      JOB,
      'web:1',
      'web:2',
      ['ImmutableFieldChanged Job migrate spec.template'],
    ],
    [
      'the address of a service',
      SERVICE,
      'selector:',
      'clusterIP: None, selector:',
      ['ImmutableFieldChanged Service web spec.clusterIP'],
    ],
    [
      'the class of a claim',
      CLAIM,
      'fast',
      'slow',
      [
        'ImmutableFieldChanged PersistentVolumeClaim data spec.storageClassName',
      ],
    ],
    [
      'a claim that shrinks',
      CLAIM,
      '2Gi',
      '2000M',
      [
        'ImmutableFieldChanged PersistentVolumeClaim data spec.resources.requests.storage',
      ],
    ],
    [
      'the role of a binding',
      BINDING,
      'kind: Role, name: web',
      'kind: Role, name: all',
      [
        'ImmutableFieldChanged RoleBinding web roleRef',
        'RightsWidened RoleBinding web ServiceAccount web gets all',
      ],
    ],
    [
      'further subjects',
      BINDING,
      '[{ kind',
      '[{ kind: User, name: eve }, { kind',
      ['RightsWidened RoleBinding web User eve gets web'],
    ],
    [
      'further verbs',
      ROLE,
      '[get, list]',
      '[get, watch]',
      ['RightsWidened Role web watch configmaps,watch pods'],
    ],
    [
      'what a role allowed already',
      ROLE,
      'resources: ["*"]',
      'resources: [deployments]',
      [],
    ],
    [
      'all of a group',
      ROLE,
      'resources: [configmaps, pods]',
      'resources: ["*"]',
      ['RightsWidened Role web get *,list *'],
    ],
    [
      'a volume that becomes another one',
      WORKLOAD,
      'claimName: data',
      'claimName: other',
      ['VolumeChanged Deployment web data'],
    ],
    [
      'a volume that is gone',
      WORKLOAD,
      '- { name: data, persistentVolumeClaim: { claimName: data } }',
      '',
      ['VolumeRemoved Deployment web data'],
    ],
    [
      'a volume that is mounted elsewhere',
      WORKLOAD,
      '/data',
      '/srv',
      ['VolumeMountChanged Deployment web web data'],
    ],
    [
      'no replicas',
      WORKLOAD,
      'replicas: 2',
      'replicas: 0',
      ['ReplicasToZero Deployment web'],
    ],
    [
      'another repository',
      WORKLOAD,
      'ghcr.io/acme/web:1',
      'ghcr.io/evil/web:1',
      [
        'ImageRepositoryChanged Deployment web web ghcr.io/acme/web ghcr.io/evil/web',
      ],
    ],
    [
      'a container of another repository',
      WORKLOAD,
      '- name: web\n',
      '- { name: side, image: evil/side:1 }\n        - name: web\n',
      ['ImageRepositoryChanged Deployment web side evil/side'],
    ],
    [
      'access to the node',
      WORKLOAD,
      'containers:',
      'hostNetwork: true\n      containers:',
      ['HostAccessGained Deployment web hostNetwork'],
    ],
    [
      'a privileged container',
      WORKLOAD,
      '- name: web\n',
      '- name: web\n          securityContext: { privileged: true, capabilities: { add: [NET_ADMIN] } }\n',
      [
        'HostAccessGained Deployment web privileged of container web',
        'HostAccessGained Deployment web capability NET_ADMIN of container web',
      ],
    ],
  ])('finds %s', (_, before, found, replacement, expected) => {
    expect(before).toContain(found);
    expect(codes([before], [before.replace(found, replacement)])).toEqual(
      expected,
    );
  });

  it('believes what Argo CD is told about an object', () => {
    const annotated = (text: string, annotation: string) =>
      text.replace(
        /name: (\w+) \}/,
        `name: $1, annotations: { ${annotation} } }`,
      );
    const hook = annotated(JOB, 'argocd.argoproj.io/hook: PreSync');
    const forced = annotated(
      JOB,
      'argocd.argoproj.io/sync-options: "Force=true, Replace=true"',
    );
    const kept = annotated(
      CLAIM,
      'argocd.argoproj.io/sync-options: Prune=false',
    );
    expect(codes([hook, kept], [hook.replace('web:1', 'web:2')])).toEqual([]);
    expect(codes([forced], [forced.replace('web:1', 'web:2')])).toEqual([]);
    expect(codes([hook], [])).toEqual([]);
  });

  it('finds a service that loses its pods, whichever of the two changed', () => {
    expect(
      codes(
        [WORKLOAD, SERVICE],
        [WORKLOAD, SERVICE.replace('app: web', 'a: b')],
      ),
    ).toEqual(['NoPodsSelected Service web', 'SelectorChanged Service web']);
    expect(
      codes(
        [WORKLOAD, SERVICE],
        [WORKLOAD.replace('labels: { app: web }', 'labels: { a: b }'), SERVICE],
      ),
    ).toEqual(['NoPodsSelected Service web']);
    expect(codes([SERVICE], [SERVICE.replace('app: web', 'a: b')])).toEqual([
      'SelectorChanged Service web',
    ]);
  });

  it('finds what a new object may do', () => {
    expect(
      codes(
        [],
        [
          ROLE,
          BINDING,
          WORKLOAD.replace('containers:', 'hostPID: true\n      containers:'),
        ],
      ),
    ).toEqual([
      'HostAccessGained Deployment web hostPID',
      'RightsWidened Role web get configmaps,list configmaps,get pods,list pods,get * of apps',
      'RightsWidened RoleBinding web ServiceAccount web gets web',
    ]);
  });

  it('lists the worst first, and no more than people read', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      of('Service', `s${index}`),
    );
    const found = codes([...many, of('Namespace', 'all')], []);
    expect(found).toHaveLength(41);
    expect(found[0]).toBe('NamespaceDeleted all');
    expect(found.at(-1)).toBe('FurtherDangers 21');
  });

  it('does not fail on manifests of any shape', () => {
    const shape = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<unknown>(null, 0, 'a', true),
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(
          fc.constantFrom(
            ...['spec', 'template', 'containers', 'volumes', 'name', 'rules'],
            ...['verbs', 'resources', 'apiGroups', 'subjects', 'selector'],
            ...['securityContext', 'capabilities', 'add', 'resources'],
          ),
          tie('value'),
          { maxKeys: 3, noNullPrototype: true },
        ),
      ),
    })).value;
    const kinds = fc.constantFrom(
      ['apps/v1', 'Deployment'],
      ['apps/v1', 'StatefulSet'],
      ['v1', 'Service'],
      ['v1', 'PersistentVolumeClaim'],
      ['batch/v1', 'CronJob'],
      ['rbac.authorization.k8s.io/v1', 'Role'],
      ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
    );
    fc.assert(
      fc.property(kinds, shape, shape, ([apiVersion, kind], one, other) => {
        const make = (spec: unknown): Fields => ({
          apiVersion,
          kind,
          metadata: { name: 'a' },
          spec,
          rules: spec,
          subjects: spec,
        });
        for (const { message } of findDangers([make(one)], [make(other)])) {
          expect(message).not.toContain('[object');
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
