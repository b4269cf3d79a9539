import { createHash } from 'node:crypto';
import { SERVICE_LABELS } from '@stonegarden/service-manifest';

/** What an Application of a {@link FakeArgocd} is made from. */
export interface FakeApplicationOptions {
  name: string;
  namespace?: string;
  project?: string;
  service: string;
  environment: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  destination?: { name?: string; server?: string; namespace?: string };
  repoURL?: string;
  path?: string;
  automated?: boolean;
  /** Whether its workload is a Rollout with the steps 10 %, pause, 50 %, pause. */
  isCanary?: boolean;
}

export interface FakeSync {
  revision: string;
  dryRun?: boolean;
  prune?: boolean;
  resources?: object[];
  /** Argo CD's account that asked for it, or auto-sync. */
  initiatedBy?: { username?: string; automated?: boolean };
}

interface Live {
  revision: string;
  images: string[];
}

const MAX_HISTORY = 10;
const STEPS = [
  { setWeight: 10 },
  { pause: { duration: '10m' } },
  { setWeight: 50 },
  { pause: { duration: '10m' } },
];
const ROLLOUT = { group: 'argoproj.io', version: 'v1alpha1', kind: 'Rollout' };
const DEPLOYMENT = { group: 'apps', version: 'v1', kind: 'Deployment' };
const REPLICA_SET = { group: 'apps', version: 'v1', kind: 'ReplicaSet' };

function podHash(images: string[]): string {
  return createHash('sha1').update(images.join()).digest('hex').slice(0, 10);
}

/** One Application, the state of its operations and of the workload that it deploys, as the recordings show them. */
export class FakeApplication {
  readonly options: FakeApplicationOptions;
  resourceVersion = 0;
  /** What is applied; undefined before the first deployment. */
  applied: Live | undefined;
  /** What runs beside it: the version of before until the new one is ready, or the stable one of a canary. */
  before: Live | undefined;
  rollout: 'healthy' | 'progressing' | 'paused' | 'aborted' = 'healthy';
  rolloutStep = 0;
  /** Whether a person had it leave out the steps that are left. */
  promotesFully = false;
  hasDrifted = false;
  /** Whether the cluster has a resource that Git no longer has. */
  leftOver = false;
  requested: FakeSync | undefined;
  sync: { status: string; revision?: string } = { status: 'OutOfSync' };
  health: { status: string; message?: string; lastTransitionTime?: string };
  conditions: object[] = [];
  resources: object[] = [];
  history: Array<
    { id: number; revision: string; deployedAt: string } & object
  > = [];
  #nextId = 0;
  operationState:
    | {
        phase: string;
        message: string;
        operation: { sync: FakeSync };
        startedAt: string;
        finishedAt?: string;
        retryCount?: number;
      }
    | undefined;
  readonly #createdAt: string;

  constructor(options: FakeApplicationOptions, now: string) {
    this.options = options;
    this.#createdAt = now;
    this.health = { status: 'Missing', lastTransitionTime: now };
  }

  get project(): string {
    return this.options.project ?? 'team-product';
  }

  /** Names of the images of all pods, sorted as Argo CD sorts them. */
  get images(): string[] {
    return [
      ...new Set([
        ...(this.before?.images ?? []),
        ...(this.applied?.images ?? []),
      ]),
    ].sort();
  }

  setHealth(status: string, now: string): void {
    if (this.health.status !== status) {
      const { kind, group } = this.#workload;
      const { namespace = '' } = this.#destination;
      this.health = {
        status,
        ...(status === 'Healthy' || status === 'Missing'
          ? {}
          : {
              message: `Caused by ${group}/${kind}:${namespace}/${this.options.service}`,
            }),
        lastTransitionTime: now,
      };
    }
  }

  /** The controller takes up what was asked for. */
  begin(now: string): void {
    if (this.requested) {
      this.operationState = {
        phase: 'Running',
        message: 'waiting for healthy state of resources',
        operation: { sync: this.requested },
        startedAt: now,
      };
    }
  }

  /** An attempt fails, and there is another one. */
  retry(message: string, now: string): void {
    if (this.operationState) {
      const retryCount = (this.operationState.retryCount ?? 0) + 1;
      this.operationState = {
        ...this.operationState,
        message: `${message} Retrying attempt #${retryCount} at 12:42AM.`,
        finishedAt: now,
        retryCount,
      };
    }
  }

  fail(message: string, now: string): void {
    if (this.operationState) {
      this.requested = undefined;
      this.operationState = {
        ...this.operationState,
        phase: 'Failed',
        message,
        finishedAt: now,
      };
    }
  }

  /** Only a whole, real sync applies everything and has its place in the history. */
  succeed(imagesAt: (revision: string) => string[] | undefined, now: string) {
    const { operationState: state } = this;
    if (!state) {
      return;
    }
    this.requested = undefined;
    const { revision, dryRun, resources, initiatedBy } = state.operation.sync;
    const isWhole = !dryRun && !resources?.length;
    this.operationState = {
      ...state,
      phase: 'Succeeded',
      message: `successfully synced (${dryRun ? 'no more' : 'all'} tasks${
        dryRun ? '' : ' run'
      })`,
      finishedAt: now,
    };
    if (resources?.length && this.hasDrifted) {
      this.hasDrifted = false;
    }
    if (isWhole) {
      const images = imagesAt(revision) ?? [];
      this.#apply({ revision, images }, now);
      this.history = [
        ...this.history,
        {
          id: this.#nextId,
          revision,
          source: this.#source,
          deployStartedAt: state.startedAt,
          deployedAt: now,
          ...(initiatedBy ? { initiatedBy } : {}),
        },
      ].slice(-MAX_HISTORY);
      this.#nextId += 1;
    }
  }

