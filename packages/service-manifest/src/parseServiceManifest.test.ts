import { formatDiagnostic } from './diagnostics/Diagnostic';
import { parseServiceManifest } from './parseServiceManifest';
import type { ServiceManifest } from './schema/ServiceManifest';
import { manifestText } from './__testUtils__/manifestText';

const path = 'kubernetes/services/shelf/service.yaml';

function parse(text: string) {
  return parseServiceManifest(text, { path });
}

function valid(text: string): ServiceManifest {
  const result = parse(text);
  expect(result).toMatchObject({ kind: 'manifest', diagnostics: [] });
  return (result as { manifest: ServiceManifest }).manifest;
}

/** Each diagnostic as `line:column severity code: message`. */
function complaints(text: string): string[] {
  const result = parse(text);
  return result.kind === 'foreign'
    ? ['foreign']
    : result.diagnostics.map(one =>
        formatDiagnostic(one).slice(path.length + 1),
      );
}

describe('parseServiceManifest', () => {
  it('reads the manifest of the platform document', () => {
    const manifest = valid(`
apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata:
  name: audiobookshelf
  namespace: services
  labels: {category: media}
spec:
  owner:
    team: "product"
    slack: "#audiobookshelf"
    email: "product@stonegarden.dev"
  environments:
    - name: dev
      cluster: homelab
      namespace: audiobookshelf-dev
      autoSync: true
      backup: enabled
    - name: canary
      cluster: homelab
      namespace: audiobookshelf-canary
      rollout:
        strategy: canary
        steps:
          - setWeight: 10
          - pause: {duration: 10m}
          - pause: {}
          - pause:
        analysis: {metrics: [{name: success-rate, threshold: 95}]}
  dependencies:
    - kafka
    - {ref: postgres, optional: true}
  sla: {availability: 99.9%, latency: 100ms, throughput: 120 req/min, rpo: 4h}
  monitoring:
    dashboards: [grafana/audiobookshelf.json]
`);
    expect(manifest).toMatchObject({
      name: 'audiobookshelf',
      category: 'media',
      aliases: [],
      owner: { team: 'product', slack: '#audiobookshelf' },
      location: { layer: 'services', folder: 'shelf' },
      environments: [
        { name: 'dev', cluster: 'homelab', autoSync: true, backup: true },
        {
          name: 'canary',
          autoSync: false,
          rollout: {
            strategy: 'canary',
            steps: [
              { setWeight: 10 },
              { pause: { duration: '10m' } },
              { pause: {} },
              { pause: null },
            ],
          },
        },
      ],
      dependencies: [
        { ref: 'kafka', optional: false },
        { ref: 'postgres', optional: true },
      ],
      sla: {
        availability: { text: '99.9%', percent: 99.9 },
        latency: { text: '100ms', milliseconds: 100, percentile: 95 },
        throughput: { text: '120 req/min', perSecond: 2 },
        rpo: { text: '4h', milliseconds: 14_400_000 },
      },
      monitoring: { enabled: true, alerts: [] },
    });
    expect(manifest.positions).toMatchObject({
      'metadata.name': { line: 5, column: 9 },
      'spec.environments[1].rollout': { line: 23, column: 9 },
      'spec.dependencies[1]': { line: 32, column: 7 },
    });
  });

  it('reads environments written as a map, in their order', () => {
    const text = manifestText({
      spec: {
        environments: {
          dev: { namespace: 'shelf-dev', autoSync: true },
          production: { namespace: 'shelf' },
        },
      },
    });
    expect(valid(text).environments).toEqual(
      valid(manifestText()).environments,
    );
  });

  it('passes over unknown fields and says what was probably meant', () => {
    const text = manifestText({ spec: { dependancies: ['kafka'], color: 1 } });
    expect(complaints(text)).toEqual([
      '14:3 warning unknown-field: `spec.dependancies` is not a field of a service manifest: did you mean `dependencies`?',
      '16:3 warning unknown-field: `spec.color` is not a field of a service manifest: it has no effect; remove it if that is not what you meant',
    ]);
  });

  it.each<[string, Parameters<typeof manifestText>[0], string]>([
    [
      'a text for a switch',
      {
        spec: {
          environments: [
            { name: 'dev', namespace: 'a' },
            { name: 'production', namespace: 'b', autoSync: 'yes' },
          ],
        },
      },
      '13:17 error wrong-type: `spec.environments[1].autoSync` is the string "yes": write true or false',
    ],
    [
      'a decimal comma',
      { spec: { sla: { availability: '99,9%' } } },
      '15:19 error invalid-value: `spec.sla.availability` is "99,9%": write a percentage such as 99.9%',
    ],
    [
      'a missing owner',
      { spec: { owner: {} } },
      '6:3 error missing-field: `spec.owner.team` is missing: write a name of at most 40 lowercase letters, digits and hyphens that begins with a letter, such as "audiobookshelf"',
    ],
    [
      'an empty field',
      { spec: { dependencies: null } },
      '14:3 error wrong-type: `spec.dependencies` is empty: write a list',
    ],
    [
      'a missing namespace in a list',
      { spec: { environments: [{ name: 'dev' }] } },
      '9:7 error missing-field: `spec.environments[0].namespace` is missing: write a name of at most 63 lowercase letters, digits and hyphens, such as "audiobookshelf-dev"',
    ],
    [
      'a name of an environment that is a folder of kustomize',
      { spec: { environments: { base: { namespace: 'a' } } } },
      '9:5 error invalid-value: The name "base" in `spec.environments` cannot be used: write a name of at most 16 lowercase letters, digits and hyphens that begins with a letter, such as "production" ("base" and "components" are folders of kustomize and cannot be used)',
    ],
    [
      'environments that are neither list nor map',
      { spec: { environments: 'dev' } },
      '8:17 error invalid-value: `spec.environments` is "dev": write a list of environments, each with `name` and `namespace`, in promotion order',
    ],
    [
      'an unknown choice',
      { spec: { security: { podSecurityStandards: 'strict' } } },
      '15:27 error invalid-value: `spec.security.podSecurityStandards` is "strict": write privileged, baseline or restricted',
    ],
    [
      'another version',
      { apiVersion: 'platform.stonegarden.dev/v1' },
      '1:13 error invalid-value: `apiVersion` is "platform.stonegarden.dev/v1": write a known version, v1alpha1 or v1beta1',
    ],
    [
      'another kind',
      { kind: 'Serivce' },
      '2:7 error invalid-value: `kind` is "Serivce": write Service',
    ],
    [
      'a page address that browsers would run',
      { spec: { owner: { team: 'a', oncall: 'data:text/html,x' } } },
      '8:13 error invalid-value: `spec.owner.oncall` is "data:text/html,x": write a web address such as https://oncall.example.com/team',
    ],
    [
      'environments of one name',
      {
        spec: {
          environments: [
            { name: 'dev', namespace: 'a' },
            { name: 'dev', namespace: 'b' },
          ],
        },
      },
      '11:13 error duplicate-environment: The environment "dev" is listed twice, first as `spec.environments[0]`: give each a name of its own',
    ],
    [
      'environments in one namespace',
      {
        spec: {
          environments: {
            dev: { namespace: 'a' },
            production: { namespace: 'a', cluster: 'in-cluster' },
          },
        },
      },
      '12:18 error duplicate-namespace: "production" and "dev" share the namespace "a" on cluster "in-cluster", so each would overwrite the other: give each a namespace of its own',
    ],
    [
      'a dependency named twice',
      { spec: { dependencies: ['kafka', 'kafka'] } },
      '16:7 warning duplicate-dependency: The dependency "kafka" is listed twice: remove one of them',
    ],
  ])('complains about %s', (_what, overrides, complaint) => {
    expect(complaints(manifestText(overrides))).toEqual([complaint]);
  });

  it.each<[object, string]>([
    [
      { steps: [{ setWeight: 120 }] },
      '`spec.environments[0].rollout.steps[0].setWeight` is 120: write a whole number from 0 to 100, in percent',
    ],
    [
      { steps: [{ setWeight: 10, pause: {} }] },
      '`spec.environments[0].rollout.steps[0]` is a map: write one thing per step, `setWeight: 10` or `pause: {duration: 10m}`',
    ],
    [
      { steps: [{ pause: { duration: 'long' } }] },
      '`spec.environments[0].rollout.steps[0].pause.duration` is "long": write a duration such as 100ms, 30s, 10m, 4h or 30d',
    ],
    [
      { analysis: { metrics: [{ name: 'success-rate', threshold: 0.95 }] } },
      '`spec.environments[0].rollout.analysis.metrics[0].threshold` is 0.95: write a percentage from 1 to 100, such as 95',
    ],
    [
      {
        analysis: {
          metrics: [{ name: 'queue', threshold: 5, comparator: '<=' }],
        },
      },
      '`spec.environments[0].rollout.analysis.metrics[0].query` is missing: write one, because "queue" is not one of the built-in metrics (success-rate, error-rate, latency-p95, latency-p99)',
    ],
  ])('complains about the rollout %j', (rollout, message) => {
    const text = manifestText({
      spec: {
        environments: {
          dev: { namespace: 'a', rollout: { strategy: 'canary', ...rollout } },
        },
      },
    });
    expect(parse(text)).toMatchObject({
      kind: 'invalid',
      diagnostics: [
        { message: message.replace('environments[0]', 'environments.dev') },
      ],
    });
  });

  describe('syntax errors', () => {
    it('are placed and put in plain words, and name and team are still read', () => {
      const text = `${manifestText()}  description: "open\n`;
      expect(parse(text)).toEqual({
        kind: 'invalid',
        name: 'shelf',
        team: 'product',
        diagnostics: [
          expect.objectContaining({
            code: 'yaml-syntax',
            line: 15,
            message:
              'This is not valid YAML: a character is missing here, such as a closing quote or bracket, a comma, a colon or the space after it: add it',
          }),
        ],
      });
    });

    it('are reported once, keys that are there twice each', () => {
      const text = manifestText();
      expect(complaints(text.replace('  owner:', '\towner:'))).toEqual([
        '6:1 error yaml-syntax: This is not valid YAML: there is a tab in the indentation: use spaces',
      ]);
      expect(complaints(`${text}  owner: {}\nkind: Service\n`)).toEqual([
        '14:3 error yaml-syntax: This is not valid YAML: this key appears twice: keep one of them',
        '15:1 error yaml-syntax: This is not valid YAML: this key appears twice: keep one of them',
      ]);
    });

    it('are passed over in files that are not ours', () => {
      expect(parse('apiVersion: v1\nkind: Service\n  spec: [')).toEqual({
        kind: 'foreign',
      });
    });

    it('include an alias without anchor and one that contains itself', () => {
      const head = 'apiVersion: platform.stonegarden.dev/v1alpha1\n';
      expect(complaints(`${head}spec: *gone`)).toEqual([
        '2:7 error yaml-syntax: This is not valid YAML: *gone refers to nothing: define &gone before it, or put the string in quotes',
      ]);
      expect(complaints(`${head}spec: &me [*me]`)).toEqual([
        '2:12 error yaml-syntax: *me contains itself: write the value out',
      ]);
    });
  });

  describe('files with other documents', () => {
    const kubernetes = 'apiVersion: v1\nkind: Service\nmetadata: {name: x}\n';

    it.each([
      ['a Kubernetes Service', kubernetes],
      ['an empty file', ''],
      ['a text', 'hello'],
      ['a list', '- apiVersion: platform.stonegarden.dev/v1alpha1'],
      [
        'teams',
        'apiVersion: platform.stonegarden.dev/v1alpha1\nkind: Teams\nspec: {}',
      ],
      ['another group', manifestText({ apiVersion: 'example.com/v1alpha1' })],
    ])('passes over %s', (_what, text) => {
      expect(parse(text)).toEqual({ kind: 'foreign' });
    });

    it('finds our document among them', () => {
      const manifest = valid(`${kubernetes}---\n${manifestText()}`);
      expect(manifest.positions?.['metadata.name']).toEqual({
        line: 8,
        column: 9,
      });
    });

    it('takes one service per file', () => {
      const text = `${manifestText()}---\n${manifestText({ name: 'other' })}`;
      expect(complaints(text)).toEqual([
        '15:1 error more-than-one-manifest: This file has a second service manifest: move it to a service.yaml in a folder of its own',
      ]);
    });

    it('knows another API group when told', () => {
      const text = manifestText({ apiVersion: 'example.com/v1alpha1' });
      expect(
        parseServiceManifest(text, { path, apiGroup: 'example.com' }),
      ).toMatchObject({ kind: 'manifest' });
    });
  });
});
