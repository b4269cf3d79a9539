import type { AuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  Promotion,
  RollbackCandidate,
  RollbackPreview,
  RollbackRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { CommitAuthors } from '@stonegarden/backstage-plugin-delivery-node';
import type { DeploymentStore } from '../../deployments/DeploymentStore';
import type { PromotionOpener } from '../../promotions/PromotionOpener';
import type { RequestedPromotion } from '../../promotions/RequestedPromotion';
import { toPromotion } from '../../promotions/toPromotion';
import type { RollbackCandidates } from '../../rollbacks/RollbackCandidates';
import type { RollbackPreviewer } from '../../rollbacks/RollbackPreviewer';
import {
  environmentOf,
  ResolvedService,
  ServiceResolver,
} from '../../services/ServiceResolver';
import type { Caller } from '../DeliveryApi';
import { findRequester, requesterOf } from '../findRequester';
import type { RollbackApi } from './RollbackApi';

/** Rolls environments back, without asking who may: that is the job of `AuthorizedRollbacks` around it. */
export class Rollbacks implements RollbackApi {
  readonly #auth: AuthService;
  readonly #authors: CommitAuthors;
  readonly #candidates: RollbackCandidates;
  readonly #catalog: CatalogService;
  readonly #deployments: Pick<DeploymentStore, 'get'>;
  readonly #opener: Pick<PromotionOpener, 'open'>;
  readonly #previewer: RollbackPreviewer;
  readonly #services: Pick<ServiceResolver, 'resolve'>;

  constructor(options: {
    auth: AuthService;
    authors: CommitAuthors;
    candidates: RollbackCandidates;
    catalog: CatalogService;
    deployments: Pick<DeploymentStore, 'get'>;
    opener: Pick<PromotionOpener, 'open'>;
    previewer: RollbackPreviewer;
    services: Pick<ServiceResolver, 'resolve'>;
  }) {
    this.#auth = options.auth;
    this.#authors = options.authors;
    this.#candidates = options.candidates;
    this.#catalog = options.catalog;
    this.#deployments = options.deployments;
    this.#opener = options.opener;
    this.#previewer = options.previewer;
    this.#services = options.services;
  }

  async candidates(
    entityRef: string,
    environment: string,
  ): Promise<RollbackCandidate[]> {
    const service = await this.#services.resolve(entityRef);
    environmentOf(service, environment);
    return this.#candidates.find(service, environment);
  }

  async preview(
    entityRef: string,
    request: RollbackRequest,
    caller: Caller,
  ): Promise<RollbackPreview> {
    const service = await this.#services.resolve(entityRef);
    return this.#previewer.preview(
      service,
      await this.#requested(service, request),
      requesterOf(caller, { auth: this.#auth }),
    );
  }

  async open(
    entityRef: string,
    request: RollbackRequest,
    caller: Caller,
  ): Promise<{ promotion: Promotion; created: boolean }> {
    const service = await this.#services.resolve(entityRef);
    const [requested, requester] = await Promise.all([
      this.#requested(service, request),
      findRequester(caller, {
        auth: this.#auth,
        authors: this.#authors,
        catalog: this.#catalog,
      }),
    ]);
    const opened = await this.#opener.open(service, requested, requester);
    return { ...opened, promotion: toPromotion(opened.promotion) };
  }

  /** The Deployment of an environment that nobody asked for must not tell anything. */
  async #requested(
    { entityRef, name }: ResolvedService,
    { environment, deployment: id, scope, reason }: RollbackRequest,
  ) {
    const deployment = await this.#deployments.get(id);
    if (
      deployment?.entityRef !== entityRef ||
      deployment.environment !== environment
    ) {
      throw new NotFoundError(
        `There is no deployment ${id} of ${name} to ${environment}`,
      );
    }
    return {
      from: environment,
      to: environment,
      ...(reason ? { reason } : {}),
      rollback: { deployment, scope },
    } satisfies RequestedPromotion;
  }
}
