import { diagnoseManifest, environmentField } from './diagnoseManifest';
import { matchesNamespacePattern } from './matchesNamespacePattern';
import type { Diagnostic } from '../diagnostics/Diagnostic';
import type { ServiceManifest } from '../schema/ServiceManifest';

/**
 * Namespaces that belong to the cluster and what runs it, as patterns: where none are configured, no service of a team may
 * have one of these.
 *
 * @public
 */
export const DEFAULT_RESERVED_NAMESPACES: readonly string[] = [
  ...['default', 'kube-*', 'openshift', 'openshift-*', 'cattle-*'],
  ...['argocd', 'argocd-*', 'argo-rollouts', 'flux-system'],
  ...['cert-manager', 'external-secrets', 'sealed-secrets', 'vault', 'velero'],
  ...['cilium', 'cilium-*', 'istio-*', 'linkerd', 'linkerd-*', 'ingress-nginx'],
  ...['gatekeeper-system', 'kyverno'],
];

/**
 * The pattern that reserves a namespace; undefined when none does.
 *
 * @public
 */
export function reservedBy(
  namespace: string,
  patterns: readonly string[],
): string | undefined {
  return patterns.find(pattern => matchesNamespacePattern(pattern, namespace));
}

/**
 * Environments of the layer `services` in a reserved namespace. In the other layers are the services that such namespaces are
 * reserved for.
 *
 * @internal
 */
export function findReservedNamespaces(
  manifests: ServiceManifest[],
  patterns: readonly string[],
): Diagnostic[] {
  return manifests
    .filter(({ location }) => location.layer === 'services')
    .flatMap(manifest =>
      manifest.environments.flatMap(({ name, namespace }) => {
        const pattern = reservedBy(namespace, patterns);
        return pattern === undefined
          ? []
          : [
              diagnoseManifest(manifest, {
                severity: 'warning',
                code: 'reserved-namespace',
                field: environmentField(manifest, name, 'namespace'),
                message: `The namespace "${namespace}" is reserved for the cluster (${pattern}): choose a namespace of your own, such as "${manifest.name}-${name}"`,
              }),
            ];
      }),
    );
}
