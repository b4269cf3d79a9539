import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { Gate } from './Gate';

/**
 * Takes gates that are asked after those of delivery-backend.
 *
 * @public
 */
export interface GatesExtensionPoint {
  /** Throws when there is a gate of the same id already. */
  addGate(...gates: Gate[]): void;
}

/**
 * Adds gates to promotions from a module of the plugin `delivery`.
 *
 * @public
 */
export const gatesExtensionPoint = createExtensionPoint<GatesExtensionPoint>({
  id: 'delivery.gates',
});
