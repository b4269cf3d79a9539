import { InputError } from '@backstage/errors';
import type {
  OverrideLimits,
  OverrideRequest,
  PromotionOverride,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Gate } from '@stonegarden/backstage-plugin-delivery-node';

const MINUTE_MS = 60_000;
/** What holds where app-config says nothing. */
export const DEFAULT_OVERRIDE_LIMITS: OverrideLimits = {
  defaultMinutes: 4 * 60,
  maxMinutes: 24 * 60,
};

/** Knows which gates may be overridden, and for how long. */
export class OverrideRules {
  readonly limits: OverrideLimits;
  readonly #overridable: ReadonlySet<string>;

  constructor(options: {
    gates: readonly Pick<Gate, 'id' | 'overridable'>[];
    /** DEFAULT_OVERRIDE_LIMITS when left out. */
    limits?: OverrideLimits;
  }) {
    this.limits = options.limits ?? DEFAULT_OVERRIDE_LIMITS;
    this.#overridable = new Set(
      options.gates
        .filter(({ overridable }) => overridable)
        .map(({ id }) => id),
    );
  }

  /**
   * What somebody asks for, as it is recorded. Throws InputError for a gate that nobody may override, and for a time that is too
   * long.
   */
  toOverride(
    { gates, minutes, reason }: OverrideRequest,
    by: string,
    { commit, now = new Date() }: { commit?: string; now?: Date } = {},
  ): PromotionOverride {
    const { defaultMinutes, maxMinutes } = this.limits;
    const others = gates.filter(gate => !this.#overridable.has(gate));
    if (others.length > 0) {
      throw new InputError(
        `Nobody may override ${others.join(
          ', ',
        )}. These gates may be overridden: ${[...this.#overridable].join(
          ', ',
        )}`,
      );
    }
    const lasting = minutes ?? defaultMinutes;
    if (lasting > maxMinutes) {
      throw new InputError(
        `Gates may be overridden for at most ${maxMinutes} minutes, not for ${lasting}`,
      );
    }
    return {
      by,
      at: now.toISOString(),
      until: new Date(now.getTime() + lasting * MINUTE_MS).toISOString(),
      reason,
      gates: [...new Set(gates)].sort(),
      ...(commit ? { commit } : {}),
    };
  }
}
