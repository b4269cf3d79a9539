import type {
  EnvironmentStatus,
  ReleaseDetails,
  RolloutProgress,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useReleaseDetails } from '../panel/useEnvironmentParts';

/** How often a canary is looked at while somebody watches it: measurements bring no signal. */
const LOOK_MS = 5_000;

/**
 * How far the canary of an environment has come, read only while one is under way there.
 *
 * @internal
 */
export function useCanaryProgress(
  entityRef: string,
  environment: EnvironmentStatus,
): { progress?: RolloutProgress; isLoading: boolean; error: Error | null } {
  const enabled =
    environment.canary !== undefined &&
    !environment.stale &&
    !environment.forbidden;
  const { data, error, isLoading } = useReleaseDetails(
    { entityRef, environment: environment.name },
    { enabled, everyMs: LOOK_MS },
  );
  return {
    progress: enabled && data ? canaryOf(data) : undefined,
    isLoading,
    error: enabled ? error : null,
  };
}

/** The one canary with steps that is under way; undefined for none, and for several, of which nothing says which is meant. */
function canaryOf({ rollouts }: ReleaseDetails): RolloutProgress | undefined {
  const underWay = rollouts.filter(
    ({ strategy, steps, weight }) =>
      strategy === 'canary' && steps.length > 0 && weight !== undefined,
  );
  return underWay.length === 1 ? underWay[0] : undefined;
}
