import type { ReasonParams } from './Reason';
import type { ReasonLanguage } from './ReasonLanguage';

type PolicyReasonCode =
  | 'Soaked'
  | 'Soaking'
  | 'SoakUnknown'
  | 'SoakOtherRelease'
  | 'SoakedBefore'
  | 'SoakCutShort'
  | 'OrderSkipped'
  | 'ReleaseNotDeployed'
  | 'ReleaseWasDeployed'
  | 'ReleaseWasHealthy'
  | 'ReleaseBecameDegraded'
  | 'ReleaseHealthNotRecorded'
  | 'Frozen'
  | 'NextFreeze'
  | 'ApprovalsRequired'
  | 'ApprovalsMissing'
  | 'ApprovedByAll'
  | 'RequiredChecksAwaited';

type PolicyFormatters = {
  [Code in PolicyReasonCode]: (
    params: ReasonParams[Code],
    language: ReasonLanguage,
  ) => string;
};

const MISSING_TEXTS = {
  deployment: 'soakNoDeployment',
  release: 'soakNoRelease',
  health: 'soakNotHealthy',
} as const;

/** Who is missing, or asked for: so many people, and members of these groups. */
function wanted(
  count: number,
  groups: string[],
  { text, group }: ReasonLanguage,
): string {
  const people = count === 1 ? 'onePerson' : 'people';
  return groups.length > 0
    ? text(count === 1 ? 'onePersonOf' : 'peopleOf', {
        count: String(count),
        groups: groups.map(group).join(', '),
      })
    : text(people, { count: String(count) });
}

/** Reasons of gates that the promotion policy sets: soak, freeze, approvals, required checks; and of the promotion path. */
export const policyFormatters: PolicyFormatters = {
  Soaked: ({ environment, since, soakMs }, { text, time, duration }) =>
    text('soaked', {
      environment,
      since: time(since),
      soak: duration(soakMs),
    }),
  Soaking: ({ environment, since, soakMs }, { text, time, duration }) =>
    text('soaking', {
      environment,
      since: time(since),
      soak: duration(soakMs),
      until: time(new Date(Date.parse(since) + soakMs).toISOString()),
    }),
  SoakUnknown: ({ environment, missing }, { text }) =>
    text(MISSING_TEXTS[missing], { environment }),
  SoakOtherRelease: ({ environment, running, promoted }, { text }) =>
    text('SoakOtherRelease', { environment, running, promoted }),
  SoakedBefore: (
    { environment, since, until, soakMs },
    { text, time, duration },
  ) =>
    text('soakedBefore', {
      environment,
      since: time(since),
      until: time(until),
      soak: duration(soakMs),
    }),
  SoakCutShort: (
    { environment, release, since, until, soakMs },
    { text, time, duration },
  ) =>
    text('soakCutShort', {
      environment,
      release,
      since: time(since),
      until: time(until),
      soak: duration(soakMs),
    }),
  OrderSkipped: ({ from, to, before }, { text }) =>
    text('OrderSkipped', { from, to, before: before.join(', ') }),
  ReleaseNotDeployed: ({ environment, release, seenIn }, { text }) =>
    seenIn === undefined
      ? text('ReleaseNotDeployed', { environment, release })
      : text('releaseSeenIn', { environment, release, seenIn }),
  ReleaseWasDeployed: ({ environment, release, at }, { text, time }) =>
    text('releaseWasDeployed', { environment, release, time: time(at) }),
  ReleaseWasHealthy: ({ environment, release, at }, { text, time }) =>
    text('releaseWasHealthy', { environment, release, time: time(at) }),
  ReleaseBecameDegraded: ({ environment, release, at }, { text, time }) =>
    text('releaseBecameDegraded', { environment, release, time: time(at) }),
  ReleaseHealthNotRecorded: ({ environment, release, at }, { text, time }) =>
    text('releaseHealthNotRecorded', {
      environment,
      release,
      time: time(at),
    }),
  Frozen: ({ environment, reasons, until }, { text, time }) =>
    [
      text('frozen', { environment, reasons: reasons.join(', ') }),
      until
        ? text('frozenUntil', { time: time(until) })
        : text('frozenWithoutEnd', {}),
    ].join(' '),
  NextFreeze: ({ environment, from, reason }, { text, time }) =>
    text('nextFreeze', { environment, time: time(from), reason }),
  ApprovalsRequired: ({ environment, permission, count, groups }, language) =>
    language.text('approvalsRequired', {
      environment,
      permission,
      people: wanted(count, groups, language),
    }),
  ApprovalsMissing: ({ environment, by, count, groups }, language) =>
    [
      language.text('approvalsMissing', {
        environment,
        people: wanted(count, groups, language),
      }),
      by.length > 0
        ? language.text('approvedSoFar', {
            by: by.map(language.person).join(', '),
          })
        : '',
    ]
      .filter(Boolean)
      .join(' '),
  ApprovedByAll: ({ by }, { text, person }) =>
    text('approvedByAll', { by: by.map(person).join(', ') }),
  RequiredChecksAwaited: ({ environment }, { text }) =>
    text('RequiredChecksAwaited', { environment }),
};
