import {
  compareFleetRows,
  deliveryEnvironmentReadPermission,
  deriveFleetRow,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { ArgocdReadModel } from '../../argocd/readModel/ArgocdReadModel';
import type { FleetIndex } from '../../fleet/FleetIndex';
import type { Authorizer } from '../Authorizer';
import type { Caller } from '../DeliveryApi';
import type { FleetApi, FleetView } from './FleetApi';

const READ = deliveryEnvironmentReadPermission;

/** What {@link AuthorizedFleet} tells from. */
export interface FleetParts {
  index: Pick<FleetIndex, 'read'>;
  productionEnvironments: readonly string[];
  readModel: Pick<ArgocdReadModel, 'instances'>;
}

/**
 * The services that the catalog shows to the caller, without those of which nothing may be read; of the others, environments
 * that may not be read are hidden, and the row is as if nothing were known about them.
 */
export class AuthorizedFleet implements FleetApi {
  readonly #parts: FleetParts;
  readonly #authorizer: Authorizer;

  constructor(parts: FleetParts, options: { authorizer: Authorizer }) {
    this.#parts = parts;
    this.#authorizer = options.authorizer;
  }

  async read({ credentials }: Caller): Promise<FleetView> {
    this.#authorizer.requireKnown(credentials);
    const { index, productionEnvironments, readModel } = this.#parts;
    const entries = await index.read();
    const refs = entries.map(({ service }) => service.entityRef);
    // One question to the permission system and one to the catalog, however many services there are.
    const rights = await this.#authorizer.rightsOf(credentials, [READ], refs);
    const visible = await rights.visible(refs);
    const shown = entries.flatMap(entry => {
      const { service, facts } = entry;
      if (!visible.has(service.entityRef)) return [];
      const hidden = new Set(
        service.environments
          .map(({ name }) => name)
          .filter(name => !rights.allows(READ, service, name)),
      );
      const hasNone = service.environments.length === 0;
      if (
        hasNone
          ? rights.deniesAll(READ, service)
          : hidden.size === service.environments.length
      ) {
        return [];
      }
      if (hidden.size === 0) return [entry];
      const row = deriveFleetRow(facts, productionEnvironments, name =>
        hidden.has(name),
      );
      return [{ row, json: JSON.stringify(row) }];
    });
    return {
      rows: shown
        .sort((a, b) => compareFleetRows(a.row, b.row))
        .map(({ json }) => json),
      // Instances belong to no team, so a token for the services of one is not told of them.
      ...(rights.tokenSubject === undefined
        ? { instances: readModel.instances.map(({ status }) => status) }
        : {}),
      productionEnvironments,
    };
  }
}
