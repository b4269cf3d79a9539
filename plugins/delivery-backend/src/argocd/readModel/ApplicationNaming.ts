import { SERVICE_LABELS } from '@stonegarden/service-manifest';

/** How Applications name the service and the environment that they are of: `delivery.argocd.applications.identifiedBy`. */
export type ApplicationNaming =
  | { kind: 'labels' | 'annotations'; service: string; environment: string }
  /** By the Application's own name: `pattern` holds `{service}` and `{environment}`, which has no dash of its own. */
  | { kind: 'name'; pattern: string };

/** The labels of this suite. */
export const STONEGARDEN_LABELS: ApplicationNaming = {
  kind: 'labels',
  service: SERVICE_LABELS.service,
  environment: SERVICE_LABELS.environment,
};

/** The labels that many repositories use already. */
export const PLAIN_LABELS: ApplicationNaming = {
  kind: 'labels',
  service: 'service',
  environment: 'environment',
};

/** Selector of the Applications that may name a service; undefined where only looking at each of them tells. */
export function selectorOf(naming: ApplicationNaming): string | undefined {
  return naming.kind === 'labels' ? naming.service : undefined;
}

/** The service and the environment that an Application names; undefined when it names none. */
export function identifyApplication(
  naming: ApplicationNaming,
  metadata: {
    name: string;
    labels?: Record<string, string> | null;
    annotations?: Record<string, string> | null;
  },
): { service: string; environment: string } | undefined {
  const { service, environment } =
    naming.kind === 'name'
      ? patternOf(naming.pattern).exec(metadata.name)?.groups ?? {}
      : {
          service: metadata[naming.kind]?.[naming.service],
          environment: metadata[naming.kind]?.[naming.environment],
        };
  return service && environment ? { service, environment } : undefined;
}

function patternOf(pattern: string): RegExp {
  const source = pattern
    .split(/(\{service\}|\{environment\})/)
    .map(part => {
      switch (part) {
        case '{service}':
          return '(?<service>.+)';
        case '{environment}':
          return '(?<environment>[^-]+)';
        default:
          return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      }
    })
    .join('');
  return new RegExp(`^${source}$`);
}
