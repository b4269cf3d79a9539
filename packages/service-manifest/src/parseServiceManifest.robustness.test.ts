import fc from 'fast-check';
import { fieldDescriptions } from './schema/fieldDescriptions';
import {
  type ManifestParseResult,
  parseServiceManifest,
} from './parseServiceManifest';
import { problemCodes } from './problems/explainProblem';
import { cpuTimeMs } from './__testUtils__/cpuTimeMs';
import { manifestText } from './__testUtils__/manifestText';

function parse(text: string) {
  return parseServiceManifest(text, {
    path: 'kubernetes/services/shelf/service.yaml',
  });
}

describe('parseServiceManifest, whatever the text', () => {
  describe('bounds', () => {
    const head = 'apiVersion: platform.stonegarden.dev/v1alpha1\n';
    const laughs = Array.from(
      { length: 30 },
      (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}]`,
    ).join('\n');

    it.each([
      ['a huge file', `${head}#${'x'.repeat(300_000)}`, 'file-too-large'],
      [
        'deep nesting',
        `${head}x: ${'['.repeat(50)}${']'.repeat(50)}`,
        'nested-too-deep',
      ],
      ['absurd nesting', `${head}x: ${'['.repeat(100_000)}`, 'nested-too-deep'],
      ['an alias bomb', `${head}l0: &l0 [a]\n${laughs}`, 'too-many-aliases'],
      [
        'many aliases',
        `${head}a: &a 1\nb: [${'*a,'.repeat(5000)}]`,
        'too-many-aliases',
      ],
    ])('refuses %s quickly', (_what, text, code) => {
      let result!: ManifestParseResult;
      expect(
        cpuTimeMs(() => {
          result = parse(text);
        }),
      ).toBeLessThan(2000);
      expect(result).toMatchObject({ kind: 'invalid' });
      expect(
        result.kind === 'invalid' && result.diagnostics.map(one => one.code),
      ).toContain(code);
    });
  });

  describe('properties', () => {
    const fragments = fc.constantFrom(
      ...manifestText({ spec: { sla: { latency: '100ms' } } }).split(
        /(?<=[\s:"])/,
      ),
      '&a ',
      '*a',
      '<<: *a',
      '- ',
      '[',
      '{',
      '}',
      ']',
      '"',
      "'",
      '|\n',
      '\t',
      '\r\n',
      '---\n',
      '...\n',
      '%YAML 1.1\n',
      '!!set ',
      '!x ',
      '? ',
      '\ufeff',
      '~',
    );
    const anyValue: fc.Arbitrary<unknown> = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(true, 0, -1, 1e400, '', '99,9%', 'yes', [], {}, [{}]),
    );
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(fragments, { maxLength: 80 }).map(parts => parts.join('')),
      fc
        .tuple(fc.nat(), fc.array(fragments, { maxLength: 3 }))
        .map(([at, parts]) => {
          const text = manifestText();
          const cut = at % text.length;
          return text.slice(0, cut) + parts.join('') + text.slice(cut);
        }),
      fc.jsonValue().map(spec => manifestText({ spec: { owner: spec } })),
      fc
        .dictionary(fc.string(), fc.jsonValue())
        .map(spec => manifestText({ spec })),
      // Any value at any field that there is.
      fc
        .tuple(fc.constantFrom(...Object.keys(fieldDescriptions)), anyValue)
        .map(([field, value]) => {
          const [top, ...path] = field.split(/\[\]\.|\./);
          const inner = path.reduceRight(
            (content, key) => ({ [key]: content }),
            value,
          );
          return top === 'spec' && path.length > 0
            ? manifestText({ spec: Object(inner) })
            : `${manifestText()}${JSON.stringify(top)}: ${JSON.stringify(
                inner,
              )}\n`;
        }),
      // Long texts: a message holds a bounded piece of them.
      fc
        .tuple(
          fc.constantFrom('name: shelf', 'team: product', 'owner:'),
          fc.string({ unit: 'binary', minLength: 500, maxLength: 3000 }),
        )
        .map(([at, long]) =>
          manifestText().replace(at, () => `${at}${JSON.stringify(long)}`),
        ),
    );

    it('never throws, and every position lies within the text', () => {
      fc.assert(
        fc.property(anyText, text => {
          const result = parse(text);
          if (result.kind === 'foreign') {
            return;
          }
          const lines = text.split('\n');
          for (const { line, column, message } of result.diagnostics) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeGreaterThanOrEqual(1);
            expect(column).toBeLessThanOrEqual(lines[line - 1].length + 1);
            expect(message).not.toMatch(/undefined|\[object|Invalid input/);
          }
          expect(result.diagnostics.length).toBeLessThanOrEqual(100);
          for (const {
            message,
            field = '',
            docs,
            code,
          } of result.diagnostics) {
            expect(message.length + field.length).toBeLessThan(1500);
            expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
            expect(problemCodes).toContain(code);
            expect(docs).toContain(`/${code}.md`);
          }
          const isSilent =
            result.kind === 'invalid' && result.diagnostics.length === 0;
          expect(isSilent).toBe(false);
        }),
        { numRuns: 2000 },
      );
    });
  });
});
