import { mockServices } from '@backstage/backend-test-utils';
import type {
  Deployment,
  RollbackScope,
} from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { MARKS } from '../pullRequestMarks';
import { toApplicationRecord } from '../../argocd/readModel/toApplicationRecord';
import type { ArgocdReadModel } from '../../argocd/readModel/ArgocdReadModel';
import { createDeployments } from '../../deployments/createDeployments';
import type { DeploymentRecorder } from '../../deployments/DeploymentRecorder';
import { DeploymentStore } from '../../deployments/DeploymentStore';
import { createEmergency, Emergency } from '../../emergency/createEmergency';
import type { EmergencyRollbackStore } from '../../emergency/EmergencyRollbackStore';
import { toRollbackOpening } from '../../emergency/RollbackOpening';
import {
  createPromotions,
  Promotions,
} from '../../promotions/createPromotions';
import type { PromotionStore } from '../../promotions/PromotionStore';
import { kustomizeReleaseFile } from '../../releases/kustomizeReleaseFile';
import type {
  ResolvedService,
  ServiceResolver,
} from '../../services/ServiceResolver';
import { FAKE_ACCOUNT, FakeArgocd } from '../FakeArgocd';
import {
  kustomization,
  kustomizationPath,
  shop,
  SHOP_IMAGE,
  shopFiles,
} from '../shop';
import { FaultLayer, FaultRates, NO_FAULTS } from './FaultLayer';
import { Random } from './Random';
import { quietWorld, runningLine } from '../quietWorld';

const APP = 'shop-production';
const ENVIRONMENT = 'production';
const FILE = kustomizationPath(ENVIRONMENT);
const MARKER = /<!-- stonegarden:promotion:([0-9a-f-]{36}) -->/g;
const RITA = { ref: 'user:default/rita', mayApprove: true };

const RATES: FaultRates = {
  kill: 0.03,
  loseAnswer: 0.08,
  fail: 0.05,
  interfere: 0,
};

const service: ResolvedService = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments as ResolvedService['environments'],
};
const services = {
  resolve: async () => service,
  resolveMany: async () => [service],
} as Partial<ServiceResolver> as ServiceResolver;

/** What the backends write to, shared by all of them. */
export interface ChaosStores {
  promotions: PromotionStore;
  emergencies: EmergencyRollbackStore;
  deployments: DeploymentStore;
  database: ReturnType<typeof mockServices.database.mock>;
}

interface Backend {
  faults: FaultLayer;
  promotions: Promotions;
  emergency: Emergency;
  recorder: DeploymentRecorder;
}

/**
 * A production that is rolled back, by pull request and past Git, while backends are killed, and answers of the Git host and of
 * Argo CD are lost, at any call.
 */
export class RollbackChaos {
  readonly log: string[] = [];
  readonly #random: Random;
  readonly #stores: ChaosStores;
  readonly #git = new FakeGitHost(shopFiles());
  readonly #argocd: FakeArgocd;
  readonly #backends: Backend[] = [];
  readonly #advance: (ms: number) => void;
  /** All that was ever deployed: ISO time and tag. */
  readonly #deployed: Array<{ at: string; tag: string; account?: string }> = [];
  #rates: FaultRates = RATES;
  #tag = 0;

  static async start(options: {
    seed: number;
    backends: number;
    stores: ChaosStores;
    advanceClock(ms: number): void;
  }): Promise<RollbackChaos> {
    const chaos = new RollbackChaos(options);
    for (let index = 0; index < options.backends; index += 1) {
      chaos.#backends.push(await chaos.#startBackend());
    }
    return chaos;
  }

