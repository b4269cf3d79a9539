import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createDiagnostic, docsOf } from '../diagnostics/createDiagnostic';
import { explainProblem, problemCodes } from './explainProblem';

const ROOT = resolve(__dirname, '../../../..');
const FOLDERS = [
  'packages/service-manifest/src',
  'packages/gitops-manifests/src/checks',
  'packages/gitops-manifests/src/applicationSets',
  'plugins/catalog-backend-module-service-manifest/src',
];

/** Texts that look like a code and stand where one could, but are none. */
const CODE =
  /(?:code(?:\??:|,| =| \?)|add\(\s*'(?:error|warning)',|\bwrongType \?)[^;{}]*?'([a-z]+(?:-[a-z]+)+)'/g;

/** Codes that the source gives to diagnostics, by the files that do. */
function codesInSource(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const folder of FOLDERS) {
    const names = readdirSync(resolve(ROOT, folder), {
      recursive: true,
      encoding: 'utf8',
    }).filter(name => /^(?!.*(\.test\.ts|__))(?!problems\/).*\.ts$/.test(name));
    for (const name of names) {
      const text = readFileSync(resolve(ROOT, folder, name), 'utf8');
      for (const [, code] of text.matchAll(CODE)) {
        found.set(code, [...(found.get(code) ?? []), `${folder}/${name}`]);
      }
    }
  }
  return found;
}

describe('codes', () => {
  const found = codesInSource();

  it('has an explanation of each code that a manifest, a folder or a source is given', () => {
    const unknown = [...found].filter(([code]) => !explainProblem(code));
    expect(unknown).toEqual([]);
  });

  it('explains no code that nothing gives', () => {
    expect([...found.keys()].sort()).toEqual([...problemCodes].sort());
  });

  it('leads to the page of a code, and to the list where there is none', () => {
    const place = { file: 'a.yaml', line: 1, column: 1 };
    const given = { severity: 'error', message: 'No.', ...place } as const;
    expect(createDiagnostic({ ...given, code: 'wrong-type' }).docs).toMatch(
      /\/docs\/reference\/problems\/wrong-type\.md$/,
    );
    for (const code of ['image-not-listed', '', '../x', 'constructor']) {
      expect(docsOf(code)).toMatch(/\/docs\/reference\/problems\/README\.md$/);
    }
  });
});
