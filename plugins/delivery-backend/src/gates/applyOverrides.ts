import {
  createReason,
  type GateResult,
  isHolding,
  type PromotionOverride,
} from '@stonegarden/backstage-plugin-delivery-common';

/** The gate that others answer for: nobody lifts it from what they asked for themselves. */
const APPROVAL = 'approval';

/** Whether an override lifts a gate of a promotion that somebody asked for. */
export function isLifting(
  { by, gates }: PromotionOverride,
  gate: string,
  requestedBy: string | undefined,
): boolean {
  return gates.includes(gate) && (gate !== APPROVAL || by !== requestedBy);
}

/** The earlier of two ISO times, of which the second may be missing. */
function earlier(one: string, other: string | undefined): string {
  return other && Date.parse(other) < Date.parse(one) ? other : one;
}

/**
 * What gates say where some are overridden. An overridden gate keeps what it said, and does not become one that has passed. One
 * that nobody may override stays as it is, whoever named it.
 *
 * @param overrides - those in force
 */
export function applyOverrides(
  gates: readonly GateResult[],
  overrides: readonly PromotionOverride[],
  requestedBy: string | undefined,
): GateResult[] {
  return gates.map(gate => {
    if (!gate.overridable || !isHolding(gate.status)) {
      return gate;
    }
    const lasting = overrides
      .filter(each => isLifting(each, gate.id, requestedBy))
      .sort((one, other) => Date.parse(other.until) - Date.parse(one.until))
      .at(0);
    if (!lasting) {
      return gate;
    }
    const { by, until, reason: text } = lasting;
    const { overridable: _, ...rest } = gate;
    return {
      ...rest,
      status: 'overridden',
      reason: createReason(
        'Overridden',
        { cause: gate.reason, by, until, text },
        { changesAt: earlier(until, gate.reason.changesAt) },
      ),
    };
  });
}
