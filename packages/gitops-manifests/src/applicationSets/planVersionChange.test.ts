import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  convertManifest,
  exampleFiles,
  explainProblem,
  formatDiagnostic,
} from '@stonegarden/service-manifest';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { planVersionChange } from './planVersionChange';

jest.setTimeout(60_000);

const GROUP = 'platform.stonegarden.dev';
const versions = { apiGroup: GROUP, from: 'v1alpha1', to: 'v1beta1' };

interface ManifestOptions {
  team?: string;
  version?: string;
  more?: string;
}

const manifest = (
  name: string,
  { team = 'product', version = 'v1alpha1', more = '' }: ManifestOptions = {},
) => `apiVersion: ${GROUP}/${version}
kind: Service
metadata:
  name: ${name}
spec:
  owner:
    team: ${team}
  environments:
    - name: dev
      namespace: ${name}-dev
${more}`;

/** An ApplicationSet as a person writes one, with a comment beside what is edited. */
const applicationSet = (
  options: {
    selector?: string;
    glob?: string;
    policy?: string;
    template?: string;
  } = {},
) => `# finds services
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: services
spec:
  goTemplate: true
  syncPolicy:
    applicationsSync: ${options.policy ?? 'create-update'}
  generators:
    - git:
        repoURL: https://github.com/acme/platform
        files:
          - path: ${options.glob ?? 'kubernetes/services/*/service.yaml'}
      selector:
${(
  options.selector ??
  `matchLabels:
  apiVersion: ${GROUP}/v1alpha1 # ours
  kind: Service`
).replace(/^/gm, '        ')}
  template:
    metadata:
      name: '${options.template ?? '{{ .metadata.name }}'}'
`;

const SET = 'kubernetes/bootstrap/services.yaml';
const pathOf = (name: string) => `kubernetes/services/${name}/service.yaml`;

function changesOf(manifests: Record<string, string>, stays: string[] = []) {
  return Object.entries(manifests).map(([path, before]) => {
    const result = convertManifest(before, { to: 'v1beta1', path });
    return {
      path,
      before,
      after:
        result.kind === 'converted' && !stays.includes(path)
          ? result.text
          : before,
    };
  });
}

function planOf(
  files: Record<string, string>,
  manifests: Record<string, string> = { [pathOf('shop')]: manifest('shop') },
  stays: string[] = [],
) {
  const plan = planVersionChange(
    new Map(Object.entries(files)),
    changesOf(manifests, stays),
    versions,
  );
  return { ...plan, obstacles: plan.obstacles.map(formatDiagnostic) };
}

