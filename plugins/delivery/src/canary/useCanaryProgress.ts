import type {
  EnvironmentStatus,
  Release,
  ReleaseDetails,
  RolloutProgress,
} from '@stonegarden/backstage-plugin-delivery-common';
import { releaseLag } from '../environment/releaseLag';
import { useReleaseDetails } from '../panel/useEnvironmentParts';

/** How often a canary is looked at while somebody watches it: measurements bring no signal. */
const LOOK_MS = 5_000;

/**
 * How far a canary has come. With a `progress` and an `error` the progress is an old one.
 *
 * @internal
 */
export interface CanaryReading {
  progress?: RolloutProgress;
  /** ISO time at which the progress was so. */
  asOf?: string;
  isLoading: boolean;
  error: Error | null;
}

/**
 * How far the canary of an environment has come, read only while one is there, and closely only while it moves.
 *
 * @internal
 */
export function useCanaryProgress(
  entityRef: string,
  environment: EnvironmentStatus,
): CanaryReading {
  const { canary, stale, forbidden } = environment;
  const enabled = canary !== undefined && !stale && !forbidden;
  const { data, error, isLoading } = useReleaseDetails(
    { entityRef, environment: environment.name },
    { enabled, everyMs: canary?.state === 'aborted' ? undefined : LOOK_MS },
  );
  return {
    progress: enabled && data ? progressOf(data, canary.release) : undefined,
    asOf: data?.asOf,
    isLoading,
    error: enabled ? error : null,
  };
}

/**
 * The one canary with steps that is under way; undefined for none, for several, of which nothing says which is meant, and for
 * one of another release: that answer is of before or after the one that the page is from.
 */
function progressOf(
  { rollouts }: ReleaseDetails,
  release: Release,
): RolloutProgress | undefined {
  const underWay = rollouts.filter(
    ({ strategy, steps, weight }) =>
      strategy === 'canary' && steps.length > 0 && weight !== undefined,
  );
  const [progress] = underWay.length === 1 ? underWay : [];
  const compared = releaseLag(progress?.next, release);
  return compared === 'same' || compared === 'unknown' ? progress : undefined;
}
