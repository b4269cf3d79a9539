import { ConflictError } from '@backstage/errors';
import type {
  EnvironmentDiff,
  EnvironmentEvents,
  EnvironmentResources,
  SyncWindows,
} from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import {
  ArgocdProtocolError,
  ArgocdResponseError,
} from '../argocd/client/argocdErrors';
import { applicationSchema } from '../argocd/readModel/applicationSchema';
import { readTree, type TreeNode } from '../argocd/readModel/readDetails';
import { readSyncWindows } from '../argocd/readModel/readSyncWindows';
import { syncReasonOf } from '../environments/healthReasonOf';
import type { ResolvedService } from '../services/ServiceResolver';
import type {
  OpenedApplication,
  OpenedApplications,
} from './OpenedApplications';
import { RecentAnswers } from '../collections/RecentAnswers';
import { toDiff } from './toDiff';
import { toEvents } from './toEvents';
import { toResources } from './toResources';

/**
 * How long answers are used again, in milliseconds, while the Application stays as it is: pods and events come and go without
 * it.
 */
const TTL_MS = { tree: 5_000, diff: 15_000, events: 10_000, windows: 30_000 };
/** Its nodes are read one by one: one that is malformed costs no other. */
const treeSchema = z.object({ nodes: z.array(z.unknown()).nullish() });
/** The events of so many resources that are not well are asked for beside those of the Application. */
const MAX_SUBJECTS = 8;
/** Pods first: they say why. */
const KINDS_WITH_EVENTS = [
  'Pod',
  'ReplicaSet',
  'StatefulSet',
  'Deployment',
  'Rollout',
  'DaemonSet',
  'Job',
  'PersistentVolumeClaim',
];

/** Reads what an environment has in its cluster when somebody looks at it. Permissions are checked before it is asked. */
export class EnvironmentReader {
  readonly #applications: OpenedApplications;
  readonly #trees = new RecentAnswers<unknown>({
    limit: 50,
    ttlMs: TTL_MS.tree,
  });
  readonly #resources = new RecentAnswers<EnvironmentResources>({
    limit: 50,
    ttlMs: TTL_MS.tree,
  });
  readonly #diffs = new RecentAnswers<EnvironmentDiff>({
    limit: 20,
    ttlMs: TTL_MS.diff,
  });
  readonly #events = new RecentAnswers<EnvironmentEvents>({
    limit: 100,
    ttlMs: TTL_MS.events,
  });
  readonly #windows = new RecentAnswers<SyncWindows>({
    limit: 200,
    ttlMs: TTL_MS.windows,
  });

  constructor(options: { applications: OpenedApplications }) {
    this.#applications = options.applications;
  }

  /** The nodes of an Application's resource tree. */
  async tree(application: OpenedApplication): Promise<TreeNode[]> {
    const { value } = await this.#tree(application);
    return readTree(value);
  }

  async resources(
    service: ResolvedService,
    environment: string,
  ): Promise<EnvironmentResources> {
    const opened = this.#open(service, environment);
    const { api, key, record, versionKey } = opened;
    const { value } = await this.#resources.get(versionKey, async () => {
      const [tree, application] = await Promise.all([
        this.#tree(opened),
        opened.call(
          `reading ${record.name}`,
          api.get(key).then(requireApplicationAnswer),
        ),
      ]);
      return toResources(tree.value, application, tree.askedAt.toISOString());
    });
    return value;
  }

  /** ConflictError while Argo CD cannot compare: it then takes everything for something that Git no longer has. */
  async diff(
    service: ResolvedService,
    environment: string,
  ): Promise<EnvironmentDiff> {
    const { api, call, key, record, versionKey } = this.#open(
      service,
      environment,
    );
    if (record.sync === 'Unknown') {
      throw new ConflictError(
        `Argo CD ${record.instance} cannot compare ${record.name} with Git. ${
          syncReasonOf(record)?.message ?? ''
        }`.trim(),
      );
    }
    const { value } = await this.#diffs.get(versionKey, () => {
      const asOf = new Date().toISOString();
      return call(
        `comparing ${record.name}`,
        api.onDemand.managedResources(key).then(found => toDiff(found, asOf)),
      );
    });
    return value;
  }

  async events(
    service: ResolvedService,
    environment: string,
  ): Promise<EnvironmentEvents> {
    const opened = this.#open(service, environment);
    const { api, call, key, record } = opened;
    const { value } = await this.#events.get(opened.name, async () => {
      const asOf = new Date().toISOString();
      const ofApplication = api.onDemand.events(key);
      // Both fail together where Argo CD does not answer; one of them is enough to say so.
      ofApplication.catch(() => {});
      const subjects = subjectsOf(await this.tree(opened));
      return call(
        `reading the events of ${record.name}`,
        Promise.all([
          ofApplication,
          ...subjects.map(subject =>
            api.onDemand.events(key, subject).catch(withoutGone),
          ),
        ]).then(lists => toEvents(lists, asOf)),
      );
    });
    return value;
  }

  async windows(
    service: ResolvedService,
    environment: string,
  ): Promise<SyncWindows> {
    const { api, call, key, name, record } = this.#open(service, environment);
    const { value } = await this.#windows.get(name, () =>
      call(
        `reading the sync windows of ${record.name}`,
        readSyncWindows(api.onDemand, key),
      ),
    );
    return value;
  }

  /** Forgets what it has read: something was done that changes it. */
  clear(): void {
    [this.#trees, this.#resources, this.#diffs, this.#events].forEach(each =>
      each.clear(),
    );
  }

  #open(service: ResolvedService, environment: string): OpenedApplication {
    return this.#applications.open(service, environment, 'read');
  }

  #tree({ api, call, key, record, versionKey }: OpenedApplication) {
    return this.#trees.get(versionKey, () =>
      call(
        `reading the resources of ${record.name}`,
        api.resourceTree(key).then(tree => {
          if (!treeSchema.safeParse(tree).success) {
            throw new ArgocdProtocolError('its resource tree is malformed');
          }
          return tree;
        }),
      ),
    );
  }
}

function requireApplicationAnswer(application: unknown): unknown {
  if (!applicationSchema.safeParse(application).success) {
    throw new ArgocdProtocolError('the application in its answer is malformed');
  }
  return application;
}

/** Resources whose events tell why something is not well. */
function subjectsOf(nodes: TreeNode[]) {
  const order = ({ kind = '' }: TreeNode) => KINDS_WITH_EVENTS.indexOf(kind);
  return nodes
    .filter(
      node =>
        order(node) >= 0 &&
        node.health?.status !== 'Healthy' &&
        // What is scaled to nothing has no health to worry about.
        node.health?.status !== undefined,
    )
    .sort((one, other) => order(one) - order(other))
    .flatMap(({ namespace = '', name, uid }) =>
      name && uid ? [{ namespace, name, uid }] : [],
    )
    .slice(0, MAX_SUBJECTS);
}

/** A pod may be gone by the time its events are asked for. */
function withoutGone(error: unknown): unknown {
  if (error instanceof ArgocdResponseError && error.status === 404) {
    return { items: [] };
  }
  throw error;
}
