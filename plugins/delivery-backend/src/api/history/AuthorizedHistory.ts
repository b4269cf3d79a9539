import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import {
  Deployment,
  deliveryEnvironmentReadPermission,
  DeploymentPage,
  DeploymentQuery,
  DoraMetrics,
  DoraQuery,
  PromotionFiles,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  ResolvedService,
  ServiceResolver,
} from '../../services/ServiceResolver';
import type { Authorizer } from '../Authorizer';
import type { CallerRights } from '../CallerRights';
import type { Caller } from '../DeliveryApi';
import type { ServiceAccess } from '../ServiceAccess';
import type { History, VisibleService } from './History';
import type { DeploymentExport, HistoryApi, PageRequest } from './HistoryApi';

const READ = deliveryEnvironmentReadPermission;

type Scope = Pick<DeploymentQuery, 'service' | 'team'>;

/** Looks only where the caller may: services that the catalog shows, and environments with `delivery.environment.read`. */
export class AuthorizedHistory implements HistoryApi {
  readonly #inner: History;
  readonly #access: ServiceAccess;
  readonly #authorizer: Authorizer;
  readonly #services: Pick<ServiceResolver, 'resolveMany'>;

  constructor(
    inner: History,
    options: {
      access: ServiceAccess;
      authorizer: Authorizer;
      services: Pick<ServiceResolver, 'resolveMany'>;
    },
  ) {
    this.#inner = inner;
    this.#access = options.access;
    this.#authorizer = options.authorizer;
    this.#services = options.services;
  }

  async list(
    query: DeploymentQuery,
    page: PageRequest,
    caller: Caller,
  ): Promise<DeploymentPage> {
    return this.#inner.list(query, page, await this.#visible(query, caller));
  }

  async get(id: string, caller: Caller): Promise<Deployment> {
    // Whoever may do nothing here is not told either which deployments there are.
    this.#authorizer.requireKnown(caller.credentials);
    const deployment = await this.#inner.get(id);
    const { entityRef, environment } = deployment;
    const access = await this.#access.of(entityRef, caller, [READ]);
    if (!access.rights.allows(READ, access.service, environment)) {
      throw this.#access.refusal(READ, access, [environment]);
    }
    return deployment;
  }

  async files(id: string, caller: Caller): Promise<PromotionFiles> {
    await this.get(id, caller);
    return this.#inner.files(id);
  }

  async export(
    query: DeploymentQuery,
    _format: 'csv' | 'json',
    caller: Caller,
  ): Promise<DeploymentExport> {
    return this.#inner.export(query, await this.#visible(query, caller));
  }

  async dora(query: DoraQuery, caller: Caller): Promise<DoraMetrics> {
    return this.#inner.dora(query, await this.#visible(query, caller));
  }

  async #visible(scope: Scope, caller: Caller): Promise<VisibleService[]> {
    return scope.service === undefined
      ? this.#visibleServices(scope.team, caller)
      : this.#visibleService(scope.service, scope.team, caller);
  }

  async #visibleService(
    entityRef: string,
    team: string | undefined,
    caller: Caller,
  ): Promise<VisibleService[]> {
    const access = await this.#access.of(entityRef, caller, [READ]);
    this.#access.requireSome(READ, access);
    const recorded = await this.#inner.recorded(entityRef);
    return isOwnedBy(access.service, team)
      ? [visibleOf(access.service, recorded.get(entityRef), access.rights)]
      : [];
  }

  /** One question to the permission system and one to the catalog, however many services there are. */
  async #visibleServices(
    team: string | undefined,
    caller: Caller,
  ): Promise<VisibleService[]> {
    this.#authorizer.requireKnown(caller.credentials);
    const recorded = await this.#inner.recorded();
    const entityRefs = [...recorded.keys()];
    const [rights, resolved] = await Promise.all([
      this.#authorizer.rightsOf(caller.credentials, [READ], entityRefs),
      this.#services.resolveMany(entityRefs),
    ]);
    const services = resolved.flatMap(service =>
      service && isOwnedBy(service, team) ? [service] : [],
    );
    const visible = await rights.visible(
      services.map(({ entityRef }) => entityRef),
    );
    return services
      .filter(({ entityRef }) => visible.has(entityRef))
      .map(service =>
        visibleOf(service, recorded.get(service.entityRef), rights),
      );
  }
}

function isOwnedBy({ entity }: ResolvedService, team: string | undefined) {
  return (
    team === undefined ||
    (entity.relations ?? []).some(
      ({ type, targetRef }) => type === RELATION_OWNED_BY && targetRef === team,
    )
  );
}

/** Of the environments that the manifest has and of those that are recorded, as it may have had more before. */
function visibleOf(
  service: ResolvedService,
  recorded: string[] = [],
  rights: CallerRights,
): VisibleService {
  const names = new Set([
    ...service.environments.map(({ name }) => name),
    ...recorded,
  ]);
  return {
    entityRef: service.entityRef,
    environments: [...names].filter(name => rights.allows(READ, service, name)),
  };
}
