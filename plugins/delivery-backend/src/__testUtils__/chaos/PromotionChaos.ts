import { mockServices } from '@backstage/backend-test-utils';
import type {
  Gate,
  GitHosts,
} from '@stonegarden/backstage-plugin-delivery-node';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { MARKS } from '../pullRequestMarks';
import { approval } from '../../gates/approval';
import type { ApplicationRecord } from '../../argocd/readModel/ApplicationRecord';
import type { ArgocdReadModel } from '../../argocd/readModel/ArgocdReadModel';
import { toApplicationRecord } from '../../argocd/readModel/toApplicationRecord';
import {
  createPromotions,
  Promotions,
} from '../../promotions/createPromotions';
import type { PromotionRecord } from '../../promotions/PromotionRecord';
import type { PromotionStore } from '../../promotions/PromotionStore';
import type { ConfiguredPolicyRule } from '../../policy/readPolicyConfig';
import { STATUS_CONTEXT } from '../../promotions/observePullRequest';
import { kustomizeReleaseFile } from '../../releases/kustomizeReleaseFile';
import type { ReleaseFile } from '../../releases/ReleaseFile';
import type { ResolvedService } from '../../services/ServiceResolver';
import { SharedOpener } from '../../trains/SharedOpener';
import { application } from '../application';
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

const PRODUCTION = kustomizationPath('production');
const REPOSITORY = 'git.example/acme/platform';
const STEP = { from: 'staging', to: 'production' };
const MARKER = /<!-- stonegarden:promotion:([0-9a-f-]{36}) -->/g;

const RATES: FaultRates = {
  kill: 0.03,
  loseAnswer: 0.05,
  fail: 0.05,
  interfere: 0.06,
};

/** What a commit contains never changes, so it is rendered once in each sequence. */
function remember(inner: ReleaseFile): ReleaseFile {
  const documents = new Map<string, ReturnType<ReleaseFile['read']>>();
  return {
    ...inner,
    read: (tree, environment) => {
      const key = `${tree.commit} ${tree.folder} ${environment}`;
      const known = documents.get(key) ?? inner.read(tree, environment);
      documents.set(key, known);
      known.catch(() => documents.delete(key));
      return known;
    },
  };
}

/** A service in the same repository that is the shop but for its name. */
function like(name: string): ResolvedService {
  const entity: typeof shop = JSON.parse(
    JSON.stringify(shop).replaceAll('shop', name),
  );
  return {
    entityRef: `component:default/${name}`,
    name,
    entity,
    environments: entity.spec.environments as ResolvedService['environments'],
  };
}

/** Its files. */
function filesLike(name: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(shopFiles()).map(([path, text]) => [
      path.replaceAll('shop', name),
      text.replaceAll('shop', name),
    ]),
  );
}

const fileOf = ({ name }: Pick<ResolvedService, 'name'>, environment: string) =>
  kustomizationPath(environment).replaceAll('shop', name);
const pinned = ({ name }: Pick<ResolvedService, 'name'>, tag: string) =>
  kustomization(tag).replaceAll('shop', name);

const SHOP = like('shop');
const CART = like('cart');

/**
 * What production asks of a promotion, beside the gates: nothing, an approval, or one before the portal merges by itself. In
 * `train` there are two services, which are also promoted together, by one pull request.
 */
export type ChaosPolicy = 'none' | 'approval' | 'direct' | 'train';

const needsApproval = (policy: ChaosPolicy) =>
  policy === 'approval' || policy === 'direct';

const REQUESTER = 'user:default/ada';
const APPROVER = 'user:default/bob';

function policyRules(policy: ChaosPolicy): ConfiguredPolicyRule[] {
  return needsApproval(policy)
    ? [
        {
          level: 'portal',
          strict: false,
          selector: { environments: [STEP.to] },
          values: {
            approvals: { count: 1, groups: [], fromOthers: true },
            ...(policy === 'direct' ? { direct: true } : {}),
          },
        },
      ]
    : [];
}

