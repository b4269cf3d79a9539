import type { MeasuredSla } from '@stonegarden/backstage-plugin-delivery-common';
import type { ServiceResolver } from '../../services/ServiceResolver';
import type { MeasuredSlaReader } from '../../sla/MeasuredSlaReader';

/** Reads what is measured of some environments of a service. Who may see which is for `AuthorizedSla` to say. */
export class Sla {
  readonly #productionEnvironments: string[];
  readonly #reader: Pick<MeasuredSlaReader, 'read'>;
  readonly #services: Pick<ServiceResolver, 'resolve'>;

  constructor(options: {
    productionEnvironments: string[];
    reader: Pick<MeasuredSlaReader, 'read'>;
    services: Pick<ServiceResolver, 'resolve'>;
  }) {
    this.#productionEnvironments = options.productionEnvironments;
    this.#reader = options.reader;
    this.#services = options.services;
  }

  async measure(
    entityRef: string,
    isWanted: (environment: string) => boolean,
  ): Promise<MeasuredSla> {
    const service = await this.#services.resolve(entityRef);
    return {
      environments: await Promise.all(
        service.environments
          .filter(({ name }) => isWanted(name))
          .map(environment => this.#reader.read(service, environment)),
      ),
      productionEnvironments: this.#productionEnvironments,
    };
  }
}
