import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  createReason,
  EnvironmentStatus,
  Promotion,
  PromotionPreview,
  ServiceDelivery,
  ServiceDeliverySummary,
  ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';

const REF = 'component:default/audiobookshelf';
const IMAGE = 'ghcr.io/advplyr/audiobookshelf';

/** ISO time, so many minutes ago. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

export function environment(
  name: string,
  overrides: Partial<EnvironmentStatus> = {},
): EnvironmentStatus {
  return {
    name,
    cluster: 'in-cluster',
    namespace: `audiobookshelf-${name}`,
    autoSync: name !== 'production',
    rollout: 'rolling',
    presence: 'present',
    sync: 'Synced',
    health: 'Healthy',
    since: minutesAgo(125),
    release: { images: [{ name: IMAGE, tag: '2.19.0' }] },
    application: {
      name: `audiobookshelf-${name}`,
      url: `https://argocd.example.org/applications/argocd/audiobookshelf-${name}`,
    },
    instance: 'homelab',
    stale: false,
    asOf: new Date(Date.now() - 12_000).toISOString(),
    ...overrides,
  };
}

/** What the backend gives of an environment that the viewer may not see. */
export function forbiddenEnvironment(name: string): EnvironmentStatus {
  return {
    name,
    cluster: 'in-cluster',
    namespace: `audiobookshelf-${name}`,
    autoSync: false,
    forbidden: true,
    presence: 'unknown',
    sync: 'Unknown',
    health: 'Unknown',
    healthReason: createReason('EnvironmentForbidden', {
      permission: 'delivery.environment.read',
    }),
    stale: false,
  };
}

/** Of somebody who may do nothing. */
export const NO_PERMISSIONS: ServiceDelivery['permissions'] = {
  promote: [],
  sync: [],
  approve: [],
  rollback: [],
  emergencyRollback: [],
  rollout: [],
  rolloutBypass: [],
  override: [],
  logs: [],
};

/** dev and staging on 2.19.0, canary going there, production behind on 2.17.4. */
export function serviceDelivery(
  overrides: Partial<ServiceDelivery> = {},
): ServiceDelivery {
  const changes = [
    { name: IMAGE, from: { tag: '2.17.4' }, to: { tag: '2.19.0' } },
  ];
  return {
    entityRef: REF,
    environments: [
      environment('dev', {
        release: {
          images: [
            {
              name: IMAGE,
              tag: '2.19.0',
              digest: `sha256:${'0123456789abcdef'.repeat(4)}`,
            },
            { name: 'docker.io/library/postgres', tag: '16.4' },
            { name: 'docker.io/library/redis', tag: '7.4' },
          ],
        },
      }),
      environment('staging', { since: minutesAgo(50) }),
      environment('canary', {
        rollout: 'canary',
        rolloutWeights: [10, 50, 100],
        health: 'Progressing',
        since: minutesAgo(3),
      }),
      environment('production', {
        release: { images: [{ name: IMAGE, tag: '2.17.4' }] },
        since: minutesAgo(12 * 24 * 60),
      }),
    ],
    transitions: [
      { from: 'dev', to: 'staging', state: 'same', changes: [] },
      { from: 'staging', to: 'canary', state: 'same', changes: [] },
      { from: 'canary', to: 'production', state: 'differs', changes },
    ],
    histories: [],
    strayApplications: [],
    instances: [
      {
        name: 'homelab',
        reachable: true,
        lastContact: new Date(Date.now() - 12_000).toISOString(),
      },
    ],
    permissions: {
      promote: ['staging', 'canary', 'production'],
      sync: ['dev', 'staging', 'canary', 'production'],
      approve: ['production'],
      rollback: [],
      emergencyRollback: [],
      rollout: [],
      rolloutBypass: [],
      override: [],
      logs: [],
    },
    generatedAt: new Date().toISOString(),
    ...overrides,
  };
}

