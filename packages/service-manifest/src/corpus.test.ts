import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cpuTimeMs } from './__testUtils__/cpuTimeMs';
import {
  type ManifestParseResult,
  parseServiceManifest,
} from './parseServiceManifest';

const folder = resolve(__dirname, '../corpus');

/** What each file of the corpus turns out to be, and the first three things that are said about it. */
const EXPECTED: Array<[string, 'manifest' | 'invalid' | 'foreign', string[]]> =
  [
    ['alias-loop', 'invalid', ['13:16 yaml-syntax']],
    ['alias-without-anchor', 'invalid', ['6:10 yaml-syntax']],
    ['billion-laughs', 'invalid', ['1:1 too-many-aliases']],
    ['binary-tag', 'invalid', ['13:25 wrong-type']],
    ['byte-order-mark-and-error', 'invalid', ['13:18 invalid-value']],
    ['byte-order-mark', 'manifest', []],
    ['complex-key', 'manifest', ['5:1 unknown-field']],
    ['constructor-name', 'manifest', []],
    ['control-characters', 'invalid', ['4:9 invalid-value']],
    ['date-value', 'manifest', []],
    ['deep-block-list', 'invalid', ['14:67 nested-too-deep']],
    ['deep-block', 'invalid', ['45:67 nested-too-deep']],
    ['deep-flow', 'invalid', ['13:37 nested-too-deep']],
    ['deep-open-flow', 'invalid', ['13:130 nested-too-deep']],
    ['duplicate-keys-nested', 'invalid', ['8:5 yaml-syntax']],
    ['duplicate-keys', 'invalid', ['13:3 yaml-syntax']],
    ['emoji-name', 'invalid', ['4:9 invalid-value']],
    ['empty', 'foreign', []],
    ['exponent-name', 'invalid', ['4:9 wrong-type']],
    ['homoglyph-name', 'invalid', ['4:9 invalid-value']],
    ['huge-file', 'invalid', ['1:1 file-too-large']],
    ['huge-key', 'manifest', ['13:5 unknown-field']],
    ['huge-number', 'invalid', ['11:17 wrong-type']],
    ['huge-scalar-in-name', 'invalid', ['4:9 invalid-value']],
    ['huge-scalar', 'manifest', ['14:3 unknown-field']],
    ['infinity-replicas', 'invalid', ['11:17 wrong-type']],
    ['kubernetes-service', 'foreign', []],
    ['latin-1', 'manifest', []],
    ['list-at-top', 'foreign', []],
    ['lone-surrogate-escape', 'invalid', ['4:9 invalid-value']],
    ['manifest-and-kubernetes-service', 'manifest', []],
    ['many-broken-environments', 'invalid', ['4992:7 too-many-values']],
    ['many-dependencies-of-wrong-type', 'invalid', ['4985:7 too-many-values']],
    ['many-documents', 'manifest', []],
    [
      'many-equal-keys',
      'invalid',
      ['14:3 yaml-syntax', '15:3 yaml-syntax', '16:3 yaml-syntax'],
    ],
    ['many-unknown-keys', 'invalid', ['2499:12 too-many-values']],
    ['merge-bomb', 'invalid', ['1:1 too-many-aliases']],
    ['merge-conflict', 'invalid', ['8:1 yaml-syntax']],
    ['merge-loop', 'invalid', ['14:9 yaml-syntax']],
    ['nan-percentile', 'invalid', ['13:46 wrong-type']],
    ['negative-replicas', 'invalid', ['11:17 invalid-value']],
    ['norway-name', 'manifest', []],
    ['norway-switch', 'invalid', ['11:17 wrong-type']],
    ['nul-in-name', 'invalid', ['4:9 invalid-value']],
    ['nul-in-value', 'invalid', ['13:16 invalid-value']],
    ['null-name', 'invalid', ['4:3 wrong-type']],
    ['octal-name', 'invalid', ['7:11 wrong-type']],
    ['old-mac-lines', 'foreign', []],
    [
      'only-api-version',
      'invalid',
      ['1:1 missing-field', '1:1 missing-field', '1:1 missing-field'],
    ],
    ['only-nul', 'foreign', []],
    ['open-bracket', 'invalid', ['14:3 yaml-syntax']],
    ['open-quote', 'invalid', ['14:1 yaml-syntax']],
    ['path-in-environment', 'invalid', ['9:13 invalid-value']],
    ['path-in-name', 'invalid', ['4:9 invalid-value']],
    [
      'path-out-of-folder',
      'invalid',
      ['14:18 invalid-value', '14:46 invalid-value'],
    ],
    ['pretty-quotes', 'invalid', ['7:11 invalid-value']],
    ['proto-in-environments', 'manifest', ['9:5 unknown-field']],
    ['proto-in-labels', 'manifest', ['5:12 unknown-field']],
    ['proto-key', 'manifest', ['13:3 unknown-field']],
    ['proto-metadata', 'invalid', ['3:1 missing-field', '4:3 unknown-field']],
    ['quadratic-blow-up', 'invalid', ['14:407 too-many-aliases']],
    [
      'regular-expression-trap',
      'invalid',
      ['14:18 invalid-value', '14:40023 invalid-value', '13:23 invalid-value'],
    ],
    ['right-to-left-name', 'invalid', ['4:9 invalid-value']],
    ['script-address', 'invalid', ['6:34 invalid-value']],
    ['tab-after-colon', 'manifest', []],
    ['tab-indentation', 'invalid', ['6:1 yaml-syntax']],
    ['template-placeholders', 'invalid', ['4:9 wrong-type']],
    ['text-at-top', 'foreign', []],
    ['two-manifests', 'invalid', ['14:1 more-than-one-manifest']],
    ['unknown-tag', 'manifest', ['13:16 yaml-syntax']],
    ['unknown-version', 'invalid', ['1:13 invalid-value']],
    ['utf-16-be-with-mark', 'invalid', ['1:1 wrong-encoding']],
    ['utf-16-le', 'invalid', ['1:1 wrong-encoding']],
    ['utf-32', 'invalid', ['1:1 wrong-encoding']],
    ['windows-lines-and-error', 'invalid', ['14:14 invalid-value']],
    ['windows-lines', 'manifest', []],
    ['windows-path', 'invalid', ['14:18 invalid-value', '15:14 invalid-value']],
    ['wrong-kind', 'invalid', ['2:7 invalid-value']],
    ['yaml-1-1-directive', 'manifest', []],
    ['zero-width-key', 'invalid', ['5:1 missing-field', '6:3 unknown-field']],
  ];

describe('corpus of broken manifests', () => {
  it('is known in full', () => {
    expect(readdirSync(folder).sort()).toEqual(
      EXPECTED.map(([name]) => `${name}.yaml`).sort(),
    );
  });

  it.each(EXPECTED)('reads %s as %s', (name, kind, complaints) => {
    const text = readFileSync(resolve(folder, `${name}.yaml`), 'utf8');
    const path = 'kubernetes/services/shelf/service.yaml';
    let result!: ManifestParseResult;
    // The slowest takes a tenth of it
    expect(
      cpuTimeMs(() => {
        result = parseServiceManifest(text, { path });
      }),
    ).toBeLessThan(3000);
    expect(result.kind).toBe(kind);
    const diagnostics = result.kind === 'foreign' ? [] : result.diagnostics;
    expect(
      diagnostics
        .slice(0, 3)
        .map(({ line, column, code }) => `${line}:${column} ${code}`),
    ).toEqual(complaints);
    expect(diagnostics.length).toBeLessThanOrEqual(100);
    for (const { message, field } of diagnostics) {
      expect(message.length).toBeLessThan(500);
      expect(field?.length ?? 0).toBeLessThan(500);
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    }
  });

  it('leaves the prototypes of others alone', () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
