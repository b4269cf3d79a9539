import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../..');
const RECORDINGS = 'plugins/delivery-backend/src/__fixtures__/recordings';
/** Runs against the sandbox unless a real server is given. */
const CONTRACT = 'plugins/delivery-backend/src/tests/argocd.contract.test.ts';

/** Recordings that the sandbox cannot be held against, each with the reason. */
const EXCEPTIONS: Record<string, string> = {};

/** What tests of the sandbox name, alone or several in the title of a case. */
function namedCases(): Set<string> {
  const files = readdirSync(join(ROOT, 'packages/sandbox/src'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter(path => path.endsWith('.test.ts'))
    .map(path => join(ROOT, 'packages/sandbox/src', path));
  const texts = [...files, join(ROOT, CONTRACT)]
    .filter(path => path !== __filename)
    .map(path => readFileSync(path, 'utf8'))
    .filter(text =>
      /recorded(Call|Exchange|Stream)|recording\(|homelab/.test(text),
    );
  return new Set(
    texts.flatMap(text =>
      [...text.matchAll(/'([a-z][a-z0-9-]+)'/g)].map(([, name]) => name),
    ),
  );
}

describe('what was recorded of a real Argo CD', () => {
  const recordings = readdirSync(join(ROOT, RECORDINGS)).map(file =>
    file.replace(/\.(json|sse)$/, ''),
  );

  it('has a case of the sandbox each, or a reason why not', () => {
    const named = namedCases();
    expect(
      recordings.filter(name => !named.has(name) && !EXCEPTIONS[name]),
    ).toEqual([]);
  });

  it('has no exception that is not needed', () => {
    const named = namedCases();
    expect(
      Object.keys(EXCEPTIONS).filter(
        name => named.has(name) || !recordings.includes(name),
      ),
    ).toEqual([]);
  });
});