  private constructor(options: Parameters<typeof RollbackChaos.start>[0]) {
    this.#random = new Random(options.seed);
    this.#stores = options.stores;
    this.#advance = options.advanceClock;
    this.#argocd = new FakeArgocd({
      head: () => this.#head,
      imagesAt: revision => [`${SHOP_IMAGE}:${this.#tagAt(revision)}`],
    });
    this.#argocd.add({
      name: APP,
      service: 'shop',
      environment: ENVIRONMENT,
      path: FILE.replace('/kustomization.yaml', ''),
    });
    this.#deploy();
    this.#release();
    this.#deploy();
  }

  get #head(): string {
    return this.#git.branches.get('main')!;
  }

  #tagAt(commit: string): string {
    const text = this.#git.fileAt(commit, FILE) ?? '';
    return /newTag: "([^"]*)"/.exec(text)?.[1] ?? 'none';
  }

  async run(steps: number): Promise<void> {
    await this.#record();
    for (let step = 0; step < steps; step += 1) {
      this.#advance(this.#random.pick([1_000, 3_000, 20_000, 40_000]));
      await this.#step();
      await this.#restartKilled();
      this.#checkHost();
    }
    await this.#settle();
    this.#checkHost();
    await this.#checkEnd();
  }

  async stop(): Promise<void> {
    for (const backend of this.#backends) {
      await this.#stopBackend(backend);
    }
  }

  async #step(): Promise<void> {
    const one = this.#random.pick(this.#backends);
    const other = this.#random.pick(this.#backends);
    switch (
      this.#random.pick([
        'rollback',
        'rollback',
        'emergency',
        'emergency',
        'both',
        'reconcile',
        'reconcile',
        'argocd',
        'argocd',
        'people',
        'people',
        'release',
      ])
    ) {
      case 'rollback':
        return this.#rollBack(one, await this.#earlier());
      case 'emergency':
        return this.#rollBackAtOnce(one, await this.#earlier());
      case 'both': {
        const earlier = await this.#earlier();
        const click = this.#random.chance(0.5)
          ? this.#rollBack.bind(this)
          : this.#rollBackAtOnce.bind(this);
        await Promise.all([click(one, earlier), click(other, earlier)]);
        return undefined;
      }
      case 'reconcile':
        return this.#reconcile(one);
      case 'argocd':
        this.#finish();
        if (this.#random.chance(0.4)) {
          this.#deploy();
        }
        return undefined;
      case 'people':
        this.#people();
        return undefined;
      default:
        this.#release();
        this.#deploy();
        return undefined;
    }
  }

  async #earlier(): Promise<Deployment | undefined> {
    const [, ...earlier] = await this.#stores.deployments.list({
      entityRef: service.entityRef,
      environment: ENVIRONMENT,
      limit: 5,
    });
    return earlier.length > 0 ? this.#random.pick(earlier) : undefined;
  }

  async #rollBack(
    { promotions }: Backend,
    deployment: Deployment | undefined,
  ): Promise<void> {
    if (deployment) {
      const scope = this.#random.pick<RollbackScope>([
        'versions',
        'everything',
      ]);
      await this.#attempt(`roll back (${scope})`, () =>
        promotions.opener.open(
          service,
          {
            from: ENVIRONMENT,
            to: ENVIRONMENT,
            reason: 'It is broken',
            rollback: { deployment, scope },
          },
          RITA,
        ),
      );
    }
  }

  async #rollBackAtOnce(
    { emergency }: Backend,
    deployment: Deployment | undefined,
  ): Promise<void> {
    if (deployment) {
      await this.#attempt('roll back at once', async () => {
        const { rollback } = await emergency.rollbacks.request(
          service,
          ENVIRONMENT,
          { deployment: deployment.id, reason: 'Nobody can pay' },
          RITA,
        );
        await emergency.reconciler.reconcile(rollback.id);
      });
    }
  }

  #reconcile({ promotions, emergency, recorder }: Backend): Promise<void> {
    return this.#attempt('reconcile', async () => {
      await promotions.reconciler.reconcileAll({ trigger: 'schedule' });
      await emergency.reconciler.reconcileAll();
      recorder.add(['shop']);
      await recorder.idle();
    });
  }

  /** What the read model's events lead to. */
  async #record(): Promise<void> {
    for (const { recorder } of this.#backends) {
      recorder.add(['shop']);
      await recorder.idle();
    }
  }

  async #attempt(what: string, task: () => Promise<unknown>): Promise<void> {
    this.log.push(what);
    try {
      await task();
    } catch (error) {
      this.log.push(`  ${what}: ${error}`);
    }
  }

  #people(): void {
    const open = this.#git.pulls.filter(({ state }) => state === 'open');
    if (open.length === 0) {
      return;
    }
    const { number } = this.#random.pick(open);
    const isMerge = this.#random.chance(0.75);
    this.log.push(`somebody ${isMerge ? 'merges' : 'closes'} #${number}`);
    try {
      if (isMerge) {
        this.#git.merge(number);
      } else {
        this.#git.close(number);
      }
    } catch (error) {
      this.log.push(`  ${error}`);
    }
    this.#argocd.refresh(APP);
  }

  #release(): void {
    this.#tag += 1;
    this.log.push(`somebody pushes 2.${this.#tag}`);
    this.#git.push('main', [
      { path: FILE, content: kustomization(`2.${this.#tag}`) },
    ]);
  }

  /** Somebody syncs to what Git says, where nothing else is under way. */
  #deploy(): void {
    if (!this.#argocd.find(APP)?.requested) {
      this.log.push('somebody syncs');
      this.#argocd.request(APP);
      this.#finish();
    }
  }

  /** Argo CD does what it was asked for. */
  #finish(): void {
    const sync = this.#argocd.find(APP)?.requested;
    if (sync) {
      this.#advance(2_000);
      this.#argocd.begin(APP);
      this.#argocd.finish(APP);
      const { deployedAt, revision } = this.#argocd.find(APP)!.history.at(-1)!;
      this.#deployed.push({
        at: new Date(deployedAt).toISOString(),
        tag: this.#tagAt(revision),
        account: sync.initiatedBy?.username,
      });
    }
    this.#argocd.refresh(APP);
    this.#argocd.settle(APP);
  }

  async #startBackend(): Promise<Backend> {
    const faults = new FaultLayer({
      random: this.#random,
      rates: () => this.#rates,
      interfere: () => {},
      log: line => this.log.push(`  ${line}`),
    });
    const logger = mockServices.logger.mock();
    const auditor = mockServices.auditor.mock();
    auditor.createEvent.mockResolvedValue({
      success: async () => {},
      fail: async () => {},
    });
    const read = (answer: unknown) => toApplicationRecord('homelab', answer);
    const readModel = {
      find: () => [read(this.#argocd.find(APP)!.toJSON())!],
      instances: [{ status: { name: 'homelab', reachable: true } }],
      instance: () => ({
        api: faults.argocd(this.#argocd),
        read,
        upsert: () => {},
      }),
    } as Partial<ArgocdReadModel> as ArgocdReadModel;
    const deployments = faults.store(this.#stores.deployments);
    const emergencies = faults.store(this.#stores.emergencies);
    const common = {
      auditor,
      delayMs: 1,
      deployments,
      hosts: faults.hosts(this.#git.hosts),
      logger,
      readModel,
      releaseFile: kustomizeReleaseFile,
      services,
      onChange: () => {},
    };
    const promotions = createPromotions({
      // The clock stands still meanwhile.
      patience: { tries: 40, pauseMs: 1 },
      world: quietWorld,
      lines: runningLine,
      pullRequests: MARKS.pullRequests,
      reviewers: MARKS.reviewers,
      ...common,
      emergencies,
      gates: [],
      portalUrl: 'https://portal.example',
      protectedEnvironments: [],
      settleMs: 0,
      store: faults.store(this.#stores.promotions),
    });
    return {
      faults,
      promotions,
      emergency: createEmergency({
        ...common,
        opening: toRollbackOpening(promotions.opener),
        store: emergencies,
      }),
      recorder: await createDeployments({
        ...common,
        database: this.#stores.database,
        emergencies,
        promotions: this.#stores.promotions,
        settleMs: 0,
        retentionMs: 400 * 24 * 3_600_000,
      }),
    };
  }

  async #restartKilled(): Promise<void> {
    for (const [index, backend] of this.#backends.entries()) {
      if (backend.faults.killed) {
        await this.#stopBackend(backend);
        this.#backends[index] = await this.#startBackend();
      }
    }
  }

  async #stopBackend({ promotions, emergency, recorder }: Backend) {
    promotions.stop();
    emergency.stop();
    await recorder.stop();
  }

  /** The world holds still, and the backends go on until leases and waits are over. */
  async #settle(): Promise<void> {
    this.#rates = NO_FAULTS;
    this.#finish();
    for (const seconds of [100, 600, 1_000, 100, 100]) {
      this.#advance(seconds * 1_000);
      for (const backend of this.#backends) {
        await this.#reconcile(backend);
      }
    }
  }

  #fail(problem: string): never {
    throw new Error(problem);
  }

  #checkHost(): void {
    const ids = this.#git.pulls.flatMap(({ body }) =>
      Array.from(body.matchAll(MARKER), ([, id]) => id),
    );
    if (new Set(ids).size !== this.#git.pulls.length) {
      this.#fail('a pull request has no rollback of its own');
    }
  }

  async #checkEnd(): Promise<void> {
    await this.#checkPullRequests();
    await this.#checkEmergencies();
    await this.#checkRecord();
  }

  async #checkPullRequests(): Promise<void> {
    const records = await this.#stores.promotions.list(service.entityRef);
    for (const { number, state } of this.#git.pulls) {
      const own = records.filter(
        ({ pullRequest }) => pullRequest?.number === number,
      );
      const wanted = {
        open: ['open'],
        closed: ['rejected', 'superseded'],
        merged: ['merged', 'verifying', 'succeeded', 'failed', 'superseded'],
      }[state];
      if (own.length !== 1 || !wanted.includes(own[0].status)) {
        this.#fail(
          `#${number} is ${state}, its records say ${own.map(
            ({ status }) => status,
          )}`,
        );
      }
    }
    if (records.length !== this.#git.pulls.length) {
      this.#fail('a rollback has no pull request');
    }
    if (records.filter(({ status }) => status === 'open').length > 1) {
      this.#fail('two rollbacks are open');
    }
    const head = this.#tagAt(this.#head);
    const runs = this.#deployed.at(-1)?.tag;
    const stuck = records.find(
      ({ status, release }) =>
        ['merged', 'syncing', 'verifying'].includes(status) &&
        release.images[0].tag === head &&
        runs === head,
    );
    if (stuck) {
      this.#fail(
        `${runs} runs and is merged, and a rollback is ${stuck.status}`,
      );
    }
  }

  async #checkEmergencies(): Promise<void> {
    const all = await this.#stores.emergencies.list(service.entityRef);
    const done = all.filter(({ status }) =>
      ['applied', 'settled', 'overruled'].includes(status),
    );
    const inArgocd = this.#deployed.filter(
      ({ account }) => account === FAKE_ACCOUNT,
    );
    if (done.length !== inArgocd.length) {
      this.#fail(
        `Argo CD rolled back ${
          inArgocd.length
        } times, and the records say ${all.map(({ status }) => status)}`,
      );
    }
    for (const { status, promotion, release } of all) {
      if (status === 'requested') {
        this.#fail('an emergency rollback waits forever');
      }
      if (
        status === 'applied' &&
        !promotion &&
        release?.images[0].tag !== this.#tagAt(this.#head)
      ) {
        this.#fail('an emergency rollback still owes its pull request');
      }
    }
  }

  /** Each stretch of the same version is one deployment, from its first sync on. */
  async #checkRecord(): Promise<void> {
    const wanted = this.#deployed.filter(
      ({ tag }, index) => tag !== this.#deployed[index - 1]?.tag,
    );
    const recorded = await this.#stores.deployments.list({
      entityRef: service.entityRef,
      environment: ENVIRONMENT,
      limit: 1_000,
    });
    const inWords = (each: Array<{ at: string; tag?: string }>) =>
      each.map(({ at, tag }) => `${tag} since ${at}`).join('\n');
    const said = inWords(
      recorded.reverse().map(({ from, release }) => ({
        at: from,
        tag: release?.images[0].tag,
      })),
    );
    if (said !== inWords(wanted)) {
      this.#fail(`deployed was\n${inWords(wanted)}\nand recorded is\n${said}`);
    }
    const emergencies = recorded.filter(
      ({ cause }) => cause === 'emergency-rollback',
    );
    const inArgocd = wanted.filter(({ account }) => account === FAKE_ACCOUNT);
    if (emergencies.length !== inArgocd.length) {
      this.#fail(
        `${inArgocd.length} deployments were emergency rollbacks, and ${emergencies.length} are recorded`,
      );
    }
  }
}
