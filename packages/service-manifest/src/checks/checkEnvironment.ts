import type { ManifestFinding } from './ManifestFinding';
import { FieldPath, formatFieldPath } from '../yaml/fieldPath';
import { parseDuration, parseResource } from '../schema/parseQuantities';
import type {
  EnvironmentRollout,
  ManifestEnvironment,
  ServiceManifest,
} from '../schema/ServiceManifest';

/**
 * Settings of one environment that contradict each other or the service's SLA.
 *
 * @param path - of the environment in the document
 * @internal
 */
export function checkEnvironment(
  environment: ManifestEnvironment,
  path: FieldPath,
  { sla }: Pick<ServiceManifest, 'sla'>,
): ManifestFinding[] {
  const { rollout } = environment;
  return [
    ...checkResources(environment, path),
    ...checkWriters(environment, path),
    ...(rollout
      ? [
          ...checkSteps(rollout, [...path, 'rollout', 'steps']),
          ...checkReplicas(environment, rollout, path),
          ...checkAnalysis(rollout, [...path, 'rollout', 'analysis'], sla),
        ]
      : []),
  ];
}

function checkResources(
  { resources }: ManifestEnvironment,
  path: FieldPath,
): ManifestFinding[] {
  const limits = new Map(Object.entries(resources?.limits ?? {}));
  return Object.entries(resources?.requests ?? {}).flatMap(
    ([name, request]): ManifestFinding[] => {
      const limit = limits.get(name);
      if (
        limit === undefined ||
        parseResource(request) <= parseResource(limit)
      ) {
        return [];
      }
      const field = [...path, 'resources', 'requests', name];
      return [
        {
          severity: 'error',
          code: 'requests-above-limits',
          path: field,
          message: `\`${formatFieldPath(
            field,
          )}\` is ${request}, above its limit of ${limit}: write at most the limit`,
        },
      ];
    },
  );
}

function checkWriters(
  { name, database, replicas = 1, rollout }: ManifestEnvironment,
  path: FieldPath,
): ManifestFinding[] {
  const overlaps = rollout && rollout.strategy !== 'rolling';
  if (database !== 'sqlite' || (replicas <= 1 && !overlaps)) {
    return [];
  }
  const several =
    replicas > 1 ? `${replicas} replicas` : `a ${rollout?.strategy} rollout`;
  return [
    {
      severity: 'warning',
      code: 'several-writers-of-sqlite',
      path: [...path, 'database'],
      message: `"${name}" keeps its data in SQLite but has ${several}, so several pods would write to one file: use one replica without a canary, or another database`,
    },
  ];
}

function checkSteps(
  { strategy, steps = [] }: EnvironmentRollout,
  path: FieldPath,
): ManifestFinding[] {
  if (strategy !== 'canary') {
    return steps.length === 0
      ? []
      : [
          {
            severity: 'warning',
            code: 'steps-without-canary',
            path,
            message: `Steps have no effect with the strategy "${strategy}": write \`strategy: canary\`, or remove the steps`,
          },
        ];
  }
  let highest = 0;
  return steps.flatMap(({ setWeight }, index): ManifestFinding[] => {
    if (setWeight === undefined || setWeight >= highest) {
      highest = setWeight ?? highest;
      return [];
    }
    return [
      {
        severity: 'warning',
        code: 'weight-not-rising',
        path: [...path, index, 'setWeight'],
        message: `The weight falls from ${highest} to ${setWeight}: write the steps in ascending order`,
      },
    ];
  });
}

function checkReplicas(
  { name, replicas }: ManifestEnvironment,
  { strategy, steps = [] }: EnvironmentRollout,
  path: FieldPath,
): ManifestFinding[] {
  const isShared = steps.some(({ setWeight = 100 }) => setWeight < 100);
  if (strategy !== 'canary' || replicas !== 1 || !isShared) {
    return [];
  }
  return [
    {
      severity: 'warning',
      code: 'canary-of-one-replica',
      path: [...path, 'replicas'],
      message: `The canary of "${name}" has one replica, so it gets either everything or nothing: set \`replicas\` to 2 or more, or use the strategy rolling`,
    },
  ];
}

function checkAnalysis(
  { analysis }: EnvironmentRollout,
  path: FieldPath,
  sla: ServiceManifest['sla'],
): ManifestFinding[] {
  const target = sla?.latency;
  return (analysis?.metrics ?? []).flatMap((metric, index) => {
    const findings: ManifestFinding[] = [];
    const at = [...path, 'metrics', index];
    if (metric.interval && parseDuration(metric.interval).milliseconds === 0) {
      const field = [...at, 'interval'];
      findings.push({
        severity: 'error',
        code: 'threshold-out-of-range',
        path: field,
        message: `\`${formatFieldPath(
          field,
        )}\` is zero: write a duration such as 1m`,
      });
    }
    const unit = metric.unit === 's' ? 1000 : 1;
    if (
      target &&
      metric.name === `latency-p${target.percentile}` &&
      metric.threshold * unit > target.milliseconds
    ) {
      findings.push({
        severity: 'warning',
        code: 'analysis-above-sla',
        path: [...at, 'threshold'],
        message: `The analysis accepts ${metric.threshold}${
          unit === 1 ? 'ms' : 's'
        }, but \`spec.sla.latency\` is ${target.text}: write at most that`,
      });
    }
    return findings;
  });
}
