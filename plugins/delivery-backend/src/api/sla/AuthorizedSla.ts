import {
  createReason,
  deliveryEnvironmentReadPermission,
  type MeasuredSla,
  type SlaReading,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';
import type { ServiceAccess } from '../ServiceAccess';
import type { Sla } from './Sla';
import type { SlaApi } from './SlaApi';

const READ = deliveryEnvironmentReadPermission;

/** Nothing is read of environments that the caller may not see; they stay in the answer by name, marked as forbidden. */
export class AuthorizedSla implements SlaApi {
  readonly #inner: Sla;
  readonly #access: ServiceAccess;

  constructor(inner: Sla, options: { access: ServiceAccess }) {
    this.#inner = inner;
    this.#access = options.access;
  }

  async measure(entityRef: string, caller: Caller): Promise<MeasuredSla> {
    const access = await this.#access.of(entityRef, caller, [READ]);
    this.#access.requireSome(READ, access);
    const { rights, service } = access;
    const measured = await this.#inner.measure(entityRef, name =>
      rights.allows(READ, service, name),
    );
    const readings = new Map(
      measured.environments.map(reading => [reading.environment, reading]),
    );
    return {
      ...measured,
      environments: service.environments.map(
        ({ name }) => readings.get(name) ?? forbidden(name),
      ),
    };
  }
}

function forbidden(environment: string): SlaReading {
  return {
    environment,
    state: 'forbidden',
    reason: createReason('EnvironmentForbidden', { permission: READ.name }),
  };
}
