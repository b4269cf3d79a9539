import {
  BuiltInGateId,
  formatGateTitle,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Gate } from '@stonegarden/backstage-plugin-delivery-node';

/** A gate of this package: pages know its title by its id. */
export function createBuiltInGate(
  id: BuiltInGateId,
  evaluate: Gate['evaluate'],
  options: Pick<Gate, 'appliesTo' | 'overridable' | 'yieldsToReason'> = {},
): Gate {
  return {
    id,
    ...options,
    title: ({ source }) => formatGateTitle(id, { from: source.name }),
    evaluate,
  };
}
