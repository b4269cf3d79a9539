import {
  type EnvironmentStatus,
  formatRelease,
  formatVersion,
  type GateResult,
  type ImageChange,
  type Promotion,
  type PromotionPreview,
  type RollbackPreview,
  type ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';

function toEnvironment({
  name,
  forbidden,
  health,
  healthReason,
  sync,
  release,
  mixed,
  canary,
  since,
  stale,
  asOf,
  outsideGit,
}: EnvironmentStatus) {
  if (forbidden) {
    return { name, visible: false };
  }
  return {
    name,
    visible: true,
    health,
    sync,
    release: mixed ? 'several versions' : formatRelease(release),
    ...(canary
      ? {
          canary: {
            release: formatRelease(canary.release),
            state: canary.state,
          },
        }
      : {}),
    ...(since ? { since } : {}),
    // Facts of a server that does not answer any more are no news.
    ...(stale ? { stale: true, ...(asOf ? { asOf } : {}) } : {}),
    ...(healthReason && health !== 'Healthy'
      ? { reason: healthReason.message }
      : {}),
    ...(outsideGit ? { outsideGit: outsideGit.message } : {}),
  };
}

function toChange({ name, from, to }: ImageChange) {
  return {
    image: name,
    from: from ? formatVersion(from) : null,
    to: formatVersion(to),
  };
}

function toGate({
  id,
  title,
  status,
  reason,
  yieldsToReason,
  overridable,
}: GateResult) {
  return {
    id,
    title,
    status,
    reason: reason.message,
    ...(reason.changesAt ? { changesAt: reason.changesAt } : {}),
    ...(yieldsToReason ? { yieldsToReason } : {}),
    ...(overridable ? { overridable } : {}),
  };
}

/** A promotion or rollback, in the words that its page uses. */
export function toPromotionOutput(promotion: Promotion) {
  const { id, entityRef, from, to, status, release, pullRequest } = promotion;
  return {
    id,
    service: entityRef,
    kind: promotion.rollback ? 'rollback' : 'promotion',
    from,
    to,
    release: formatRelease(release),
    status,
    ...(promotion.reason ? { reason: promotion.reason.message } : {}),
    ...(pullRequest ? { pullRequest: pullRequest.url } : {}),
    ...(promotion.headCommit ? { commit: promotion.headCommit } : {}),
    ...(promotion.approvalState ? { approval: promotion.approvalState } : {}),
    ...(pullRequest?.gates?.held
      ? { heldBy: pullRequest.gates.held.map(toGate) }
      : {}),
    ...(promotion.overrides ? { overrides: promotion.overrides } : {}),
    requestedBy: promotion.requestedBy,
    createdAt: promotion.createdAt,
    ...(promotion.finishedAt ? { finishedAt: promotion.finishedAt } : {}),
  };
}

/** What runs in the environments of a service, and what lies between them. */
export function toStatusOutput(service: ServiceDelivery) {
  return {
    service: service.entityRef,
    asOf: service.generatedAt,
    environments: service.environments.map(toEnvironment),
    steps: service.transitions.map(
      ({ from, to, state, changes, promotion, reason }) => ({
        from,
        to,
        state,
        changes: changes.map(toChange),
        ...(promotion ? { promotion: toPromotionOutput(promotion) } : {}),
        ...(reason ? { reason: reason.message } : {}),
      }),
    ),
  };
}

/** What a promotion or a rollback would do, and what stands in its way. */
export function toPreviewOutput(preview: PromotionPreview | RollbackPreview) {
  return {
    service: preview.entityRef,
    changes: preview.changes.map(toChange),
    files: preview.files.map(({ path }) => path),
    // What has nothing to judge holds nothing back.
    gates: preview.gates
      .filter(({ status }) => status !== 'skipped')
      .map(toGate),
    reasonRequired: (preview.reasonRequired ?? []).map(
      ({ message }) => message,
    ),
    ...('warnings' in preview
      ? { warnings: preview.warnings.map(({ message }) => message) }
      : {}),
    ...(preview.existing
      ? { existing: toPromotionOutput(preview.existing) }
      : {}),
    canOpen: preview.canOpen,
    ...(preview.reason ? { reason: preview.reason.message } : {}),
  };
}
