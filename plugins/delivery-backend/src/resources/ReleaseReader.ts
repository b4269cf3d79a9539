import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  type CommitSummary,
  createReason,
  type ReleaseDetails,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  type GitHosts,
  type GitLocation,
  isMissing,
} from '@stonegarden/backstage-plugin-delivery-node';
import { predecessorsOf } from '@stonegarden/service-manifest';
import type { ArgocdReadModel } from '../argocd/readModel/ArgocdReadModel';
import {
  deployedRevision,
  ownSourceOf,
} from '../environments/deployedRevision';
import { findApplication } from '../environments/findApplication';
import { runningReleases } from '../environments/runningReleases';
import { type ResolvedService, sourceUrlOf } from '../services/ServiceResolver';
import { serviceSourceOf } from '../services/ServiceSource';
import type {
  OpenedApplication,
  OpenedApplications,
} from './OpenedApplications';
import { RecentAnswers } from '../collections/RecentAnswers';
import type { RolloutReader } from './RolloutReader';
import { toCommit } from './toCommit';

type Commit = NonNullable<ReleaseDetails['commit']>;
type Before = NonNullable<ReleaseDetails['before']>;

/** More than anybody reads before they promote. */
const MAX_COMMITS = 50;
/** A commit never changes. */
const COMMIT_TTL_MS = 24 * 60 * 60_000;

/** Reads what an environment runs and which commits led to it. Permissions are checked before it is asked. */
export class ReleaseReader {
  readonly #applications: OpenedApplications;
  readonly #hosts: GitHosts;
  readonly #logger: LoggerService;
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
  readonly #rollouts: RolloutReader;
  readonly #commits = new RecentAnswers<Commit>({
    limit: 1_000,
    ttlMs: COMMIT_TTL_MS,
  });
  readonly #ranges = new RecentAnswers<Before>({
    limit: 500,
    ttlMs: COMMIT_TTL_MS,
  });

  constructor(options: {
    applications: OpenedApplications;
    hosts: GitHosts;
    logger: LoggerService;
    readModel: Pick<ArgocdReadModel, 'find' | 'instances'>;
    rollouts: RolloutReader;
  }) {
    this.#applications = options.applications;
    this.#hosts = options.hosts;
    this.#logger = options.logger;
    this.#readModel = options.readModel;
    this.#rollouts = options.rollouts;
  }

  /**
   * What cannot be read of Git is left out, with the reason: the Release and its Rollouts are told without it. `withBefore` says
   * whether the environment before it may be told of.
   */
  async read(
    service: ResolvedService,
    environment: string,
    withBefore: (environment: string) => boolean,
  ): Promise<ReleaseDetails> {
    const opened = this.#applications.open(service, environment, 'read');
    const asOf = new Date().toISOString();
    const { release } = runningReleases(opened.record);
    const [commit, before, rollouts] = await Promise.all([
      this.#commit(service, environment, opened),
      this.#before(service, environment, opened, withBefore),
      this.#rollouts.read(opened),
    ]);
    return {
      asOf,
      ...(release ? { release } : {}),
      ...commit,
      ...(before ? { before } : {}),
      rollouts,
    };
  }

  async #commit(
    service: ResolvedService,
    environment: string,
    opened: OpenedApplication,
  ): Promise<Pick<ReleaseDetails, 'commit' | 'problem'>> {
    const source = serviceSourceOf(service.entity);
    const id = deployedRevision(opened.record, source);
    if (!id) {
      return {
        problem: createReason('DeployedCommitUnknown', { environment }),
      };
    }
    try {
      const { value } = await this.#commits.get(
        `${source?.repository ?? opened.name} ${id}`,
        () => this.#readCommit(service, id, opened),
      );
      return { commit: value };
    } catch (error) {
      this.#warn(service, environment, error);
      return {
        problem: createReason('CommitNotRead', { environment, commit: id }),
      };
    }
  }

  /** The Git host knows accounts and addresses, Argo CD the whole message. One of them is enough. */
  async #readCommit(
    service: ResolvedService,
    id: string,
    { api, key, record }: OpenedApplication,
  ): Promise<Commit> {
    const several = record.sources.length > 1;
    const position = ownSourceOf(record, serviceSourceOf(service.entity));
    const [host, metadata] = await Promise.allSettled([
      this.#locate(service).then(async ({ reader, repository }) => ({
        url: repository.commitUrl(id),
        ...(await reader.commit(id)),
      })),
      // With a source hydrator Argo CD has the commit that was made of it.
      record.hydrations
        ? undefined
        : api.onDemand.revisionMetadata(key, id, several ? { position } : {}),
    ]);
    const told =
      metadata.status === 'fulfilled'
        ? toCommit(id, metadata.value)
        : undefined;
    if (host.status === 'fulfilled') {
      return {
        ...host.value,
        ...(told ? { message: told.message } : {}),
      };
    }
    if (told) {
      return told;
    }
    throw host.reason;
  }

  async #before(
    service: ResolvedService,
    environment: string,
    { record }: OpenedApplication,
    withBefore: (environment: string) => boolean,
  ): Promise<ReleaseDetails['before']> {
    // Where several are directly before it, they bring the same; the first that may be told of says it.
    const before = predecessorsOf(service.environments, environment);
    const place = service.environments.find(
      ({ name }) => before.includes(name) && withBefore(name),
    );
    if (!place) {
      return undefined;
    }
    const { name } = place;
    const unknown = (which: string): Before => ({
      environment: name,
      commits: [],
      complete: false,
      problem: createReason('DeployedCommitUnknown', { environment: which }),
    });
    const source = serviceSourceOf(service.entity);
    const until = deployedRevision(record, source);
    const other = findApplication(
      place,
      this.#readModel.find(service.name),
      this.#readModel.instances,
    );
    const head = other && deployedRevision(other, source);
    if (!head || !until) {
      return unknown(head ? environment : name);
    }
    if (head === until) {
      return { environment: name, commits: [], complete: true };
    }
    const key = [source?.repository, source?.path, name, until, head].join(' ');
    try {
      const { value } = await this.#ranges.get(key, () =>
        this.#readRange(service, name, { until, head }),
      );
      return value;
    } catch (error) {
      this.#warn(service, name, error);
      return {
        environment: name,
        commits: [],
        complete: false,
        problem: isMissing(error)
          ? createReason('DeployedCommitMissing', {
              environment,
              commit: until,
            })
          : createReason('CommitNotRead', { environment: name, commit: head }),
      };
    }
  }

  async #readRange(
    service: ResolvedService,
    environment: string,
    { until, head }: { until: string; head: string },
  ): Promise<Before> {
    const { path, reader, repository } = await this.#locate(service);
    const { items, complete }: { items: CommitSummary[]; complete: boolean } =
      await reader.commits(path, { head, until, limit: MAX_COMMITS });
    return {
      environment,
      commits: items,
      complete,
      url: repository.compareUrl(until, head),
    };
  }

  async #locate(service: ResolvedService): Promise<GitLocation> {
    return this.#hosts.resolve(sourceUrlOf(service));
  }

  #warn({ entityRef }: ResolvedService, environment: string, error: unknown) {
    this.#logger.warn(
      `The commits of ${environment} of ${entityRef} could not be read: ${stringifyError(
        error,
      )}`,
    );
  }
}
