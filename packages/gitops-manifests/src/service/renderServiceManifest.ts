import type { PlannedEnvironment, PlannedService } from './planService';
import { yamlText } from '../yaml/yamlText';

/**
 * The text of `service.yaml`.
 *
 * @internal
 */
export function renderServiceManifest(service: PlannedService): string {
  const { owner, sla } = service;
  const targets = ['availability', 'latency', 'rpo', 'rto'] as const;
  const spec = {
    ...(service.description && { description: service.description }),
    owner: {
      team: owner.team,
      ...(owner.slack && { slack: `#${owner.slack.replace(/^#/, '')}` }),
      ...(owner.email && { email: owner.email }),
      ...(owner.oncall && { oncall: owner.oncall }),
    },
    environments: service.environments.map(environmentOf),
    ...(service.dependencies.length > 0 && {
      dependencies: service.dependencies.map(({ ref }) => ref),
    }),
    ...(targets.some(key => sla?.[key]) && {
      sla: Object.fromEntries(
        targets.flatMap(key => (sla?.[key] ? [[key, sla[key]]] : [])),
      ),
    }),
    security: { networkPolicies: true, podSecurityStandards: 'restricted' },
  };
  const [, ...apart] = Object.keys(spec).map(key => ['spec', key]);
  return yamlText(
    {
      apiVersion: `${service.apiGroup}/v1alpha1`,
      kind: 'Service',
      metadata: {
        name: service.name,
        namespace: service.layer,
        ...(service.layer === 'services' &&
          service.category && { labels: { category: service.category } }),
      },
      spec,
    },
    {
      // The YAML language server of editors completes and checks by this line
      ...(service.schemaUrl && {
        head: [`yaml-language-server: $schema=${service.schemaUrl}`],
      }),
      apart,
      above: [[['spec', 'environments'], 'The order is the promotion path.']],
    },
  );
}

function environmentOf(environment: PlannedEnvironment) {
  const { name, cluster, namespace, autoSync, canary } = environment;
  return {
    name,
    ...(cluster && { cluster }),
    namespace,
    autoSync,
    ...(canary && {
      rollout: {
        strategy: 'canary',
        steps: canary.steps,
        analysis: {
          metrics: [{ name: 'success-rate', threshold: canary.successRate }],
        },
      },
    }),
  };
}