/** Whether somebody else than the requester approved a commit. */
function isApproved(
  { approvals = [], requestedBy }: PromotionRecord,
  commit: string,
): boolean {
  return approvals.some(
    given => given.commit === commit && given.by !== requestedBy,
  );
}

interface Backend {
  promotions: Promotions;
  trains: SharedOpener;
  faults: FaultLayer;
}

/**
 * A Git host, an Argo CD and one or two backends with one database, to which a seed does what the world does: backends are
 * killed, answers are lost, events come late, twice or never, and colleagues push, merge, close and open again.
 */
export class PromotionChaos {
  readonly #random: Random;
  readonly #store: PromotionStore;
  readonly #policy: ChaosPolicy;
  readonly #services: readonly ResolvedService[];
  readonly #git: FakeGitHost;
  readonly #backends: Backend[] = [];
  readonly #log: string[] = [];
  /** Where branches have to be: only colleagues move them. */
  readonly #heads = new Map<string, string>();
  readonly #releaseFile = remember(kustomizeReleaseFile);
  #rates: FaultRates = RATES;
  #gatesPass = true;
  /** What must never happen and did where nobody could be told. */
  #broken: string | undefined;
  readonly #reopened = new Set<number>();
  #mergedByPortal = 0;
  #sharedPulls = 0;
  #tag = 1;
  /** The commit that Argo CD applied to production last, and when. */
  #deployed: Array<{ commit: string; at: string }> = [];

  constructor(options: {
    seed: number;
    store: PromotionStore;
    backends: number;
    policy: ChaosPolicy;
    advanceClock(milliseconds: number): void;
  }) {
    this.#random = new Random(options.seed);
    this.#store = options.store;
    this.#policy = options.policy;
    this.#services = options.policy === 'train' ? [SHOP, CART] : [SHOP];
    this.#git = new FakeGitHost(
      Object.assign({}, ...this.#services.map(({ name }) => filesLike(name))),
    );
    this.advanceClock = options.advanceClock;
    for (let index = 0; index < options.backends; index += 1) {
      this.#backends.push(this.#startBackend());
    }
    this.#deploy();
  }

  readonly advanceClock: (milliseconds: number) => void;

  /** What happened, a line each. */
  get log(): readonly string[] {
    return this.#log;
  }

  /** So often the portal merged a pull request by itself. */
  get mergedByPortal(): number {
    return this.#mergedByPortal;
  }

  /** So many pull requests brought several services. */
  get sharedPulls(): number {
    return this.#sharedPulls;
  }

