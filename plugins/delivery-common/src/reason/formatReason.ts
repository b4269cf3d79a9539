import type { HealthStatus } from '../vocabulary';
import type { Reason, ReasonCode, ReasonParams } from './Reason';
import { policyFormatters } from './policyFormatters';
import type { Formatter, ReasonLanguage } from './ReasonLanguage';
import { type ReasonTextKey, reasonTexts } from './reasonTexts';
import { sentence, sentences, withDetail } from './sentences';
import { worldFormatters } from './worldFormatters';

const CHECKS_TEXTS = {
  failed: 'checksFailed',
  pending: 'checksPending',
  missing: 'checksMissing',
} as const;

/** Codes without a text of their own name must be here; the others only when parameters alone do not fill their text. */
type Formatters = {
  [Code in Exclude<ReasonCode, ReasonTextKey>]: Formatter<Code>;
} & { [Code in ReasonCode & ReasonTextKey]?: Formatter<Code> };

/** Characters of a commit's hash that tell it apart from others. */
const COMMIT_LENGTH = 12;

function environmentIs(
  {
    environment,
    health,
    detail,
    cause,
  }: {
    environment: string;
    health: HealthStatus;
    detail?: string;
    cause?: Reason;
  },
  language: ReasonLanguage,
): string {
  return withDetail(
    language.text('environmentIs', {
      environment,
      health: language.health(health),
    }),
    detail ?? (cause && language.reason(cause)),
  );
}

