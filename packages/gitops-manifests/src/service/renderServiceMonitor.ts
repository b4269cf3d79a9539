import type { PlannedService } from './planService';
import { DEFAULT_METRICS } from '../slo/defaultMetrics';
import { yamlText } from '../yaml/yamlText';
import { selectorLabels } from './selectorLabels';

/**
 * The scraping that a canary's analysis and the recording rules of an SLA live on.
 *
 * @internal
 */
export function renderServiceMonitor(service: PlannedService): string {
  const { requests, statusLabel, durationHistogram } = DEFAULT_METRICS;
  const needed = `${requests}, with a label "${statusLabel}"`;
  const hasCanary = service.environments.some(({ canary }) => canary);
  return yamlText(
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: {
        name: service.name,
        labels: { release: 'kube-prometheus-stack' },
      },
      spec: {
        selector: { matchLabels: selectorLabels(service) },
        ...(hasCanary && { podTargetLabels: ['rollouts-pod-template-hash'] }),
        endpoints: [{ port: 'http', path: '/metrics', interval: '15s' }],
      },
    },
    {
      head: [
        ...(hasCanary
          ? [
              `The analysis needs ${needed}, from /metrics; without it the rollout pauses.`,
            ]
          : []),
        ...(service.sloRules && service.sla?.availability
          ? [
              `The measured availability needs ${needed}, from /metrics; without it there is none.`,
            ]
          : []),
        ...(service.sloRules && service.sla?.latency
          ? [
              `The measured latency needs the histogram ${durationHistogram} from /metrics; without it there is none.`,
            ]
          : []),
      ],
    },
  );
}
