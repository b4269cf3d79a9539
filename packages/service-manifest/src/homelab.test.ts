import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkManifestSet } from './checks/checkManifestSet';
import { parseServiceManifest } from './parseServiceManifest';

const root = resolve(__dirname, '../../../examples/homelab');

describe('examples/homelab', () => {
  const results = globSync('kubernetes/**/service.yaml', { cwd: root })
    .sort()
    .map(path => ({
      path,
      result: parseServiceManifest(readFileSync(resolve(root, path), 'utf8'), {
        path,
      }),
    }));

  it('has 25 services', () => {
    expect(results).toHaveLength(25);
  });

  it.each(results)('has nothing wrong in $path', ({ result }) => {
    expect(result).toMatchObject({ kind: 'manifest', diagnostics: [] });
  });

  it('resolves every dependency', () => {
    const manifests = results.flatMap(({ result }) =>
      result.kind === 'manifest' ? [result.manifest] : [],
    );
    expect(checkManifestSet(manifests).diagnostics).toEqual([]);
  });
});
