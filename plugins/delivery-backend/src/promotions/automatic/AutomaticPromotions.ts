import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { predecessorsOf } from '@stonegarden/service-manifest';
import {
  type Deployment,
  FINAL_PROMOTION_STATUSES,
  formatRelease,
  type Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import { audited } from '../../audit/audited';
import { RecentMap } from '../../collections/RecentMap';
import type { DeploymentStore } from '../../deployments/DeploymentStore';
import type { LineStore } from '../../line/LineStore';
import type { PromotionPolicies } from '../../policy/PromotionPolicies';
import { AUTOMATIC_REQUESTER } from '../../rollbacks/automatic/AutomaticRollbacks';
import { isPartOf } from '../../rollbacks/findRolledBack';
import type {
  ResolvedService,
  ServiceResolver,
} from '../../services/ServiceResolver';
import type { Considered, PromotionOpener } from '../PromotionOpener';
import { cameBefore } from '../pastOfRelease';
import type { PromotionRecord } from '../PromotionRecord';
import type { PromotionStore } from '../PromotionStore';
import type { RequestedPromotion } from '../RequestedPromotion';
import { waitBeforeNextLook } from './waitBeforeNextLook';

/** Whoever the portal asks as may approve nothing. */
const REQUESTER = { ref: AUTOMATIC_REQUESTER, mayApprove: false };
const MAX_REMEMBERED = 10_000;
/** So many deployments back it is looked for whether an environment has run a Release. */
const PAST_DEPLOYMENTS = 200;
/** Nothing about a Release that was promoted, has run there, or is older, leads to its promotion. */
const SETTLED_MS = 60 * 60 * 1000;

/** A step of a service's path that the portal takes by itself, and what was verified where it begins. */
interface Step {
  service: ResolvedService;
  from: string;
  to: string;
  rule: string;
  verified: Verified;
}

type Verified = Deployment &
  Required<Pick<Deployment, 'release' | 'healthySince'>>;

function isVerified(
  deployment: Deployment | undefined,
): deployment is Verified {
  return (
    deployment?.outcome === 'succeeded' &&
    deployment.release !== undefined &&
    deployment.healthySince !== undefined
  );
}

/** Whether a Release came back: by a rollback, or after another. */
function isReturn(
  { id, cause, release }: Verified,
  past: readonly Deployment[],
): boolean {
  return (
    cause === 'rollback' ||
    cause === 'emergency-rollback' ||
    cause === 'outside-git' ||
    past.some(
      deployment =>
        deployment.id !== id && isPartOf(release, deployment.release),
    )
  );
}

/**
 * Opens the promotion of a Release by itself, where the policy says `autoOpen`, once it was verified in the environment before: the
 * record says that it was deployed there and has been healthy since. It opens once every gate passes, and until then it waits. A
 * Release is promoted so to an environment once, whichever backend sees it: a unique column of the record sees to it. One that
 * somebody promoted there, whatever became of it, that has run there, or that came back where it is promoted from, is left to people,
 * the last unless it is known to be newer than what the target has; and so is an environment to which somebody promotes at the time.
 */
export class AutomaticPromotions {
  readonly #auditor: AuditorService;
  readonly #deployments: Pick<DeploymentStore, 'current' | 'list'>;
  readonly #lines: Pick<LineStore, 'current'>;
  readonly #logger: LoggerService;
  readonly #onOpened: (promotion: PromotionRecord) => void;
  readonly #opener: Pick<PromotionOpener, 'consider' | 'open'>;
  readonly #policies: Pick<PromotionPolicies, 'autoOpenRule'>;
  readonly #services: Pick<ServiceResolver, 'list'>;
  readonly #store: Pick<PromotionStore, 'list' | 'wasAskedFor'>;
  /** When it is looked at again, and how long was waited, by deployment and target. */
  readonly #waiting = new RecentMap<{ until: number; waitedMs: number }>(
    MAX_REMEMBERED,
  );
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: {
    auditor: AuditorService;
    deployments: Pick<DeploymentStore, 'current' | 'list'>;
    lines: Pick<LineStore, 'current'>;
    logger: LoggerService;
    /** Called with a promotion that was opened automatically. */
    onOpened(promotion: PromotionRecord): void;
    opener: Pick<PromotionOpener, 'consider' | 'open'>;
    policies: Pick<PromotionPolicies, 'autoOpenRule'>;
    services: Pick<ServiceResolver, 'list'>;
    store: Pick<PromotionStore, 'list' | 'wasAskedFor'>;
  }) {
    this.#auditor = options.auditor;
    this.#deployments = options.deployments;
    this.#lines = options.lines;
    this.#logger = options.logger;
    this.#onOpened = options.onOpened;
    this.#opener = options.opener;
    this.#policies = options.policies;
    this.#services = options.services;
    this.#store = options.store;
  }

  /** Looks at every service: what was verified while no backend ran, and what waited for a gate. */
  async considerAll(): Promise<void> {
    if (await this.#lines.current()) {
      return;
    }
    for (const service of await this.#services.list()) {
      await this.consider(service);
    }
  }

  /** Opens what is to be opened for a service. Never fails: what does not work now is tried again. */
  async consider(service: ResolvedService): Promise<void> {
    const { entityRef, environments } = service;
    for (const { name: to } of environments) {
      // Where the path meets, gates judge the others that it comes from.
      const [from] = predecessorsOf(environments, to);
      const rule = from && this.#policies.autoOpenRule(service, to);
      if (rule) {
        const key = `${entityRef} ${to}`;
        const run =
          this.#running.get(key) ??
          this.#considerStep(service, { from, to, rule })
            .catch(error =>
              this.#logger.warn(
                `${entityRef} could not be promoted to ${to} automatically, which is tried again: ${stringifyError(
                  error,
                )}`,
              ),
            )
            .finally(() => this.#running.delete(key));
        this.#running.set(key, run);
        await run;
      }
    }
  }

  async #considerStep(
    service: ResolvedService,
    step: Pick<Step, 'from' | 'to' | 'rule'>,
  ): Promise<void> {
    const verified = await this.#deployments.current(
      service.entityRef,
      step.from,
    );
    if (!isVerified(verified)) {
      return;
    }
    const key = `${verified.id} ${step.to}`;
    const waiting = this.#waiting.get(key);
    if (Date.now() < (waiting?.until ?? 0) || (await this.#lines.current())) {
      return;
    }
    const wait = (waitedMs: number, ms = waitedMs) =>
      this.#waiting.set(key, { until: Date.now() + ms, waitedMs });
    // What fails is not asked for again at once.
    const backOff = waitBeforeNextLook(waiting?.waitedMs);
    wait(backOff);
    const known = await this.#knownOf(service, step, verified);
    if (known === 'settled') {
      wait(backOff, SETTLED_MS);
    }
    if (known) {
      return;
    }
    const { gates } = await this.#open({ service, ...step, verified });
    wait(backOff, waitBeforeNextLook(waiting?.waitedMs, gates));
  }

  /**
   * What the record says without a look at Git: `settled` when the Release was promoted there, has run there or is older than what
   * runs there, `busy` while something else is under way that must end before.
   */
  async #knownOf(
    { entityRef }: ResolvedService,
    { from, to }: Pick<Step, 'from' | 'to'>,
    verified: Verified,
  ): Promise<'settled' | 'busy' | undefined> {
    const { release } = verified;
    const records = (await this.#store.list(entityRef)).filter(
      record => record.to === to,
    );
    if (
      records.some(
        record => !record.rollback && isPartOf(release, record.release),
      )
    ) {
      return 'settled';
    }
    const isBusy = records.some(
      ({ automatic, status }) =>
        !FINAL_PROMOTION_STATUSES.includes(status) &&
        !(automatic && status === 'open'),
    );
    if (isBusy) {
      return 'busy';
    }
    const past = await this.#past(entityRef, to);
    return past.some(deployment => isPartOf(release, deployment.release)) ||
      (await this.#isBackward(entityRef, from, verified, past[0]?.release))
      ? 'settled'
      : undefined;
  }

  /** Whether promoting it would, or might, put an older Release in place of a newer one. */
  async #isBackward(
    entityRef: string,
    from: string,
    verified: Verified,
    replaced: Release | undefined,
  ): Promise<boolean> {
    const past = await this.#past(entityRef, from);
    const isOlder = replaced && cameBefore(past, verified.release, replaced);
    return isOlder ?? isReturn(verified, past);
  }

  #past(entityRef: string, environment: string): Promise<Deployment[]> {
    return this.#deployments.list({
      entityRef,
      environment,
      limit: PAST_DEPLOYMENTS,
    });
  }

  async #open(step: Step): Promise<Pick<Considered, 'gates'>> {
    const { service, from, to, rule, verified } = step;
    const { entityRef } = service;
    const { plan, gates, obstacle, reasonRequired, existing } =
      await this.#opener.consider(service, { from, to }, REQUESTER);
    const { edit } = plan;
    if (
      existing ||
      obstacle ||
      reasonRequired.length > 0 ||
      !edit?.files.length ||
      gates.some(({ status }) => status !== 'passed' && status !== 'skipped') ||
      // Git may name another Release there than the one that was deployed last.
      !isPartOf(edit.release, verified.release) ||
      (await this.#past(entityRef, to)).some(({ release }) =>
        isPartOf(edit.release, release),
      ) ||
      // Git may name another Release in the target, too.
      (await this.#isBackward(
        entityRef,
        from,
        verified,
        plan.git.target.release,
      )) ||
      (await this.#store.wasAskedFor({
        entityRef,
        to,
        releaseKey: edit.releaseKey,
      }))
    ) {
      return { gates };
    }
    const { healthySince } = verified;
    const { releaseKey } = edit;
    const request: RequestedPromotion = {
      from,
      to,
      automatic: { rule, healthySince, releaseKey },
    };
    const { promotion, created } = await audited(
      this.#auditor,
      {
        eventId: 'promotion-open',
        severityLevel: 'medium',
        meta: { entityRef, from, to, automatic: rule },
      },
      () => this.#opener.open(service, request, REQUESTER),
      opened => ({
        promotion: opened.promotion.id,
        created: opened.created,
        pullRequest: opened.promotion.pullRequest?.url ?? null,
      }),
    );
    if (created) {
      this.#logger.info(
        `Promotion ${promotion.id} of ${entityRef} ${formatRelease(
          edit.release,
        )} to ${to} was opened automatically, by ${rule}`,
      );
    }
    this.#onOpened(promotion);
    return { gates };
  }
}
