import { mockServices } from '@backstage/backend-test-utils';
import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import type { Knex } from 'knex';
import type { FakeApplication } from '../../__testUtils__/FakeApplication';
import { FakeArgocd } from '../../__testUtils__/FakeArgocd';
import { Portal } from './Portal';
import { RecordingArgocd } from './RecordingArgocd';
import {
  appName,
  FIRST_FILES,
  imageOf,
  kustomizationPath,
  overlay,
  placeOf,
  settingsPath,
  serviceEntity,
  versionIn,
} from './repository';
import { Sighting, toSighting } from './Sighting';
import { ENVIRONMENTS, Place, ServiceName, SERVICES, Step } from './steps';
import { SyncLog } from './SyncLog';

const RIGHT = 'team-production';
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** Argo CD's history holds ten. */
const MORE_THAN_A_HISTORY = 12;

/** What Git said from a time on. */
interface GitMoment {
  at: number;
  head: string;
}

/** Git, the cluster, Argo CD and the portal, and all that was ever the case or visible. */
export class World {
  readonly git = new FakeGitHost(FIRST_FILES);
  readonly argocd: FakeArgocd;
  /** What the portal was shown of each Application last, and ever. */
  readonly seen = new Map<string, Sighting>();
  readonly everSeen = new Map<string, Sighting[]>();
  /** Every state of each Application at all, whoever saw it. */
  readonly heads: GitMoment[] = [];
  readonly syncs = new SyncLog();
  /** Whether nothing has kept the portal from recording what it was shown. */
  isRecorded = true;
  readonly everAbsent = new Set<string>();
  /** Numbers of pull requests that were closed without a merge at some time. */
  readonly everClosed = new Set<number>();
  everDown = false;
  everForbidden = false;
  catalogCommit: string;
  #portal?: Portal;
  /** Another backend of the same portal. */
  #replica?: Portal;
  readonly #knex: Knex;
  readonly #rolledBack = new Set<string>();
  readonly #waiting = new Set<() => void>();
  /** How often a silent Argo CD is still tried in this step. */
  #attempts = 0;

  static async create(knex: Knex): Promise<World> {
    const world = new World(knex);
    for (const service of SERVICES) {
      for (const environment of ENVIRONMENTS) {
        world.#create({ service, environment });
        world.#deploy({ service, environment });
      }
    }
    world.#portal = await world.#startPortal();
    await world.#settle();
    return world;
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.argocd = new FakeArgocd({
      head: () => this.head,
      imagesAt: (revision, name) => this.imagesAt(revision, name),
    });
    this.#rememberHead();
    this.catalogCommit = this.head;
  }

  get portal(): Portal {
    if (!this.#portal) {
      throw new Error('The portal was not started.');
    }
    return this.#portal;
  }

  get head(): string {
    return this.git.branches.get('main') ?? '';
  }

  /** The images of an overlay at a commit; undefined where kustomize cannot build it. */
  imagesAt(revision: string, name: string): string[] | undefined {
    const [service, environment] = name.split('-') as [
      Place['service'],
      Place['environment'],
    ];
    const version = versionIn(
      this.git.fileAt(revision, kustomizationPath({ service, environment })),
    );
    return version === undefined
      ? undefined
      : [`${imageOf(service)}:${version}`];
  }

  /** The images that an overlay pins at a commit, whether kustomize can build it or not. */
  pinnedAt(revision: string, name: string): string[] | undefined {
    const [service, environment] = name.split('-') as [
      Place['service'],
      Place['environment'],
    ];
    const version = versionIn(
      this.git
        .fileAt(revision, kustomizationPath({ service, environment }))
        ?.replace('../bse', '../base'),
    );
    return version === undefined
      ? undefined
      : [`${imageOf(service)}:${version}`];
  }

