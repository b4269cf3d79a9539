import { isError } from '@backstage/errors';
import type {
  CommitSummary,
  EmergencyRollback,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  type GitHosts,
  type GitReader,
  isMissing,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { PromotionStore } from '../promotions/PromotionStore';
import { ResolvedService, sourceUrlOf } from '../services/ServiceResolver';
import type {
  DeploymentFactsStore,
  UnsettledDeployment,
} from './DeploymentFactsStore';
import { deriveCause } from './deriveCause';
import type { ReadPace } from './ReadPace';

/** Deployments of a service that are explained before other services have their turn. */
const BATCH = 20;
const SECOND_MS = 1_000;

/** What the portal rolled back in Argo CD, past Git. */
export interface EmergencyRollbacks {
  /** Of a service, oldest first. */
  list(entityRef: string): Promise<EmergencyRollback[]>;
}

/** What a {@link DeploymentExplainer} works with. */
export interface DeploymentExplainerOptions {
  store: DeploymentFactsStore;
  hosts: GitHosts;
  promotions: Pick<PromotionStore, 'get'>;
  emergencies: EmergencyRollbacks;
  pace: Pick<ReadPace, 'next'>;
  now?: () => Date;
}

/**
 * Finds out how deployments came about: by a promotion or rollback of the portal, in Git, or past it. What is found out is
 * kept; it is looked at again when what came before a deployment turns out to be something else.
 */
export class DeploymentExplainer {
  readonly #options: DeploymentExplainerOptions;

  constructor(options: DeploymentExplainerOptions) {
    this.#options = options;
  }

  /**
   * Explains some deployments of a service. True when there are more.
   *
   * @throws what the Git host throws while it does not answer, and AbortError when the signal is aborted
   */
  async explain(
    service: ResolvedService,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { store, now = () => new Date() } = this.#options;
    const open = await store.listUnsettled(service.entityRef, BATCH);
    if (open.length === 0) {
      return false;
    }
    const reader = await this.#reader(service);
    /** When the commits of what was explained just now were made, by the id of the deployment. */
    const committedAt = new Map<string, string | undefined>();
    for (const deployment of open) {
      const commit =
        deployment.commit ??
        (await this.#commit(deployment.revision, reader, signal));
      committedAt.set(deployment.id, commit?.at);
      const { previous } = deployment;
      if (previous) {
        previous.committedAt ??= committedAt.get(previous.id);
      }
      const emergency = await this.#emergency(deployment);
      const { takesBack, ...origin } = deriveCause({
        from: deployment.from,
        initiatedBy: deployment.initiatedBy,
        commit,
        emergency,
        promotion: deployment.promotion
          ? await this.#options.promotions.get(deployment.promotion)
          : undefined,
        wentBack: await this.#wentBack(deployment, commit, reader, signal),
      });
      await store.settle(
        deployment,
        {
          ...origin,
          ...(commit ? { commit } : {}),
          ...(takesBack ? { takesBack } : {}),
          ...(emergency && origin.cause === 'emergency-rollback'
            ? { emergency: emergency.id }
            : {}),
        },
        now().toISOString(),
      );
    }
    return open.length === BATCH;
  }

  /** Undefined for a service whose repository is at no Git host. */
  async #reader(service: ResolvedService): Promise<GitReader | undefined> {
    try {
      return (await this.#options.hosts.resolve(sourceUrlOf(service))).reader;
    } catch (error) {
      if (
        isError(error) &&
        ['InputError', 'NotFoundError'].includes(error.name)
      ) {
        return undefined;
      }
      throw error;
    }
  }

  async #commit(
    revision: string,
    reader: GitReader | undefined,
    signal: AbortSignal,
  ): Promise<CommitSummary | undefined> {
    const known = await this.#options.store.findCommit(revision);
    return known ?? this.#ask(reader, signal, each => each.commit(revision));
  }

  /** Whether a commit is older than what ran before. */
  async #wentBack(
    { previous, revision, promotion }: UnsettledDeployment,
    commit: CommitSummary | undefined,
    reader: GitReader | undefined,
    signal: AbortSignal,
  ): Promise<boolean | undefined> {
    if (!previous || promotion) {
      return undefined;
    }
    if (previous.lastRevision === revision) {
      return false;
    }
    if (
      commit?.at &&
      previous.committedAt &&
      commit.at > previous.committedAt
    ) {
      return false;
    }
    return this.#ask(reader, signal, each =>
      each.contains(previous.lastRevision, revision),
    );
  }

  /** The emergency rollback that a deployment is: the last one asked for before it, to what it deployed. */
  async #emergency(
    deployment: UnsettledDeployment,
  ): Promise<EmergencyRollback | undefined> {
    const { store, emergencies } = this.#options;
    const { entityRef, environment, from, revision } = deployment;
    const asked = (await emergencies.list(entityRef)).filter(
      each =>
        each.environment === environment &&
        each.status !== 'refused' &&
        // Argo CD's times are in whole seconds.
        Date.parse(each.requestedAt) < Date.parse(from) + SECOND_MS,
    );
    if (asked.length === 0) {
      return undefined;
    }
    const used = await store.listEmergencies(entityRef);
    const targets = await store.findRevisions(
      asked.map(({ deployment: id }) => id),
    );
    return asked.findLast(({ id, deployment: target }) => {
      const commits = targets.get(target);
      return (
        !used.has(id) &&
        target !== deployment.id &&
        (commits?.revision === revision || commits?.lastRevision === revision)
      );
    });
  }

  /** Undefined when the host does not know what it is asked about. */
  async #ask<T>(
    reader: GitReader | undefined,
    signal: AbortSignal,
    question: (reader: GitReader) => Promise<T>,
  ): Promise<T | undefined> {
    if (!reader) {
      return undefined;
    }
    await this.#options.pace.next(signal);
    try {
      return await question(reader);
    } catch (error) {
      if (isMissing(error) || (isError(error) && error.name === 'InputError')) {
        return undefined;
      }
      throw error;
    }
  }
}
