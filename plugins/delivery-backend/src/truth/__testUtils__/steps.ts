import type { RollbackScope } from '@stonegarden/backstage-plugin-delivery-common';
import fc from 'fast-check';

export const SERVICES = ['shop', 'cart'] as const;
export const ENVIRONMENTS = ['dev', 'staging', 'production'] as const;

export type ServiceName = (typeof SERVICES)[number];
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

/** One environment of one service, and its Application. */
export interface Place {
  service: ServiceName;
  environment: EnvironmentName;
}

/** How far a merged change has come. */
export const STAGES = [
  'merged',
  'compared',
  'begun',
  'retried',
  'failed',
  'applied',
  'healthy',
  'degraded',
] as const;
export type Stage = (typeof STAGES)[number];

/** Something that people, servers or networks do. */
export type Step =
  /** Somebody changes the version in Git. */
  | { kind: 'push'; place: Place; version: number }
  /** Somebody breaks or mends the overlay, so that kustomize cannot build it or can again. */
  | { kind: 'break' | 'mend'; place: Place }
  | {
      kind: /** Argo CD compares with the head of the branch. */
      | 'refresh'
        /** A whole sync to the head: asked for, begun, ended. */
        | 'request'
        | 'begin'
        | 'retry'
        | 'fail'
        | 'finish'
        /** All of it at once, up to health. */
        | 'deploy'
        | 'dry-run'
        /** A sync of a single resource, as self-heal does. */
        | 'partial-sync'
        /** Argo CD goes back to what it deployed before. */
        | 'roll-back'
        /** Somebody commits something to the folder that changes no Release. */
        | 'tune'
        /** Argo CD is away while more is deployed than its history holds. */
        | 'miss'
        /** The cluster differs from Git in something that is not an image. */
        | 'drift'
        /** Git no longer has a resource that the cluster still has. */
        | 'left-over'
        | 'prune'
        | 'healthy'
        | 'degraded'
        | 'canary-progressing'
        | 'canary-paused'
        | 'canary-aborted'
        /** The same through the portal. */
        | 'abort-canary'
        | 'retry-canary'
        /** The Application is deleted and made again, with its workload. */
        | 'delete'
        | 'create'
        /** Somebody else's Argo CD took its place: it runs, and nobody knows since when. */
        | 'replace';
      place: Place;
    }
  /** The portal opens a promotion into this environment; somebody may say why. */
  | { kind: 'promote' | 'promote-with-reason'; place: Place }
  /** The portal opens the pull request of a rollback to one of the deployments before. */
  | { kind: 'rollback'; place: Place; pick: number; scope: RollbackScope }
  /** The portal has Argo CD go back past Git; its answer may be lost, and Argo CD may fail or need longer. */
  | {
      kind: 'emergency';
      place: Place;
      pick: number;
      isLost: boolean;
      ends: 'well' | 'badly' | 'later';
    }
  | {
      kind:
        | 'merge'
        | 'close'
        | 'reopen'
        /** Somebody commits to the branch of a promotion. */
        | 'commit-to-branch';
      /** Which of the pull requests, by its place among them. */
      pick: number;
    }
  /** An open pull request is merged, and its Application brought so far; then the portal looks after its promotions. */
  | { kind: 'follow'; pick: number; until: Stage }
  /** Argo CD's API server starts anew, and lists only these environments for a while. */
  | { kind: 'restart-argocd'; listed: EnvironmentName[] }
  | { kind: 'lose-right' | 'get-right' }
  | {
      kind:
        | 'fill-cache'
        | 'drop-events'
        | 'send-events'
        | 'relist'
        | 'silence-argocd'
        | 'answer-argocd'
        | 'silence-git'
        | 'answer-git'
        | 'restart-portal'
        /** A second backend of the same portal. */
        | 'start-replica'
        | 'stop-replica'
        /** The catalog reads the repository. */
        | 'read-catalog'
        /** The portal looks after its promotions, as it does each minute and after each event. */
        | 'reconcile';
    };

const place = fc.record({
  service: fc.constantFrom(...SERVICES),
  environment: fc.constantFrom(...ENVIRONMENTS),
});

/** Kinds that are about a place, with how often they come. */
const AT_PLACE: Array<
  [
    Exclude<Extract<Step, { place: Place }>['kind'], 'rollback' | 'emergency'>,
    number,
  ]
> = [
  ['refresh', 6],
  ['request', 3],
  ['begin', 3],
  ['retry', 1],
  ['fail', 1],
  ['finish', 4],
  ['deploy', 8],
  ['dry-run', 2],
  ['partial-sync', 2],
  ['roll-back', 3],
  ['drift', 1],
  ['left-over', 1],
  ['prune', 1],
  ['healthy', 4],
  ['degraded', 2],
  ['canary-progressing', 1],
  ['canary-paused', 2],
  ['canary-aborted', 2],
  ['delete', 1],
  ['create', 2],
  ['replace', 1],
  ['break', 1],
  ['mend', 2],
  ['promote', 10],
  ['promote-with-reason', 4],
  ['tune', 2],
  ['miss', 1],
  ['abort-canary', 1],
  ['retry-canary', 1],
];

const ANYWHERE: Array<[Step['kind'], number]> = [
  ['fill-cache', 2],
  ['drop-events', 1],
  ['send-events', 2],
  ['relist', 2],
  ['silence-argocd', 1],
  ['answer-argocd', 3],
  ['silence-git', 1],
  ['answer-git', 3],
  ['restart-portal', 1],
  ['start-replica', 1],
  ['stop-replica', 1],
  ['read-catalog', 4],
  ['reconcile', 10],
  ['lose-right', 1],
  ['get-right', 2],
];

function weighted<K extends string>(kinds: Array<[K, number]>) {
  return fc.constantFrom(
    ...kinds.flatMap(([kind, weight]) => Array<K>(weight).fill(kind)),
  );
}

/** One step, drawn so that promotions are opened, merged and deployed often enough. */
export const anyStep = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      place,
      version: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({ kind: weighted(AT_PLACE), place }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'merge',
        'merge',
        'merge',
        'merge',
        'close',
        'reopen',
        'commit-to-branch',
      ),
      pick: fc.nat(5),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('follow' as const),
      pick: fc.nat(5),
      until: fc.constantFrom(...STAGES, 'applied', 'healthy', 'healthy'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rollback' as const),
      place,
      pick: fc.nat(5),
      scope: fc.constantFrom('versions', 'versions', 'everything'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('emergency' as const),
      place,
      pick: fc.nat(5),
      isLost: fc.constantFrom(false, false, true),
      ends: fc.constantFrom('well', 'well', 'well', 'badly', 'later'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('restart-argocd' as const),
      listed: fc.subarray([...ENVIRONMENTS]),
    }),
  },
  { weight: 7, arbitrary: fc.record({ kind: weighted(ANYWHERE) }) },
) as fc.Arbitrary<Step>;
