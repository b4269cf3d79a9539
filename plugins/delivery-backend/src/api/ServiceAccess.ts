import { NotAllowedError } from '@backstage/errors';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import { AUTOMATION } from '../config/readAutomation';
import {
  environmentOf,
  ResolvedService,
  ServiceResolver,
} from '../services/ServiceResolver';
import { unknownService } from '../services/unknownService';
import type { Authorizer } from './Authorizer';
import type { CallerRights } from './CallerRights';
import type { Caller } from './DeliveryApi';

/** A service that the caller sees in the catalog, and what the caller may do with it. */
export interface Access {
  service: ResolvedService;
  rights: CallerRights;
}

/** Finds services for callers, with their rights, and refuses what they may not do. */
export class ServiceAccess {
  readonly #authorizer: Pick<Authorizer, 'rightsOf'>;
  readonly #services: Pick<ServiceResolver, 'resolve'>;

  constructor(options: {
    authorizer: Pick<Authorizer, 'rightsOf'>;
    services: Pick<ServiceResolver, 'resolve'>;
  }) {
    this.#authorizer = options.authorizer;
    this.#services = options.services;
  }

  /** Throws the same NotFoundError for what is not there and for what the caller may not see in the catalog. */
  async of(
    entityRef: string,
    { credentials }: Caller,
    permissions: ResourcePermission[],
  ): Promise<Access> {
    const [rights, resolved] = await Promise.all([
      this.#authorizer.rightsOf(credentials, permissions, [entityRef]),
      this.#services.resolve(entityRef).then(
        service => ({ service }),
        (error: unknown) => ({ error }),
      ),
    ]);
    const visible = await rights.visible([entityRef]);
    if (!visible.has(entityRef)) {
      throw unknownService(entityRef);
    }
    if ('error' in resolved) {
      throw resolved.error;
    }
    return { service: resolved.service, rights };
  }

  /** Whether nothing of a service is allowed. */
  isHidden(
    permission: ResourcePermission,
    { service, rights }: Access,
  ): boolean {
    const { environments } = service;
    return environments.length === 0
      ? rights.deniesAll(permission, service)
      : !environments.some(({ name }) =>
          rights.allows(permission, service, name),
        );
  }

  /** Throws NotAllowedError when nothing of the service is allowed. */
  requireSome(permission: ResourcePermission, access: Access): void {
    if (this.isHidden(permission, access)) {
      throw this.refusal(permission, access, []);
    }
  }

  /** Throws NotAllowedError for environments for which the permission is missing, and NotFoundError for one that is not there. */
  require(
    permission: ResourcePermission,
    access: Access,
    environments: string[],
  ): void {
    const { service, rights } = access;
    const denied = environments.filter(name => {
      environmentOf(service, name);
      return !rights.allows(permission, service, name);
    });
    if (denied.length > 0) {
      throw this.refusal(permission, access, denied);
    }
  }

  /** The error for what the caller sees but may not do. */
  refusal(
    { name }: ResourcePermission,
    { service, rights }: Access,
    environments: string[],
  ): NotAllowedError {
    const what = [service.entityRef, environments.join(' and ')]
      .filter(Boolean)
      .join(', environment ');
    if (rights.tokenSubject) {
      return new NotAllowedError(
        `The permission ${name} is needed for ${what}. The token of ${rights.tokenSubject} has what both its accessRestrictions in backend.auth.externalAccess and its entry in ${AUTOMATION} allow.`,
      );
    }
    return new NotAllowedError(
      `The permission ${name} is needed for ${what}. Ask its owner ${service.entity.spec.owner}, or whoever keeps the permission policy.`,
    );
  }
}
