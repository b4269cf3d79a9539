import { parseServiceManifest } from '../parseServiceManifest';
import { checkManifestSet } from './checkManifestSet';
import { DEFAULT_RESERVED_NAMESPACES, reservedBy } from './reservedNamespaces';

describe('reservedBy', () => {
  it.each([
    ...['default', 'kube-system', 'kube-public', 'argocd', 'istio-system'],
    ...['cert-manager', 'openshift-ingress', 'cattle-system'],
  ])('keeps %s for the cluster', namespace => {
    expect(reservedBy(namespace, DEFAULT_RESERVED_NAMESPACES)).toBeDefined();
  });

  it.each(['shop', 'shop-dev', 'kubernetes-demo', 'kafka', 'billing-system'])(
    'leaves %s to teams',
    namespace => {
      expect(
        reservedBy(namespace, DEFAULT_RESERVED_NAMESPACES),
      ).toBeUndefined();
    },
  );

  it('names the pattern', () => {
    expect(reservedBy('kube-system', ['a', 'kube-*'])).toBe('kube-*');
    expect(reservedBy('kube-system', [])).toBeUndefined();
  });
});

describe('a reserved namespace in Git', () => {
  function diagnose(folder: string, reservedNamespaces?: string[]) {
    const path = `kubernetes/${folder}/shop/service.yaml`;
    const parsed = parseServiceManifest(
      `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata:
  name: shop
spec:
  owner: {team: product}
  environments:
    - name: dev
      namespace: shop-dev
    - name: production
      namespace: kube-system
`,
      { path },
    );
    return parsed.kind === 'manifest'
      ? checkManifestSet([parsed.manifest], { reservedNamespaces }).diagnostics
      : [parsed];
  }

  it('is a warning at its line', () => {
    expect(diagnose('services')).toEqual([
      expect.objectContaining({
        severity: 'warning',
        code: 'reserved-namespace',
        file: 'kubernetes/services/shop/service.yaml',
        line: 11,
        message:
          'The namespace "kube-system" is reserved for the cluster (kube-*): choose a namespace of your own, such as "shop-production"',
      }),
    ]);
  });

  it('is what the configured patterns say', () => {
    expect(diagnose('services', [])).toEqual([]);
    expect(diagnose('services', ['shop*'])).toMatchObject([{ line: 9 }]);
  });

  it('belongs to the services of the other layers', () => {
    expect(diagnose('infra/network')).toEqual([]);
    expect(diagnose('platform/data')).toEqual([]);
  });
});
