import type { RolloutStep } from '@stonegarden/service-manifest';
import type { PlannedEnvironment, PlannedService } from './planService';
import type { RenderedFile } from './RenderedFile';
import { renderServiceMonitor } from './renderServiceMonitor';
import { selectorLabels } from './selectorLabels';
import { DEFAULT_METRICS } from '../slo/defaultMetrics';
import { yamlText } from '../yaml/yamlText';

/**
 * What a canary environment needs beside its kustomization: the Rollout, the analysis that may stop it, and the scraping
 * that the analysis lives on.
 *
 * @internal
 */
export function renderCanary(
  service: PlannedService,
  environment: PlannedEnvironment,
): RenderedFile[] {
  return [
    { path: 'rollout.yaml', content: rollout(service, environment) },
    {
      path: 'analysistemplate.yaml',
      content: analysisTemplate(service, environment),
    },
    // With recording rules all environments are scraped, so that the base has it
    ...(service.sloRules
      ? []
      : [
          {
            path: 'servicemonitor.yaml',
            content: renderServiceMonitor(service),
          },
        ]),
  ];
}

function rollout(
  service: PlannedService,
  { replicas, canary }: PlannedEnvironment,
): string {
  const { name } = service;
  return yamlText(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name, labels: selectorLabels(service) },
      spec: {
        replicas,
        revisionHistoryLimit: 5,
        progressDeadlineSeconds: 600,
        progressDeadlineAbort: true,
        workloadRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name,
          scaleDown: 'onsuccess',
        },
        strategy: {
          canary: {
            maxSurge: 1,
            maxUnavailable: 0,
            steps: withoutImplicitEnd(canary?.steps ?? []),
            analysis: {
              startingStep: 1,
              templates: [{ templateName: `${name}-success-rate` }],
              args: [
                {
                  name: 'canary-hash',
                  valueFrom: { podTemplateHashValue: 'Latest' },
                },
                {
                  name: 'namespace',
                  valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
                },
              ],
            },
          },
        },
      },
    },
    {
      behind: [
        [
          ['spec', 'replicas'],
          'without traffic routing setWeight is a ratio of pods: 10 % needs at least 10',
        ],
      ],
      above: [
        [
          ['spec', 'workloadRef'],
          'The pod template stays in the base Deployment, which this overlay scales to 0.',
        ],
        [
          ['spec', 'strategy', 'canary', 'steps'],
          'The last setWeight: 100 is implicit.',
        ],
        [
          ['spec', 'strategy', 'canary', 'analysis'],
          'In the background: runs until the rollout ends, aborts it on failure.',
        ],
      ],
    },
  );
}

/** Argo Rollouts goes to 100 by itself. */
function withoutImplicitEnd(steps: RolloutStep[]): RolloutStep[] {
  return steps[steps.length - 1]?.setWeight === 100
    ? steps.slice(0, -1)
    : steps;
}

function analysisTemplate(
  service: PlannedService,
  { canary }: PlannedEnvironment,
): string {
  const pods =
    'namespace="{{args.namespace}}",rollouts_pod_template_hash="{{args.canary-hash}}"';
  const { requests, statusLabel } = DEFAULT_METRICS;
  const query = `100 * (1 -
  (sum(rate(${requests}{${pods},${statusLabel}=~"5.."}[2m])) or vector(0))
  /
  (sum(rate(${requests}{${pods}}[2m])) > 0)
)
`;
  const metric = ['spec', 'metrics', 0];
  return yamlText(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: `${service.name}-success-rate` },
      spec: {
        args: [
          { name: 'canary-hash' },
          { name: 'namespace' },
          { name: 'threshold-percent', value: String(canary?.successRate) },
        ],
        metrics: [
          {
            name: 'success-rate',
            initialDelay: '2m',
            interval: '1m',
            failureLimit: 2,
            inconclusiveLimit: 3,
            consecutiveErrorLimit: 4,
            successCondition:
              'len(result) > 0 && result[0] >= {{args.threshold-percent}}',
            failureCondition:
              'len(result) > 0 && result[0] < {{args.threshold-percent}}',
            provider: {
              prometheus: {
                address: service.platform.prometheusUrl,
                timeout: 30,
                query,
              },
            },
          },
        ],
      },
    },
    {
      behind: [
        [
          ['spec', 'args', 2, 'value'],
          'service.yaml: rollout.analysis.metrics[success-rate].threshold',
        ],
        [
          [...metric, 'inconclusiveLimit'],
          'no traffic is inconclusive: the rollout pauses, it does not promote blindly',
        ],
      ],
      above: [
        [
          [...metric, 'provider', 'prometheus', 'query'],
          '"or vector(0)": all errors must read 0 %, not "no data"; "> 0": no traffic gives an empty result, never NaN',
        ],
      ],
    },
  );
}
