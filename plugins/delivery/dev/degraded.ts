import {
  createReason,
  ServiceDelivery,
  ServiceEntity,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  environment,
  minutesAgo,
  promotion,
} from '../src/__testUtils__/delivery';

/** A service on which everything that can be wrong is. */
export const degraded: {
  spec: Partial<ServiceEntity['spec']>;
  delivery: Partial<ServiceDelivery>;
} = {
  spec: {
    problems: [
      {
        severity: 'error',
        code: 'wrong-type',
        message:
          'spec.environments[1].autoSync is the string "yes"; it must be true or false.',
        file: 'kubernetes/platform/data/postgres-operator/service.yaml',
        line: 14,
        column: 17,
        field: 'spec.environments[1].autoSync',
        docs: 'https://docs.example.com/wrong-type.md',
      },
      {
        severity: 'warning',
        code: 'dependency-not-found',
        docs: 'https://docs.example.com/dependency-not-found.md',
        message:
          'The dependency "platform/data/redis" is not a known service: write the name of a service in this repository, or remove it',
        file: 'kubernetes/platform/data/postgres-operator/service.yaml',
        line: 31,
        column: 7,
      },
    ],
  },
  delivery: {
    environments: [
      environment('dev', {
        health: 'Degraded',
        healthReason: createReason('HealthDetail', {
          detail: 'Back-off pulling image "…:2.20.0-broken"',
        }),
        since: minutesAgo(4),
        operation: {
          kind: 'sync',
          phase: 'Failed',
          message: 'one or more objects failed',
        },
      }),
      environment('staging', {
        sync: 'OutOfSync',
        health: 'Healthy',
        autoSync: false,
      }),
      environment('canary', {
        sync: 'OutOfSync',
        health: 'Missing',
        release: undefined,
        since: undefined,
      }),
      environment('production', {
        stale: true,
        instance: 'cloud',
        asOf: minutesAgo(4),
        cluster: 'cloud',
      }),
    ],
    transitions: [
      {
        from: 'dev',
        to: 'staging',
        state: 'differs',
        changes: [
          {
            name: 'ghcr.io/zalando/postgres-operator',
            from: { tag: '2.18.0' },
            to: { tag: '2.19.0' },
          },
        ],
        promotion: promotion({
          to: 'staging',
          status: 'failed',
          reason: createReason('TargetDegraded', { environment: 'staging' }),
        }),
      },
      {
        from: 'staging',
        to: 'canary',
        state: 'differs',
        changes: [],
      },
      { from: 'canary', to: 'production', state: 'unknown', changes: [] },
    ],
    permissions: {
      promote: ['staging'],
      sync: ['staging'],
      approve: [],
      rollback: ['staging'],
      emergencyRollback: [],
      rollout: [],
      rolloutBypass: [],
      override: [],
      logs: ['staging'],
    },
    instances: [
      { name: 'homelab', reachable: true, lastContact: minutesAgo(0.2) },
      {
        name: 'cloud',
        reachable: false,
        lastContact: minutesAgo(4),
        unreachableSince: minutesAgo(4),
        reason: createReason('ArgocdConnectionFailed', {}),
      },
    ],
  },
};
