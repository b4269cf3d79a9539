import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { InstanceStatus } from '@stonegarden/backstage-plugin-delivery-common';
import type { ArgocdInstanceConfig } from '../../config/readDeliveryConfig';
import type { ApplicationChange } from './ApplicationIndex';
import type { ApplicationRecord } from './ApplicationRecord';
import { ArgocdClient } from '../client/ArgocdClient';
import {
  ArgocdInstanceWatcher,
  WatcherListener,
  WatcherTiming,
} from './ArgocdInstanceWatcher';

/** An instance as far as environments need it. */
export interface ArgocdInstance {
  status: InstanceStatus;
  dashboardUrl?: string;
  /** Undefined: every cluster. */
  clusters?: string[];
}

/** What all Argo CDs say about all services, in memory: page views cost them no request. */
export class ArgocdReadModel {
  readonly #watchers = new Map<
    string,
    {
      watcher: ArgocdInstanceWatcher;
      client: ArgocdClient;
      config: ArgocdInstanceConfig;
    }
  >();
  readonly #listeners: WatcherListener[] = [];

  constructor(options: {
    instances: ArgocdInstanceConfig[];
    logger: LoggerService;
    timing?: Partial<WatcherTiming>;
    silenceTimeoutMs?: number;
  }) {
    const listener: WatcherListener = {
      onChanges: changes =>
        this.#listeners.forEach(each => each.onChanges(changes)),
      onReachability: () =>
        this.#listeners.forEach(each => each.onReachability()),
    };
    for (const config of options.instances) {
      const client = new ArgocdClient(config, options);
      const watcher = new ArgocdInstanceWatcher({
        name: config.name,
        client,
        listener,
        logger: options.logger,
        timing: options.timing,
      });
      this.#watchers.set(config.name, { watcher, client, config });
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
    }));
  }

  /** All Applications of a service, on every instance. */
  find(service: string): ApplicationRecord[] {
    return Array.from(this.#watchers.values()).flatMap(({ watcher }) =>
      watcher.find(service),
    );
  }

  /** The client of an instance, and where to put what its calls return. */
  instance(name: string): {
    client: ArgocdClient;
    upsert(application: unknown): void;
  } {
    const found = this.#watchers.get(name);
    if (!found) {
      throw new NotFoundError(`No Argo CD instance ${name} is configured`);
    }
    return {
      client: found.client,
      upsert: application => found.watcher.upsert(application),
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