const FORMATTERS: Formatters = {
  ArgocdInvalidResponse: ({ detail }, { text }) =>
    withDetail(text('ArgocdInvalidResponse', {}), detail),
  HealthDetail: ({ detail }) => detail,
  ArgocdUnreachable: ({ instance, since, cause }, { text, time, reason }) =>
    sentences(
      since
        ? text('argocdUnreachableSince', { instance, time: time(since) })
        : text('ArgocdUnreachable', { instance }),
      cause && reason(cause),
    ),
  ApplicationCondition: ({ type, detail }, { text }) =>
    withDetail(text('applicationCondition', { type }), detail),
  ResourceHealth: ({ kind, name, health, detail, pod }, language) =>
    sentences(
      withDetail(
        language.text('resourceHealth', {
          kind,
          name,
          health: language.health(health),
        }),
        detail,
      ),
      pod &&
        withDetail(language.text('podSays', { name: pod.name }), pod.detail),
    ),
  SyncRetrying: ({ environment, detail }, { text }) =>
    withDetail(text('SyncRetrying', { environment }), detail),
  AutoSyncBlocked: (
    { environment, kind, schedule, duration, timeZone, until, manualSync },
    { text, time },
  ) => {
    const denies = kind === 'deny';
    return sentences(
      text(denies ? 'autoSyncDenied' : 'autoSyncNotAllowed', {
        environment,
        window: timeZone
          ? text('syncWindow', { schedule, timeZone, duration })
          : text('syncWindowWithoutZone', { schedule, duration }),
      }),
      until &&
        text(denies ? 'syncWindowEnds' : 'syncWindowBegins', {
          time: time(until),
        }),
      text(manualSync ? 'manualSyncAllowed' : 'manualSyncDenied', {}),
    );
  },
  ApplicationMissing: (
    { environment, instance, application, project },
    { text },
  ) => {
    if (instance && application && project) {
      return text('applicationMissingIn', {
        environment,
        instance,
        application,
        project,
      });
    }
    return instance
      ? text('applicationMissingAt', { environment, instance })
      : text('ApplicationMissing', { environment });
  },

  CanaryRunning: ({ environment, weight }, { text }) =>
    weight === undefined
      ? text('CanaryRunning', { environment })
      : text('canaryRunningAt', { environment, weight: String(weight) }),

  EnvironmentHealthy: ({ environment, since }, { text, time }) =>
    since
      ? text('environmentHealthySince', { environment, time: time(since) })
      : text('EnvironmentHealthy', { environment }),
  EnvironmentProgressing: (params, language) =>
    sentences(
      environmentIs({ ...params, health: 'Progressing' }, language),
      language.text('waitUntilHealthy', {}),
    ),
  EnvironmentSuspended: (params, language) =>
    sentences(
      environmentIs({ ...params, health: 'Suspended' }, language),
      language.text('waitUntilResumed', {}),
    ),
  EnvironmentUnhealthy: (params, language) =>
    sentences(
      environmentIs(params, language),
      language.text('tryAgainWhenHealthy', {}),
    ),
  SyncUnknown: ({ environment, instance, cause }, { text, reason }) =>
    sentences(
      instance
        ? text('syncUnknownAt', { environment, instance })
        : text('SyncUnknown', { environment }),
      cause && reason(cause),
    ),
  ReleaseFileMissing: ({ file, environment, commit }, { text }) =>
    text('ReleaseFileMissing', {
      file,
      environment,
      commit: commit.slice(0, COMMIT_LENGTH),
    }),
  ReleaseFilesMissing: ({ files, environment, commit }, { text }) =>
    text('ReleaseFilesMissing', {
      files: files.join(', '),
      environment,
      commit: commit.slice(0, COMMIT_LENGTH),
    }),
  ReleaseFileInvalid: ({ file, line, column, detail }) =>
    withDetail(`${file}:${line}:${column}`, detail),
  SymbolicLink: ({ file, target }, { text }) =>
    target === undefined
      ? text('SymbolicLink', { file })
      : text('symbolicLinkTo', { file, target }),
  ImagePinUnused: ({ file, line, image, rendered }, { text }) =>
    rendered.length > 0
      ? text('imagePinUnusedBeside', {
          file,
          line: String(line),
          image,
          rendered: rendered.join(', '),
        })
      : text('ImagePinUnused', { file, line: String(line), image }),
  ImagesNotListed: ({ file, targetFile, images }, { text }) =>
    sentences(
      ...images.map(({ name, line }) =>
        text('ImagesNotListed', {
          file,
          line: String(line),
          image: name,
          targetFile,
        }),
      ),
    ),
  FloatingTags: ({ environment, images }, { text }) =>
    text('FloatingTags', { environment, images: images.join(', ') }),
  ChecksPassed: ({ checks }, { text }) =>
    text('ChecksPassed', { checks: checks.join(', ') }),
  ChecksNotPassed: ({ checks, state }, { text }) =>
    text(CHECKS_TEXTS[state], { checks: checks.join(', ') }),
  ImageRepositoryChanged: ({ from, ...params }, { text }) =>
    from === undefined
      ? text('imageRepositoryAdded', params)
      : text('ImageRepositoryChanged', { ...params, from }),
  RightsWidened: ({ rights, ...params }, { text }) =>
    text('RightsWidened', { ...params, rights: rights.join('; ') }),
  DangersFound: ({ dangers }, { reason }) => sentences(...dangers.map(reason)),
  DangersIgnored: ({ environment, dangers }, { text, reason }) =>
    sentences(text('dangersIgnored', { environment }), ...dangers.map(reason)),
  ManifestsInvalid: ({ file, line, column, detail }, { text }) =>
    sentences(
      text('manifestsInvalid', {}),
      withDetail(`${file}:${line}:${column}`, detail),
    ),
  ManifestsNotRendered: ({ file, line, column, detail }, { text }) =>
    sentences(
      text('manifestsNotRendered', {}),
      withDetail(`${file}:${line}:${column}`, detail),
    ),
  FilesNotRendered: ({ files }, { text }) =>
    text('FilesNotRendered', { files: files.join(', ') }),
  SeveralGates: ({ reasons }, { reason }) =>
    sentences(...new Set(reasons.map(reason))),
  ExternalGate: ({ message }) => message,

  RolledBackBefore: ({ environment, by, at, reason }, { text, time, person }) =>
    sentences(
      by
        ? text('rolledBackBeforeBy', {
            environment,
            by: person(by),
            time: time(at),
          })
        : text('RolledBackBefore', { environment, time: time(at) }),
      reason && text('reasonGiven', { text: reason }),
      text('sayWhyPromoteAgain', {}),
    ),
  ReasonGiven: ({ cause, text: given }, { text, reason }) =>
    sentences(reason(cause), text('reasonGiven', { text: given })),
  Overridden: (
    { cause, by, until, text: given },
    { text, time, person, reason },
  ) =>
    sentences(
      reason(cause),
      text('overridden', { by: person(by), time: time(until) }),
      text('reasonGiven', { text: given }),
    ),
  OverrideOutdated: ({ pullRequest, commit }, { text }) =>
    text('OverrideOutdated', {
      pullRequest: String(pullRequest),
      commit: commit.slice(0, COMMIT_LENGTH),
    }),
  ImagesNoLongerListed: ({ file, images }, { text }) =>
    text('ImagesNoLongerListed', { file, images: images.join(', ') }),
  DeployedCommitMissing: ({ environment, commit }, { text }) =>
    text('DeployedCommitMissing', {
      environment,
      commit: commit.slice(0, COMMIT_LENGTH),
    }),

  CommitNotRead: ({ environment, commit }, { text }) =>
    text('CommitNotRead', {
      environment,
      commit: commit.slice(0, COMMIT_LENGTH),
    }),

  RequesterMayApprove: ({ by, environment }, { text, person }) =>
    text('RequesterMayApprove', { by: person(by), environment }),
  Approved: ({ by, at }, { text, time, person }) =>
    text('approved', { by: person(by), time: time(at) }),
  ApprovalVoid: ({ by, commit }, { text, person }) =>
    text('ApprovalVoid', {
      by: person(by),
      commit: commit.slice(0, COMMIT_LENGTH),
    }),

  ApprovalOutdated: ({ pullRequest, commit }, { text }) =>
    text('ApprovalOutdated', {
      pullRequest: String(pullRequest),
      commit: commit.slice(0, COMMIT_LENGTH),
    }),

  SyncWindowClosed: ({ environment, detail }, { text }) =>
    withDetail(text('SyncWindowClosed', { environment }), detail),
  RollbackRefused: ({ environment, detail }, { text }) =>
    withDetail(text('RollbackRefused', { environment }), detail),

  HeadMoved: ({ pullRequest, commit, by }, { text }) => {
    const params = {
      pullRequest: String(pullRequest),
      commit: commit.slice(0, COMMIT_LENGTH),
    };
    return by
      ? text('headMovedBy', { ...params, by })
      : text('HeadMoved', params);
  },
  PullRequestConflicts: ({ files }, { text }) =>
    files.length > 0
      ? text('pullRequestConflictsIn', { files: files.join(', ') })
      : text('PullRequestConflicts', {}),
  GateNoLongerPasses: ({ environment, reason: why }, { text, reason }) =>
    sentences(text('GateNoLongerPasses', { environment }), reason(why)),
  MergedContentDiffers: ({ commit, files }, { text }) =>
    text('MergedContentDiffers', {
      commit: commit.slice(0, COMMIT_LENGTH),
      files: files.join(', '),
    }),
  MergedElsewhere: ({ commit, ...branches }, { text }) =>
    text('MergedElsewhere', {
      ...branches,
      commit: commit.slice(0, COMMIT_LENGTH),
    }),
  Syncing: ({ detail }) => detail,
  SyncFailed: ({ environment, detail }, { text }) =>
    withDetail(text('SyncFailed', { environment }), detail),
  AwaitingHealth: (params, language) =>
    sentences(
      environmentIs(params, language),
      language.text('waitingUntilHealthy', {}),
    ),
  TargetDegraded: ({ environment, detail, cause }, { text, reason }) =>
    withDetail(
      text('TargetDegraded', { environment }),
      detail ?? (cause && reason(cause)),
    ),
  RollbackUnsafe: (
    { environment, release, file, pullRequest, label },
    { text },
  ) => {
    const what =
      release === undefined
        ? text('aReleaseOf', { environment })
        : text('releaseOf', { release, environment });
    return file === undefined
      ? text('rollbackUnsafeByLabel', {
          release: what,
          pullRequest: String(pullRequest),
          label: label ?? '',
        })
      : text('rollbackUnsafeByFile', { release: what, file });
  },
  CheckFailed: ({ detail }, { text }) =>
    sentences(
      text('CheckFailed', {}),
      detail ? sentence(detail) : text('logSaysMore', {}),
    ),
  Recorded: ({ text }) => text,
  ...worldFormatters,
  ...policyFormatters,
};

/**
 * Whether a code is one of this version's.
 *
 * @public
 */
export function isReasonCode(code: string): code is ReasonCode {
  // The texts also hold parts of sentences, which begin with a small letter.
  return (
    Object.hasOwn(FORMATTERS, code) ||
    (/^[A-Z]/.test(code) && Object.hasOwn(reasonTexts, code))
  );
}

/**
 * Says a reason in a language.
 *
 * @public
 */
export function formatReason<Code extends ReasonCode>(
  { code, params }: { code: Code; params: ReasonParams[Code] },
  language: ReasonLanguage,
): string {
  // Code and parameters belong together, which the type of a table cannot say.
  const formatter = FORMATTERS[code] as
    | ((params: object, language: ReasonLanguage) => string)
    | undefined;
  if (formatter) return formatter(params, language);
  return language.text(
    code as ReasonTextKey,
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, String(value)]),
    ),
  );
}
