import type {
  FakeApplication,
  FakeSync,
} from '../../__testUtils__/FakeApplication';

/** What was the case of an Application at one moment. */
export interface Sighting {
  sync: string;
  comparedRevision?: string;
  health: string;
  healthSince?: string;
  /** Commits, oldest first. */
  history: string[];
  /** When each of them was deployed: ISO times. */
  deployedAt: string[];
  operation?: {
    kind: 'sync' | 'partial-sync' | 'dry-run';
    phase: string;
    revision: string;
    isRetrying: boolean;
  };
  /** Images of what was applied last. */
  applied?: string[];
  /** Images of what runs beside it, where that is another version. */
  beside?: string[];
  isCanary: boolean;
  rollout: string;
  conditions: string[];
  /** Whether the last whole sync went back to an older commit than was deployed before, past Git. */
  isRolledBack: boolean;
  /** Whether nothing differs but what waits to be pruned. */
  isPruneOnly: boolean;
}

function kindOf({ dryRun, resources }: FakeSync) {
  if (dryRun) {
    return 'dry-run';
  }
  return resources?.length ? 'partial-sync' : 'sync';
}

export function toSighting(
  app: FakeApplication,
  isRolledBack: boolean,
): Sighting {
  const { applied, before, operationState: state, requested } = app;
  const isBeside = before && before.images.join() !== applied?.images.join();
  const operation = requested ?? state?.operation.sync;
  const begun = state?.phase === 'Running' || state?.phase === 'Terminating';
  return {
    sync: app.sync.status,
    comparedRevision: app.sync.revision,
    health: app.health.status,
    healthSince: app.health.lastTransitionTime,
    history: app.history.map(({ revision }) => revision),
    deployedAt: app.history.map(({ deployedAt }) =>
      new Date(deployedAt).toISOString(),
    ),
    ...(operation
      ? {
          operation: {
            kind: kindOf(operation),
            phase: requested && !begun ? 'Running' : state?.phase ?? 'Running',
            revision: operation.revision,
            isRetrying: begun && (state?.retryCount ?? 0) > 0,
          },
        }
      : {}),
    ...(applied ? { applied: applied.images } : {}),
    ...(isBeside ? { beside: before.images } : {}),
    isCanary: app.options.isCanary === true,
    rollout: app.rollout,
    conditions: app.conditions.map(each => (each as { type: string }).type),
    isRolledBack,
    isPruneOnly:
      app.resources.length > 0 &&
      app.resources.every(each => 'requiresPruning' in each),
  };
}