  get git(): FakeGitHost {
    return this.#git;
  }

  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      this.advanceClock(this.#random.pick([1, 500, 20_000, 100_000]));
      await this.#step();
      this.#restartKilled();
      this.#checkHost();
    }
    await this.#settle();
    this.#checkHost();
    await this.#checkEnd();
  }

  stop(): void {
    this.#backends.forEach(({ promotions }) => promotions.stop());
  }

  async #step(): Promise<void> {
    const action = this.#random.pick([
      ...(needsApproval(this.#policy) ? (['approve', 'approve'] as const) : []),
      ...(this.#policy === 'train'
        ? (['train', 'train', 'train', 'trains'] as const)
        : []),
      'promote',
      'promote',
      'reconcile',
      'reconcile',
      'both',
      'renew',
      'event',
      'event',
      'people',
      'people',
      'argocd',
      'gates',
    ]);
    const [one, other] = [
      this.#random.pick(this.#backends),
      this.#random.pick(this.#backends),
    ];
    switch (action) {
      case 'promote':
        return this.#promote(one);
      case 'reconcile':
        return this.#attempt('reconcile', () =>
          one.promotions.reconciler.reconcileAll({ trigger: 'schedule' }),
        );
      case 'both':
        await Promise.all([
          this.#promote(one),
          this.#random.chance(0.5)
            ? this.#promote(other)
            : this.#attempt('reconcile', () =>
                other.promotions.reconciler.reconcileAll({
                  trigger: 'schedule',
                }),
              ),
        ]);
        return undefined;
      case 'renew':
        return this.#renew(one);
      case 'approve':
        return this.#approve(one);
      case 'train':
        return this.#train(one);
      case 'trains':
        await Promise.all([
          this.#train(one),
          this.#random.chance(0.5) ? this.#train(other) : this.#promote(other),
        ]);
        return undefined;
      case 'event':
        return this.#event(one);
      case 'people':
        return this.#people();
      case 'argocd':
        return this.#deploy();
      default:
        this.#gatesPass = this.#random.chance(0.7);
        this.#say(`gates ${this.#gatesPass ? 'pass' : 'fail'}`);
        return undefined;
    }
  }

  /** Any of the services; one that is alone takes nothing from what the seed gives. */
  #anyService(): ResolvedService {
    return this.#services.length > 1
      ? this.#random.pick(this.#services)
      : this.#services[0];
  }

  #serviceOf({ entityRef }: Pick<PromotionRecord, 'entityRef'>) {
    const found = this.#services.find(each => each.entityRef === entityRef);
    return found ?? this.#fail(`there is no ${entityRef}`);
  }

  async #records(): Promise<PromotionRecord[]> {
    const lists = await Promise.all(
      this.#services.map(({ entityRef }) => this.#store.list(entityRef)),
    );
    return lists.flat();
  }

  /** All services at once. */
  #train({ trains }: Backend): Promise<void> {
    return this.#attempt('train', () =>
      trains.open(
        this.#services.map(service => ({
          service,
          request: { ...STEP },
          requester: { ref: REQUESTER, mayApprove: true },
        })),
        {
          opened: async ({ service: { name } }, { pullRequest }) =>
            this.#say(`  ${name} goes with #${pullRequest?.number}`),
          failed: async ({ service: { name } }, error) =>
            this.#say(`  ${name}: ${error}`),
        },
      ),
    );
  }

  #promote({ promotions }: Backend): Promise<void> {
    const service = this.#anyService();
    return this.#attempt('promote', async () => {
      const { promotion, created } = await promotions.opener.open(
        service,
        STEP,
        // Whoever may approve anyway has to be told apart from those who must ask others.
        { ref: REQUESTER, mayApprove: !needsApproval(this.#policy) },
      );
      this.#say(
        `promoted: #${promotion.pullRequest?.number}${created ? '' : ' again'}`,
      );
    });
  }

  async #renew({ promotions }: Backend): Promise<void> {
    const open = (await this.#records()).filter(
      ({ status }) => status === 'open',
    );
    if (open.length > 0) {
      const record = this.#random.pick(open);
      await this.#attempt(`renew #${record.pullRequest?.number}`, async () => {
        await promotions.opener.renew(this.#serviceOf(record), record, {
          ref: REQUESTER,
          mayApprove: !needsApproval(this.#policy),
        });
      });
    }
  }

  /** Of what is open, or was a moment ago; sometimes by whoever asked for it, who may not, and sometimes of a commit that is gone. */
  async #approve({ promotions }: Backend): Promise<void> {
    const records = await this.#records();
    const known = records.filter(({ headCommit }) => headCommit);
    if (known.length === 0) {
      return;
    }
    const open = known.filter(({ status }) => status === 'open');
    const record = this.#random.pick(
      open.length > 0 && this.#random.chance(0.8) ? open : known,
    );
    const ref = this.#random.chance(0.2) ? REQUESTER : APPROVER;
    const commit = this.#random.chance(0.8)
      ? record.headCommit!
      : this.#random.pick([...this.#git.branches.values()]);
    await this.#attempt(
      `${ref} approves #${record.pullRequest?.number}`,
      async () => {
        const head = this.#git.pulls.find(
          ({ number }) => number === record.pullRequest?.number,
        )?.headCommit;
        const { created } = await promotions.approver.approve(
          record,
          { commit },
          { ref, groups: [], names: [] },
        );
        if (ref === REQUESTER) {
          this.#fail('whoever asked for the promotion approved it');
        }
        if (created && head !== commit) {
          this.#say(`  of ${commit}, while the head was ${head}`);
        }
      },
    );
  }

  /** Nothing is merged by the portal that is not as it should be at that moment. */
  #watchMerges(hosts: GitHosts): GitHosts {
    return {
      ...hosts,
      resolve: async url => {
        const location = await hosts.resolve(url);
        const { pullRequests } = location;
        return {
          ...location,
          pullRequests: {
            ...pullRequests,
            merge: async (number, options) => {
              await this.#checkPortalMerge(number, options.commit);
              await pullRequests.merge(number, options);
              this.#say(`  the portal merges #${number}`);
              this.#mergedByPortal += 1;
            },
          },
        };
      },
    };
  }

  async #checkPortalMerge(number: number, commit: string): Promise<void> {
    const records = await this.#records();
    const record = records.find(
      ({ pullRequest }) => pullRequest?.number === number,
    );
    const problem = () => {
      if (this.#policy !== 'direct') return 'its policy does not say so';
      if (!this.#gatesPass) return 'a gate holds it up';
      if (!record) return 'it has no record';
      if (record.headCommit !== commit) return 'the portal did not make it';
      if (!isApproved(record, commit)) return 'nobody has approved it';
      return undefined;
    };
    const what = problem();
    if (what) {
      this.#broken = `the portal merged #${number}, and ${what}`;
    }
  }

  /** Of any pull request: late, repeated and reordered as it comes. */
  async #event({ promotions }: Backend): Promise<void> {
    if (this.#git.pulls.length > 0) {
      const { number, branch } = this.#random.pick(this.#git.pulls);
      await this.#attempt(`event of #${number}`, () =>
        promotions.reconciler.reconcilePullRequest(REPOSITORY, {
          number,
          branch,
        }),
      );
    }
  }

  async #attempt(what: string, task: () => Promise<void>): Promise<void> {
    this.#say(what);
    try {
      await task();
    } catch (error) {
      this.#say(`  ${what}: ${error}`);
    }
  }

  /** One thing that somebody does at the Git host. */
  #people(): void {
    const { pulls, branches } = this.#git;
    const open = pulls.filter(({ state }) => state === 'open');
    const closed = pulls.filter(({ state }) => state === 'closed');
    const ours = [...branches.keys()].filter(name => name !== 'main');
    const action = this.#random.pick([
      'release',
      'hand edit',
      'hotfix',
      'push',
      'force',
      // Where the portal merges by itself, people leave that to it.
      ...(this.#policy === 'direct'
        ? []
        : (['merge', 'merge', 'squash'] as const)),
      'close',
      'reopen',
    ] as const);
    const edit = () => ({
      path: this.#random.pick([PRODUCTION, 'README.md']),
      content: kustomization(this.#random.pick(['1.0', '6.6', '7.7'])),
    });
    try {
      switch (action) {
        case 'release':
          this.#tag += 1;
          this.#pushPinned('staging', `1.${this.#tag}`);
          break;
        case 'hand edit':
          this.#push('main', 'README.md', `by hand ${this.#log.length}`);
          break;
        case 'hotfix':
          this.#pushPinned('production', `1.0-${this.#tag}`);
          break;
        case 'push':
        case 'force': {
          if (ours.length === 0) {
            return;
          }
          const branch = this.#random.pick(ours);
          const { path, content } = edit();
          if (action === 'push') {
            this.#push(branch, path, content);
          } else {
            const base = this.#git.branches.get('main')!;
            this.#heads.set(
              branch,
              this.#git.forcePush(branch, base, [{ path, content }]),
            );
            this.#say(`somebody forces ${branch}`);
          }
          break;
        }
        case 'merge':
        case 'squash': {
          if (open.length > 0) {
            const { number } = this.#random.pick(open);
            this.#git.merge(number, action);
            this.#say(`somebody merges #${number}`);
          }
          break;
        }
        case 'close':
          if (open.length > 0) {
            const { number } = this.#random.pick(open);
            this.#git.close(number);
            this.#say(`somebody closes #${number}`);
          }
          break;
        default: {
          const again = closed.filter(
            pull => !open.some(({ branch }) => branch === pull.branch),
          );
          if (again.length > 0) {
            const { number } = this.#random.pick(again);
            this.#git.reopen(number);
            this.#reopened.add(number);
            this.#say(`somebody opens #${number} again`);
          }
        }
      }
    } catch (error) {
      this.#say(`  ${action}: ${error}`);
    }
  }

  #mergeOpen(): void {
    for (const { number, state } of this.#git.pulls) {
      if (state === 'open') {
        try {
          this.#git.merge(number);
          this.#say(`somebody merges #${number}`);
        } catch (error) {
          this.#say(`  merge: ${error}`);
        }
      }
    }
  }

  #pushPinned(environment: string, tag: string): void {
    const service = this.#anyService();
    this.#push('main', fileOf(service, environment), pinned(service, tag));
  }

  #push(branch: string, path: string, content: string): void {
    const commit = this.#git.push(branch, [{ path, content }]);
    if (branch !== 'main') {
      this.#heads.set(branch, commit);
    }
    this.#say(`somebody pushes ${path} to ${branch}`);
  }

  /** Argo CD applies the head of main to production, by a whole sync. */
  #deploy(): void {
    const commit = this.#git.branches.get('main')!;
    this.#deployed.push({ commit, at: new Date().toISOString() });
    this.#say('argocd syncs production');
  }

  #tagAt(
    commit: string,
    service: ResolvedService,
    environment = 'production',
  ): string | undefined {
    const text = this.#git.fileAt(commit, fileOf(service, environment)) ?? '';
    return /newTag: "([^"]*)"/.exec(text)?.[1];
  }

  #applications(name: string): ApplicationRecord[] {
    const service = this.#services.find(each => each.name === name) ?? SHOP;
    const head = this.#git.branches.get('main')!;
    const { commit, at } = this.#deployed.at(-1)!;
    const record = toApplicationRecord(
      'homelab',
      application(service.name, 'production', {
        sync: {
          status:
            this.#tagAt(commit, service) === this.#tagAt(head, service)
              ? 'Synced'
              : 'OutOfSync',
          revision: head,
        },
        health: { status: 'Healthy', lastTransitionTime: at },
        history: this.#deployed.map((entry, id) => ({
          id,
          revision: entry.commit,
          deployedAt: entry.at,
        })),
        operationState: {
          phase: 'Succeeded',
          finishedAt: at,
          syncResult: { revision: commit },
        },
        summary: {
          images: [
            `${SHOP_IMAGE.replace('shop', service.name)}:${this.#tagAt(
              commit,
              service,
            )}`,
          ],
        },
      }),
    );
    return record ? [record] : [];
  }

  #startBackend(): Backend {
    const faults = new FaultLayer({
      random: this.#random,
      rates: () => this.#rates,
      interfere: () => this.#people(),
      log: line => this.#say(`  ${line}`),
    });
    const gate: Gate = {
      id: 'weather',
      title: () => 'the weather is fine',
      evaluate: () =>
        this.#gatesPass
          ? {
              status: 'passed',
              reason: createReason('EnvironmentHealthy', {
                environment: 'staging',
              }),
            }
          : {
              status: 'failed',
              reason: createReason('EnvironmentOutOfSync', {
                environment: 'staging',
              }),
            },
    };
    const differs: Gate = {
      id: 'differs',
      title: () => 'something changes',
      evaluate: ({ changes }) => ({
        status: changes.length > 0 ? 'passed' : 'skipped',
        reason:
          changes.length > 0
            ? createReason('ReleasesDiffer', STEP)
            : createReason('NothingToPromote', STEP),
      }),
    };
    const readModel: Pick<ArgocdReadModel, 'find' | 'instances'> = {
      find: name => this.#applications(name),
      instances: [{ status: { name: 'homelab', reachable: true } }],
    };
    const auditor = mockServices.auditor.mock();
    auditor.createEvent.mockResolvedValue({
      success: async () => {},
      fail: async () => {},
    });
    const store = faults.store(this.#store);
    const promotions = createPromotions({
      // The clock stands still meanwhile.
      patience: { tries: 40, pauseMs: 1 },
      world: quietWorld,
      lines: runningLine,
      pullRequests: MARKS.pullRequests,
      reviewers: MARKS.reviewers,
      auditor,
      delayMs: 1,
      deployments: {
        current: async () => undefined,
        get: async () => undefined,
        list: async () => [],
      },
      emergencies: { listActive: async () => [] },
      gates: [gate, differs, approval],
      policyRules: policyRules(this.#policy),
      hosts: faults.hosts(this.#watchMerges(this.#git.hosts)),
      logger: mockServices.logger.mock(),
      portalUrl: 'https://portal.example',
      protectedEnvironments: [],
      readModel: readModel as ArgocdReadModel,
      releaseFile: this.#releaseFile,
      services: {
        resolve: async entityRef => this.#serviceOf({ entityRef }),
      },
      settleMs: 1_000,
      store,
      onChange: () => {},
    });
    return {
      faults,
      promotions,
      trains: new SharedOpener({ opener: promotions.opener, store }),
    };
  }

  #restartKilled(): void {
    this.#backends.forEach((backend, index) => {
      if (backend.faults.killed) {
        backend.promotions.stop();
        this.#backends[index] = this.#startBackend();
      }
    });
  }

  /** The world holds still, Argo CD syncs, and the backends go on until leases and settle times are over. */
  async #settle(): Promise<void> {
    this.#rates = NO_FAULTS;
    this.#gatesPass = true;
    if (this.#policy === 'direct') {
      for (const backend of this.#backends) {
        await this.#approve(backend);
      }
    } else if (this.#random.chance(0.5)) {
      this.#mergeOpen();
    }
    this.#deploy();
    for (const seconds of [100, 1, 600, 1_000, 100, 2, 2]) {
      this.advanceClock(seconds * 1_000);
      this.#checkHost();
      // The portal may have merged since.
      if (this.#deployed.at(-1)?.commit !== this.#git.branches.get('main')) {
        this.#deploy();
      }
      for (const { promotions } of this.#backends) {
        await promotions.reconciler.reconcileAll({ trigger: 'schedule' });
      }
    }
  }

  #say(line: string): void {
    this.#log.push(line);
  }

  #fail(problem: string): never {
    throw new Error(problem);
  }

  /** What holds at any time. */
  #checkHost(): void {
    if (this.#broken) {
      this.#fail(this.#broken);
    }
    for (const [branch, commit] of this.#git.branches) {
      if (branch === 'main') {
        continue;
      }
      const known = this.#heads.get(branch);
      if (known === undefined) {
        this.#heads.set(branch, commit);
      } else if (known !== commit) {
        this.#fail(`${branch} was moved from ${known} to ${commit}`);
      }
    }
    for (const branch of this.#heads.keys()) {
      if (!this.#git.branches.has(branch)) {
        this.#fail(`${branch} was deleted`);
      }
    }
    const promotions = this.#git.pulls.flatMap(({ body }) =>
      Array.from(body.matchAll(MARKER), ([, id]) => id),
    );
    if (promotions.length !== this.#git.pulls.length) {
      this.#fail('a pull request does not name its promotion');
    }
    const twice = promotions.find((id, at) => promotions.indexOf(id) !== at);
    if (twice) {
      this.#fail(`promotion ${twice} has two pull requests`);
    }
  }

  /** What holds when the world has held still for a while. */
  async #checkEnd(): Promise<void> {
    const records = await this.#records();
    for (const pull of this.#git.pulls) {
      const own = records.filter(
        ({ pullRequest }) => pullRequest?.number === pull.number,
      );
      const shared = own[0]?.sharedId;
      const refs = own.map(({ entityRef }) => entityRef);
      if (own.length === 0 || (own.length > 1 && !shared)) {
        this.#fail(`#${pull.number} has ${own.length} records`);
      }
      if (
        new Set(refs).size !== own.length ||
        own.some(({ sharedId }) => sharedId !== shared)
      ) {
        this.#fail(`#${pull.number} is recorded for ${refs.join(', ')}`);
      }
      if (shared) {
        this.#sharedPulls += 1;
      }
      for (const record of own) {
        if (!pull.body.includes(record.sharedId ?? record.id)) {
          this.#fail(`#${pull.number} is recorded by another promotion`);
        }
        if (!this.#agrees(record, pull.state)) {
          this.#fail(
            `#${pull.number} is ${pull.state}, its record of ${record.entityRef} says ${record.status}`,
          );
        }
      }
    }
    const lost = records.find(({ pullRequest }) => !pullRequest);
    if (lost) {
      this.#fail(`promotion ${lost.id} is ${lost.status} without pull request`);
    }
    const open = records.filter(({ status }) => status === 'open');
    for (const { entityRef } of this.#services) {
      const own = open.filter(
        record =>
          record.entityRef === entityRef &&
          // Where somebody opens again what several share, it is not ended for one of them: that would end the others.
          !(
            record.sharedId &&
            this.#reopened.has(record.pullRequest?.number ?? 0)
          ),
      );
      if (own.length > 1) {
        this.#fail(`${own.length} promotions of ${entityRef} are open at once`);
      }
    }
    records.forEach(record => this.#checkMerged(record));
    open.forEach(record => this.#checkOpen(record));
  }

  /** What is still open says whether it may be merged, and waits for something. */
  #checkOpen(record: PromotionRecord): void {
    const { headCommit, pullRequest } = record;
    const pull = this.#git.pulls.find(
      ({ number }) => number === pullRequest?.number,
    );
    if (!headCommit || pull?.headCommit !== headCommit) {
      return;
    }
    const approved =
      !needsApproval(this.#policy) || isApproved(record, headCommit);
    const status = this.#git
      .statuses(headCommit)
      .find(({ context }) => context === STATUS_CONTEXT);
    if (status?.state === 'passed' && !approved) {
      this.#fail(`#${pull.number} may be merged, and nobody has approved it`);
    }
    const head = this.#git.branches.get('main')!;
    const isCurrent =
      this.#tagAt(head, this.#serviceOf(record), 'staging') ===
      record.release.images[0].tag;
    if (
      this.#policy === 'direct' &&
      approved &&
      isCurrent &&
      pullRequest?.mergeable
    ) {
      this.#fail(`#${pull.number} waits for nothing, and is not merged`);
    }
  }

  #agrees({ status }: PromotionRecord, state: string): boolean {
    switch (status) {
      case 'open':
        return state === 'open';
      case 'rejected':
        return state === 'closed';
      case 'superseded':
        return state !== 'open';
      case 'proposed':
        return false;
      default:
        return state === 'merged';
    }
  }

  /** Whether what was merged arrived is what Git and Argo CD say. */
  #checkMerged(record: PromotionRecord): void {
    const { mergeCommit, status, release, reason } = record;
    if (!mergeCommit) {
      if (['succeeded', 'failed', 'verifying', 'merged'].includes(status)) {
        this.#fail(`${status} without a merge commit`);
      }
      return;
    }
    const promised = release.images[0].tag;
    const service = this.#serviceOf(record);
    const merged = this.#tagAt(mergeCommit, service);
    const differs = reason?.code === 'MergedContentDiffers';
    if (differs && merged === promised) {
      this.#fail(`${merged} was merged as promised, and the record denies it`);
    }
    // Another promotion may have taken its place before anybody looked at the merge.
    const replaced = reason?.code === 'Superseded';
    if (merged !== promised && !differs && !replaced) {
      this.#fail(`${merged} was merged for ${promised}, and it is ${status}`);
    }
    const head = this.#git.branches.get('main')!;
    if (
      merged === promised &&
      this.#tagAt(head, service) === promised &&
      !['succeeded', 'superseded'].includes(status)
    ) {
      this.#fail(
        `${promised} was merged and runs, and the record says ${status}: ${reason?.message}`,
      );
    }
  }
}
