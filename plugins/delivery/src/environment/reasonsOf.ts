import type {
  EnvironmentStatus,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Why an environment is as it is: what is to be read beside its words, each thing once. Nothing where all is well.
 *
 * @internal
 */
export function reasonsOf(
  environment: Pick<EnvironmentStatus, 'presence' | 'health' | 'healthReason'> &
    Pick<Partial<EnvironmentStatus>, 'syncReason' | 'conditions' | 'canary'>,
): Reason[] {
  const { presence, health, healthReason, syncReason, conditions, canary } =
    environment;
  const well = presence === 'present' && health === 'Healthy';
  // That a canary is paused or goes on is said with its Release.
  const isOfCanary =
    (canary?.state === 'paused' || canary?.state === 'progressing') &&
    healthReason?.code === 'ResourceHealth' &&
    healthReason.params.kind === 'Rollout' &&
    !healthReason.params.detail &&
    !healthReason.params.pod;
  // Of what Argo CD calls a condition its own list says more.
  const listed = (reason: Reason) =>
    reason.code === 'ApplicationCondition' &&
    conditions?.some(({ type }) => type === reason.params.type) === true;
  return [syncReason, well || isOfCanary ? undefined : healthReason].filter(
    (reason, index, all): reason is Reason =>
      reason !== undefined &&
      !listed(reason) &&
      all.findIndex(other => other?.message === reason.message) === index,
  );
}
