import type {
  EnvironmentDiff,
  EnvironmentEvents,
  EnvironmentResources,
  PodLog,
  ReleaseDetails,
  ResourceNode,
  SyncPreview,
  SyncWindows,
} from '@stonegarden/backstage-plugin-delivery-common';
import { minutesAgo } from './delivery';

const IMAGE = 'ghcr.io/advplyr/audiobookshelf';
const asOf = () => new Date(Date.now() - 2_000).toISOString();

export function releaseDetails(
  overrides: Partial<ReleaseDetails> = {},
): ReleaseDetails {
  return {
    asOf: asOf(),
    release: { images: [{ name: IMAGE, tag: '2.17.4' }] },
    commit: {
      id: 'b'.repeat(40),
      title: 'Promote audiobookshelf to production: 2.17.4',
      message:
        'Promote audiobookshelf to production: 2.17.4\n\nAsked for by guest.',
      author: 'octocat',
      at: minutesAgo(12 * 24 * 60),
      url: `https://git.example.org/stonegarden/homelab/commit/${'b'.repeat(
        40,
      )}`,
    },
    before: {
      environment: 'canary',
      commits: [
        {
          id: 'c'.repeat(40),
          title: 'audiobookshelf 2.19.0',
          author: 'octocat',
          at: minutesAgo(60),
          url: `https://git.example.org/stonegarden/homelab/commit/${'c'.repeat(
            40,
          )}`,
        },
      ],
      complete: true,
      url: 'https://git.example.org/stonegarden/homelab/compare/b...c',
    },
    rollouts: [],
    ...overrides,
  };
}

function node(
  kind: string,
  name: string,
  overrides: Partial<ResourceNode> = {},
): ResourceNode {
  return {
    id: `${kind}/${name}`,
    parents: [],
    kind,
    namespace: 'audiobookshelf-production',
    name,
    health: 'Healthy',
    facts: [],
    images: [],
    ...overrides,
  };
}

/** A Deployment with its ReplicaSet and two Pods, one of which fails, and a Service. */
export function resources(
  overrides: Partial<EnvironmentResources> = {},
): EnvironmentResources {
  const nodes = [
    node('Deployment', 'audiobookshelf', {
      group: 'apps',
      sync: 'OutOfSync',
      health: 'Degraded',
      facts: [{ name: 'Revision', value: 'Rev:3' }],
    }),
    node('ReplicaSet', 'audiobookshelf-9c79588c', {
      group: 'apps',
      parents: ['Deployment/audiobookshelf'],
    }),
    node('Pod', 'audiobookshelf-9c79588c-8jnkv', {
      parents: ['ReplicaSet/audiobookshelf-9c79588c'],
      health: 'Degraded',
      healthMessage: 'back-off 5m0s restarting failed container',
      facts: [{ name: 'Status Reason', value: 'CrashLoopBackOff' }],
    }),
    node('Pod', 'audiobookshelf-9c79588c-x2m4q', {
      parents: ['ReplicaSet/audiobookshelf-9c79588c'],
      facts: [{ name: 'Status Reason', value: 'Running' }],
    }),
    node('Service', 'audiobookshelf', { sync: 'Synced' }),
  ];
  return { asOf: asOf(), nodes, total: nodes.length, ...overrides };
}

export function diff(
  overrides: Partial<EnvironmentDiff> = {},
): EnvironmentDiff {
  return {
    asOf: asOf(),
    items: [
      {
        group: 'apps',
        kind: 'Deployment',
        namespace: 'audiobookshelf-production',
        name: 'audiobookshelf',
        change: 'updated',
        live: 'spec:\n  replicas: 3\n',
        desired: 'spec:\n  replicas: 2\n',
      },
    ],
    total: 1,
    ...overrides,
  };
}

export function events(
  overrides: Partial<EnvironmentEvents> = {},
): EnvironmentEvents {
  return {
    asOf: asOf(),
    items: [
      {
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting failed container',
        count: 12,
        firstAt: minutesAgo(30),
        lastAt: minutesAgo(1),
        about: { kind: 'Pod', name: 'audiobookshelf-9c79588c-8jnkv' },
      },
    ],
    total: 1,
    ...overrides,
  };
}

/** Closed now, and open again in an hour. */
export function windows(overrides: Partial<SyncWindows> = {}): SyncWindows {
  return {
    asOf: asOf(),
    canSync: false,
    windows: [
      {
        kind: 'deny',
        schedule: '0 22 * * *',
        duration: '8h',
        timeZone: 'Europe/Berlin',
        manualSync: false,
        active: true,
        changesAt: minutesAgo(-60),
      },
    ],
    ...overrides,
  };
}

export function syncPreview(overrides: Partial<SyncPreview> = {}): SyncPreview {
  return {
    asOf: asOf(),
    resources: [
      {
        group: 'apps',
        kind: 'Deployment',
        namespace: 'audiobookshelf-production',
        name: 'audiobookshelf',
        change: 'updated',
        refused: 'spec.selector: field is immutable',
      },
    ],
    ...overrides,
  };
}

export function podLog(overrides: Partial<PodLog> = {}): PodLog {
  return {
    asOf: asOf(),
    pod: 'audiobookshelf-9c79588c-8jnkv',
    container: 'audiobookshelf',
    containers: ['audiobookshelf', 'proxy'],
    lines: [
      { at: minutesAgo(2), text: 'Starting on port 80' },
      { at: minutesAgo(1), text: 'Cannot open /config/absdatabase.sqlite' },
    ],
    truncated: true,
    ...overrides,
  };
}
