import { checkManifestSet } from '../checks/checkManifestSet';
import { convertManifest } from '../versions/convertManifest';
import type { Diagnostic } from '../diagnostics/Diagnostic';
import { parseServiceManifest } from '../parseServiceManifest';
import { exampleFiles } from './exampleFiles';
import { explainProblem, problemCodes } from './explainProblem';

/** What only a conversion says. */
function diagnoseConversion(text: string): Diagnostic[] {
  const path = 'kubernetes/services/shelf/service.yaml';
  const result = convertManifest(text, { to: 'v1beta1', path });
  return result.kind === 'invalid' ? result.diagnostics : [];
}

/** Everything that is said about the files of an example, as far as its scope goes. */
function diagnose(example: string, scope: string): Diagnostic[] {
  const results = [...exampleFiles(example)].map(([path, text]) =>
    parseServiceManifest(text, { path }),
  );
  const manifests = results.flatMap(one =>
    one.kind === 'manifest' ? [one.manifest] : [],
  );
  return [
    ...results.flatMap(one => (one.kind === 'foreign' ? [] : one.diagnostics)),
    ...(scope === 'set' ? checkManifestSet(manifests).diagnostics : []),
  ];
}

/** No page shows 256 KiB: the example says so in a comment, and the test makes it true. */
function inFull(code: string, example: string): string {
  return code === 'file-too-large'
    ? `${example}# ${'x'.repeat(256 * 1024)}\n`
    : example;
}

describe('explainProblem', () => {
  const explanations = problemCodes.flatMap(code => explainProblem(code) ?? []);
  const testable = explanations.filter(
    one => one.scope === 'manifest' || one.scope === 'set',
  );

  it('explains every code, and nothing else', () => {
    expect(explanations.map(one => one.code)).toEqual(problemCodes);
    expect(new Set(problemCodes).size).toBe(problemCodes.length);
    for (const word of ['', 'constructor', '__proto__', 'no-such-code']) {
      expect(explainProblem(word)).toBeUndefined();
    }
  });

  it.each(explanations)('says of $code what a person needs', one => {
    expect(one.code).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(one.title).toMatch(/^\S.*[^.]$/);
    expect(one.why).toMatch(/\.$/);
    expect(one.wrong).not.toBe(one.right);
  });

  it.each(testable)(
    'has a wrong example of $code',
    ({ code, wrong, severity, scope }) => {
      const diagnostics =
        code === 'conversion-not-possible'
          ? diagnoseConversion(wrong)
          : diagnose(inFull(code, wrong), scope);
      expect(diagnostics).not.toHaveLength(0);
      for (const one of diagnostics) {
        expect(one).toMatchObject({ code, severity });
      }
    },
  );

  it.each(testable)('has a right example of $code', ({ right, scope }) => {
    expect(exampleFiles(right).size).toBeGreaterThan(0);
    expect(diagnose(right, scope)).toEqual([]);
    for (const text of exampleFiles(right).values()) {
      expect(diagnoseConversion(text)).toEqual([]);
    }
  });
});
