import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { InstanceStatus } from '@stonegarden/backstage-plugin-delivery-common';
import type { ArgocdInstanceConfig } from '../../config/readArgocdInstances';
import type { ApplicationChange } from './ApplicationIndex';
import type { ApplicationRecord } from './ApplicationRecord';
import type { ApplicationNaming } from './ApplicationNaming';
import type { ExpectedApplication } from './ExpectedApplications';
import type { AbsenceProof } from './ProvenAbsences';
import type { Sleep } from './sleep';
import type { ArgocdApi } from '../client/ArgocdApi';
import { ArgocdClient } from '../client/ArgocdClient';
import {
  ArgocdInstanceWatcher,
  WatcherListener,
} from './ArgocdInstanceWatcher';
import type { WatcherTiming } from './WatcherTiming';

/** An instance as far as environments need it. */
export interface ArgocdInstance {
  status: InstanceStatus;
  dashboardUrl?: string;
  /** Undefined: every cluster. */
  clusters?: string[];
  /** Names of clusters by the addresses that Applications state instead. */
  servers?: Record<string, string>;
  /** Proof that a service has no Application for an environment here; undefined where nothing is proven. */
  proof?(service: string, environment: string): AbsenceProof | undefined;
}

/** What all Argo CDs say about all services, in memory: page views cost them no request. */
export class ArgocdReadModel {
  readonly #watchers = new Map<
    string,
    {
      watcher: ArgocdInstanceWatcher;
      api: ArgocdApi;
      config: ArgocdInstanceConfig;
    }
  >();
  readonly #listeners: WatcherListener[] = [];

  constructor(options: {
    instances: ArgocdInstanceConfig[];
    logger: LoggerService;
    naming?: ApplicationNaming;
    timing?: Partial<WatcherTiming>;
    silenceTimeoutMs?: number;
    /** What speaks to an instance: its HTTP API when left out. */
    createApi?: (config: ArgocdInstanceConfig) => ArgocdApi;
    now?: () => Date;
    sleep?: Sleep;
  }) {
    const createApi =
      options.createApi ?? (config => new ArgocdClient(config, options));
    const listener: WatcherListener = {
      onChanges: changes =>
        this.#listeners.forEach(each => each.onChanges(changes)),
      onReachability: () =>
        this.#listeners.forEach(each => each.onReachability()),
      onProof: service =>
        this.#listeners.forEach(each => each.onProof(service)),
    };
    for (const config of options.instances) {
      const api = createApi(config);
      const watcher = new ArgocdInstanceWatcher({
        name: config.name,
        api,
        listener,
        logger: options.logger,
        naming: options.naming,
        selection: config,
        timing: options.timing,
        now: options.now,
        sleep: options.sleep,
      });
      this.#watchers.set(config.name, { watcher, api, config });
    }
  }

  /** Tells the listener of every change from now on. */
  subscribe(listener: WatcherListener): void {
    this.#listeners.push(listener);
  }

  start(): void {
    this.#watchers.forEach(({ watcher }) => watcher.start());
  }

  async stop(): Promise<void> {
    await Promise.all(
      Array.from(this.#watchers.values(), ({ watcher }) => watcher.stop()),
    );
  }

  get instances(): ArgocdInstance[] {
    return Array.from(this.#watchers.values(), ({ watcher, config }) => ({
      status: watcher.status,
      dashboardUrl: config.dashboardUrl,
      clusters: config.clusters,
      servers: config.servers,
      proof: (service, environment) => watcher.proof(service, environment),
    }));
  }

  /** Names of all services that have Applications, in order. */
  get services(): string[] {
    const names = Array.from(
      this.#watchers.values(),
      ({ watcher }) => watcher.services,
    );
    return [...new Set(names.flat())].sort();
  }

  /** All Applications of a service, on every instance. */
  find(service: string): ApplicationRecord[] {
    return Array.from(this.#watchers.values()).flatMap(({ watcher }) =>
      watcher.find(service),
    );
  }

  /** Asks an instance in the background for an Application that nothing is known of. */
  expect(instance: string, expected: ExpectedApplication): void {
    this.#watchers.get(instance)?.watcher.expect(expected);
  }

  /** Resolves when nothing is asked for by name any more. */
  async idle(): Promise<void> {
    await Promise.all(
      Array.from(this.#watchers.values(), ({ watcher }) => watcher.idle()),
    );
  }

  /** The API of an instance, and where to put what its calls return. */
  instance(name: string): {
    api: ArgocdApi;
    upsert(application: unknown): void;
    read(application: unknown): ApplicationRecord | undefined;
  } {
    const found = this.#watchers.get(name);
    if (!found) {
      throw new NotFoundError(`No Argo CD instance ${name} is configured`);
    }
    return {
      api: found.api,
      upsert: application => found.watcher.upsert(application),
      read: application => found.watcher.read(application),
    };
  }
}

/** Names of the services that changes concern: where the label of one moved, both. */
export function changedServices(changes: ApplicationChange[]): Set<string> {
  return new Set(
    changes.flatMap(({ before, after }) =>
      [before, after].flatMap(record => (record ? [record.service] : [])),
    ),
  );
}
