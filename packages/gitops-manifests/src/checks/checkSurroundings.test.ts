import {
  type Diagnostic,
  exampleFiles,
  explainProblem,
  formatDiagnostic,
  problemCodes,
} from '@stonegarden/service-manifest';
import fc from 'fast-check';
import { shop as newShop } from '../__testUtils__/newService';
import { renderService } from '../service/renderService';
import { serviceTreeOf } from '../__testUtils__/serviceTree';
import { checkServiceTree } from './checkServiceTree';
import { diagnoseNoManifest } from './diagnoseForeignManifest';

const SHOP = 'kubernetes/services/shop';
const NOTHING = /^$/;

function check(files: Record<string, string>): string[] {
  return provable(checkServiceTree(serviceTreeOf(files)).diagnostics).map(
    formatDiagnostic,
  );
}

/** These trees are cut short, so that their images cannot be told: that is another check's. */
function provable(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ code }) => code !== 'release-not-proven');
}

const manifest = (
  more = '',
  environments = '',
) => `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata:
  name: shop
spec:
  owner:
    team: product
  environments:
    - name: dev
      namespace: shop-dev
      autoSync: true
${environments}${more}`;

const PRODUCTION = '    - name: production\n      namespace: shop\n';

const workload = (pod: string, kind = 'Deployment') => `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: shop
spec:
  template:
    spec:
${pod.replace(/^/gm, '      ').trimEnd()}
`;

const container = (fields = '') => `containers:
  - name: shop
    image: shop
${fields.replace(/^(?=.)/gm, '    ')}`;

/** A service `shop` with an environment `dev` made of a base. */
function shop(parts: {
  more?: string;
  environment?: string;
  base?: Record<string, string>;
  baseMore?: string;
  overlay?: string;
  files?: Record<string, string>;
}): Record<string, string> {
  const { more, environment, base = {}, baseMore = '', overlay = '' } = parts;
  const resources = Object.keys(base);
  return {
    [`${SHOP}/service.yaml`]: manifest(more, environment),
    [`${SHOP}/environments/base/kustomization.yaml`]: `resources: [${resources.join(
      ', ',
    )}]\n${baseMore}`,
    ...Object.fromEntries(
      Object.entries(base).map(([name, text]) => [
        `${SHOP}/environments/base/${name}`,
        text,
      ]),
    ),
    [`${SHOP}/environments/dev/kustomization.yaml`]: `namespace: shop-dev\nresources: [../base]\n${overlay}`,
    ...parts.files,
  };
}

const levelOf = (level: string) =>
  `  security:\n    podSecurityStandards: ${level}\n`;

const SAFE = `securityContext:
  allowPrivilegeEscalation: false
  runAsNonRoot: true
  capabilities: {drop: [ALL]}
  seccompProfile: {type: RuntimeDefault}
`;