export function promotion(overrides: Partial<Promotion> = {}): Promotion {
  return {
    id: 'p-1',
    entityRef: REF,
    from: 'canary',
    to: 'production',
    changes: [{ name: IMAGE, from: { tag: '2.17.4' }, to: { tag: '2.19.0' } }],
    release: { images: [{ name: IMAGE, tag: '2.19.0' }] },
    status: 'open',
    pullRequest: {
      number: 12,
      url: 'https://git.example.org/stonegarden/homelab/pull/12',
      title: 'Promote audiobookshelf to production: 2.19.0',
    },
    branch: 'stonegarden/promote/audiobookshelf-production-1a2b3c4d',
    baseCommit: 'a'.repeat(40),
    requestedBy: 'user:default/guest',
    createdAt: new Date().toISOString(),
    updatedAt: new Date().toISOString(),
    ...overrides,
  };
}

export function promotionPreview(
  overrides: Partial<PromotionPreview> = {},
): PromotionPreview {
  return {
    entityRef: REF,
    from: 'canary',
    to: 'production',
    baseCommit: 'a'.repeat(40),
    changes: [{ name: IMAGE, from: { tag: '2.17.4' }, to: { tag: '2.19.0' } }],
    files: [
      {
        path: 'kubernetes/services/audiobookshelf/environments/production/kustomization.yaml',
        diff: [
          '--- a/kustomization.yaml',
          '+++ b/kustomization.yaml',
          '@@ -8,5 +8,5 @@',
          ' images:',
          `   - name: ${IMAGE}`,
          '-    newTag: 2.17.4',
          '+    newTag: 2.19.0',
          '',
        ].join('\n'),
      },
    ],
    gates: [
      {
        id: 'source-healthy',
        title: 'canary is healthy',
        status: 'passed',
        reason: createReason('EnvironmentHealthy', { environment: 'canary' }),
      },
    ],
    canOpen: true,
    ...overrides,
  };
}

/** A Component as anybody may register it: with nothing but what is given. */
export function component(
  name: string,
  spec: JsonObject = {},
  metadata: Partial<Entity['metadata']> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', ...metadata },
    spec,
  };
}

export function serviceEntity(
  overrides: Partial<ServiceEntity['spec']> = {},
  name = 'audiobookshelf',
): ServiceEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      description: 'Audiobooks and podcasts for the household',
      annotations: {
        'backstage.io/managed-by-location': `url:https://git.example.org/stonegarden/homelab/blob/main/kubernetes/services/${name}/service.yaml`,
        'platform.stonegarden.dev/source': 'homelab',
        'platform.stonegarden.dev/manifest-path': `kubernetes/services/${name}/service.yaml`,
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/product',
      system: 'media',
      layer: 'services',
      category: 'media',
      environments: ['dev', 'staging', 'canary', 'production'].map(env => ({
        name: env,
        cluster: 'in-cluster',
        namespace: `${name}-${env}`,
        autoSync: env !== 'production',
      })),
      contact: {
        team: 'product',
        slack: '#product-team',
        email: 'product@example.org',
        oncall: 'https://oncall.example.org/product',
      },
      sla: {
        availability: { text: '99.9%', percent: 99.9 },
        latency: { text: '200ms', milliseconds: 200, percentile: 95 },
        throughput: { text: '1000rps', perSecond: 1000 },
        rpo: { text: '1h', milliseconds: 3_600_000 },
        rto: { text: '4h', milliseconds: 14_400_000 },
      },
      ...overrides,
    },
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/product' },
      { type: 'dependsOn', targetRef: 'component:default/postgres-operator' },
      { type: 'dependsOn', targetRef: 'component:default/kafka' },
      { type: 'dependsOn', targetRef: 'resource:default/in-cluster' },
      { type: 'dependencyOf', targetRef: 'component:default/n8n' },
    ],
  };
}

export function summary(
  entityRef: string,
  overrides: Partial<ServiceDeliverySummary> = {},
): ServiceDeliverySummary {
  return {
    entityRef,
    health: 'Healthy',
    environments: [
      {
        name: 'dev',
        presence: 'present',
        sync: 'Synced',
        health: 'Healthy',
        release: { images: [{ name: IMAGE, tag: '2.19.0' }] },
        stale: false,
      },
      {
        name: 'production',
        presence: 'present',
        sync: 'Synced',
        health: 'Healthy',
        release: { images: [{ name: IMAGE, tag: '2.17.4' }] },
        stale: false,
      },
    ],
    ...overrides,
  };
}
