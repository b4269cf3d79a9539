import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  isReasonCode,
  type Reason,
  type ReasonCode,
  type ReasonParams,
} from '@stonegarden/backstage-plugin-delivery-common';
import { deliveryTranslationRef } from '../../translation/deliveryTranslationRef';
import { useRelativeTime } from '../time/useRelativeTime';

type ReasonTexts = {
  [Code in ReasonCode]: (params: ReasonParams[Code]) => string;
};

/** Characters of a commit's hash that tell it apart from others. */
const COMMIT_LENGTH = 12;

/**
 * Says a reason in the viewer's language, with times in the viewer's zone. A code of a newer backend falls back to the
 * backend's own English sentence.
 *
 * @internal
 */
export function useReasonText(): (reason: Reason) => string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { exact } = useRelativeTime();

  const texts: ReasonTexts = {
    ArgocdNotContacted: () => t('reason.ArgocdNotContacted'),
    ArgocdTokenRefused: () => t('reason.ArgocdTokenRefused'),
    ArgocdErrorStatus: p =>
      t('reason.ArgocdErrorStatus', { status: String(p.status) }),
    ArgocdInvalidResponse: p =>
      withDetail(t('reason.ArgocdInvalidResponse'), p.detail),
    ArgocdTimedOut: () => t('reason.ArgocdTimedOut'),
    ArgocdConnectionFailed: () => t('reason.ArgocdConnectionFailed'),

    HealthDetail: p => p.detail,
    ArgocdUnreachable: p =>
      sentences(
        p.since
          ? t('reason.ArgocdUnreachableSince', {
              instance: p.instance,
              time: exact(p.since),
            })
          : t('reason.ArgocdUnreachable', { instance: p.instance }),
        p.cause && textOf(p.cause),
      ),
    ArgocdNotConfigured: p => t('reason.ArgocdNotConfigured', p),
    ApplicationMissing: p =>
      p.instance
        ? t('reason.ApplicationMissingAt', {
            environment: p.environment,
            instance: p.instance,
          })
        : t('reason.ApplicationMissing', { environment: p.environment }),
    ReleaseUnknown: p => t('reason.ReleaseUnknown', p),
    EnvironmentForbidden: p => t('reason.EnvironmentForbidden', p),

    HealthUnknown: p => t('reason.HealthUnknown', p),
    EnvironmentHealthy: p =>
      p.since
        ? t('reason.EnvironmentHealthySince', {
            environment: p.environment,
            time: exact(p.since),
          })
        : t('reason.EnvironmentHealthy', { environment: p.environment }),
    EnvironmentProgressing: p =>
      sentences(
        withDetail(health(p.environment, 'Progressing'), p.detail),
        t('reason.waitUntilHealthy'),
      ),
    EnvironmentSuspended: p =>
      sentences(
        withDetail(health(p.environment, 'Suspended'), p.detail),
        t('reason.waitUntilResumed'),
      ),
    EnvironmentUnhealthy: p =>
      sentences(
        withDetail(health(p.environment, p.health), p.detail),
        t('reason.tryAgainWhenHealthy'),
      ),
    SyncUnknown: p =>
      p.instance
        ? t('reason.SyncUnknownAt', {
            environment: p.environment,
            instance: p.instance,
          })
        : t('reason.SyncUnknown', { environment: p.environment }),
    SyncRunning: p => t('reason.SyncRunning', p),
    EnvironmentOutOfSync: p => t('reason.EnvironmentOutOfSync', p),
    EnvironmentSynced: p => t('reason.EnvironmentSynced', p),
    VersionDiffersFromGit: p => t('reason.VersionDiffersFromGit', p),
    ImagesPinned: p => t('reason.ImagesPinned', p),
    ReleaseFileMissing: p =>
      t('reason.ReleaseFileMissing', {
        ...p,
        commit: p.commit.slice(0, COMMIT_LENGTH),
      }),
    ReleaseFileInvalid: p =>
      withDetail(`${p.file}:${p.line}:${p.column}`, p.detail),
    SymbolicLink: ({ file, target }) =>
      target === undefined
        ? t('reason.SymbolicLink', { file })
        : t('reason.SymbolicLinkTo', { file, target }),
    NoImagePinned: p => t('reason.NoImagePinned', p),
    ImageNotPinned: p =>
      t('reason.ImageNotPinned', { ...p, line: String(p.line) }),
    ImagesListed: p => t('reason.ImagesListed', p),
    ImagesNotListed: p =>
      sentences(
        ...p.images.map(image =>
          t('reason.ImagesNotListed', {
            file: p.file,
            line: String(image.line),
            image: image.name,
            targetFile: p.targetFile,
          }),
        ),
      ),
    ReleasesDiffer: p => t('reason.ReleasesDiffer', p),
    NothingToPromote: p => t('reason.NothingToPromote', p),
    FileNotRead: p => t('reason.FileNotRead', p),
    SeveralGates: p => sentences(...new Set(p.reasons.map(textOf))),
    ExternalGate: p => p.message,
    GateTimedOut: p =>
      t('reason.GateTimedOut', { gate: p.gate, seconds: String(p.seconds) }),
    GateBroken: p => t('reason.GateBroken', p),

    PullRequestClosed: () => t('reason.PullRequestClosed'),
    Superseded: p =>
      t('reason.Superseded', {
        pullRequest: String(p.pullRequest),
        release: p.release,
      }),
    PromotionUndone: p => t('reason.PromotionUndone', p),
    AwaitingArgocd: p => t('reason.AwaitingArgocd', p),
    AwaitingCommit: () => t('reason.AwaitingCommit'),
    AwaitingSync: p => t('reason.AwaitingSync', p),
    MergeNotCompared: () => t('reason.MergeNotCompared'),
    Syncing: p => p.detail,
    SyncFailed: p =>
      withDetail(
        t('reason.SyncFailed', { environment: p.environment }),
        p.detail,
      ),
    ImageNotRunning: p => t('reason.ImageNotRunning', { image: p.image }),
    AwaitingHealth: p =>
      sentences(
        withDetail(health(p.environment, p.health), p.detail),
        t('reason.waitingUntilHealthy'),
      ),
    TargetDegraded: p =>
      withDetail(
        t('reason.TargetDegraded', { environment: p.environment }),
        p.detail,
      ),
    CheckFailed: p =>
      sentences(
        t('reason.CheckFailed'),
        p.detail ? sentence(p.detail) : t('reason.logSaysMore'),
      ),
    Recorded: p => p.text,
  };

  function health(
    environment: string,
    status: ReasonParams['EnvironmentUnhealthy']['health'],
  ): string {
    return t('reason.EnvironmentIs', {
      environment,
      health: t(`health.${status}`),
    });
  }

  function textOf(reason: Reason): string {
    if (!isReasonCode(reason.code)) return reason.message;
    // Code and parameters belong together, which the type of a table cannot say.
    const text = texts[reason.code] as (params: object) => string;
    return sentences(
      text(reason.params),
      reason.changesAt &&
        t('reason.changesAt', { time: exact(reason.changesAt) }),
    );
  }

  return textOf;
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** A statement and, after a colon, what another program says about it. */
function withDetail(statement: string, detail: string | undefined): string {
  return sentence(detail ? `${statement}: ${detail}` : statement);
}

function sentences(...all: Array<string | undefined>): string {
  return all.filter(Boolean).join(' ');
}
