import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import {
  parseEnvironmentRef,
  stringifyEnvironmentRef,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryEnvironmentResource } from '@stonegarden/backstage-plugin-delivery-node';
import type { ApprovedEnvironments } from '../promotions/ApprovedEnvironments';
import type { ResolvedService, ServiceResolver } from './ServiceResolver';

/** Environments as permission rules see them. */
export class EnvironmentResources {
  readonly #approved: Pick<ApprovedEnvironments, 'find'>;
  readonly #services: Pick<ServiceResolver, 'resolveMany'>;
  readonly #protected: ReadonlySet<string>;

  constructor(options: {
    approved: Pick<ApprovedEnvironments, 'find'>;
    services: Pick<ServiceResolver, 'resolveMany'>;
    /** `delivery.protectedEnvironments` */
    protectedEnvironments: Iterable<string>;
  }) {
    this.#approved = options.approved;
    this.#services = options.services;
    this.#protected = new Set(options.protectedEnvironments);
  }

  /** Where what waits for a sync was approved, of these services; asks the database once. */
  findApproved(entityRefs: string[]): Promise<ReadonlySet<string>> {
    return this.#approved.find(entityRefs);
  }

  /** `approved` is what `findApproved` answered. */
  of(
    { entity, entityRef }: ResolvedService,
    environment: string,
    approved: ReadonlySet<string>,
  ): DeliveryEnvironmentResource {
    return {
      entityRef,
      environment,
      owners: (entity.relations ?? [])
        .filter(({ type }) => type === RELATION_OWNED_BY)
        .map(({ targetRef }) => targetRef),
      isProtected: this.#protected.has(environment),
      isApproved: approved.has(
        stringifyEnvironmentRef({ entityRef, environment }),
      ),
    };
  }

  /** By the refs that `stringifyEnvironmentRef` writes; undefined, which no rule allows, for anything else. */
  async get(
    refs: string[],
  ): Promise<Array<DeliveryEnvironmentResource | undefined>> {
    const parsed = refs.map(parseEnvironmentRef);
    const entityRefs = [
      ...new Set(parsed.flatMap(ref => (ref ? [ref.entityRef] : []))),
    ];
    const [services, approved] = await Promise.all([
      this.#services.resolveMany(entityRefs),
      this.findApproved(entityRefs),
    ]);
    const byRef = new Map(
      entityRefs.map((entityRef, index) => [entityRef, services[index]]),
    );
    return parsed.map(ref => {
      const service = ref && byRef.get(ref.entityRef);
      return service && this.of(service, ref.environment, approved);
    });
  }
}
