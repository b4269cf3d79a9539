import type {
  EnvironmentStatus,
  PromotionFacts,
  PromotionTargetFacts,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitLocation } from '@stonegarden/backstage-plugin-delivery-node';
import type { CommitAnswer, CommitFacts } from './CommitFacts';
import type { PromotionRecord } from './PromotionRecord';

/** What the facts about a promotion's target are made from. */
export interface TargetSources {
  /** The target as Argo CD sees it now. */
  environment: EnvironmentStatus;
  location: GitLocation;
  /** Undefined until the promotion is merged. */
  mergeCommit?: string;
  commits: CommitFacts;
}

/** What Argo CD says about the environment a promotion goes to, or why nothing is known that is true now. */
export async function targetFacts(
  promotion: Pick<PromotionRecord, 'id' | 'to' | 'release'>,
  { environment, location, mergeCommit, commits }: TargetSources,
): Promise<Pick<PromotionFacts, 'target' | 'obstacle'>> {
  if (environment.stale || environment.presence !== 'present') {
    const reason = environment.healthReason;
    return reason && reason.code !== 'ArgocdUnreachable'
      ? { obstacle: reason }
      : {};
  }
  const { comparedRevision, operation, revision } = environment;
  const contains = (commit: string | undefined) =>
    commits.contains(location, commit, mergeCommit);
  const [comparedHasMerge, operationHasMerge, deployedHasMerge] =
    await Promise.all([
      contains(comparedRevision),
      contains(operation?.revision),
      environment.neverDeployed ? false : contains(revision),
    ]);
  const decisive = [
    deployedHasMerge === true && revision,
    comparedHasMerge === true && comparedRevision,
  ].find(Boolean);
  const gitHasRelease: CommitAnswer = decisive
    ? await commits.namesRelease(location, decisive, promotion)
    : 'unknown';
  // A sync may never come where nothing is left to sync.
  const deployedHasRelease: CommitAnswer | undefined =
    environment.sync === 'Synced' &&
    comparedHasMerge === true &&
    deployedHasMerge === false &&
    revision
      ? await commits.namesRelease(location, revision, promotion)
      : undefined;
  const target: PromotionTargetFacts = {
    sync: environment.sync,
    health: environment.health,
    healthReason: environment.healthReason,
    healthSince: environment.since,
    operation,
    release: environment.release,
    mixed: environment.mixed,
    canary: environment.canary,
    syncReason: environment.syncReason,
    comparedHasMerge,
    operationHasMerge,
    deployedHasMerge,
    ...(deployedHasRelease === undefined ? {} : { deployedHasRelease }),
    gitHasRelease,
    ...(environment.outsideGit?.code === 'RolledBackOutsideGit'
      ? { rolledBack: true }
      : {}),
  };
  return { target };
}
