import { readAnalysisMetric } from './analysisMetrics';
import type { AnalysisRun } from './analysisRuns';
import type { Rollout } from './Rollout';

/**
 * An AnalysisRun as the cluster has it, with its measurements.
 *
 * @internal
 */
export function analysisRunManifest(
  { name: rollout, namespace }: Rollout,
  run: AnalysisRun,
) {
  const { name, step, revision, startedAt, phase, message, args, metrics } =
    run;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: {
      name,
      namespace,
      creationTimestamp: startedAt,
      annotations: { 'rollout.argoproj.io/revision': String(revision) },
      labels: {
        'rollout-type': step === undefined ? 'Background' : 'Step',
        ...(step === undefined ? {} : { 'step-index': String(step) }),
      },
      ownerReferences: [
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          name: rollout,
          controller: true,
        },
      ],
    },
    spec: { args, metrics: metrics.map(({ spec }) => spec) },
    status: {
      phase,
      ...(message ? { message } : {}),
      startedAt,
      metricResults: metrics
        // One that was not measured yet has no result.
        .filter(({ measurements }) => measurements.length > 0)
        .map(({ spec, phase: ofMetric, measurements }) => {
          const countOf = (of: string) =>
            measurements.filter(each => each.phase === of).length;
          return {
            name: readAnalysisMetric(spec).name,
            phase: ofMetric,
            count: measurements.length,
            ...(countOf('Successful')
              ? { successful: countOf('Successful') }
              : {}),
            ...(countOf('Failed') ? { failed: countOf('Failed') } : {}),
            // Argo Rollouts keeps the last ten.
            measurements: measurements.slice(-10).map(each => ({
              phase: each.phase,
              startedAt: each.at,
              finishedAt: each.at,
              value: each.value,
            })),
          };
        }),
    },
  };
}