describe('planVersionChange', () => {
  it('edits the one line that selects the version, and keeps all else', () => {
    const text = applicationSet();
    expect(planOf({ [SET]: text })).toEqual({
      edits: [
        {
          path: SET,
          text: text.replace(
            `${GROUP}/v1alpha1 # ours`,
            `${GROUP}/v1beta1 # ours`,
          ),
          changes: [
            'the ApplicationSet "services" selects apiVersion `' +
              `${GROUP}/v1beta1\``,
          ],
        },
      ],
      obstacles: [],
      hasSets: true,
    });
  });

  it('edits the ApplicationSets of the example, and nothing else of them', () => {
    const root = resolve(__dirname, '../../../../examples/homelab');
    const read = (path: string) => readFileSync(resolve(root, path), 'utf8');
    const shelf = 'kubernetes/services/audiobookshelf/service.yaml';
    const n8n = 'kubernetes/services/n8n/service.yaml';
    const demo = 'kubernetes/services/kafka-demo/service.yaml';
    const text = read(SET);
    const { edits, obstacles } = planOf(
      {
        [SET]: text,
        'kubernetes/bootstrap/teams.yaml': read(
          'kubernetes/bootstrap/teams.yaml',
        ),
      },
      { [shelf]: read(shelf), [n8n]: read(n8n), [demo]: read(demo) },
    );
    expect(obstacles).toEqual([]);
    expect(edits).toHaveLength(1);
    const changed = edits[0].text
      .split('\n')
      .filter((line, index) => line !== text.split('\n')[index]);
    expect(changed).toEqual([
      '                apiVersion: platform.stonegarden.dev/v1beta1',
    ]);
  });

  it('leaves alone what accepts both versions, or selects by something else', () => {
    const both = applicationSet({
      selector: `matchExpressions:
  - key: apiVersion
    operator: In
    values: [${GROUP}/v1alpha1, ${GROUP}/v1beta1]`,
    });
    const team = applicationSet({
      selector: 'matchLabels:\n  spec.owner.team: product',
    });
    const other = applicationSet({ glob: 'kubernetes/infra/*/service.yaml' });
    for (const text of [both, team, other]) {
      expect(planOf({ [SET]: text })).toMatchObject({
        edits: [],
        obstacles: [],
      });
    }
  });

  it.each<[string, string, RegExp]>([
    [
      'would delete Applications meanwhile',
      applicationSet({ policy: 'sync' }),
      /services\.yaml:17:\d+ error selection-would-change: The ApplicationSet "services" selects .*v1alpha1, and deletes Applications .*create-update/,
    ],
    [
      'uses the version in its template',
      applicationSet({ template: '{{ .metadata.name }}-{{ .apiVersion }}' }),
      /services\.yaml:21:\d+ error .* uses the apiVersion of service.yaml in its template/,
    ],
    [
      'is made by a chart',
      '{{- range .Values.teams }}\nkind: ApplicationSet\nmatchLabels:\n  apiVersion: platform.stonegarden.dev/v1alpha1\n{{- end }}\n',
      /services\.yaml:4:15 error .* cannot be read as YAML/,
    ],
    [
      'is made from values of a chart',
      'applicationsets:\n  shop:\n    generators:\n      - selector:\n          matchLabels:\n            apiVersion: platform.stonegarden.dev/v1alpha1\n',
      /services\.yaml:6:25 error .* cannot be told from here/,
    ],
    [
      'has a selector that nobody can read',
      applicationSet({ selector: '"nonsense"' }),
      /services\.yaml:\d+:\d+ error .* cannot be told/,
    ],
  ])('stops at a file that %s', (_, text, expected) => {
    const { edits, obstacles } = planOf({ [SET]: text });
    expect(obstacles).toEqual([expect.stringMatching(expected)]);
    expect(edits).toEqual([]);
  });

  it('stops where only some of the services of an ApplicationSet would change', () => {
    const services = {
      [pathOf('shop')]: manifest('shop'),
      [pathOf('web')]: manifest('web'),
    };
    const { obstacles } = planOf({ [SET]: applicationSet() }, services, [
      pathOf('web'),
    ]);
    expect(obstacles).toEqual([
      expect.stringContaining(
        'would not select the same services afterwards (such as kubernetes/services/web/service.yaml)',
      ),
    ]);
  });

  it('stops where a service that was not selected would be', () => {
    const services = {
      [pathOf('shop')]: manifest('shop'),
      [pathOf('web')]: manifest('web', { version: 'v1beta1' }),
    };
    expect(planOf({ [SET]: applicationSet() }, services).obstacles).toEqual([
      expect.stringContaining('services/web/service.yaml'),
    ]);
  });

  it('stops where environments become a list and an ApplicationSet reads them as a map', () => {
    const map = manifest('shop').replace(
      / {2}environments:[^]*$/,
      '  environments:\n    dev:\n      namespace: shop-dev\n',
    );
    const { obstacles } = planOf(
      {
        [SET]: applicationSet({
          template: '{{ range $n, $e := .spec.environments }}{{ end }}',
        }),
      },
      { [pathOf('shop')]: map },
    );
    expect(obstacles).toEqual([expect.stringContaining('becomes a list in')]);
  });

  it('has nothing to do where nothing is converted, and nothing against what is not about services', () => {
    const beta = { [pathOf('shop')]: manifest('shop', { version: 'v1beta1' }) };
    expect(planOf({ [SET]: applicationSet() }, beta)).toMatchObject({
      edits: [],
      obstacles: [],
    });
    const files = {
      '.github/workflows/lint.yaml': `run: echo ${GROUP}/v1alpha1\n`,
      'teams.yaml': `apiVersion: ${GROUP}/v1alpha1\nkind: Teams\n`,
      'broken.yaml': '{{',
    };
    expect(planOf(files)).toMatchObject({ edits: [], obstacles: [] });
  });

  it('has an example of what is wrong, and of what is right', () => {
    const { wrong, right } = explainProblem('selection-would-change') ?? {};
    const obstaclesOf = (example = '') => {
      const files = exampleFiles(example);
      const path = pathOf('shelf');
      return planOf(Object.fromEntries(files), {
        [path]: files.get(path) ?? '',
      }).obstacles;
    };
    expect(obstaclesOf(wrong)).toHaveLength(1);
    expect(obstaclesOf(right)).toEqual([]);
  });

  it('leaves every ApplicationSet with exactly the services that it selected before', () => {
    const teams = ['product', 'platform'];
    const layers = ['services', 'platform'];
    const service = fc.record({
      layer: fc.constantFrom(...layers),
      team: fc.constantFrom(...teams),
      version: fc.constantFrom('v1alpha1', 'v1alpha1', 'v1beta1'),
      stays: fc.boolean(),
    });
    const selector = fc.record({
      version: fc.constantFrom(
        'label',
        'in alpha',
        'in both',
        'not beta',
        'any',
      ),
      team: fc.option(fc.constantFrom(...teams)),
      place: fc.constantFrom('git', 'matrix'),
      quote: fc.constantFrom('', '"', "'"),
      glob: fc.constantFrom(
        'kubernetes/services/*/service.yaml',
        'kubernetes/*/*/service.yaml',
        'kubernetes/**/service.yaml',
      ),
      policy: fc.constantFrom('create-update', 'create-only', 'sync'),
    });
    let edited = 0;
    let stopped = 0;
    fc.assert(
      fc.property(
        fc.array(service, { minLength: 1, maxLength: 5 }),
        fc.array(selector, { minLength: 1, maxLength: 3 }),
        (services, sets) => {
          const manifests: Record<string, string> = {};
          const stays: string[] = [];
          services.forEach((one, index) => {
            const path = `kubernetes/${one.layer}/s${index}/service.yaml`;
            manifests[path] = manifest(`s${index}`, one);
            if (one.stays) {
              stays.push(path);
            }
          });
          const text = sets.map((one, i) => setOf(one, i)).join('---\n');
          const plan = planOf({ [SET]: text }, manifests, stays);
          const selected = (sources: string, texts: Record<string, string>) =>
            parseAllDocuments(sources).map(one =>
              selectedBy(one.toJS(), texts),
            );
          if (plan.obstacles.length > 0) {
            stopped += 1;
            return;
          }
          edited += plan.edits.length;
          const after = Object.fromEntries(
            changesOf(manifests, stays).map(one => [one.path, one.after]),
          );
          expect(selected(plan.edits[0]?.text ?? text, after)).toEqual(
            selected(text, manifests),
          );
        },
      ),
      { numRuns: 1000, seed: 19 },
    );
    // Neither kind of outcome may be missing, or the property would say little.
    expect(edited).toBeGreaterThan(50);
    expect(stopped).toBeGreaterThan(50);
  });

  it('never throws', () => {
    const fragment = fc.constantFrom(
      applicationSet(),
      `${GROUP}/v1alpha1`,
      'kind: ApplicationSet\n',
      'spec: {generators: [{git: {files: [{path: "**"}]}, selector: []}]}\n',
      '---\n',
      '&a [*a]\n',
      '&a {b: *a}\n',
      `# ${GROUP}/v1alpha1, ApplicationSet\n`,
      '  - ',
      '{{',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fragment, fc.string()), { maxLength: 6 }),
        parts => {
          const text = parts.join('');
          const manifests = { [pathOf('shop')]: manifest('shop') };
          expect(() => planOf({ [SET]: text }, manifests)).not.toThrow();
          expect(() =>
            planOf(
              { [SET]: applicationSet() },
              { ...manifests, [pathOf('odd')]: text },
            ),
          ).not.toThrow();
        },
      ),
      { numRuns: 500 },
    );
  });
});

