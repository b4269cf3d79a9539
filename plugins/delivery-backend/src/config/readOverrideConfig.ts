import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { OverrideLimits } from '@stonegarden/backstage-plugin-delivery-common';
import { DEFAULT_OVERRIDE_LIMITS } from '../promotions/OverrideRules';

const KEY = 'delivery.promotion.override';
const MINUTE_MS = 60_000;
/** Whatever lasts longer is a rule, and belongs into the policy. */
const LONGEST_MINUTES = 31 * 24 * 60;

function readMinutes(config: Config, key: string): number | undefined {
  if (!config.has(key)) {
    return undefined;
  }
  const minutes =
    durationToMilliseconds(readDurationFromConfig(config, { key })) / MINUTE_MS;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_MINUTES) {
    throw new InputError(
      `${key} in app-config must be whole minutes, from 1 minute to 31 days`,
    );
  }
  return minutes;
}

/** Reads `delivery.promotion.override` of app-config: for how long gates may be overridden. */
export function readOverrideConfig(config: Config): OverrideLimits {
  const defaultTime = readMinutes(config, `${KEY}.defaultTime`);
  const maxMinutes =
    readMinutes(config, `${KEY}.maxTime`) ??
    Math.max(DEFAULT_OVERRIDE_LIMITS.maxMinutes, defaultTime ?? 0);
  if (defaultTime !== undefined && defaultTime > maxMinutes) {
    throw new InputError(
      `${KEY}.defaultTime in app-config must not be longer than ${KEY}.maxTime`,
    );
  }
  return {
    defaultMinutes:
      defaultTime ??
      Math.min(DEFAULT_OVERRIDE_LIMITS.defaultMinutes, maxMinutes),
    maxMinutes,
  };
}
