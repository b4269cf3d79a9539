import type { HelmValues, HelmVersion } from './HelmEnvironment';
import { editHelmRelease, readHelmRelease } from './helmRelease';

const PATH = 'shop/values-production.yaml';
const BASE: HelmValues = {
  path: 'shop/values.yaml',
  content: 'image:\n  repository: ghcr.io/acme/shop\n  tag: base\n',
};

const environment = (content: string, ...more: HelmValues[]) => ({
  values: [BASE, { path: PATH, content, isOwn: true }, ...more],
  charts: [],
});

function edit(content: string, version: HelmVersion, key = 'image') {
  const result = editHelmRelease(
    environment(content),
    new Map([[key, version]]),
  );
  if (!result.ok) {
    const { at, message } = result;
    return `${at.file}:${at.line}:${at.column}: ${message}`;
  }
  return result.value[0]?.after ?? content;
}

function read(content: string, ...more: HelmValues[]) {
  const result = readHelmRelease(environment(content, ...more));
  if (!result.ok) {
    const { at, message } = result;
    return `${at.file}:${at.line}:${at.column}: ${message}`;
  }
  return result.value;
}

const digest = (character: string) => `sha256:${character.repeat(64)}`;

describe('editHelmRelease', () => {
  it.each([
    ['"1.0"', '1.10', '"1.10"'],
    ["'1.0'", '2.0', "'2.0'"],
    ['v1.0.0', 'v1.0.1', 'v1.0.1'],
    ['v1', '1.10', '"1.10"'],
    ['v1', 'yes', '"yes"'],
    ['v1', 'null', '"null"'],
    ['v1', '1e3', '"1e3"'],
    ['16', '17', '"17"'],
    ['', '1.0', '"1.0"'],
    ['""', '1.0', '"1.0"'],
    ['~', '1.0.0', '1.0.0'],
    ['null', '1.0.0', '1.0.0'],
    ['&used v1', 'v2', '&used v2'],
    ['!!str 1.0', '1.1', '!!str "1.1"'],
  ])('turns %s to %s as %s and touches nothing else', (old, tag, written) => {
    const text = (value: string) =>
      `# production\nreplicas: 3\nimage:\n    tag:${
        value && ` ${value}`
      } # <- the promoted value\ningress: {a:   b}\n`;
    expect(edit(text(old), { tag })).toBe(text(written));
  });

  it.each<[string, string]>([
    [
      'x: &tag v1\nimage:\n  tag: *tag\n',
      `${PATH}:3:8: \`tag\` is an alias of the anchor \`&tag\`, so that a change of it would change other places too: write the value itself under \`image.tag\``,
    ],
    [
      'image:\n  tag: &tag v1\nlabels: {version: *tag}\n',
      `${PATH}:2:13: \`tag\` carries the anchor \`&tag\`, which other places use, so that a change of it would change them too: write the value itself under \`image.tag\``,
    ],
    [
      'defaults: &image\n  tag: v1\nimage:\n  <<: *image\n',
      `${PATH}:4:3: \`tag\` comes from a merge key (\`<<\`), so that a change of it would change other places too: write the value itself under \`image.tag\``,
    ],
    [
      'image: &image\n  tag: v1\nother: *image\n',
      expect.stringContaining('carries the anchor `&image`'),
    ],
    [
      'image:\n  tag: >-\n    v1\n',
      `${PATH}:2:8: \`image.tag\` is not written on one line: write it as tag: "1.2.3"`,
    ],
    [
      'image:\n  tag: 1.10\n',
      `${PATH}:2:8: \`image.tag: 1.10\` is not a string to Helm, which may write something else in its place: write it in quotes, image.tag: "1.10"`,
    ],
    ['image:\n  tag: on\n', expect.stringContaining('is not a string to Helm')],
    [
      'image:\n  tag: 12345678\n',
      expect.stringContaining('is not a string to Helm'),
    ],
    [
      'image:\n  tag: "{{ .Values.version }}"\n',
      expect.stringContaining('`image.tag` is a template'),
    ],
    [
      'image:\n  tag: {{ version }}\n',
      `${PATH}:2:9: \`{{ … }}\` is a template, and Helm does not fill in values files: write the value itself`,
    ],
    [
      'image:\n  tag: v1\nimage:\n  tag: v2\n',
      expect.stringContaining(
        `${PATH}:3:1: this is not valid YAML: Map keys must be unique`,
      ),
    ],
    [
      'image:\n  tag: v1\n---\nimage:\n  tag: v2\n',
      expect.stringContaining('a values file is one YAML document'),
    ],
    ['- image\n', expect.stringContaining('a values file is a map of keys')],
    [
      'image: {pullPolicy: Always}\n',
      "shop/values.yaml:3:8: `image.tag` has to become v9, and stands in a file that is not this environment's own: write it in a values file of the environment",
    ],
  ])('refuses %j, and says where', (text, problem) => {
    expect(edit(text, { tag: 'v9' })).toEqual(problem);
  });

  it('writes a digest in the way in which the file has it', () => {
    const one = `image:\n  tag: v1@${digest('a')}\n`;
    expect(edit(one, { tag: 'v2', digest: digest('b') })).toBe(
      `image:\n  tag: v2@${digest('b')}\n`,
    );
    const two = `image:\n  tag: v1\n  digest: ${digest('a')}\n`;
    expect(
      edit(two, { tag: 'v2', digest: digest('b'), inOneField: true }),
    ).toBe(`image:\n  tag: v2\n  digest: ${digest('b')}\n`);
    expect(edit(two, { tag: 'v2' })).toBe('image:\n  tag: v2\n  digest: ""\n');
    expect(edit('image: {tag: v1}', { tag: 'v2', digest: digest('b') })).toBe(
      `${PATH}:1:14: \`image.digest\` has to become ${digest(
        'b',
      )}, and there is no such key: add it, for now with the value ""`,
    );
  });

  it('refuses what is no version, and an image that is not there', () => {
    expect(edit('image: {tag: v1}', { tag: 'v1"\nx: y' })).toContain(
      'is not a tag or digest of an image',
    );
    expect(edit('image: {tag: v1}', { tag: 'v2' }, 'worker')).toContain(
      'no values file of this environment has `worker`',
    );
  });
});

