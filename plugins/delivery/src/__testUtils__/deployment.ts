import type {
  Deployment,
  DoraMetrics,
} from '@stonegarden/backstage-plugin-delivery-common';
import { minutesAgo } from './delivery';

const DAY = 24 * 60;

/** 2.17.4 in production, from 9 days ago until 3 days ago. */
export function deployment(overrides: Partial<Deployment> = {}): Deployment {
  return {
    id: 'd-1',
    entityRef: 'component:default/audiobookshelf',
    environment: 'production',
    instance: 'homelab',
    application: 'argocd/audiobookshelf-production',
    release: {
      images: [{ name: 'ghcr.io/advplyr/audiobookshelf', tag: '2.17.4' }],
    },
    revision: 'b'.repeat(40),
    from: minutesAgo(9 * DAY),
    until: minutesAgo(3 * DAY),
    healthySince: minutesAgo(9 * DAY - 1),
    promotion: 'p-0',
    cause: 'promotion',
    by: 'user:default/guest',
    outcome: 'succeeded',
    ...overrides,
  };
}

/** Three weeks of production: three deployments, none, and one that failed. */
export function doraMetrics(overrides: Partial<DoraMetrics> = {}): DoraMetrics {
  const week = (day: string) => {
    const since = Date.parse(`2026-11-${day}T00:00:00Z`);
    return {
      since: new Date(since).toISOString(),
      until: new Date(since + 7 * DAY * 60_000).toISOString(),
    };
  };
  return {
    environments: ['production'],
    services: 1,
    buckets: [
      {
        ...week('09'),
        deployments: 3,
        failures: 0,
        leadTimeSeconds: 7_200,
        leadTimeCount: 3,
        restoreCount: 0,
      },
      {
        ...week('16'),
        deployments: 0,
        failures: 0,
        leadTimeCount: 0,
        restoreCount: 0,
      },
      {
        ...week('23'),
        deployments: 1,
        failures: 1,
        leadTimeSeconds: 3_600,
        leadTimeCount: 1,
        restoreSeconds: 900,
        restoreCount: 1,
      },
    ],
    total: {
      deployments: 4,
      failures: 1,
      leadTimeSeconds: 5_400,
      leadTimeCount: 4,
      restoreSeconds: 900,
      restoreCount: 1,
    },
    ...overrides,
  };
}
