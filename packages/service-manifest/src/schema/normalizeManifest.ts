import type {
  EnvironmentSettings,
  ServiceManifestDocument,
} from './manifestSchema';
import { normalizePromotion } from './normalizePromotion';
import { parseDuration, parsePerSecond, parsePercent } from './parseQuantities';
import type {
  ManifestDependency,
  ManifestEnvironment,
  ManifestLocation,
  ServiceManifest,
  ServiceMonitoring,
  ServiceSla,
} from './ServiceManifest';

/** Time over which an availability is measured when the manifest does not say. */
const DEFAULT_WINDOW = '30d';

type Spec = ServiceManifestDocument['spec'];

/**
 * Brings a valid document into the one form that the rest of the suite works with: defaults filled in, both notations
 * of environments, dependencies and SLA unified.
 *
 * @internal
 */
export function normalizeManifest(
  document: ServiceManifestDocument,
  location: ManifestLocation,
): ServiceManifest {
  const { metadata, spec } = document;
  const labels = metadata.labels ?? {};
  const { team, slack, email, oncall } = spec.owner;
  return withoutUndefined({
    apiVersion: document.apiVersion,
    name: metadata.name,
    namespace: metadata.namespace,
    description: spec.description,
    labels,
    annotations: metadata.annotations ?? {},
    aliases: spec.aliases ?? [],
    owner: withoutUndefined({
      team,
      slack: slack && `#${slack.replace(/^#/, '')}`,
      email,
      oncall,
    }),
    environments: normalizeEnvironments(spec.environments),
    dependencies: (spec.dependencies ?? []).map(normalizeDependency),
    sla: spec.sla && normalizeSla(spec.sla),
    monitoring: spec.monitoring && normalizeMonitoring(spec.monitoring),
    security: spec.security && pickSecurity(spec.security),
    release:
      spec.release &&
      withoutUndefined({
        rollbackSafe: spec.release.rollbackSafe,
        helm: spec.release.helm,
      }),
    promotion: spec.promotion && normalizePromotion(spec.promotion),
    location,
    category: location.category ?? labels.category,
  });
}

function normalizeEnvironments(
  environments: Spec['environments'],
): ManifestEnvironment[] {
  if (Array.isArray(environments)) {
    return environments.map(one => normalizeEnvironment(one.name, one));
  }
  return Object.entries(environments).map(([name, settings]) =>
    normalizeEnvironment(name, settings),
  );
}

function normalizeEnvironment(
  name: string,
  settings: EnvironmentSettings,
): ManifestEnvironment {
  const { backup, rollout } = settings;
  return withoutUndefined({
    name,
    cluster: settings.cluster ?? 'in-cluster',
    namespace: settings.namespace,
    autoSync: settings.autoSync ?? false,
    promotesFrom: settings.promotesFrom,
    replicas: settings.replicas,
    resources: settings.resources,
    database: settings.database,
    ingress: settings.ingress,
    backup:
      backup === undefined
        ? undefined
        : backup === true || backup === 'enabled',
    rollout,
  });
}

function normalizeDependency(
  dependency: NonNullable<Spec['dependencies']>[number],
): ManifestDependency {
  return typeof dependency === 'string'
    ? { ref: dependency, optional: false }
    : withoutUndefined({
        ref: dependency.ref,
        alias: dependency.alias,
        optional: dependency.optional ?? false,
      });
}

function normalizeSla(sla: NonNullable<Spec['sla']>): ServiceSla {
  const { availability, latency, throughput, rpo, rto } = sla;
  const window =
    sla.window ?? (availability === undefined ? undefined : DEFAULT_WINDOW);
  return withoutUndefined({
    availability:
      availability === undefined ? undefined : parsePercent(availability),
    latency: latency === undefined ? undefined : normalizeLatency(latency),
    throughput:
      throughput === undefined ? undefined : parsePerSecond(throughput),
    rpo: rpo === undefined ? undefined : parseDuration(rpo),
    rto: rto === undefined ? undefined : parseDuration(rto),
    window: window === undefined ? undefined : parseDuration(window),
  });
}

function normalizeLatency(
  latency: NonNullable<NonNullable<Spec['sla']>['latency']>,
): NonNullable<ServiceSla['latency']> {
  const { threshold, percentile = 95 } =
    typeof latency === 'string' ? { threshold: latency } : latency;
  return { ...parseDuration(threshold), percentile };
}

function normalizeMonitoring(
  monitoring: NonNullable<Spec['monitoring']>,
): ServiceMonitoring {
  return withoutUndefined({
    enabled: monitoring.enabled ?? true,
    dashboards: monitoring.dashboards ?? [],
    alerts: monitoring.alerts ?? [],
    metrics: monitoring.metrics,
  });
}

function pickSecurity(security: NonNullable<Spec['security']>) {
  const { networkPolicies, podSecurityStandards, imageScanRequired, secrets } =
    security;
  return withoutUndefined({
    networkPolicies,
    podSecurityStandards,
    imageScanRequired,
    secrets,
  });
}

/** Leaves absent keys out, so that manifests compare and serialize the same. */
function withoutUndefined<T extends object>(value: T): T {
  for (const key of Object.keys(value) as Array<keyof T>) {
    if (value[key] === undefined) {
      delete value[key];
    }
  }
  return value;
}
