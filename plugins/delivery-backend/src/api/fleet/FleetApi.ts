import type { InstanceStatus } from '@stonegarden/backstage-plugin-delivery-common';
import type { Caller } from '../DeliveryApi';

/** The fleet as one caller may see it; its rows are JSON already, each a `FleetRow`. */
export interface FleetView {
  rows: string[];
  /** Left out for callers that are not told of instances. */
  instances?: InstanceStatus[];
  productionEnvironments: readonly string[];
}

/** What the HTTP API tells about all services at once. */
export interface FleetApi {
  /** By need, then by name. */
  read(caller: Caller): Promise<FleetView>;
}
