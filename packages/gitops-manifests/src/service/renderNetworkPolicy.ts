import type { PlannedService } from './planService';
import { yamlText } from '../yaml/yamlText';

/**
 * What may talk to the service, and the namespaces of what it depends on. The team's own policies deny the rest.
 *
 * @internal
 */
export function renderNetworkPolicy(service: PlannedService): string {
  const { name, owner, platform } = service;
  const needed = service.dependencies.flatMap(
    ({ namespaces }) => namespaces ?? [],
  );
  return yamlText(
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `${name}-allow` },
      spec: {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
        policyTypes: needed.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'],
        ingress: [
          {
            from: [
              inNamespaces(platform.gatewayNamespaces),
              inNamespaces(platform.monitoringNamespaces),
            ],
            ports: [{ protocol: 'TCP', port: 'http' }],
          },
        ],
        ...(needed.length > 0 && { egress: [{ to: [inNamespaces(needed)] }] }),
      },
    },
    {
      head: [
        `The default deny lives in teams/${owner.team}/policies.yaml; this only opens what the service needs.`,
      ],
      ...(needed.length > 0 && {
        above: [
          [['spec', 'egress'], 'What it depends on, in every environment.'],
        ],
      }),
    },
  );
}

function inNamespaces(names: string[]) {
  return {
    namespaceSelector: {
      matchExpressions: [
        {
          key: 'kubernetes.io/metadata.name',
          operator: 'In',
          values: [...new Set(names)].sort(),
        },
      ],
    },
  };
}
