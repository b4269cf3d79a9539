import { ConflictError, NotFoundError } from '@backstage/errors';
import { predecessorsOf } from '@stonegarden/service-manifest';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  createReason,
  deliveryEnvironmentReadPermission,
  deliveryPromotionApprovePermission,
  deliveryPromotionCreatePermission,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  ResolvedService,
  ServiceResolver,
} from '../../services/ServiceResolver';
import { unknownService } from '../../services/unknownService';
import type { Authorizer } from '../Authorizer';
import type { CallerRights } from '../CallerRights';
import type { Caller } from '../DeliveryApi';
import { environmentsOfPromotion } from '../hideFromPromotion';
import type { Access, ServiceAccess } from '../ServiceAccess';
import { withApproval } from '../withApproval';
import { withSight } from '../withSight';

const READ = deliveryEnvironmentReadPermission;
const APPROVE = deliveryPromotionApprovePermission;
const PROMOTE = deliveryPromotionCreatePermission;

/** A service that somebody would like to promote, and what they may do with it. */
export interface TrainService {
  service: ResolvedService;
  /** The environment before the target. */
  from: string;
  /** With what they may there. */
  caller: Caller;
  access: Access;
  /** Why they may not promote it. */
  refusal?: Refused;
}

/** Why a service cannot go: for the preview, and as an error. */
export interface Refused {
  reason: Reason;
  error: Error;
}

function refused(reason: Reason, error: Error): Refused {
  return { reason, error: Object.assign(error, { reason }) };
}

function noSuchService(entityRef: string): Refused {
  return refused(createReason('NoSuchService', {}), unknownService(entityRef));
}

/** The environment that promotions to another one come from, or why there is none. */
function sourceOf(
  { entityRef, environments }: ResolvedService,
  to: string,
): { from: string } | Refused {
  if (!environments.some(({ name }) => name === to)) {
    const reason = createReason('NoSuchEnvironment', { environment: to });
    return refused(
      reason,
      new NotFoundError(`${entityRef}: ${reason.message}`),
    );
  }
  // Where the path meets, gates judge the others that it comes from.
  const [from] = predecessorsOf(environments, to);
  if (from === undefined) {
    const reason = createReason('FirstEnvironment', { environment: to });
    return refused(
      reason,
      new ConflictError(`${entityRef}: ${reason.message}`),
    );
  }
  return { from };
}

/** Finds the services of trains for callers: one question to the permission system, and one to the catalog. */
export class TrainServices {
  readonly #access: Pick<ServiceAccess, 'isHidden' | 'refusal'>;
  readonly #authorizer: Pick<Authorizer, 'rightsOf'>;
  readonly #services: Pick<ServiceResolver, 'resolveMany'>;

  constructor(options: {
    access: Pick<ServiceAccess, 'isHidden' | 'refusal'>;
    authorizer: Pick<Authorizer, 'rightsOf'>;
    services: Pick<ServiceResolver, 'resolveMany'>;
  }) {
    this.#access = options.access;
    this.#authorizer = options.authorizer;
    this.#services = options.services;
  }

  /** In the order asked for. A service that is not there and one that the caller may not see are answered alike. */
  async find(
    entityRefs: string[],
    to: string,
    caller: Caller,
  ): Promise<Array<TrainService | Refused>> {
    const { rights, services } = await this.#read(entityRefs, caller);
    return entityRefs.map(entityRef => {
      const service = services.get(entityRef);
      if (!service) {
        return noSuchService(entityRef);
      }
      const access = { service, rights };
      if (this.#access.isHidden(READ, access)) {
        return this.#missing(READ, access, to);
      }
      const source = sourceOf(service, to);
      if ('reason' in source) {
        return source;
      }
      const { from } = source;
      const hidden = environmentsOfPromotion(service, { from, to }).find(
        name => !rights.allows(READ, service, name),
      );
      if (hidden) {
        return this.#missing(READ, access, hidden);
      }
      return {
        service,
        access,
        from,
        caller: withSight(withApproval(caller, access, to), access),
        ...(rights.allows(PROMOTE, service, to)
          ? {}
          : { refusal: this.#missing(PROMOTE, access, to) }),
      };
    });
  }

  /**
   * Of promotions, those that the caller may see, with what else they may see and do there. Throws NotAllowedError for whoever
   * sees services of them and no environment, and returns nothing for whoever sees none.
   */
  async visible<T extends { entityRef: string; from: string }>(
    members: readonly T[],
    to: string,
    caller: Caller,
  ): Promise<Array<{ member: T; access: Access; mayPromote: boolean }>> {
    const { rights, services } = await this.#read(
      members.map(({ entityRef }) => entityRef),
      caller,
    );
    const shown = members.flatMap(member => {
      const service = services.get(member.entityRef);
      return service &&
        [member.from, to].every(name => rights.allows(READ, service, name))
        ? [
            {
              member,
              access: { service, rights },
              mayPromote: rights.allows(PROMOTE, service, to),
            },
          ]
        : [];
    });
    const [service] = services.values();
    if (shown.length === 0 && service) {
      throw this.#access.refusal(READ, { service, rights }, [to]);
    }
    return shown;
  }

  #missing(
    permission: ResourcePermission,
    access: Access,
    environment: string,
  ): Refused {
    return refused(
      createReason('PermissionMissing', {
        permission: permission.name,
        environment,
      }),
      this.#access.refusal(permission, access, [environment]),
    );
  }

  async #read(
    entityRefs: string[],
    { credentials }: Caller,
  ): Promise<{
    rights: CallerRights;
    services: ReadonlyMap<string, ResolvedService>;
  }> {
    const [rights, resolved] = await Promise.all([
      this.#authorizer.rightsOf(
        credentials,
        [READ, PROMOTE, APPROVE],
        entityRefs,
      ),
      this.#services.resolveMany(entityRefs),
    ]);
    const found = resolved.flatMap(service => (service ? [service] : []));
    const visible = await rights.visible(
      found.map(({ entityRef }) => entityRef),
    );
    return {
      rights,
      services: new Map(
        found
          .filter(({ entityRef }) => visible.has(entityRef))
          .map(service => [service.entityRef, service]),
      ),
    };
  }
}

/** The error for a train that there is not, or of which the caller may see nothing. */
export function noSuchTrain(id: string): NotFoundError {
  return new NotFoundError(`There is no train ${id}`);
}
