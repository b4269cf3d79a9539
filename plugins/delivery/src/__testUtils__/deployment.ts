import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
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
