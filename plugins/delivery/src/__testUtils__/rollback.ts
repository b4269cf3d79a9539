import type {
  EmergencyRollback,
  EnvironmentHistory,
  Promotion,
  RollbackCandidate,
  RollbackPreview,
} from '@stonegarden/backstage-plugin-delivery-common';
import { minutesAgo, promotion } from './delivery';
import { deployment } from './deployment';

const REF = 'component:default/audiobookshelf';
const IMAGE = 'ghcr.io/advplyr/audiobookshelf';
const FOLDER = 'kubernetes/services/audiobookshelf/environments/production';
const BACK = [{ name: IMAGE, from: { tag: '2.19.0' }, to: { tag: '2.17.4' } }];

export function candidate(
  overrides: Partial<RollbackCandidate> = {},
): RollbackCandidate {
  return { deployment: deployment(), ...overrides };
}

/** production on 2.19.0 for 3 days, 2.17.4 before. */
export function environmentHistory(
  overrides: Partial<EnvironmentHistory> = {},
): EnvironmentHistory {
  return {
    environment: 'production',
    current: deployment({
      id: 'd-2',
      release: { images: [{ name: IMAGE, tag: '2.19.0' }] },
      from: minutesAgo(3 * 24 * 60),
      until: undefined,
      promotion: 'p-1',
    }),
    previous: deployment(),
    ...overrides,
  };
}

/** A rollback of production from 2.19.0 to 2.17.4, whose pull request is open. */
export function rollback(overrides: Partial<Promotion> = {}): Promotion {
  return promotion({
    id: 'r-1',
    from: 'production',
    to: 'production',
    changes: BACK,
    release: { images: [{ name: IMAGE, tag: '2.17.4' }] },
    pullRequest: {
      number: 13,
      url: 'https://git.example.org/stonegarden/homelab/pull/13',
      title: 'Roll back audiobookshelf in production: 2.17.4',
    },
    branch: 'stonegarden/rollback/audiobookshelf-production-1a2b3c4d',
    rollback: {
      deployment: 'd-1',
      scope: 'versions',
      replaces: { images: [{ name: IMAGE, tag: '2.19.0' }] },
    },
    ...overrides,
  });
}

export function rollbackPreview(
  overrides: Partial<RollbackPreview> = {},
): RollbackPreview {
  return {
    entityRef: REF,
    environment: 'production',
    scope: 'versions',
    deployment: deployment(),
    baseCommit: 'a'.repeat(40),
    changes: BACK,
    files: [
      {
        path: `${FOLDER}/kustomization.yaml`,
        diff: [
          '--- a/kustomization.yaml',
          '+++ b/kustomization.yaml',
          '@@ -8,5 +8,5 @@',
          ' images:',
          `   - name: ${IMAGE}`,
          '-    newTag: 2.19.0',
          '+    newTag: 2.17.4',
          '',
        ].join('\n'),
      },
    ],
    commits: [
      {
        id: 'c'.repeat(40),
        title: 'Promote audiobookshelf to production: 2.19.0',
        author: 'guest',
        at: minutesAgo(3 * 24 * 60),
        url: `https://git.example.org/stonegarden/homelab/commit/${'c'.repeat(
          40,
        )}`,
      },
    ],
    commitsComplete: true,
    otherChanges: [],
    warnings: [],
    gates: [],
    reasonRequired: [],
    canOpen: true,
    ...overrides,
  };
}

/** What `everything` would change besides. */
export function otherChanges() {
  return [
    {
      path: `${FOLDER}/replicas.yaml`,
      diff: [
        '--- a/replicas.yaml',
        '+++ b/replicas.yaml',
        '@@ -5,3 +5,3 @@',
        ' spec:',
        '-  replicas: 4',
        '+  replicas: 2',
        '',
      ].join('\n'),
    },
  ];
}

export function emergencyRollback(
  overrides: Partial<EmergencyRollback> = {},
): EmergencyRollback {
  return {
    id: 'e-1',
    entityRef: REF,
    environment: 'production',
    deployment: 'd-1',
    release: { images: [{ name: IMAGE, tag: '2.17.4' }] },
    method: 'rollback',
    status: 'applied',
    by: 'user:default/guest',
    reason: 'Every login fails.',
    requestedAt: minutesAgo(1),
    ...overrides,
  };
}
