import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  type Deployment,
  formatRelease,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  codeSpan,
  type GitHosts,
  plainLine,
} from '@stonegarden/backstage-plugin-delivery-node';
import { audited } from '../../audit/audited';
import { RecentMap } from '../../collections/RecentMap';
import type { PromotionOpener } from '../../promotions/PromotionOpener';
import type { PromotionRecord } from '../../promotions/PromotionRecord';
import type { PromotionStore } from '../../promotions/PromotionStore';
import type { RequestedPromotion } from '../../promotions/RequestedPromotion';
import type {
  ResolvedService,
  ServiceResolver,
} from '../../services/ServiceResolver';
import type { EnvironmentHistories } from '../EnvironmentHistories';
import type { RollbackWarningCollector } from '../warnings/RollbackWarningCollector';
import { callsForRollback, isRolledBackAutomatically } from './automaticPolicy';

/** Who asks for an automatic rollback: this plugin. */
export const AUTOMATIC_REQUESTER = 'plugin:delivery';
const MAX_REMEMBERED = 1_000;

/**
 * Opens the rollback of a promotion that was merged and whose verification failed, where its service's policy or the portal's
 * says so. A promotion is rolled back once, whichever backend sees it and however often: the record of the rollback names it.
 * Merging is left to people.
 */
export class AutomaticRollbacks {
  readonly #auditor: AuditorService;
  readonly #environments: readonly string[];
  readonly #histories: Pick<EnvironmentHistories, 'find'>;
  readonly #hosts: GitHosts;
  readonly #logger: LoggerService;
  readonly #onOpened: (rollback: PromotionRecord) => void;
  readonly #opener: Pick<PromotionOpener, 'open'>;
  readonly #services: Pick<ServiceResolver, 'resolve'>;
  readonly #store: Pick<
    PromotionStore,
    'findAutomatic' | 'get' | 'list' | 'setTold'
  >;
  /** What is in the log already, by promotion. */
  readonly #logged = new RecentMap<string>(MAX_REMEMBERED);
  readonly #running = new Map<string, Promise<void>>();
  readonly #warnings: Pick<RollbackWarningCollector, 'collect'>;

  constructor(options: {
    auditor: AuditorService;
    /** Names of those in which it is so unless a service says otherwise. */
    environments: readonly string[];
    histories: Pick<EnvironmentHistories, 'find'>;
    hosts: GitHosts;
    logger: LoggerService;
    /** Called with a rollback that was opened automatically. */
    onOpened(rollback: PromotionRecord): void;
    opener: Pick<PromotionOpener, 'open'>;
    services: Pick<ServiceResolver, 'resolve'>;
    store: Pick<PromotionStore, 'findAutomatic' | 'get' | 'list' | 'setTold'>;
    warnings: Pick<RollbackWarningCollector, 'collect'>;
  }) {
    this.#auditor = options.auditor;
    this.#environments = options.environments;
    this.#histories = options.histories;
    this.#hosts = options.hosts;
    this.#logger = options.logger;
    this.#onOpened = options.onOpened;
    this.#opener = options.opener;
    this.#services = options.services;
    this.#store = options.store;
    this.#warnings = options.warnings;
  }

