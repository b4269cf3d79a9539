import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import type { Deployment } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { eventually } from '@stonegarden/test-utils';
import type { Knex } from 'knex';
import { FakeArgocd } from '../../__testUtils__/FakeArgocd';
import {
  kustomization,
  kustomizationPath,
  shop,
  SHOP_IMAGE,
  shopFiles,
} from '../../__testUtils__/shop';
import { ArgocdReadModel } from '../../argocd/readModel/ArgocdReadModel';
import { PromotionStore } from '../../promotions/PromotionStore';
import { kustomizeReleaseFile } from '../../releases/kustomizeReleaseFile';
import type {
  ResolvedService,
  ServiceResolver,
} from '../../services/ServiceResolver';
import { createEmergency, Emergency } from '../createEmergency';
import { EmergencyRollbackStore } from '../EmergencyRollbackStore';
import type { OwedRollback } from '../RollbackOpening';

const NAME = 'shop-production';
export const ENVIRONMENT = 'production';
export const GOOD = '1.0';
export const BAD = '1.1';

export const service: ResolvedService = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments ?? [],
};
export const requester = {
  ref: 'user:default/rita',
  author: { name: 'Rita', email: 'rita@example.org' },
  mayApprove: true,
};

/** Id of the rollback whose pull request makes Git agree. */
export function rollbackOf(emergency: string): string {
  return emergency.split('').reverse().join('');
}

/** Of one portal: what it is made of, beside the world that it shares with its other backends. */
interface Backend extends Emergency {
  readModel: ArgocdReadModel;
  store: EmergencyRollbackStore;
  auditor: ReturnType<typeof mockServices.auditor.mock>;
}

/**
 * A shop whose production got 1.1 after 1.0, both by hand: Git, an Argo CD in which nothing happens by itself, and backends. The
 * Git host's part in opening pull requests is a list of what was asked for.
 */
export class EmergencyWorld {
  readonly git = new FakeGitHost(shopFiles());
  readonly argocd: FakeArgocd;
  /** Pull requests that were asked for, by the emergency rollback. */
  readonly opened = new Map<string, OwedRollback>();
  /** While true no pull request can be opened. */
  isGitDown = false;
  /** The deployment of 1.0. */
  deployment!: Deployment;
  /** That of 1.1. */
  bad!: Deployment;
  #head = '';
  readonly #tags = new Map<string, string>();
  readonly #backends: Backend[] = [];
  readonly #knex: Knex;

  static async start(
    knex: Knex,
    options: { automated?: boolean; isCanary?: boolean } = {},
  ): Promise<EmergencyWorld> {
    const world = new EmergencyWorld(knex);
    await world.#prepare(options);
    return world;
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.argocd = new FakeArgocd({
      head: () => this.#head,
      imagesAt: revision => {
        const tag = this.#tags.get(revision);
        return tag ? [`${SHOP_IMAGE}:${tag}`] : undefined;
      },
    });
  }