  /** What is the case of an Application now; undefined when there is none. */
  sightingOf(name: string): Sighting | undefined {
    const app = this.argocd.find(name);
    return app && toSighting(app, this.#rolledBack.has(name));
  }

  /** The service as the catalog read it last. */
  entity(service: ServiceName): ServiceEntity {
    return serviceEntity(service, environment => {
      const images = this.imagesAt(
        this.catalogCommit,
        appName({ service, environment }),
      );
      return images ?? [];
    });
  }

  /** Who wrote a commit. */
  authorOf(commit: string): string {
    return this.git.author(commit);
  }

  /** Whether an Application was, as far as the portal was ever shown, in a state. */
  wasSeen(name: string, fact: (then: Sighting) => boolean): boolean {
    return (this.everSeen.get(name) ?? []).some(fact);
  }

  /** Whether the head of the branch had a property at a time. */
  wasHead(at: string, fact: (head: string) => boolean): boolean {
    const time = Date.parse(at);
    return this.heads.some(
      (moment, index) =>
        moment.at <= time + 1 &&
        time <= (this.heads[index + 1]?.at ?? Infinity) + 1 &&
        fact(moment.head),
    );
  }

  async run(step: Step): Promise<void> {
    this.#attempts = 2;
    this.#advance(3 * SECOND_MS);
    await this.#act(step);
    this.#rememberHead();
    await this.#settle();
    this.#oweRecord();
  }

  /**
   * Everything answers, what was begun ends, Argo CD applies what differs from Git and nothing else, and the portal has the time
   * that it needs.
   */
  async rest(): Promise<void> {
    this.argocd.isDown = false;
    this.argocd.dropEvents = false;
    this.argocd.forbiddenProjects.clear();
    this.argocd.cache();
    this.git.down = false;
    for (const service of SERVICES) {
      for (const environment of ENVIRONMENTS) {
        this.#putRight({ service, environment });
      }
    }
    this.#rememberHead();
    this.catalogCommit = this.head;
    for (let minute = 0; minute < 2; minute += 1) {
      this.#attempts = 2;
      this.#advance(MINUTE_MS);
      this.#wakeAll();
      await this.#settle();
      await this.#reconcile();
      await this.#settle();
      this.#oweRecord();
    }
  }

  async stop(): Promise<void> {
    await this.portal.stop();
    await this.#replica?.stop();
  }

  #putRight(place: Place): void {
    const name = appName(place);
    if (!this.argocd.find(name)) {
      this.#create(place);
    }
    if (!this.imagesAt(this.head, name)) {
      this.#push({ kind: 'mend', place });
    }
    this.argocd.begin(name);
    this.#finish(name);
    this.argocd.change(name, app => {
      app.leftOver = false;
    });
    this.#compare(name);
    const app = this.argocd.find(name);
    // Without a history nothing tells what was deployed.
    if (app?.sync.status !== 'Synced' || app.history.length === 0) {
      this.#deploy(place);
    }
    this.argocd.settle(name);
  }

