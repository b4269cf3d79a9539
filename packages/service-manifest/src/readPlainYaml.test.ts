import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import type { FieldPath } from './fieldPath';
import { readDocuments, readWholeDocuments } from './readDocuments';
import { readPlainYaml } from './readPlainYaml';

/** Paths of a value and of all within it, and of what is not there. */
function pathsOf(value: unknown, path: FieldPath = []): FieldPath[] {
  const inner = Object.entries(Object(value) === value ? Object(value) : {});
  return [
    path,
    [...path, 'missing'],
    [...path, 0],
    ...inner.flatMap(([key, one]) => {
      const part = Array.isArray(value) ? Number(key) : key;
      return pathsOf(one, [...path, part]);
    }),
  ];
}

/** All that is read of a text, and where it stands. */
function everythingOf(documents: ReturnType<typeof readDocuments>) {
  return documents.map(({ positions, value, diagnostics }) => ({
    value,
    diagnostics,
    places: pathsOf(value).map(path => ({
      path,
      key: positions.ofKey(path),
      value: positions.ofValue(path),
    })),
  }));
}

/** Whether the quick reader refuses a text, or reads exactly what the whole parser reads. */
function agrees(text: string): boolean {
  const quick = readPlainYaml(text);
  if (quick === undefined) {
    return true;
  }
  const whole = everythingOf(readWholeDocuments(text, 'a.yaml'));
  expect({ text, read: everythingOf(readDocuments(text, 'a.yaml')) }).toEqual({
    text,
    read: whole,
  });
  const plainly = parseAllDocuments(text, { merge: true, logLevel: 'silent' });
  expect({ text, read: quick.map(value => ({ value, errors: [] })) }).toEqual({
    text,
    read: [...plainly].map(one => ({ value: one.toJS(), errors: one.errors })),
  });
  return true;
}

const homelab = resolve(__dirname, '../../../examples/homelab');
const manifests = readdirSync(homelab, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.yaml'))
  .map(path => [path, readFileSync(join(homelab, path), 'utf8')] as const);

describe('readPlainYaml', () => {
  it('reads what manifests are made of', () => {
    expect(
      readPlainYaml(
        [
          '---',
          '# the shop',
          'namespace: shop-dev   # ours',
          'resources:',
          '- ../base',
          '- "svc.yaml"',
          'replicas:',
          '  - name: shop',
          '    count: 3',
          '    share: 0.25',
          'labels:',
          '  - pairs:',
          "      example.org/a: 'true'",
          '    includeSelectors: false',
          'patches:',
          '  - patch: |-',
          '      - op: add',
          '',
          '        value: "#no comment"',
          '    target:',
          '      kind: Deployment',
          'images: []',
          'empty:',
          '',
        ].join('\n'),
      ),
    ).toEqual([
      {
        namespace: 'shop-dev',
        resources: ['../base', 'svc.yaml'],
        replicas: [{ name: 'shop', count: 3, share: 0.25 }],
        labels: [
          { pairs: { 'example.org/a': 'true' }, includeSelectors: false },
        ],
        patches: [
          {
            patch: '- op: add\n\n  value: "#no comment"',
            target: { kind: 'Deployment' },
          },
        ],
        images: [],
        empty: null,
      },
    ]);
  });

  it.each(['kustomization.yaml', 'service.yaml'])(
    'reads nearly all %s of the homelab without help',
    name => {
      const texts = manifests.filter(([path]) => path.endsWith(name));
      const quick = texts.filter(([, text]) => readPlainYaml(text));
      expect(quick.length / texts.length).toBeGreaterThan(0.9);
    },
  );

  it('leaves texts of very many values to the whole parser', () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, i) => `- k${i}`).join('\n');
    expect(readPlainYaml(lines(1000))?.[0]).toHaveLength(1000);
    expect(readPlainYaml(lines(3000))).toBeUndefined();
  });

  it.each(manifests)('agrees with the whole parser on %s', (_path, text) => {
    expect(agrees(text)).toBe(true);
  });

  it.each([
    'a: 1\na: 2\n',
    'a: &x 1\nb: *x\n',
    'a: {b: 1}\n',
    'a: 1.\n',
    'a: 012\n',
    'a: 1e3\n',
    'a: 0x1f\n',
    'a: b: c\n',
    'a: "b\\n"\n',
    'a: b\n  c\n',
    'a:\n    b: 1\n  c: 2\n',
    'a: |\n    b\n  c\n',
    'a: >-\n  b\n',
    '\ta: 1\n',
    'a: 1\r\n',
    '--- a\n',
    '',
    'a: !tag b\n',
    'a: "b" c\n',
  ])('leaves %j to the whole parser', text => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  it('agrees with the whole parser on whatever people do to a manifest', () => {
    const lines = [
      ...new Set(manifests.flatMap(([, text]) => text.split('\n'))),
    ];
    const strange = fc.constantFrom(
      '- ',
      ': ',
      ' #',
      '"',
      "'",
      '|',
      '|-',
      '---',
      '{}',
      '[',
      '&a',
      '*a',
      '~',
      'null',
      '012',
      '1e3',
      '1.50',
      '99.9',
      '.5',
      '?',
      '%',
      '\t',
      '-',
      '   ',
      'a:',
      '- a: 1',
      '- - b',
      'True',
      '\\',
    );
    const line = fc.oneof(
      fc.constantFrom(...lines),
      fc
        .tuple(fc.constantFrom('', '  ', '    ', ' '), strange, fc.string())
        .map(parts => parts.join('')),
      fc
        .tuple(fc.constantFrom(...lines), strange, fc.nat())
        .map(([text, part, at]) => {
          const cut = at % (text.length + 1);
          return text.slice(0, cut) + part + text.slice(cut);
        }),
    );
    const property = fc.property(fc.array(line, { maxLength: 12 }), parts =>
      agrees(parts.join('\n')),
    );
    expect(fc.check(property, { numRuns: 3000 })).toMatchObject({
      failed: false,
    });
  });

  it('agrees with the whole parser on a manifest with a few characters changed', () => {
    const property = fc.property(
      fc.constantFrom(...manifests.map(([, text]) => text)),
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.oneof(
        fc.string({ maxLength: 3 }),
        fc.constantFrom(' ', '\n', ': ', ' #', '"', '-', '\n\n', '\n  '),
      ),
      (text, at, length, put) => {
        const start = at % (text.length + 1);
        return agrees(text.slice(0, start) + put + text.slice(start + length));
      },
    );
    expect(fc.check(property, { numRuns: 1000 })).toMatchObject({
      failed: false,
    });
  });
});
