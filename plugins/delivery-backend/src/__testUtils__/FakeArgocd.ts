import type {
  ApplicationEvent,
  ApplicationKey,
  ArgocdApi,
  ResourceKey,
  SyncOptions,
  SyncTarget,
} from '../argocd/client/ArgocdApi';
import type { ArgocdOnDemand } from '../argocd/client/ArgocdOnDemand';
import { ArgocdResponseError } from '../argocd/client/argocdErrors';
import {
  FakeApplication,
  FakeApplicationOptions,
  FakeSync,
} from './FakeApplication';

/** The account whose token the portal has. */
export const FAKE_ACCOUNT = 'stonegarden';

interface Watcher {
  onEvent(event: ApplicationEvent): void;
  onAlive(): void;
  end(error?: Error): void;
}

const denied = () =>
  new ArgocdResponseError({
    status: 403,
    code: 7,
    detail: 'permission denied',
  });
const refused = (code: number, detail: string) =>
  new ArgocdResponseError({ status: 400, code, detail });
const notFound = (name: string) =>
  new ArgocdResponseError({
    status: 404,
    code: 5,
    detail: `applications.argoproj.io "${name}" not found`,
  });

/**
 * Argo CD in memory, as the recordings show it: what its API tells, and what its controller and the cluster do when a test
 * says so. Nothing happens by itself and nothing takes time.
 */