  async #act(step: Step): Promise<void> {
    switch (step.kind) {
      case 'push':
      case 'break':
      case 'mend':
        this.#push(step);
        return;
      case 'promote':
        await this.portal.promote(step.place);
        return;
      case 'promote-with-reason':
        await this.portal.promote(step.place, 'It is mended');
        return;
      case 'rollback':
        await this.portal.rollBack(step.place, step);
        return;
      case 'emergency':
        await this.#rollBackAtOnce(step);
        return;
      case 'abort-canary':
      case 'retry-canary':
        await this.portal.actOnCanary(
          step.place,
          step.kind === 'abort-canary' ? 'abort' : 'retry',
        );
        return;
      case 'miss':
        this.#miss(step.place);
        return;
      case 'start-replica':
        this.#replica ??= await this.#startPortal('replica');
        return;
      case 'stop-replica':
        await this.#replica?.stop();
        this.#replica = undefined;
        return;
      case 'merge':
      case 'close':
      case 'reopen':
      case 'commit-to-branch':
        this.#actOnPull(step.kind, step.pick);
        return;
      case 'follow':
        this.#follow(step);
        await this.#settle();
        await this.#reconcile();
        return;
      case 'restart-argocd':
        this.argocd.cache(
          SERVICES.flatMap(service =>
            step.listed.map(environment => appName({ service, environment })),
          ),
        );
        this.argocd.endStreams();
        return;
      case 'fill-cache':
        this.argocd.cache();
        return;
      case 'drop-events':
        this.argocd.dropEvents = true;
        return;
      case 'send-events':
        this.argocd.dropEvents = false;
        return;
      case 'relist':
        this.#wakeAll();
        return;
      case 'lose-right':
        this.everForbidden = true;
        this.argocd.forbiddenProjects.add(RIGHT);
        return;
      case 'get-right':
        this.argocd.forbiddenProjects.delete(RIGHT);
        return;
      case 'silence-argocd':
        this.everDown = true;
        this.argocd.isDown = true;
        return;
      case 'answer-argocd':
        this.argocd.isDown = false;
        this.#wakeAll();
        return;
      case 'silence-git':
        this.git.down = true;
        return;
      case 'answer-git':
        this.git.down = false;
        return;
      case 'restart-portal':
        await this.portal.stop();
        this.seen.clear();
        this.#portal = await this.#startPortal();
        return;
      case 'read-catalog':
        this.catalogCommit = this.head;
        return;
      case 'reconcile':
        this.#advance(MINUTE_MS);
        await this.#reconcile();
        return;
      default:
        this.#actAtPlace(step.kind, step.place);
    }
  }

  /** All backends do so, at once. */
  async #reconcile(): Promise<void> {
    const hasFailed = !this.isRecorded;
    this.isRecorded = !this.git.down;
    await Promise.all([
      this.portal.reconcile({ hasFailed }),
      this.#replica?.reconcile({ hasFailed }),
    ]);
  }

  async #rollBackAtOnce({
    place,
    pick,
    isLost,
    ends,
  }: Extract<Step, { kind: 'emergency' }>): Promise<void> {
    const name = appName(place);
    const before = this.argocd.find(name)?.requested;
    this.argocd.losesAnswers = isLost;
    const rollback = await this.portal.rollBackAtOnce(place, pick);
    this.argocd.losesAnswers = false;
    const asked = this.argocd.find(name)?.requested;
    if (rollback && asked && asked !== before) {
      this.syncs.markEmergency(asked, rollback.id);
      if (ends !== 'later') {
        this.argocd.begin(name);
      }
      if (ends === 'well') {
        this.#finish(name);
      } else if (ends === 'badly') {
        this.#actAtPlace('fail', place);
      }
    }
  }

  /** Argo CD does not answer while more is deployed than its history holds. */
  #miss(place: Place): void {
    this.everDown = true;
    this.argocd.isDown = true;
    for (let count = 0; count < MORE_THAN_A_HISTORY; count += 1) {
      if (count % 3 === 0) {
        this.#push({ kind: 'push', place, version: 1 + (count % 4) });
      }
      this.#deploy(place);
    }
    this.argocd.isDown = false;
    this.#wakeAll();
  }

  #push(step: Extract<Step, { kind: 'push' | 'break' | 'mend' }>): void {
    const path = kustomizationPath(step.place);
    const before = this.git.fileAt(this.head, path);
    const version =
      step.kind === 'push' ? `v${step.version}` : versionIn(before) ?? 'v1';
    const content = overlay(step.place, version, step.kind === 'break');
    if (content !== before) {
      this.git.push('main', [{ path, content }]);
      this.#rememberHead();
    }
  }

  /** A commit to the environment's folder that changes nothing of its Release. */
  #tune(place: Place): void {
    const path = settingsPath(place);
    const before = Number(this.git.fileAt(this.head, path) ?? '0');
    this.git.push('main', [{ path, content: `${before + 1}\n` }]);
    this.#rememberHead();
  }

  #actOnPull(
    kind: 'merge' | 'close' | 'reopen' | 'commit-to-branch',
    pick: number,
  ): void {
    const wanted = kind === 'reopen' ? 'closed' : 'open';
    const pulls = this.git.pulls.filter(({ state }) => state === wanted);
    const pull = pulls[pick % Math.max(pulls.length, 1)];
    if (!pull) {
      return;
    }
    try {
      switch (kind) {
        case 'merge':
          this.git.merge(pull.number);
          this.#rememberHead();
          break;
        case 'close':
          this.git.close(pull.number);
          this.everClosed.add(pull.number);
          break;
        case 'reopen':
          this.git.reopen(pull.number);
          break;
        default:
          this.git.push(pull.branch, [
            { path: 'NOTES.md', content: `By hand ${pull.number}\n` },
          ]);
      }
    } catch {
      // The host refuses what conflicts.
    }
  }

  #follow({ pick, until }: Extract<Step, { kind: 'follow' }>): void {
    const pulls = this.git.pulls.filter(({ state }) => state === 'open');
    const pull = pulls[pick % Math.max(pulls.length, 1)];
    if (!pull) {
      return;
    }
    this.#actOnPull('merge', pick);
    const place = placeOf(pull.branch);
    const kinds = [
      'refresh',
      'request',
      'begin',
      ...(until === 'retried' ? (['retry'] as const) : []),
      ...(until === 'failed' ? (['fail'] as const) : []),
      'finish',
      until === 'degraded' ? 'degraded' : 'healthy',
    ] as const;
    const reached = {
      merged: 0,
      compared: 1,
      begun: 3,
      retried: 4,
      failed: 4,
      applied: 4,
      healthy: 5,
      degraded: 5,
    }[until];
    kinds.slice(0, reached).forEach(kind => this.#actAtPlace(kind, place));
  }

  #actAtPlace(
    kind: Exclude<
      Extract<Step, { place: Place }>['kind'],
      | 'push'
      | 'break'
      | 'mend'
      | 'promote'
      | 'promote-with-reason'
      | 'rollback'
      | 'emergency'
      | 'abort-canary'
      | 'retry-canary'
      | 'miss'
    >,
    place: Place,
  ): void {
    const name = appName(place);
    const app = this.argocd.find(name);
    const now = new Date().toISOString();
    switch (kind) {
      case 'create':
        if (!app) {
          this.#create(place);
        }
        break;
      case 'delete':
        if (app) {
          this.everAbsent.add(name);
          this.argocd.remove(name);
        }
        break;
      case 'refresh':
        this.#compare(name);
        break;
      case 'request':
        if (app && !app.requested) {
          this.argocd.request(name);
        }
        break;
      case 'begin':
        this.argocd.begin(name);
        break;
      case 'retry':
        if (app?.operationState?.phase === 'Running') {
          this.argocd.change(name, each =>
            each.retry('one or more objects failed to apply.', now),
          );
        }
        break;
      case 'fail':
        if (app?.operationState?.phase === 'Running') {
          this.argocd.change(name, each =>
            each.fail('one or more objects failed to apply', now),
          );
        }
        break;
      case 'finish':
        this.#finish(name);
        break;
      case 'deploy':
        this.#deploy(place);
        break;
      case 'dry-run':
        this.#operate(name, { dryRun: true });
        break;
      case 'partial-sync':
        this.#operate(name, { resources: [{ kind: 'ConfigMap', name: 'a' }] });
        break;
      case 'roll-back':
        this.#rollBack(name);
        break;
      case 'tune':
        this.#tune(place);
        break;
      case 'drift':
        this.argocd.change(name, each => {
          each.hasDrifted = each.applied !== undefined;
        });
        break;
      case 'left-over':
        this.argocd.change(name, each => {
          each.leftOver = true;
        });
        this.#compare(name);
        break;
      case 'prune':
        this.argocd.change(name, each => {
          each.leftOver = false;
        });
        this.#compare(name);
        break;
      case 'healthy':
        this.argocd.settle(name);
        break;
      case 'degraded':
        if (app?.applied) {
          this.argocd.change(name, each => each.setHealth('Degraded', now));
        }
        break;
      case 'canary-progressing':
        this.argocd.canary(name, 'progressing');
        break;
      case 'canary-paused':
        this.argocd.canary(name, 'paused');
        break;
      case 'canary-aborted':
        this.argocd.canary(name, 'aborted');
        break;
      case 'replace':
        this.argocd.change(name, each => {
          each.history = [];
          each.operationState = undefined;
          each.requested = undefined;
        });
        this.#rolledBack.delete(name);
        this.#compare(name);
        break;
      default:
        kind satisfies never;
    }
  }

  #create({ service, environment }: Place): void {
    this.argocd.add({
      name: appName({ service, environment }),
      service,
      environment,
      project: environment === 'production' ? RIGHT : 'team-product',
      repoURL: 'https://git.example/acme/platform.git',
      path: `services/${service}/environments/${environment}`,
      automated: environment === 'dev',
      isCanary: environment === 'production',
      destination: {
        name: 'homelab',
        namespace: `${service}-${environment}`,
      },
    });
  }

  #compare(name: string): void {
    this.argocd.refresh(name);
  }

  /** Asks for a sync of a kind and runs it to its end. */
  #operate(
    name: string,
    sync: { dryRun?: boolean; resources?: object[] },
  ): void {
    const app = this.argocd.find(name);
    if (app && !app.requested) {
      this.argocd.request(name, sync);
      this.argocd.begin(name);
      this.argocd.finish(name);
    }
  }

  #finish(name: string): void {
    const app = this.argocd.find(name);
    const state = app?.operationState;
    if (!app || state?.phase !== 'Running') {
      return;
    }
    const { revision, dryRun, resources } = state.operation.sync;
    // A sync to what kustomize cannot build fails.
    if (!this.imagesAt(revision, name)) {
      this.argocd.change(name, each =>
        each.fail(
          'ComparisonError: kustomize build failed',
          each.health.lastTransitionTime ?? '',
        ),
      );
      return;
    }
    // Kubernetes times have no fractions: no two syncs end in the same second.
    this.#advance(2 * SECOND_MS);
    if (!dryRun && !resources) {
      this.#noteRolledBack(app, revision);
    }
    this.argocd.finish(name);
    if (!dryRun && !resources) {
      this.syncs.note(app, (one, than) => this.#isOlder(one, than));
    }
    this.#compare(name);
  }

  /** Before the history has it. */
  #noteRolledBack({ options, history }: FakeApplication, revision: string) {
    if (history.some(entry => this.#isOlder(revision, entry.revision))) {
      this.#rolledBack.add(options.name);
    } else {
      this.#rolledBack.delete(options.name);
    }
  }

  #isOlder(revision: string, than: string): boolean {
    return revision !== than && this.git.contains(than, revision);
  }

  #deploy(place: Place): void {
    const name = appName(place);
    const app = this.argocd.find(name);
    if (!app || app.requested || !this.imagesAt(this.head, name)) {
      return;
    }
    this.argocd.request(name);
    this.argocd.begin(name);
    this.#finish(name);
    this.argocd.settle(name);
  }

  /** To the entry of the history before the last, as `argocd app rollback` does; refused under auto-sync. */
  #rollBack(name: string): void {
    const app = this.argocd.find(name);
    const earlier = app?.history.at(-2);
    if (!app || app.requested || app.options.automated || !earlier) {
      return;
    }
    this.argocd.request(name, { revision: earlier.revision });
    this.argocd.begin(name);
    this.#finish(name);
  }

  /** Time passes, in which nothing else happens. */
  #advance(ms: number): void {
    this.#rememberHead();
    jest.setSystemTime(Date.now() + ms);
  }

  /** Everything that the portal knows by now is recorded, unless something kept it from that. */
  #oweRecord(): void {
    if (this.isRecorded) {
      this.seen.forEach(({ deployedAt }, name) =>
        this.syncs.owe(name, deployedAt),
      );
    }
  }

  #rememberHead(): void {
    if (this.heads.at(-1)?.head !== this.head) {
      this.heads.push({ at: Date.now(), head: this.head });
    }
  }

  #wakeAll(): void {
    [...this.#waiting].forEach(wake => wake());
  }

  async #settle(): Promise<void> {
    for (let round = 0; round < 2; round += 1) {
      for (let turn = 0; turn < 4; turn += 1) {
        await new Promise(setImmediate);
      }
      await this.portal.idle();
      await this.#replica?.idle();
    }
    if (this.git.down) {
      this.isRecorded = false;
    }
  }

  #startPortal(backend: 'first' | 'replica' = 'first'): Promise<Portal> {
    const waiting = this.#waiting;
    return Portal.start({
      knex: this.#knex,
      git: this.git,
      entity: service => this.entity(service),
      logger: mockServices.logger.mock(),
      argocd: new RecordingArgocd(this.argocd, name =>
        this.#see(name, backend),
      ),
      // Back-off passes at once; lists come when a step says so.
      sleep: (delayMs, signal) =>
        new Promise(resolve => {
          const wake = () => {
            waiting.delete(wake);
            resolve();
          };
          signal.addEventListener('abort', wake);
          waiting.add(wake);
          if (delayMs < 500) {
            setImmediate(() => {
              if (!this.argocd.isDown || this.#attempts > 0) {
                this.#attempts -= 1;
                wake();
              }
            });
          }
        }),
    });
  }

  /** Whatever one backend sees, all tell of; pages are judged by what the first one sees. */
  #see(name: string, backend: 'first' | 'replica'): void {
    const sighting = this.sightingOf(name);
    if (sighting) {
      if (backend === 'first') {
        this.seen.set(name, sighting);
      }
      this.everSeen.set(name, [...(this.everSeen.get(name) ?? []), sighting]);
    }
  }
}
