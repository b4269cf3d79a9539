import type {
  AnalysisMetric,
  RolloutProgress,
} from '@stonegarden/backstage-plugin-delivery-common';
import { minutesAgo } from './delivery';

const IMAGE = 'ghcr.io/advplyr/audiobookshelf';

export function analysisMetric(
  overrides: Partial<AnalysisMetric> = {},
): AnalysisMetric {
  return {
    name: 'success-rate',
    phase: 'Running',
    successful: 3,
    failed: 0,
    inconclusive: 0,
    error: 0,
    successCondition: 'len(result) > 0 && result[0] >= 95',
    measurements: ['[99.9]', '[99.2]', '[99.961]'].map((value, index) => ({
      at: minutesAgo(3 - index),
      value,
      phase: 'Successful',
    })),
    ...overrides,
  };
}

/** A canary that pauses at the second of its five steps for four more minutes, while its success rate is measured. */
export function rolloutProgress(
  overrides: Partial<RolloutProgress> = {},
): RolloutProgress {
  return {
    name: 'audiobookshelf',
    namespace: 'audiobookshelf-canary',
    strategy: 'canary',
    phase: 'Paused',
    message: 'CanaryPauseStep',
    stable: { images: [{ name: IMAGE, tag: '2.17.4' }] },
    next: { images: [{ name: IMAGE, tag: '2.20.0' }] },
    podHash: '6d6fd7d89d',
    steps: [
      { type: 'weight', weight: 10 },
      { type: 'pause', seconds: 600 },
      { type: 'analysis' },
      { type: 'weight', weight: 50 },
      { type: 'pause' },
    ],
    step: 1,
    weight: 10,
    pods: { next: 1, stable: 9, desired: 10 },
    pausedSince: minutesAgo(6),
    pausedUntil: minutesAgo(-4),
    analysisRuns: [
      {
        name: 'audiobookshelf-6d6fd7d89d-2',
        type: 'background',
        phase: 'Running',
        startedAt: minutesAgo(5),
        metrics: [analysisMetric()],
      },
    ],
    backgroundAnalysis: { startingStep: 1 },
    ...overrides,
  };
}