export class FakeArgocd implements ArgocdApi {
  /** While true nothing answers, and open streams break. */
  #isDown = false;
  /** While true changes reach no stream, as when its buffer is full. */
  dropEvents = false;
  /** While true what is asked for is done, and the answer never arrives. */
  losesAnswers = false;
  /** Projects whose Applications the account may not get. */
  readonly forbiddenProjects = new Set<string>();
  /** Names of the calls that were made. */
  readonly calls: string[] = [];
  #now: () => Date;
  readonly #git: {
    head(): string;
    imagesAt(revision: string, application: string): string[] | undefined;
  };
  readonly #applications = new Map<string, FakeApplication>();
  /** Names that lists know of; undefined when their cache is full. */
  #cached: Set<string> | undefined;
  readonly #watchers = new Set<Watcher>();
  #version = 100;

  /** `imagesAt` gives the images of an overlay at a commit, undefined where kustomize cannot build it. */
  constructor(options: {
    head(): string;
    imagesAt(revision: string, application: string): string[] | undefined;
    now?: () => Date;
  }) {
    this.#git = options;
    this.#now = options.now ?? (() => new Date());
  }

  get openStreams(): number {
    return this.#watchers.size;
  }

  get names(): string[] {
    return [...this.#applications.keys()];
  }

  /** An Application as it is, whoever may see it; undefined when there is none. */
  find(name: string): FakeApplication | undefined {
    return this.#applications.get(name);
  }

  // What Argo CD's API does.

  /** Of what is asked for on demand it knows what changes an Application; the rest is empty. */
  readonly onDemand: ArgocdOnDemand = {
    managedResources: async key => this.#look(key, { items: [] }),
    events: async key => this.#look(key, { items: [] }),
    log: async key => this.#look(key, []),
    syncWindows: async key => this.#look(key, { canSync: true }),
    project: async name => ({ metadata: { name }, spec: {} }),
    revisionMetadata: async key => this.#look(key, {}),
    refresh: async key => {
      this.#allowed(key);
      this.refresh(key.name);
      return this.get(key);
    },
    dryRun: async key => {
      this.#answer('sync');
      return this.#start(key, { dryRun: true });
    },
    terminate: async key => {
      this.#answer('terminate');
      if (!this.#allowed(key).requested) {
        throw refused(
          3,
          'Unable to terminate operation. No operation is in progress',
        );
      }
      this.change(key.name, application =>
        application.fail('Operation terminated', this.#time()),
      );
    },
  };

  async ping() {
    this.#answer('ping');
  }

  async list() {
    this.#answer('list');
    const applications = [...this.#applications.values()].filter(
      ({ options, project }) =>
        !this.forbiddenProjects.has(project) &&
        (this.#cached?.has(options.name) ?? true),
    );
    return {
      resourceVersion: String(this.#version),
      applications: applications.map(each => structuredClone(each.toJSON())),
    };
  }

  async watch(options: {
    signal: AbortSignal;
    onEvent(event: ApplicationEvent): void;
    onAlive(): void;
  }): Promise<void> {
    options.signal.throwIfAborted();
    this.#answer('watch');
    await new Promise<void>((resolve, reject) => {
      const watcher: Watcher = {
        ...options,
        end: error => {
          this.#watchers.delete(watcher);
          if (error) {
            reject(error);
          } else {
            resolve();
          }
        },
      };
      options.signal.addEventListener('abort', () =>
        watcher.end(new DOMException('stopped', 'AbortError')),
      );
      this.#watchers.add(watcher);
      watcher.onAlive();
      for (const application of this.#applications.values()) {
        if (this.#cached?.has(application.options.name) ?? true) {
          this.#send('ADDED', application, [watcher]);
        }
      }
    });
  }

  async get(key: ApplicationKey) {
    this.#answer('get');
    return structuredClone(this.#allowed(key).toJSON());
  }

  async canGet({ project }: ApplicationKey) {
    this.#answer('can-i');
    return !this.forbiddenProjects.has(project);
  }

  async resourceTree(key: ApplicationKey) {
    this.#answer('resource-tree');
    return this.#allowed(key).tree();
  }

  async resource(key: ApplicationKey) {
    this.#answer('resource');
    return this.#allowed(key).rolloutResource();
  }

  async sync(key: ApplicationKey, options: SyncOptions) {
    this.#answer('sync');
    return this.#start(key, options);
  }

  async syncTo(key: ApplicationKey, { revision }: SyncTarget) {
    this.#answer('sync');
    if (this.#allowed(key).options.automated) {
      throw refused(
        9,
        `Cannot sync to ${revision}: auto-sync currently set to main`,
      );
    }
    return this.#start(key, { revision });
  }

  async rollback(key: ApplicationKey, historyId: number) {
    this.#answer('rollback');
    const { options, history } = this.#allowed(key);
    if (options.automated) {
      throw refused(
        9,
        'rollback cannot be initiated when auto-sync is enabled',
      );
    }
    const entry = history.find(({ id }) => id === historyId);
    if (!entry) {
      throw refused(
        3,
        `application argocd/${key.name} does not have deployment with id ${historyId}`,
      );
    }
    return this.#start(key, { revision: entry.revision });
  }

  async runResourceAction(
    key: ApplicationKey,
    { kind, name }: ResourceKey,
    action: string,
  ) {
    this.#answer(`action ${action}`);
    const { options, before } = this.#allowed(key);
    if (kind !== 'Rollout' || !options.isCanary || name !== options.service) {
      throw refused(
        3,
        `${kind} argoproj.io ${name} not found as part of application ${key.name}`,
      );
    }
    // The controller takes no notice of it where no canary is under way.
    if (!before) {
      return;
    }
    const { rollout, promotesFully } = this.#allowed(key);
    switch (action) {
      case 'abort':
        // The controller takes it back while it promotes fully.
        if (!promotesFully) {
          this.canary(key.name, 'aborted');
        }
        break;
      case 'retry':
        if (rollout === 'aborted') {
          this.canary(key.name, 'progressing');
        }
        break;
      case 'resume':
        if (rollout === 'paused') {
          this.canary(key.name, 'progressing');
        }
        break;
      case 'skip-current-step':
        this.canary(key.name, 'progressing');
        break;
      case 'promote-full':
        // Also of an aborted one, as Argo Rollouts does.
        this.change(key.name, application => application.promote(this.#time()));
        break;
      default:
        throw new ArgocdResponseError({
          status: 500,
          code: 2,
          detail:
            'error getting Lua resource action: built-in script does not exist',
        });
    }
  }

  // What people, the controller and the cluster do.

  /** A new Application, which was never deployed. */
  add(options: FakeApplicationOptions): FakeApplication {
    const application = new FakeApplication(options, this.#time());
    this.#applications.set(options.name, application);
    this.#compare(application);
    this.#changed('ADDED', application);
    return application;
  }

  remove(name: string): void {
    const application = this.#applications.get(name);
    if (application) {
      this.#applications.delete(name);
      this.#changed('DELETED', application);
    }
  }

  /** Changes an Application in any way, and tells the streams. */
  change(name: string, how: (application: FakeApplication) => void): void {
    const application = this.#applications.get(name);
    if (application) {
      how(application);
      this.#changed('MODIFIED', application);
    }
  }

  /** The controller compares with the head of the branch. */
  refresh(name: string): void {
    this.change(name, application => this.#compare(application));
  }

  /** An operation is asked for: whole and real unless something else is said; to an older commit for a rollback. */
  request(name: string, sync: Partial<FakeSync> = {}): void {
    this.change(name, application => {
      application.operationState = undefined;
      application.requested = {
        revision: this.#git.head(),
        initiatedBy: application.options.automated
          ? { automated: true }
          : { username: 'admin' },
        ...sync,
      };
    });
  }

  begin(name: string): void {
    this.change(name, application => application.begin(this.#time()));
  }

  /** The operation that runs ends well; health and comparison follow later, as in Argo CD. */
  finish(name: string): void {
    this.change(name, application =>
      application.succeed(
        revision => this.#git.imagesAt(revision, name),
        this.#time(),
      ),
    );
  }

  /** Asks for an operation, runs it to its end and compares. */
  syncNow(name: string, sync: Parameters<FakeArgocd['request']>[1] = {}): void {
    this.request(name, sync);
    this.begin(name);
    this.finish(name);
    this.refresh(name);
  }

  /** The new version is ready, and that of before gone. */
  settle(name: string, health = 'Healthy'): void {
    this.change(name, application => application.settle(this.#time(), health));
  }

  /** A canary goes on, pauses, or is aborted. It ends with {@link FakeArgocd.settle}. */
  canary(name: string, state: 'progressing' | 'paused' | 'aborted'): void {
    this.change(name, application => {
      if (application.before) {
        const begins = state === 'aborted' || application.rollout === 'aborted';
        application.rolloutStep = begins ? 0 : application.rolloutStep + 1;
        application.rollout = state;
        application.promotesFully &&= state !== 'aborted';
        application.setHealth(
          {
            progressing: 'Progressing',
            paused: 'Suspended',
            aborted: 'Degraded',
          }[state],
          this.#time(),
        );
      }
    });
  }

  /** Lists know only these from now on, as for seconds after a start; all of them again when nothing is said. */
  cache(names?: string[]): void {
    this.#cached = names && new Set(names);
  }

  /** The API server starts anew: its lists are empty until {@link FakeArgocd.cache}, its streams end. */
  restart(): void {
    this.cache([]);
    this.endStreams();
  }

  endStreams(error?: Error): void {
    [...this.#watchers].forEach(watcher => watcher.end(error));
  }

  set isDown(value: boolean) {
    this.#isDown = value;
    if (value) {
      this.endStreams(new Error('reset'));
    }
  }

  get isDown(): boolean {
    return this.#isDown;
  }

  #compare(application: FakeApplication): void {
    const revision = this.#git.head();
    const wanted = this.#git.imagesAt(revision, application.options.name);
    if (!wanted) {
      application.sync = { status: 'Unknown', revision: 'main' };
      application.conditions = [
        {
          type: 'ComparisonError',
          message: 'Failed to load target state: kustomize build failed',
          lastTransitionTime: this.#time(),
        },
      ];
      return;
    }
    const { applied, hasDrifted, leftOver, options } = application;
    const isOther = wanted.join() !== applied?.images.join();
    const status = 'OutOfSync';
    application.resources = [
      ...(isOther
        ? [{ group: 'apps', kind: 'Deployment', name: options.service, status }]
        : []),
      ...(hasDrifted ? [{ kind: 'ConfigMap', name: 'settings', status }] : []),
      ...(leftOver
        ? [{ kind: 'ConfigMap', name: 'old', status, requiresPruning: true }]
        : []),
    ];
    application.conditions = [];
    application.sync = {
      status: application.resources.length === 0 ? 'Synced' : status,
      revision,
    };
  }

  #start(
    key: ApplicationKey,
    sync: Parameters<FakeArgocd['request']>[1],
  ): object {
    const application = this.#allowed(key);
    if (application.requested) {
      throw refused(9, 'another operation is already in progress');
    }
    this.request(key.name, {
      ...sync,
      initiatedBy: { username: FAKE_ACCOUNT },
    });
    if (this.losesAnswers) {
      throw new TypeError('fetch failed');
    }
    return structuredClone(application.toJSON());
  }

  #allowed({ name, project }: ApplicationKey): FakeApplication {
    if (this.forbiddenProjects.has(project)) {
      throw denied();
    }
    const application = this.#applications.get(name);
    if (!application || application.project !== project) {
      throw notFound(name);
    }
    return application;
  }

  #look<T>(key: ApplicationKey, answer: T): T {
    this.#answer('on demand');
    this.#allowed(key);
    return answer;
  }

  #answer(call: string): void {
    this.calls.push(call);
    if (this.#isDown) {
      throw new TypeError('fetch failed');
    }
  }

  #changed(type: ApplicationEvent['type'], application: FakeApplication): void {
    this.#version += 1;
    application.resourceVersion = this.#version;
    // A cache that is still filling sees changes all the same.
    this.#cached?.add(application.options.name);
    if (!this.dropEvents) {
      this.#send(type, application, [...this.#watchers]);
    }
  }

  #send(
    type: ApplicationEvent['type'],
    application: FakeApplication,
    watchers: Watcher[],
  ): void {
    if (!this.forbiddenProjects.has(application.project)) {
      watchers.forEach(watcher => {
        watcher.onAlive();
        watcher.onEvent({
          type,
          application: structuredClone(application.toJSON()),
        });
      });
    }
  }

  /** Kubernetes times have no fractions. */
  #time(): string {
    return this.#now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');
  }
}
