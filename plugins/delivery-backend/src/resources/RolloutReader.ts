import type { RolloutProgress } from '@stonegarden/backstage-plugin-delivery-common';
import type { ResourceKey } from '../argocd/client/ArgocdApi';
import {
  isChild,
  rolloutsOf,
  type TreeNode,
} from '../argocd/readModel/readDetails';
import type { EnvironmentReader } from './EnvironmentReader';
import type { OpenedApplication } from './OpenedApplications';
import { readManifest } from './readManifest';
import { RecentAnswers } from '../collections/RecentAnswers';
import { toRolloutProgress } from './toRolloutProgress';

const TTL_MS = 5_000;
const MAX_ROLLOUTS = 10;
/** Of each Rollout the newest. */
const MAX_RUNS = 5;

/** Reads how far the Rollouts of an Application have come. */
export class RolloutReader {
  readonly #environments: Pick<EnvironmentReader, 'tree'>;
  readonly #answers = new RecentAnswers<RolloutProgress[]>({
    limit: 50,
    ttlMs: TTL_MS,
  });

  constructor(options: { environments: Pick<EnvironmentReader, 'tree'> }) {
    this.#environments = options.environments;
  }

  async read(opened: OpenedApplication): Promise<RolloutProgress[]> {
    const { value } = await this.#answers.get(opened.versionKey, async () => {
      const nodes = await this.#environments.tree(opened);
      const found = await Promise.all(
        rolloutsOf(nodes)
          .slice(0, MAX_ROLLOUTS)
          .map(rollout => this.#progress(opened, rollout, nodes)),
      );
      return found.flatMap(progress => progress ?? []);
    });
    return value;
  }

  async #progress(
    opened: OpenedApplication,
    rollout: ResourceKey,
    nodes: TreeNode[],
  ): Promise<RolloutProgress | undefined> {
    const [manifest, ...runs] = await Promise.all(
      [rollout, ...runsOf(rollout, nodes)].map(resource =>
        this.#manifest(opened, resource),
      ),
    );
    return toRolloutProgress(manifest, nodes, runs, opened.record.service);
  }

  async #manifest(
    { api, call, key, record }: OpenedApplication,
    resource: ResourceKey,
  ): Promise<unknown> {
    return readManifest(
      await call(
        `looking at ${resource.kind} ${resource.name} of ${record.name}`,
        api.resource(key, resource),
      ),
    );
  }

  /** Forgets what it has read. */
  clear(): void {
    this.#answers.clear();
  }
}

/** The runs that judge what is tried now: the cluster keeps those of earlier versions as well. */
function runsOf(rollout: ResourceKey, nodes: TreeNode[]): ResourceKey[] {
  const self = nodes.find(
    ({ kind, name }) => kind === rollout.kind && name === rollout.name,
  );
  const revision = self && revisionOf(self);
  return nodes
    .filter(
      node =>
        node.kind === 'AnalysisRun' &&
        isChild(node, rollout) &&
        (!revision || revisionOf(node) === revision),
    )
    .sort((one, other) =>
      (other.createdAt ?? '').localeCompare(one.createdAt ?? ''),
    )
    .slice(0, MAX_RUNS)
    .flatMap(({ name, namespace = '', version = 'v1alpha1' }) =>
      name
        ? [
            {
              group: 'argoproj.io',
              version,
              kind: 'AnalysisRun',
              namespace,
              name,
            },
          ]
        : [],
    );
}

/** Argo CD's `Rev:2` of a Rollout and of what it makes; undefined where it does not say. */
function revisionOf({ info }: TreeNode): string | undefined {
  return info?.find(({ name }) => name === 'Revision')?.value;
}