interface SetOptions {
  version: string;
  team: string | null;
  place: string;
  quote: string;
  glob: string;
  policy: string;
}

function setOf(options: SetOptions, index: number): string {
  const { version, team, place, quote, glob, policy } = options;
  const alpha = `${quote}${GROUP}/v1alpha1${quote}`;
  const labels = [
    ...(version === 'label' ? [`apiVersion: ${alpha} # the version`] : []),
    ...(team ? [`spec.owner.team: ${team}`] : []),
  ];
  const expression = {
    'in alpha': `operator: In, values: [${alpha}]`,
    'in both': `operator: In, values: [${alpha}, ${GROUP}/v1beta1]`,
    'not beta': `operator: NotIn, values: [${GROUP}/v1beta1]`,
  }[version];
  const selector = [
    ...(labels.length > 0
      ? ['  matchLabels:', ...labels.map(one => `    ${one}`)]
      : []),
    ...(expression
      ? ['  matchExpressions:', `    - {key: apiVersion, ${expression}}`]
      : []),
  ];
  const body =
    selector.length > 0 ? ['selector:', ...selector] : ['selector: {}'];
  const git = [
    'git:',
    '  repoURL: https://x',
    '  files:',
    `    - path: "${glob}"`,
  ];
  const list = ['list:', '  elements: [{env: dev}]'];
  const item = (lines: string[]) =>
    lines.map((line, at) => `${at === 0 ? '- ' : '  '}${line}`);
  const generator =
    place === 'git'
      ? item([...git, ...body])
      : item([
          'matrix:',
          '  generators:',
          ...[...item(git), ...item(list)].map(line => `    ${line}`),
          ...body,
        ]);
  return [
    'apiVersion: argoproj.io/v1alpha1',
    'kind: ApplicationSet',
    `metadata: {name: set-${index}}`,
    'spec:',
    `  syncPolicy: {applicationsSync: ${policy}}`,
    '  generators:',
    ...generator.map(line => `    ${line}`),
    '',
  ].join('\n');
}