  /** Rolls a promotion back if it is to be. Never fails: what does not work now is tried again when it is looked at again. */
  async consider(promotion: PromotionRecord): Promise<void> {
    // Most promotions did not fail, and cost nothing.
    if (!callsForRollback(promotion, [])) {
      return;
    }
    const { id } = promotion;
    const running = this.#running.get(id);
    if (running) {
      await running;
      return;
    }
    const run = this.#consider(promotion).catch(error =>
      this.#log(promotion, `was not rolled back: ${stringifyError(error)}`),
    );
    this.#running.set(id, run);
    await run;
    this.#running.delete(id);
  }

  async #consider(promotion: PromotionRecord): Promise<void> {
    const { entityRef, id, to } = promotion;
    const service = await this.#services.resolve(entityRef);
    if (
      !isRolledBackAutomatically(
        service.entity.spec.promotion,
        to,
        this.#environments,
      )
    ) {
      return;
    }
    const opened = await this.#store.findAutomatic(id);
    if (opened) {
      await this.#tellOpened(promotion, opened);
      return;
    }
    const promotions = await this.#store.list(entityRef);
    if (!callsForRollback(promotion, promotions)) {
      return;
    }
    const deployment = await this.#findDeployment(
      service,
      promotion,
      promotions,
    );
    if (!deployment) {
      return;
    }
    const location = await this.#hosts.resolve(promotion.sourceUrl);
    const { release } = deployment;
    const [warning] = await this.#warnings.collect({
      location,
      deployment,
      ...(release ? { release } : {}),
    });
    if (warning) {
      this.#log(promotion, `is not rolled back: ${warning.message}`);
      await this.#tell(
        promotion,
        'no-automatic-rollback',
        `${to} became Degraded after this was merged. No rollback was opened automatically: ${plainLine(
          warning.message,
        )}`,
      );
      return;
    }
    await this.#open(service, promotion, deployment);
  }

  /** Where "Roll back" leads on the page, as far as it is sure that the failed promotion is what runs. */
  async #findDeployment(
    service: ResolvedService,
    promotion: PromotionRecord,
    promotions: PromotionRecord[],
  ): Promise<Deployment | undefined> {
    const histories = await this.#histories.find(service, promotions);
    const history = histories.find(
      ({ environment }) => environment === promotion.to,
    );
    if (history?.current?.promotion !== promotion.id) {
      this.#log(
        promotion,
        'is not rolled back yet: it is not recorded as what runs',
      );
      return undefined;
    }
    const { previous } = history;
    if (!previous) {
      this.#log(promotion, 'is not rolled back: nothing else ran before it');
      return undefined;
    }
    if (previous.outcome === 'failed') {
      this.#log(
        promotion,
        `is not rolled back: ${formatRelease(
          previous.release,
        )}, which ran before it, failed as well`,
      );
      return undefined;
    }
    return previous;
  }

  async #open(
    service: ResolvedService,
    promotion: PromotionRecord,
    deployment: Deployment,
  ): Promise<void> {
    const { entityRef, id, reason, to } = promotion;
    const request: RequestedPromotion = {
      from: to,
      to,
      reason: `The promotion to ${formatRelease(promotion.release)} failed: ${
        reason?.message
      }`,
      rollback: { deployment, scope: 'versions', automaticFor: id },
    };
    const { promotion: rollback } = await audited(
      this.#auditor,
      {
        eventId: 'rollback-open',
        severityLevel: 'medium',
        meta: {
          entityRef,
          environment: to,
          deployment: deployment.id,
          scope: 'versions',
          automaticFor: id,
        },
      },
      () =>
        this.#opener.open(service, request, {
          ref: AUTOMATIC_REQUESTER,
          mayApprove: false,
        }),
      opened => ({
        promotion: opened.promotion.id,
        created: opened.created,
        pullRequest: opened.promotion.pullRequest?.url ?? null,
      }),
    );
    this.#onOpened(rollback);
    await this.#tellOpened(promotion, rollback);
  }

  /** Once there is something to lead to. */
  async #tellOpened(
    promotion: PromotionRecord,
    { id, pullRequest, release }: PromotionRecord,
  ): Promise<void> {
    if (pullRequest) {
      await this.#tell(
        promotion,
        `automatic-rollback-${id}`,
        `${
          promotion.to
        } became Degraded after this was merged. The rollback to ${codeSpan(
          formatRelease(release),
        )} was opened automatically: #${pullRequest.number}.`,
      );
    }
  }

  /** Says so on the pull request of the failed promotion, once. */
  async #tell(
    { id, pullRequest, sourceUrl }: PromotionRecord,
    marker: string,
    text: string,
  ): Promise<void> {
    const record = await this.#store.get(id);
    if (!record || !pullRequest || record.told.comments?.includes(marker)) {
      return;
    }
    const { pullRequests } = await this.#hosts.resolve(sourceUrl);
    await pullRequests.comment(pullRequest.number, text, marker);
    const comments = [...(record.told.comments ?? []), marker];
    await this.#store.setTold(id, { ...record.told, comments });
  }

  #log({ id, entityRef, to }: PromotionRecord, what: string): void {
    if (this.#logged.get(id) !== what) {
      this.#logged.set(id, what);
      this.#logger.warn(
        `The failed promotion ${id} of ${entityRef} to ${to} ${what}`,
      );
    }
  }
}
