import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  Deployment,
  Reason,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitLocation } from '@stonegarden/backstage-plugin-delivery-node';
import { parseServiceManifest } from '@stonegarden/service-manifest';
import { RecentMap } from '../../collections/RecentMap';
import type { DeploymentStore } from '../../deployments/DeploymentStore';
import type { PromotionRecord } from '../../promotions/PromotionRecord';
import type { ImageRegistries } from '../../registries/ImageRegistries';
import type { TakenBackRelease } from './RollbackWarningFacts';
import { rollbackWarnings } from './rollbackWarnings';

/** Of more Deployments than these only the newest are looked at. */
const MAX_TAKEN_BACK = 20;
const MAX_ANSWERS = 2_000;
/** How long the labels of a pull request are used again: a dialog that is open asks every ten seconds. */
const REUSE_MS = 60_000;

/** The rollback whose warnings are asked for. */
export interface WarnedRollback {
  /** The service's folder. */
  location: GitLocation;
  /** What is gone back to. */
  deployment: Deployment;
  /** What would run again, as far as it is known. */
  release?: Release;
}

/** Collects what may go wrong with a rollback. Never fails: what cannot be read says nothing. */
export class RollbackWarningCollector {
  readonly #deployments: Pick<DeploymentStore, 'list'>;
  readonly #promotions: {
    get(id: string): Promise<PromotionRecord | undefined>;
  };
  readonly #registries: Pick<ImageRegistries, 'find'>;
  readonly #apiGroups: readonly string[];
  readonly #unsafeLabel: string;
  readonly #logger: LoggerService;
  /** Whether service.yaml at a commit declares that: commits never change. */
  readonly #declared = new RecentMap<boolean>(MAX_ANSWERS);
  readonly #labels = new RecentMap<{
    askedAt: number;
    labels: Promise<string[]>;
  }>(MAX_ANSWERS);

  constructor(options: {
    deployments: Pick<DeploymentStore, 'list'>;
    promotions: { get(id: string): Promise<PromotionRecord | undefined> };
    registries: Pick<ImageRegistries, 'find'>;
    /** That mark a document as a service manifest. */
    apiGroups: readonly string[];
    /** Label of a pull request whose version earlier ones cannot run after. */
    unsafeLabel: string;
    logger: LoggerService;
  }) {
    this.#deployments = options.deployments;
    this.#promotions = options.promotions;
    this.#registries = options.registries;
    this.#apiGroups = options.apiGroups;
    this.#unsafeLabel = options.unsafeLabel;
    this.#logger = options.logger;
  }

  async collect(rollback: WarnedRollback): Promise<Reason[]> {
    const { location, deployment, release } = rollback;
    const { environment } = deployment;
    const takenBack = await this.#orNothing(
      `What ran after deployment ${deployment.id}`,
      () => this.#findTakenBack(deployment),
    );
    const [releases, images] = await Promise.all([
      Promise.all(
        (takenBack ?? []).map(each => this.#takenBack(location, each)),
      ),
      Promise.all(
        (release?.images ?? []).map(async image => ({
          image,
          presence: await this.#registries.find(image),
        })),
      ),
    ]);
    return rollbackWarnings({ environment, takenBack: releases, images });
  }

  async #findTakenBack({
    entityRef,
    environment,
    from,
  }: Deployment): Promise<Deployment[]> {
    const newest = await this.#deployments.list({
      entityRef,
      environment,
      limit: MAX_TAKEN_BACK,
    });
    return newest.filter(other => other.from > from);
  }

  async #takenBack(
    location: GitLocation,
    { release, revision, promotion }: Deployment,
  ): Promise<TakenBackRelease> {
    const file = [location.path, 'service.yaml'].filter(Boolean).join('/');
    const [declared, pullRequest] = await Promise.all([
      this.#orNothing(`${file} at ${revision}`, () =>
        this.#isDeclaredUnsafe(location, file, revision),
      ),
      promotion === undefined
        ? undefined
        : this.#orNothing(`The labels of promotion ${promotion}`, () =>
            this.#labeledPullRequest(location, promotion),
          ),
    ]);
    return {
      ...(release ? { release } : {}),
      ...(declared ? { unsafeByFile: file } : {}),
      ...(pullRequest === undefined
        ? {}
        : { unsafeByLabel: { pullRequest, label: this.#unsafeLabel } }),
    };
  }

  async #isDeclaredUnsafe(
    { reader, repository }: GitLocation,
    path: string,
    commit: string,
  ): Promise<boolean> {
    const key = `${repository.url} ${path} ${commit}`;
    const known = this.#declared.get(key);
    if (known !== undefined) {
      return known;
    }
    const file = await reader.read(path, commit);
    const declared = this.#apiGroups.some(apiGroup => {
      const read = parseServiceManifest(
        file?.mode === 'symlink' ? '' : file?.content ?? '',
        { path, apiGroup },
      );
      return (
        read.kind === 'manifest' &&
        read.manifest.release?.rollbackSafe === false
      );
    });
    this.#declared.set(key, declared);
    return declared;
  }

  /** Number of the pull request of a promotion that has the label. */
  async #labeledPullRequest(
    { pullRequests }: GitLocation,
    promotion: string,
  ): Promise<number | undefined> {
    const number = (await this.#promotions.get(promotion))?.pullRequest?.number;
    if (number === undefined) {
      return undefined;
    }
    const known = this.#labels.get(promotion);
    const isFresh = known && Date.now() - known.askedAt < REUSE_MS;
    const asked = isFresh
      ? known.labels
      : pullRequests.status(number).then(({ labels }) => labels ?? []);
    if (!isFresh) {
      this.#labels.set(promotion, { askedAt: Date.now(), labels: asked });
    }
    const labels = await asked;
    return labels.includes(this.#unsafeLabel) ? number : undefined;
  }

  async #orNothing<T>(
    what: string,
    read: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      this.#logger.warn(
        `${what} could not be read for the warnings of a rollback: ${stringifyError(
          error,
        )}`,
      );
      return undefined;
    }
  }
}