interface GitFiles {
  files: Array<{ path: string }>;
}

interface GeneratedSet {
  spec: {
    generators: Array<{
      git?: GitFiles;
      matrix?: { generators: Array<{ git: GitFiles }> };
      selector: {
        matchLabels?: Record<string, string>;
        matchExpressions?: Array<{ operator: string; values: string[] }>;
      };
    }>;
  };
}

/** Which files a set made by `setOf` selects, worked out in another way than the code under test does. */
function selectedBy(
  set: GeneratedSet,
  files: Record<string, string>,
): string[] {
  const [generator] = set.spec.generators;
  const git = generator.git ?? generator.matrix?.generators[0].git;
  const layer = git?.files[0].path.includes('kubernetes/services')
    ? 'services'
    : '[^/]+';
  return Object.entries(files)
    .filter(([path]) => new RegExp(`^kubernetes/${layer}/`).test(path))
    .filter(([, text]) => {
      const { apiVersion, spec } = parse(text);
      const { matchLabels = {}, matchExpressions = [] } = generator.selector;
      const team = matchLabels['spec.owner.team'];
      return (
        (team === undefined || team === spec.owner.team) &&
        (matchLabels.apiVersion === undefined ||
          matchLabels.apiVersion === apiVersion) &&
        matchExpressions.every(
          one => one.values.includes(apiVersion) === (one.operator === 'In'),
        )
      );
    })
    .map(([path]) => path);
}