  async #prepare(options: { automated?: boolean; isCanary?: boolean }) {
    await PromotionStore.create(
      mockServices.database.mock({ getClient: async () => this.#knex }),
    );
    const good = await this.git.reader.head('main');
    this.#deploysFrom(good, GOOD);
    this.argocd.add({
      name: NAME,
      service: 'shop',
      environment: ENVIRONMENT,
      ...options,
    });
    this.argocd.syncNow(NAME);
    this.argocd.settle(NAME);
    const before = Date.now();
    const bad = this.setGit(BAD);
    this.argocd.syncNow(NAME);
    const place = {
      entityRef: service.entityRef,
      environment: ENVIRONMENT,
      instance: 'homelab',
      application: `argocd/${NAME}`,
    };
    const seconds = (ms: number) =>
      new Date(Math.floor(ms / 1000) * 1000).toISOString();
    this.deployment = {
      ...place,
      id: '00000000-0000-4000-8000-000000000001',
      revision: good,
      release: { images: [{ name: SHOP_IMAGE, tag: GOOD }] },
      // Times of Kubernetes have no fractions, and all of this took less than a second.
      from: seconds(before - 3_600_000),
      until: seconds(before - 1_800_000),
    };
    this.bad = {
      ...place,
      id: '00000000-0000-4000-8000-000000000002',
      revision: bad,
      release: { images: [{ name: SHOP_IMAGE, tag: BAD }] },
      from: seconds(before - 1_800_000),
    };
    this.argocd.change(NAME, application => {
      application.history = application.history.map((entry, index) => ({
        ...entry,
        deployedAt: [this.deployment.from, this.bad.from][index],
      }));
    });
  }

  /** Git names a version of production from now on; Argo CD has not read it yet. Returns the commit. */
  setGit(tag: string, message = `Deploy ${tag}`): string {
    const commit = this.git.push(
      'main',
      [{ path: kustomizationPath(ENVIRONMENT), content: kustomization(tag) }],
      message,
    );
    this.#deploysFrom(commit, tag);
    return commit;
  }

  #deploysFrom(commit: string, tag: string): void {
    this.#head = commit;
    this.#tags.set(commit, tag);
  }

  /** The operation that was asked for runs to its end. */
  finish(): void {
    this.argocd.begin(NAME);
    this.argocd.finish(NAME);
    this.argocd.refresh(NAME);
    this.argocd.settle(NAME);
  }

  /** Argo CD reads Git. */
  refresh(): void {
    this.argocd.refresh(NAME);
  }

  /** Somebody syncs to what Git says. */
  sync(): void {
    this.argocd.syncNow(NAME);
    this.argocd.settle(NAME);
  }

  /** How often Argo CD was asked to go back. */
  get asked(): number {
    return this.argocd.calls.filter(call => ['rollback', 'sync'].includes(call))
      .length;
  }

  async startBackend(): Promise<Backend> {
    const logger = mockServices.logger.mock();
    const auditor = mockServices.auditor.mock();
    auditor.createEvent.mockResolvedValue({
      success: jest.fn(),
      fail: jest.fn(),
    });
    const store = await EmergencyRollbackStore.create(
      mockServices.database.mock({ getClient: async () => this.#knex }),
    );
    const readModel = new ArgocdReadModel({
      instances: [{ name: 'homelab', url: 'http://argocd', token: 'secret' }],
      logger,
      createApi: () => this.argocd,
      timing: { longestBackOffMs: 10, silenceMs: 3_600_000 },
    });
    const emergency = createEmergency({
      auditor,
      delayMs: 10,
      deployments: {
        get: async id =>
          [this.deployment, this.bad].find(each => each.id === id),
      },
      hosts: this.git.hosts,
      logger,
      readModel,
      releaseFile: kustomizeReleaseFile,
      opening: {
        open: async (_service, owed) => {
          if (this.isGitDown) {
            throw new Error('The Git host does not answer');
          }
          const created = !this.opened.has(owed.emergency);
          this.opened.set(owed.emergency, owed);
          return { promotion: { id: rollbackOf(owed.emergency) }, created };
        },
      },
      services: {
        resolve: async (ref: string) => {
          if (ref !== service.entityRef) {
            throw new NotFoundError(ref);
          }
          return service;
        },
      } as ServiceResolver,
      store,
      onChange: () => {},
    });
    readModel.subscribe({
      onChanges: () => emergency.changes.addEverything(),
      onProof: () => {},
      onReachability: () => emergency.changes.addEverything(),
    });
    readModel.start();
    await eventually(() => {
      const [{ status }] = readModel.instances;
      if (!status.reachable || readModel.find('shop').length !== 1) {
        throw new Error('Argo CD has not been read yet');
      }
    });
    const backend = { ...emergency, readModel, store, auditor };
    this.#backends.push(backend);
    return backend;
  }

  async stop(): Promise<void> {
    for (const { readModel, stop } of this.#backends) {
      stop();
      await readModel.stop();
    }
  }
}
