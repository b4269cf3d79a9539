import { renderService } from '@stonegarden/gitops-manifests';
import { lintProposal } from './lintProposal';

const edits = () =>
  renderService({
    name: 'shop',
    owner: { team: 'product' },
    image: 'ghcr.io/acme/shop:1.2.3',
    port: 8080,
    environments: [{ name: 'dev' }, { name: 'production' }],
    dependencies: [{ ref: 'kafka' }],
  }).map(({ path, content }) => ({ path: `kubernetes/${path}`, content }));

describe('lintProposal', () => {
  it('gives the manifest of what is right', () => {
    expect(lintProposal(edits(), undefined)).toMatchObject({
      name: 'shop',
      location: { path: 'kubernetes/services/shop/service.yaml' },
    });
  });

  it('refuses what the checks refuse, in plain words with file and line', () => {
    const files = edits()
      .filter(({ path }) => !path.includes('/production/'))
      .map(({ path, content }) => ({
        path,
        content: content.replace(/^namespace: .*$/m, 'namespace: elsewhere'),
      }));
    expect(() => lintProposal(files, undefined)).toThrow(
      /^The checks of the catalog would refuse this service, nothing was written:\n- kubernetes\/services\/shop\/environments\/dev\/kustomization.yaml, line 3: .*"elsewhere".*\n- kubernetes\/services\/shop\/service.yaml, line \d+: The environment "production" has no folder/,
    );
  });

  it('refuses a manifest that the catalog would pass over', () => {
    expect(() => lintProposal(edits(), 'platform.example.org')).toThrow(
      'kubernetes/services/shop/service.yaml belongs to another API group',
    );
  });
});