describe('readHelmRelease', () => {
  it('takes what Helm merges last', () => {
    expect(read('image: {tag: v1}')).toMatchObject({
      images: [
        {
          key: 'image',
          name: 'ghcr.io/acme/shop',
          version: { tag: 'v1' },
          isOwn: true,
          at: { file: PATH, line: 1, column: 14 },
        },
      ],
      overridden: [],
    });
  });

  it('says what has no effect, and what overrides it', () => {
    expect(
      read(
        'image: {tag: v1}',
        { path: 'shop/last.yaml', content: 'image:\n  tag: v2\n' },
        {
          path: 'shop/application.yaml',
          content: { image: { tag: 'v3' } },
          at: { file: 'shop/application.yaml', line: 20, column: 7 },
        },
      ),
    ).toMatchObject({
      images: [{ version: { tag: 'v3' }, isOwn: false }],
      overridden: [
        {
          key: 'image',
          at: { file: PATH, line: 1 },
          by: { file: 'shop/application.yaml', line: 20 },
        },
      ],
    });
  });

  it('says that an image is switched off', () => {
    const text = 'worker:\n  image: {repository: worker, tag: v1}\n';
    const isOff = (more: string) => {
      const release = read(`${text}${more}`);
      return typeof release === 'string'
        ? release
        : release.images.find(({ key }) => key === 'worker.image')?.isOff;
    };
    expect(isOff('')).toBe(false);
    expect(isOff('  enabled: true\n')).toBe(false);
    expect(isOff('  enabled: false\n')).toBe(true);
  });

  it('refuses a version of nobody knows which image', () => {
    expect(read('api:\n  image:\n    tag: v1\n')).toBe(
      `${PATH}:3:10: \`api.image\` has a version, and no values file that is read here has its repository, so that it is not known which image it is: write \`repository\` beside it, or name the image in service.yaml under spec.release.helm.images`,
    );
  });

  it('takes the version of the chart where no value says one, of the nearest chart', () => {
    const images = (
      charts: Array<{ below: string[]; appVersion?: string }>,
    ) => {
      const result = readHelmRelease({
        values: [
          {
            path: PATH,
            content:
              'image: {repository: a, tag: ""}\nsub: {image: {repository: b, tag: ""}}\n',
            isOwn: true,
          },
        ],
        charts,
      });
      return result.ok && result.value.images.map(({ version }) => version);
    };
    expect(images([])).toEqual([{}, {}]);
    expect(images([{ below: [], appVersion: '1' }])).toEqual([
      { tag: '1' },
      { tag: '1' },
    ]);
    expect(
      images([{ below: [], appVersion: '1' }, { below: ['sub'] }]),
    ).toEqual([{ tag: '1' }, {}]);
  });

  it('is not led astray by what is no image', () => {
    expect(
      read(
        [
          'image: {tag: v1, pullPolicy: Always, pullSecrets: [{name: image}]}',
          'imagePullSecrets: [{name: x}]',
          'repository: https://charts.example/x',
          'tag: v7',
          'containers: [{image: "busybox:1"}]',
          'backgroundImage: "/static/photo.png"',
          'cache: {repository: {name: x}, tag: {a: b}}',
          'hasOwnProperty: 1',
          '__proto__: {image: {repository: x, tag: y}}',
          '',
        ].join('\n'),
      ),
    ).toMatchObject({
      images: [{ key: 'tag' }],
    });
  });
});
