import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { parseEnvironmentRef } from '@stonegarden/backstage-plugin-delivery-common';
import type { DeliveryEnvironmentResource } from '@stonegarden/backstage-plugin-delivery-node';
import type { ResolvedService, ServiceResolver } from './ServiceResolver';

/** Environments as permission rules see them. */
export class EnvironmentResources {
  readonly #services: Pick<ServiceResolver, 'resolveMany'>;
  readonly #protected: ReadonlySet<string>;

  constructor(options: {
    services: Pick<ServiceResolver, 'resolveMany'>;
    /** `delivery.protectedEnvironments` */
    protectedEnvironments: Iterable<string>;
  }) {
    this.#services = options.services;
    this.#protected = new Set(options.protectedEnvironments);
  }

  of(
    { entity, entityRef }: ResolvedService,
    environment: string,
  ): DeliveryEnvironmentResource {
    return {
      entityRef,
      environment,
      owners: (entity.relations ?? [])
        .filter(({ type }) => type === RELATION_OWNED_BY)
        .map(({ targetRef }) => targetRef),
      isProtected: this.#protected.has(environment),
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
    const services = await this.#services.resolveMany(entityRefs);
    const byRef = new Map(
      entityRefs.map((entityRef, index) => [entityRef, services[index]]),
    );
    return parsed.map(ref => {
      const service = ref && byRef.get(ref.entityRef);
      return service && this.of(service, ref.environment);
    });
  }
}
