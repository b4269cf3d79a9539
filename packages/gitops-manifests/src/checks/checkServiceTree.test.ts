import { formatDiagnostic } from '@stonegarden/service-manifest';
import { checkServiceTree } from './checkServiceTree';

const manifest = (name: string, more = '') => `
apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata:
  name: ${name}
spec:
  owner:
    team: product
  environments:
    - name: dev
      namespace: ${name}-dev
${more}`;
const overlay = (namespace: string) => `namespace: ${namespace}\n`;

function check(files: Record<string, string>) {
  const environmentFolders = new Map<string, string[]>();
  for (const path of Object.keys(files)) {
    const [, folder, name] = /^(.*)\/environments\/([^/]+)\//.exec(path) ?? [];
    if (folder) {
      environmentFolders.set(folder, [name]);
    }
  }
  const { diagnostics, services } = checkServiceTree({
    files: new Map(Object.entries(files)),
    environmentFolders,
  });
  return { lines: diagnostics.map(formatDiagnostic), services };
}

describe('checkServiceTree', () => {
  it('checks each manifest alone, against the others, and against its folder, in order', () => {
    const found = check({
      'k/services/b/service.yaml': manifest(
        'b',
        '  dependencies: [a, nothing]\n',
      ),
      'k/services/b/environments/dev/kustomization.yaml': overlay('c'),
      'k/services/a/service.yaml': manifest('a').replace('dev\n', '7\n'),
      'k/services/c/service.yaml': 'kind: Service\napiVersion: v1\n',
    });
    expect(found.services).toEqual([
      'k/services/b/service.yaml',
      'k/services/a/service.yaml',
    ]);
    expect(found.lines).toEqual([
      expect.stringMatching(/^k\/services\/a\/service.yaml:10:13 error/),
      expect.stringMatching(
        /^k\/services\/b\/environments\/dev\/kustomization.yaml:1:12 error overlay-namespace-differs/,
      ),
      expect.stringMatching(
        /^k\/services\/b\/service.yaml:12:21 warning dependency-not-found: The dependency "nothing"/,
      ),
    ]);
  });

  it('has nothing to say about nothing', () => {
    expect(check({})).toEqual({ lines: [], services: [] });
  });
});