describe('lint, a manifest and the repository around it', () => {
  const codes = problemCodes.filter(
    code =>
      explainProblem(code)?.scope === 'tree' &&
      code !== 'selection-would-change',
  );

  it.each(codes)('has an example of %s, and of what is right', code => {
    const { wrong = '', right = '', severity } = explainProblem(code) ?? {};
    const run = (example: string) => {
      const { diagnostics, services, foreign } = checkServiceTree(
        serviceTreeOf(Object.fromEntries(exampleFiles(example))),
      );
      return code === 'no-service-manifest' && services.length === 0
        ? diagnoseNoManifest(foreign, 'platform.stonegarden.dev')
        : diagnostics;
    };
    expect(run(wrong)).toEqual([expect.objectContaining({ code, severity })]);
    expect(run(right)).toEqual([]);
  });

  it('has nothing against what the template "New service" writes', () => {
    const files = renderService({ ...newShop, dependencies: [] }).map(
      ({ path, content }) => [`kubernetes/${path}`, content],
    );
    expect(files.length).toBeGreaterThan(10);
    expect(check(Object.fromEntries(files))).toEqual([]);
  });

  describe('resources', () => {
    const base = (memory: string) => ({
      'deployment.yaml': workload(
        container(`resources: {limits: {memory: ${memory}, cpu: "1"}}\n`),
      ),
    });
    const says = (limits: string) => `      resources: {limits: ${limits}}\n`;

    it.each([
      ['1Gi', '{memory: 1024Mi, cpu: 1000m}', undefined],
      ['1Gi', '{memory: 2Gi}', 'gets limits.memory of 1Gi instead of 2Gi'],
    ])('of %s compared with %s', (memory, limits, expected) => {
      const found = check(
        shop({ environment: says(limits), base: base(memory) }),
      );
      expect(found.join('\n')).toMatch(
        expected
          ? new RegExp(
              `base/deployment.yaml:11:22 warning overlay-resources-differ: In "dev" the container "shop" ${expected}`,
            )
          : NOTHING,
      );
    });

    it('are those that patches make of them, at the patch', () => {
      const patch = (text: string) =>
        `patches:\n  - target: {kind: Deployment, name: shop}\n    patch: |-\n${text.replace(
          /^/gm,
          '      ',
        )}\n`;
      const given = (text: string) =>
        check(
          shop({
            environment: says('{memory: 2Gi}'),
            base: base('1Gi'),
            overlay: patch(text),
          }),
        );
      const at = '/spec/template/spec/containers/0';
      expect(
        given(
          `- {op: replace, path: ${at}/resources/limits/memory, value: 2Gi}`,
        ),
      ).toEqual([]);
      expect(
        given(
          `- {op: replace, path: ${at}/resources, value: {limits: {memory: 3Gi}}}`,
        ),
      ).toEqual([
        expect.stringMatching(
          /dev\/kustomization.yaml:5:\d+ .* limits.memory of 3Gi instead of 2Gi/,
        ),
      ]);
      expect(
        given(
          'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec: {template: {spec: {containers: [{name: shop, resources: {limits: {memory: 2Gi}}}]}}}',
        ),
      ).toEqual([]);
      // What cannot be followed is not judged.
      expect(given(`- {op: add, path: ${at}, value: {name: side}}`)).toEqual(
        [],
      );
    });

    it('are not judged where something else changes the manifests', () => {
      for (const more of [
        'components: [../x]\n',
        'patches: [{path: a.yaml}]\n',
      ]) {
        expect(
          check(
            shop({
              environment: says('{memory: 2Gi}'),
              base: base('1Gi'),
              overlay: more,
            }),
          ),
        ).toEqual([]);
      }
    });
  });

  describe('pod security', () => {
    const found = (
      level: string,
      pod: string,
      parts: Parameters<typeof shop>[0] = {},
    ) =>
      check(
        shop({
          more: levelOf(level),
          base: { 'deployment.yaml': workload(pod) },
          ...parts,
        }),
      );

    it.each<[string, string, string, RegExp | undefined]>([
      ['restricted', 'all that it asks for', container(SAFE), undefined],
      [
        'restricted',
        'the same, said by the pod',
        `securityContext: {runAsNonRoot: true, seccompProfile: {type: Localhost}}\n${container(
          'securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}\n',
        )}`,
        undefined,
      ],
      [
        'restricted',
        'nothing',
        container(),
        /deployment.yaml:9:11 warning pod-security-level-broken: The container "shop" of the Deployment "shop" breaks .*allowPrivilegeEscalation to false, set securityContext.runAsNonRoot to true, drop ALL .*seccompProfile/,
      ],
      [
        'restricted',
        'a user of root',
        `securityContext: {runAsUser: 0}\n${container(SAFE)}`,
        /The pod of .*runAsUser/,
      ],
      [
        'restricted',
        'a volume of NFS',
        `${container(
          SAFE,
        )}volumes: [{name: data, nfs: {server: a, path: b}}]\n`,
        /the volume "data" must not be of type nfs/,
      ],
      ['baseline', 'nothing', container(), undefined],
      [
        'baseline',
        'privileges',
        container('securityContext: {privileged: true}\n'),
        /take securityContext.privileged out/,
      ],
      [
        'baseline',
        'the network of the host',
        `hostNetwork: true\n${container()}`,
        /deployment.yaml:8:\d+ .*The pod of .* take hostNetwork out/,
      ],
      [
        'baseline',
        'a folder of the host',
        `${container()}volumes: [{name: logs, hostPath: {path: /var/log}}]\n`,
        /the volume "logs" must not be of type hostPath/,
      ],
      [
        'baseline',
        'a port of the host',
        container('ports: [{containerPort: 80, hostPort: 80}]\n'),
        /take hostPort 80 out/,
      ],
      [
        'baseline',
        'a capability',
        container('securityContext: {capabilities: {add: [NET_ADMIN]}}\n'),
        /take the capability NET_ADMIN out/,
      ],
      [
        'baseline',
        'no profile of seccomp',
        container('securityContext: {seccompProfile: {type: Unconfined}}\n'),
        /seccompProfile.type to RuntimeDefault/,
      ],
      [
        'privileged',
        'everything',
        `hostNetwork: true\n${container()}`,
        undefined,
      ],
    ])('of level %s with %s', (level, _, pod, expected) => {
      expect(found(level, pod).join('\n')).toMatch(expected ?? NOTHING);
    });

    it('looks at containers that run before, and at other kinds of workloads', () => {
      const init = `${container(
        SAFE,
      )}initContainers: [{name: copy, image: x}]\n`;
      expect(found('restricted', init)).toEqual([
        expect.stringContaining('The container "copy"'),
      ]);
      const job = `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: tidy}\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{name: tidy}]}}}}}\n`;
      expect(
        found('restricted', '', { base: { 'cronjob.yaml': job } }),
      ).toEqual([expect.stringContaining('of the CronJob "tidy"')]);
    });

    it.each([
      'patches:\n  - target: {kind: Deployment}\n    patch: "- {op: add, path: /spec/template/spec/securityContext, value: {}}"\n',
      'patches:\n  - patch: |-\n      kind: Deployment\n      metadata: {name: shop}\n      spec: {template: {spec: {containers: [{name: shop, securityContext: {runAsNonRoot: true}}]}}}\n',
      'components: [../../components/safe]\n',
    ])('does not judge what %j may change', overlay => {
      expect(found('restricted', container(), { overlay })).toEqual([]);
    });

    it('is not misled by patches of other things', () => {
      const overlay =
        'patches:\n  - target: {kind: Deployment, name: shop}\n    patch: "- {op: add, path: /spec/template/spec/containers/0/resources, value: {}}"\n';
      expect(found('restricted', container(), { overlay })).toHaveLength(1);
    });
  });

  describe('secrets', () => {
    const more = '  security:\n    secrets: [db]\n';
    const uses = workload(container('envFrom: [{secretRef: {name: db}}]\n'));
    const sealed = (name: string) =>
      `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: ${name}}\nspec: {}\n`;

    it.each<[string, Parameters<typeof shop>[0], string | undefined]>([
      [
        'neither made nor used',
        { base: { 'd.yaml': workload(container()) } },
        'of any environment makes or uses the secret "db"',
      ],
      [
        'used, and none is made in Git',
        { base: { 'd.yaml': uses } },
        undefined,
      ],
      ['sealed', { base: { 's.yaml': sealed('db') } }, undefined],
      ['generated', { overlay: 'secretGenerator: [{name: db}]\n' }, undefined],
      [
        'used, and only another one is sealed',
        { base: { 'd.yaml': uses, 's.yaml': sealed('api') } },
        '"dev" uses the secret "db", but its manifests make only "api"',
      ],
      [
        'fetched under another name',
        {
          base: {
            's.yaml':
              'kind: ExternalSecret\nmetadata: {name: x}\nspec: {target: {name: db}}\n',
          },
        },
        undefined,
      ],
    ])('%s', (_, parts, expected) => {
      const found = check(shop({ more, ...parts }));
      expect(found).toHaveLength(expected ? 1 : 0);
      expect(found.join('\n')).toMatch(
        expected ? /service.yaml:13:15 warning secret-missing: / : NOTHING,
      );
      expect(found.join('\n')).toContain(expected ?? '');
    });

    it.each([
      'components: [../../components/x]\n',
      'helmCharts: [{name: x}]\n',
      'namePrefix: my-\n',
      'resources: [../base, https://github.com/acme/x]\n',
      'resources: [../base, ../../../shared]\n',
      'resources: [../base, missing.yaml]\n',
    ])('are not judged with %j', overlay => {
      const files = shop({ more, overlay });
      const path = `${SHOP}/environments/dev/kustomization.yaml`;
      if (overlay.startsWith('resources')) {
        files[path] = `namespace: shop-dev\n${overlay}`;
      }
      expect(check(files)).toEqual([]);
    });

    it('are not judged where not all files are known', () => {
      const { paths, ...tree } = serviceTreeOf(shop({ more }));
      expect(paths).toBeDefined();
      expect(provable(checkServiceTree(tree).diagnostics)).toEqual([]);
    });
  });

  describe('network policies', () => {
    const more = '  security:\n    networkPolicies: true\n';
    const policy = (namespace = '') =>
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny${
        namespace && `, namespace: ${namespace}`
      }}\n`;

    it('are missing at the line that declares them', () => {
      expect(check(shop({ more }))).toEqual([
        expect.stringMatching(
          /service.yaml:13:22 warning network-policy-missing: "dev" has no NetworkPolicy/,
        ),
      ]);
    });

    it('are there in the base, in the namespace of the team, or may be anywhere', () => {
      expect(check(shop({ more, base: { 'np.yaml': policy() } }))).toEqual([]);
      const elsewhere = (text: string) =>
        check(shop({ more, files: { 'kubernetes/teams/a.yaml': text } }));
      expect(elsewhere(policy('shop-dev'))).toEqual([]);
      expect(elsewhere(policy())).toEqual([]);
      expect(elsewhere(policy('other'))).toHaveLength(1);
      expect(elsewhere('{{ if }}\nkind: NetworkPolicy\n')).toEqual([]);
    });
  });

  describe('automation', () => {
    const path = 'kubernetes/bootstrap/services.yaml';
    const set = (parts: {
      policy?: string;
      glob?: string;
      list?: string;
      selector?: string;
      patch?: string;
    }) => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: services}
spec:
  generators:
    - matrix:
        generators:
          - git:
              files: [{path: "${
                parts.glob ?? 'kubernetes/services/*/service.yaml'
              }"}]
${parts.selector ?? ''}          - list:
              ${
                parts.list ??
                'elementsYaml: "{{ .spec.environments | toJson }}"'
              }
  template:
    spec:
      syncPolicy: ${parts.policy ?? '{automated: {}}'}
${parts.patch ?? ''}`;
    const found = (text: string) =>
      check({
        ...shop({ environment: PRODUCTION }),
        [`${SHOP}/environments/production/kustomization.yaml`]:
          'namespace: shop\n',
        [path]: text,
      });
    const OWN = 'elements: [{env: production, autoSync: "false"}]';

    it.each<[string, Parameters<typeof set>[0], RegExp | undefined]>([
      [
        'automates what is manual',
        {},
        /services.yaml:14:\d+ error automation-differs: The ApplicationSet "services" syncs "production" automatically, but/,
      ],
      [
        'does not automate what is automatic',
        { policy: '{}' },
        /does not sync "dev" automatically/,
      ],
      ['automates one of a list', { list: OWN }, /syncs "production"/],
      [
        'lets only selfHeal depend on it',
        { policy: `{automated: {selfHeal: "{{ .autoSync }}"}}` },
        /syncs "production"/,
      ],
      [
        'lets a template decide',
        { policy: `{automated: {enabled: "{{ .env.autoSync }}"}}` },
        undefined,
      ],
      ['patches the template', { patch: '  templatePatch: "{}"\n' }, undefined],
      ['is for others', { glob: 'kubernetes/infra/*/service.yaml' }, undefined],
      [
        'is for another team',
        {
          selector:
            '            selector: {matchLabels: {spec.owner.team: sre}}\n',
        },
        undefined,
      ],
      [
        'has environments of its own',
        { list: 'elements: [{env: test}]' },
        undefined,
      ],
    ])('an ApplicationSet that %s', (_, parts, expected) => {
      expect(found(set(parts)).join('\n')).toMatch(expected ?? NOTHING);
    });

    it('an ApplicationSet beside the manifest that only makes selfHeal depend on autoSync', () => {
      // As the design of the platform has it; its paths are not from the root of this repository.
      const own = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: shop}
spec:
  generators:
  - matrix:
      generators:
      - git:
          files:
          - path: "services/shop/service.yaml"
      - list:
          elements:
          - env: dev
            autoSync: "true"
          - env: production
            autoSync: "false"
  template:
    spec:
      source:
        path: 'services/shop/environments/{{env}}'
      syncPolicy:
        automated:
          prune: true
          selfHeal: '{{autoSync}}'
`;
      const at = (file: string) =>
        check({
          ...shop({ environment: PRODUCTION }),
          [`${SHOP}/environments/production/kustomization.yaml`]:
            'namespace: shop\n',
          [file]: own,
        });
      expect(at(`${SHOP}/applicationset.yaml`)).toEqual([
        expect.stringMatching(
          /shop\/applicationset.yaml:23:11 error automation-differs: .* syncs "production" automatically/,
        ),
      ]);
      expect(at('kubernetes/bootstrap/shop.yaml')).toEqual([]);
    });

    it('an ApplicationSet of a list, which deploys from the folder of the service', () => {
      const list = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: shop}
spec:
  generators: [{list: {elements: [{env: production}]}}]
  template:
    spec:
      source: {path: "${SHOP}/environments/{{env}}"}
      syncPolicy: {automated: {}}
`;
      expect(found(list)).toEqual([
        expect.stringContaining('syncs "production" automatically'),
      ]);
    });

    it('an Application of its own', () => {
      const application = (policy: string) =>
        `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop}\nspec:\n  source: {path: ${SHOP}/environments/production}\n  syncPolicy: ${policy}\n`;
      expect(found(application('{automated: {prune: true}}'))).toEqual([
        expect.stringContaining('The Application "shop" syncs "production"'),
      ]);
      expect(found(application('{}'))).toEqual([]);
      expect(found(application('{automated: {enabled: false}}'))).toEqual([]);
    });
  });

  describe('files that nobody reads', () => {
    const say = (text: string) => check({ [`${SHOP}/service.yaml`]: text });

    it.each([
      ['platform.stonegarden.dve/v1beta1', 'v1beta1'],
      ['platform.stonegarden.de/v1alpha1', 'v1alpha1'],
      ['stonegarden/v1', 'v1'],
    ])('have an API group that is mistyped: %s', (apiVersion, version) => {
      expect(
        say(manifest().replace(/^apiVersion: .*/, `apiVersion: ${apiVersion}`)),
      ).toEqual([
        expect.stringMatching(
          new RegExp(
            `service.yaml:1:13 warning api-group-unknown: .*"${apiVersion}" is not of the group .* write apiVersion: platform.stonegarden.dev/${version}$`,
          ),
        ),
      ]);
    });

    it('have none at all', () => {
      expect(say(manifest().replace(/^apiVersion: .*\n/, ''))).toEqual([
        expect.stringContaining('it has no apiVersion'),
      ]);
    });

    it('are passed over when they are of Kubernetes', () => {
      expect(say('apiVersion: v1\nkind: Service\nspec: {ports: []}\n')).toEqual(
        [],
      );
      expect(
        say('apiVersion: serving.knative.dev/v1\nkind: Service\nspec: {}\n'),
      ).toEqual([]);
    });
  });

  it('never throws, and is done with whatever people write', () => {
    const line = fc.constantFrom(
      'kind: ApplicationSet',
      'kind: Deployment',
      'kind: NetworkPolicy',
      'apiVersion: argoproj.io/v1alpha1',
      'metadata: {name: shop}',
      'spec: {template: {spec: {containers: [{name: a, securityContext: []}, 3]}}}',
      'spec: {generators: [{git: {files: [{path: "**"}]}}], template: []}',
      'spec: &a {template: *a}',
      'resources: [../base, .., ../../.., https://x, 3]',
      'patches: [{patch: "- 3"}, {target: {kind: Deployment}, patch: "{{"}]',
      'secretGenerator: {}',
      'namespace: shop-dev',
      '---',
      '- {',
      '\u0000',
    );
    const text = fc
      .array(fc.oneof(line, fc.string()), { maxLength: 6 })
      .map(lines => lines.join('\n'));
    fc.assert(
      fc.property(text, text, text, text, (service, base, overlay, other) => {
        for (const own of [
          service,
          manifest(
            `${levelOf(
              'restricted',
            )}    secrets: [db]\n    networkPolicies: true\n  monitoring:\n    alerts: [a.yaml]\n`,
            '      resources: {limits: {memory: 1Gi}}\n',
          ),
        ]) {
          const files = {
            [`${SHOP}/service.yaml`]: own,
            [`${SHOP}/environments/base/kustomization.yaml`]:
              'resources: [deployment.yaml]\n',
            [`${SHOP}/environments/base/deployment.yaml`]: base,
            [`${SHOP}/environments/dev/kustomization.yaml`]: overlay,
            'kubernetes/bootstrap/services.yaml': other,
          };
          const known = Object.keys(files);
          for (const one of checkServiceTree(serviceTreeOf(files))
            .diagnostics) {
            expect(known).toContain(one.file);
            expect(one.line).toBeGreaterThan(0);
            expect(one.column).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});

jest.setTimeout(60_000);