  /** A canary leaves out the steps that are left. */
  promote(now: string): void {
    this.rollout = 'progressing';
    this.rolloutStep = STEPS.length;
    this.promotesFully = true;
    this.setHealth('Progressing', now);
  }

  /** The workload of before is gone: what is applied is what runs. */
  settle(now: string, status = 'Healthy'): void {
    this.before = undefined;
    this.rollout = 'healthy';
    this.promotesFully = false;
    this.setHealth(this.applied ? status : 'Missing', now);
  }

  toJSON() {
    const { options } = this;
    return {
      metadata: {
        name: options.name,
        namespace: options.namespace ?? 'argocd',
        resourceVersion: String(this.resourceVersion),
        creationTimestamp: this.#createdAt,
        labels: options.labels ?? {
          [SERVICE_LABELS.service]: options.service,
          [SERVICE_LABELS.environment]: options.environment,
        },
        ...(options.annotations ? { annotations: options.annotations } : {}),
      },
      spec: {
        project: this.project,
        source: this.#source,
        destination: this.#destination,
        ...(options.automated
          ? { syncPolicy: { automated: { prune: true, selfHeal: true } } }
          : {}),
      },
      ...(this.requested ? { operation: { sync: this.requested } } : {}),
      status: {
        sync: this.sync,
        health: this.health,
        summary: this.images.length > 0 ? { images: this.images } : {},
        ...(this.history.length > 0 ? { history: this.history } : {}),
        ...(this.conditions.length > 0 ? { conditions: this.conditions } : {}),
        ...(this.resources.length > 0 ? { resources: this.resources } : {}),
        ...(this.operationState
          ? {
              operationState: {
                ...this.operationState,
                syncResult: {
                  revision: this.operationState.operation.sync.revision,
                  source: this.#source,
                },
              },
            }
          : {}),
      },
    };
  }

  /** As Argo CD's resource tree. */
  tree() {
    const { service } = this.options;
    const { namespace } = this.#destination;
    const workload = { ...this.#workload, namespace, name: service };
    const versions = [this.before, this.applied].filter(
      live => live !== undefined,
    );
    return {
      nodes: [
        ...(this.applied
          ? [{ ...workload, health: { status: this.health.status } }]
          : []),
        ...versions.flatMap(({ images }) => {
          const name = `${service}-${podHash(images)}`;
          const set = { ...REPLICA_SET, namespace, name };
          return [
            { ...set, parentRefs: [workload], health: { status: 'Healthy' } },
            {
              version: 'v1',
              kind: 'Pod',
              namespace,
              name: `${name}-x1y2z`,
              parentRefs: [set],
              images,
              info: [{ name: 'Status Reason', value: 'Running' }],
              health: { status: 'Healthy' },
            },
          ];
        }),
      ],
    };
  }

  /** Tells the version that is applied from the others. */
  get podHash(): string {
    return podHash(this.applied?.images ?? []);
  }

  /** The live Rollout, as Argo CD gives a resource. */
  rolloutResource() {
    const { applied, before, rollout } = this;
    const messages = {
      healthy: undefined,
      progressing: 'more replicas need to be updated',
      paused: 'CanaryPauseStep',
      aborted: 'RolloutAborted: Rollout aborted update to revision 2',
    };
    return {
      manifest: JSON.stringify({
        ...ROLLOUT,
        spec: { strategy: { canary: { steps: STEPS } } },
        status: {
          stableRS: podHash((before ?? applied)?.images ?? []),
          currentPodHash: this.podHash,
          currentStepIndex: rollout === 'aborted' ? 0 : this.rolloutStep,
          ...(rollout === 'aborted' ? { abort: true } : {}),
          ...(this.promotesFully ? { promoteFull: true } : {}),
          ...(rollout === 'paused'
            ? { pauseConditions: [{ reason: 'CanaryPauseStep' }] }
            : {}),
          phase: {
            healthy: 'Healthy',
            progressing: 'Progressing',
            paused: 'Paused',
            aborted: 'Degraded',
          }[rollout],
          message: messages[rollout],
        },
      }),
    };
  }

  #apply(next: Live, now: string): void {
    const isNew = next.images.join() !== this.applied?.images.join();
    // During a canary the stable version stays until the new one is promoted, and going back to it ends the canary.
    const stable = this.before ?? this.applied;
    const isBack = stable?.images.join() === next.images.join();
    this.applied = next;
    if (isBack) {
      this.before = undefined;
      this.rollout = 'healthy';
      this.promotesFully = false;
      this.setHealth('Healthy', now);
    } else if (isNew) {
      this.before = stable;
      this.rollout =
        this.options.isCanary && stable ? 'progressing' : 'healthy';
      this.rolloutStep = 0;
      this.promotesFully = false;
      this.setHealth('Progressing', now);
    }
    this.hasDrifted = false;
  }

  get #workload() {
    return this.options.isCanary ? ROLLOUT : DEPLOYMENT;
  }

  get #destination() {
    const { destination, service, environment } = this.options;
    return (
      destination ?? {
        name: 'homelab',
        namespace: `${service}-${environment}`,
      }
    );
  }

  get #source() {
    const { repoURL, path, service, environment } = this.options;
    return {
      repoURL: repoURL ?? 'https://git.example/acme/platform',
      path:
        path ?? `kubernetes/services/${service}/environments/${environment}`,
      targetRevision: 'main',
    };
  }
}
