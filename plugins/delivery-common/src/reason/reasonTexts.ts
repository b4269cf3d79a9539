import { clusterReasonTexts } from './clusterReasonTexts';

/**
 * The English texts that reasons are made of, with `{{gaps}}` for parameters. A code whose text has its own name here needs
 * nothing more; `formatReason` composes the others.
 *
 * Pages use them as the messages of their translation, so that a translation has the same keys.
 *
 * @public
 */
export const reasonTexts = {
  ...clusterReasonTexts,
  ArgocdNotContacted: 'It has not been contacted yet.',
  ArgocdTokenRefused: 'It refuses the configured token.',
  ArgocdLoginRefused: 'It refuses the configured username and password.',
  ArgocdErrorStatus: 'It answered with status {{status}}.',
  ArgocdInvalidResponse: 'It sent an answer that cannot be read',
  ArgocdTimedOut: 'It did not answer in time.',
  ArgocdConnectionFailed: 'No connection can be made.',
  ArgocdCertificateRefused: 'Its certificate is not trusted.',
  ArgocdUnreachable: 'Argo CD {{instance}} does not answer.',
  argocdUnreachableSince:
    'Argo CD {{instance}} has not answered since {{time}}.',
  ArgocdNotConfigured:
    'No Argo CD is configured for the cluster {{cluster}}. Add the cluster to an instance in delivery.argocd.instances of app-config.',
  ApplicationMissing: 'Argo CD has no application for {{environment}} yet.',
  applicationMissingAt:
    'Argo CD {{instance}} has no application for {{environment}} yet.',
  applicationMissingIn:
    'Argo CD {{instance}} has no application for {{environment}} yet: there is no {{application}} in the project {{project}}.',
  applicationCondition: 'Argo CD reports {{type}}',
  resourceHealth: 'The {{kind}} {{name}} is {{health}}',
  podSays: 'Its pod {{name}} says',
  SyncRetrying: 'The sync of {{environment}} fails, and Argo CD tries again',
  autoSyncDenied:
    'Argo CD does not sync {{environment}} by itself: a sync window denies it ({{window}}).',
  autoSyncNotAllowed:
    'Argo CD does not sync {{environment}} by itself: no sync window that allows it is open ({{window}}).',
  syncWindow: '{{schedule}}, {{timeZone}}, for {{duration}}',
  syncWindowWithoutZone: '{{schedule}}, for {{duration}}',
  syncWindowEnds: 'The window ends at {{time}}.',
  syncWindowBegins: 'The next one opens at {{time}}.',
  manualSyncAllowed: 'A sync by hand is allowed.',
  manualSyncDenied: 'A sync by hand is not allowed either.',
  ApplicationUnlisted:
    'Argo CD {{instance}} no longer lists the application of {{environment}}, but has not said that it is gone. This is what was known last.',
  ApplicationForbidden:
    "The portal's account at Argo CD {{instance}} may not see the application of {{environment}}. It needs the right {{right}}.",
  ApplicationUnknown:
    'Argo CD {{instance}} lists no application for {{environment}}, which does not prove that there is none: it may have just started, or the portal may lack a right.',
  NeverDeployed:
    '{{environment}} has never been deployed. Argo CD has its application, but has not synced it yet.',
  DestinationDiffers:
    'It names {{environment}}, but deploys to {{destination}} instead of {{expected}}.',
  EnvironmentNotDeclared:
    'It names the environment {{environment}}, which is not in service.yaml.',
  SeveralApplications:
    'It deploys to the same place as {{application}}, which counts as the application of {{environment}}.',
  ReleaseUnknown: 'It is not known which release {{environment}} runs.',
  EnvironmentForbidden:
    'The permission {{permission}} is needed to see this environment.',
  SlaNotConfigured:
    'No Prometheus is configured for {{environment}}. Add one to delivery.prometheus in app-config.',
  MonitoringDisabled: 'Monitoring is off: service.yaml says so.',
  SlaNoData:
    'Prometheus {{instance}} has no measurements of {{environment}} this month.',
  PrometheusUnreachable: 'Prometheus {{instance}} does not answer.',
  PrometheusErrorStatus:
    'Prometheus {{instance}} refused the query with status {{status}}. The log of the backend says why.',
  PrometheusInvalidAnswer:
    'Prometheus {{instance}} sent an answer that cannot be read. The log of the backend says why.',
  HealthUnknown:
    'Argo CD {{instance}} does not know the health of {{environment}}.',
  EnvironmentHealthy: '{{environment}} is Healthy.',
  environmentHealthySince: '{{environment}} has been Healthy since {{time}}.',
  environmentIs: '{{environment}} is {{health}}',
  waitUntilHealthy: 'Wait until it is Healthy.',
  waitingUntilHealthy: 'Waiting until it is Healthy.',
  waitUntilResumed: 'Wait until it is resumed.',
  tryAgainWhenHealthy: 'Try again when it is Healthy.',
  SyncUnknown:
    'Argo CD cannot tell whether {{environment}} runs what Git says.',
  syncUnknownAt:
    'Argo CD {{instance}} cannot tell whether {{environment}} runs what Git says.',
  SyncRunning:
    '{{environment}} is being synced to what Git says. Wait until the sync has finished.',
  EnvironmentOutOfSync:
    '{{environment}} does not run what Git says. Sync it first, so that what you promote has run somewhere.',
  EnvironmentSynced:
    '{{environment}} is Synced and runs the images that Git names.',
  VersionDiffersFromGit:
    '{{environment}} runs {{image}} {{running}}, but Git says {{wanted}}. Wait until Argo CD has caught up.',
  ImagesPinned: '{{file}} pins every image of {{environment}} to a version.',
  ReleaseFileMissing:
    'There is no {{file}} at commit {{commit}}. It must list the images of {{environment}}, each with newTag or digest.',
  ReleaseFilesMissing:
    'Nothing at commit {{commit}} says which images {{environment}} runs. Looked for: {{files}}. Add one of them, or name the values files of Helm in service.yaml under spec.release.helm.',
  SymbolicLink:
    '{{file}} is a symbolic link, which promotions do not follow. Replace the link with a kustomization of its own.',
  symbolicLinkTo:
    '{{file}} is a symbolic link to {{target}}, which promotions do not follow. Replace the link with a kustomization of its own.',
  NoImagePinned:
    '{{file}} does not pin any image. Add `images:` with the name and newTag of each image, so that there is something to promote.',
  ImageNotPinned:
    '{{file}}:{{line}}: the image {{image}} has neither a tag nor a digest. Write newTag: "1.2.3" or digest: sha256:… below its name.',
  ImagePinUnused:
    '{{file}}:{{line}}: no manifest gets its image from the entry {{image}}, so another version there would deploy nothing. Write the name of an image as the base renders it.',
  imagePinUnusedBeside:
    '{{file}}:{{line}}: no manifest gets its image from the entry {{image}}, so another version there would deploy nothing. Write the name of an image as the base renders it: {{rendered}}.',
  ImagesListed: '{{to}} lists every image that {{from}} pins.',
  ImagesNotListed:
    '{{file}}:{{line}} pins {{image}}, but {{targetFile}} does not list it. Add it there with the version that it runs now.',
  ReleasesDiffer: '{{from}} and {{to}} have different releases in Git.',
  NothingToPromote:
    '{{to}} already has the release of {{from}} in Git, so there is nothing to promote.',
  OrderKept: 'Releases come to {{to}} from {{from}}.',
  OrderSkipped:
    '{{from}} is not directly before {{to}} on the promotion path: releases come to {{to}} from {{before}}. Promote it there first.',
  ReleaseNotDeployed:
    'The record has no deployment of {{release}} to {{environment}}. Promote it there first.',
  releaseSeenIn:
    'The record has no deployment of {{release}} to {{environment}}, only to {{seenIn}}. Promote it to {{environment}} first.',
  releaseWasDeployed:
    '{{release}} was deployed to {{environment}} at {{time}}.',
  releaseWasHealthy:
    '{{release}} was Healthy in {{environment}} from {{time}}, and was not seen Degraded after that before it was replaced.',
  releaseBecameDegraded:
    '{{release}} became Degraded in {{environment}} at {{time}}, and was not seen Healthy again before it was replaced. Promote it there again, or choose another release.',
  releaseHealthNotRecorded:
    '{{release}} was Healthy in {{environment}} at {{time}}, but whether it stayed so until it was replaced was not recorded at the time. Promote it there again, or choose another release.',
  ReleaseHealthUnknown:
    'It is not known whether {{release}} was ever healthy in {{environment}}. Promote it there again, or choose another release.',
  FileNotRead: 'This cannot be judged until {{file}} is corrected.',
  GateTimedOut:
    'The gate {{gate}} did not answer within {{seconds}} seconds. Try again, and tell the operators of the portal if this lasts.',
  GateBroken:
    'The gate {{gate}} failed to answer because of an error in the portal. Its log says more.',
  NoSuchService: 'This is not a known service, or you may not see it.',
  NoSuchEnvironment: 'This service has no environment {{environment}}.',
  FirstEnvironment:
    '{{environment}} is the first environment of this service: there is none that it could be promoted from.',
  PermissionMissing:
    'The permission {{permission}} is needed for {{environment}}. Ask the owner of the service.',
  SharedPullRequest:
    '#{{pullRequest}} is open and brings another release to {{environment}} together with other services. Merge or close it first.',
  OpeningFailed:
    'Its pull request could not be opened because of an error in the portal. Its log says more.',
  OpeningStopped:
    'The portal stopped before its pull request was opened. Try again: nothing is opened twice.',
  PullRequestClosed: 'The pull request was closed without being merged.',
  PullRequestUnknown:
    'Whether the pull request was opened is not known yet. The portal looks for it on the branch {{branch}}.',
  HeadMoved:
    'The branch of #{{pullRequest}} no longer points at the commit that the portal made, but at {{commit}}. Look at what a merge would bring.',
  headMovedBy:
    'The branch of #{{pullRequest}} no longer points at the commit that the portal made, but at {{commit}}, written by {{by}}. Look at what a merge would bring.',
  PullRequestConflicts:
    'The pull request conflicts with the branch it is to be merged into. Renew it on what is there now.',
  pullRequestConflictsIn:
    'The pull request conflicts with the branch it is to be merged into, in {{files}}. Renew it on what is there now.',
  GateNoLongerPasses: 'Not ready to be merged into {{environment}}:',
  SourceMovedOn:
    '{{environment}} has {{now}} in Git now, not {{promoted}}, so its gates cannot be judged for {{promoted}}. Promote again, or close the pull request.',
  MergedContentDiffers:
    'What was merged is not what was promised: {{files}} differs at {{commit}}. Look at what is there, and promote again.',
  Superseded:
    'A newer promotion took its place: #{{pullRequest}} ({{release}}).',
  SupersededByRollback:
    '{{environment}} is rolled back to {{release}} by #{{pullRequest}}, which took its place.',
  PromotionUndone:
    'Git no longer has this release in {{environment}}: the merge was reverted, or the branch was rewritten.',
  AwaitingArgocd: 'Waiting until the Argo CD of {{environment}} answers again.',
  AwaitingCommit: 'Argo CD has not read the merge commit yet.',
  AwaitingSync:
    'Argo CD has read the change, and {{environment}} waits for a sync.',
  MergeNotCompared:
    'It is not known yet whether Argo CD has read or deployed the merge commit: the Git host does not answer, or it does not know the revision that Argo CD names.',
  SyncFailed: 'The sync of {{environment}} failed',
  ImageNotRunning:
    'Argo CD does not list {{image}} in the promoted version yet.',
  TargetDegraded: '{{environment}} became Degraded after the sync',
  releaseOf: 'Release {{release}} of {{environment}}',
  aReleaseOf: 'A release of {{environment}}',
  rollbackUnsafeByFile:
    '{{release}}, which is taken back, is declared in {{file}} not to be rollback-safe: earlier releases may not run on what it changed, such as a database schema.',
  rollbackUnsafeByLabel:
    '{{release}}, which is taken back, came with pull request #{{pullRequest}}, which has the label {{label}}: earlier releases may not run on what it changed, such as a database schema.',
  ImageGone:
    'The registry no longer has the image {{image}}: it cannot be pulled again.',
  CheckFailed: 'The promotion cannot be checked at the moment.',
  RolledBackOutsideGit:
    '{{environment}} was rolled back outside Git: Argo CD went back to a commit that it had deployed before.',
  GitReleaseUnknown:
    'It is not known which release Git names for {{environment}}.',
  CatalogBehind:
    'The catalog does not show the merge of #{{pullRequest}} to {{environment}}: it has not read that commit yet, or Git was changed again since.',
  CanaryRunning: 'The canary of {{environment}} is not finished.',
  SeveralVersionsRun:
    'Several versions of an image run in {{environment}}, and it is not known yet which of them stays.',
  AutoSyncAwaited:
    '{{environment}} does not run what Git says yet. Argo CD syncs it by itself.',
  OnlyPruningLeft:
    '{{environment}} runs what Git says. Left over from before, and waiting to be pruned: {{resources}} resources.',
  ImagesNotSeen:
    'Argo CD says that {{environment}} is Synced. Not every image that Git names is in a pod now.',
  TagsFixed:
    'Every image of the release has a tag or digest that stays the same.',
  NotProtected: '{{environment}} is not a protected environment.',
  ImageScanNotRequired: 'service.yaml requires no image scan.',
  ChecksAwaited:
    'service.yaml requires an image scan: the checks of the pull request must pass before it is merged.',
  RolledBackBefore:
    'This release was rolled back in {{environment}} at {{time}}.',
  rolledBackBeforeBy:
    'This release was rolled back in {{environment}} by {{by}} at {{time}}.',
  sayWhyPromoteAgain: 'Say why it is to be promoted again.',
  NotRolledBack: 'This release was not rolled back in {{environment}}.',
  RollbackOpen:
    '{{environment}} is being rolled back to {{release}} by #{{pullRequest}}. Say why to promote over it: the promotion takes its place.',
  RollbackOfProtected:
    '{{environment}} is protected: a rollback does not wait for an approval, but it needs a reason.',
  reasonGiven: 'Reason given: “{{text}}”',
  ReviewsUnknown:
    'Approvals of promotions to {{environment}} are missing, and the Git host does not show the reviews of the pull request to the portal. Let its token read pull requests, or approve in the portal.',
  overridden: 'Overridden by {{by}} until {{time}}.',
  ForeignHeadNotOverridden:
    'The branch of #{{pullRequest}} no longer points at the commit that the portal made, and only for that gates can be overridden. Close the pull request, or promote again.',
  OverrideOutdated:
    '{{commit}} is not what #{{pullRequest}} holds now. Look at the promotion again before you override its gates.',
  NothingToRollBack:
    'The files of {{environment}} already say the same as then, so there is nothing to roll back.',
  ImagesNoLongerListed:
    '{{file}} pinned {{images}} then and does not list it now, so the versions alone cannot go back. Roll back everything instead.',
  DeployedCommitMissing:
    'The Git host no longer has the commit {{commit}} that was deployed to {{environment}}, so it is not known what it held.',
  DeployedCommitUnknown:
    'Argo CD does not tell which commit was deployed to {{environment}} last.',
  CommitNotRead:
    'The commit {{commit}} of {{environment}} cannot be read at the moment.',
  FolderTooLarge:
    '{{folder}} has more than {{limit}} files, so they were not compared.',
  ApprovalRequired:
    '{{environment}} is protected: before the pull request is merged, somebody else has to approve the promotion who has the permission {{permission}} there.',
  ApprovalAwaited:
    'It waits for the approval of somebody who may approve promotions to {{environment}}.',
  ApprovalVoid:
    '{{by}} approved the commit {{commit}}. The branch has moved since, so that the approval no longer counts.',
  approved: 'Approved by {{by}} at {{time}}.',
  RequesterMayApprove:
    '{{by}} asks for it and may approve promotions to {{environment}}, so that nobody else has to.',
  PromotionNotOpen:
    'Only an open promotion can be approved, and this one to {{environment}} is not open.',
  PullRequestNotOpen:
    'The pull request of this promotion to {{environment}} is not open at the Git host.',
  ForeignHeadNotApproved:
    'The branch of #{{pullRequest}} no longer points at the commit that the portal made, and only that can be approved. Close the pull request, or promote again.',
  ApprovalOutdated:
    '{{commit}} is not what #{{pullRequest}} holds now. Look at the promotion again, and approve what it holds.',
  ApprovalByAuthor:
    'You wrote the commit that this promotion brings, and nobody approves their own. Ask somebody else who may approve promotions to {{environment}}.',
  ApprovedByOthers:
    'Others approved the promotion at the same time, and yours could not be recorded. Try again.',
  canaryRunningAt:
    'The canary of {{environment}} is at {{weight}} % and not finished.',
  FloatingTags:
    'The tag of {{images}} may mean another image tomorrow, so {{environment}}, which is protected, does not get it. Pin a version or a digest.',
  ChecksPassed: 'The checks of the pull request have passed: {{checks}}.',
  checksFailed: 'Checks of the pull request failed: {{checks}}.',
  checksPending: 'Checks of the pull request are not finished: {{checks}}.',
  checksMissing:
    'The pull request has no checks, and service.yaml requires an image scan. Let a check of the repository scan the images.',
  PullRequestRetargeted:
    '#{{pullRequest}} is now to be merged into {{base}}, and was proposed for {{expected}}. Set its base branch back to {{expected}}, or close it and promote again.',
  MergedElsewhere:
    'It was merged into {{base}} (as {{commit}}), and {{expected}} does not have the merge. Merge {{base}} into {{expected}}, or promote again.',
  NotRolledBackOutsideGit:
    'What runs in {{environment}} was not rolled back outside Git.',
  PromotionOverRollback:
    '{{environment}} was rolled back outside Git, and Git does not agree yet: the next sync after this promotion would undo that. Merge the pull request of the rollback first, or give a reason.',
  RollbackInGit:
    '{{environment}} was rolled back outside Git, and Git names the same release by now.',
  AutoSyncPreventsRollback:
    'Argo CD does not roll {{environment}} back while auto-sync is on. Roll back by a pull request: Argo CD syncs it by itself once it is merged.',
  SyncWindowClosed: 'A sync window of Argo CD is closed for {{environment}}',
  HistoryEntryGone:
    'The history of Argo CD no longer has this deployment of {{environment}}. Try again: the commit itself can still be synced.',
  OtherOperationRunning:
    'Argo CD is busy with another operation on {{environment}}. Try again when it has finished.',
  RollbackNotAllowed:
    "The portal's account at Argo CD {{instance}} may not roll {{environment}} back: it needs the right to sync the application. Ask the operators of the portal.",
  RollbackRefused: 'Argo CD refused to roll {{environment}} back',
  CommitNotDeployable:
    'Argo CD cannot go back to this commit in {{environment}}: its application does not read the manifests from the repository of the service.',
  DeployedAlready:
    'This is what Argo CD deployed to {{environment}} last. There is nothing to roll back.',
  RollbackNotDone:
    "Argo CD's answer was lost, and its history shows no rollback of {{environment}}. Ask again.",
  lineStopped:
    'Nothing is promoted: {{by}} stopped all promotions at {{time}}. Reason given: “{{text}}”',
  LineRunning: 'Nobody has stopped promotions.',
  NotRequiredByPolicy:
    'The promotion policy of {{environment}} does not require it.',
  syncWindowDenies:
    'A sync window of Argo CD denies syncs of {{environment}} ({{window}}).',
  syncWindowNotOpen:
    'No sync window of Argo CD that allows syncs of {{environment}} is open ({{window}}).',
  SyncWindowsOpen:
    'The sync windows of Argo CD allow syncs of {{environment}}.',
  SyncByHandAllowed:
    'Argo CD does not sync {{environment}} by itself, and its sync windows allow a sync by hand.',
  NoSyncWindows: 'Argo CD has no sync windows for {{environment}}.',
  SyncWindowsUnknown:
    'The sync windows of {{environment}} could not be read from Argo CD {{instance}}.',
  IncidentOpen: 'There is an open incident: {{text}}',
  NoIncident: 'The catalog names no open incident of the service.',
  NoDependencies: 'The service depends on no other.',
  DependenciesHealthy:
    'What the service depends on is Healthy in {{environment}}: {{dependencies}}.',
  dependenciesNotJudged:
    'Not judged, as the portal knows no {{environment}} of them: {{dependencies}}.',
  dependenciesUnhealthy:
    'The service depends on something that is not Healthy in {{environment}}: {{dependencies}}.',
  dependenciesProgressing:
    'The service depends on something that is not Healthy yet in {{environment}}: {{dependencies}}.',
  dependenciesUnknown:
    'It is not known whether all that the service depends on is Healthy in {{environment}}: {{dependencies}}.',
  notNamed: '{{count}} not named here',
  tryAgainWhenAllHealthy: 'Try again when all are Healthy.',
  ErrorBudgetLeft:
    '{{left}} % of the error budget of {{environment}} is left this month, and {{minRemaining}} % must be.',
  errorBudgetOverspent:
    'The error budget of {{environment}} is overspent by {{over}} % this month, and {{minRemaining}} % of it must be left.',
  NoErrorBudget:
    'The SLA in service.yaml states no availability below 100 %, so {{environment}} has no error budget.',
  AvailabilityNotMeasured:
    'Prometheus has no measurements of the availability of {{environment}} this month.',
  metricAtMost:
    '{{name}} in {{environment}} is {{value}} and must be at most {{max}}.',
  metricAtLeast:
    '{{name}} in {{environment}} is {{value}} and must be at least {{min}}.',
  metricBetween:
    '{{name}} in {{environment}} is {{value}} and must be between {{min}} and {{max}}.',
  metricUnknown: 'It is not known what {{name}} in {{environment}} is.',
  MetricNoData: 'Prometheus {{instance}} has no number for it.',
  metricQueryInvalid: 'Its query in the promotion policy cannot be used',
  FactsNotRead:
    'The portal could not read what this is judged by. Its log says more.',
  soaked: 'Healthy in {{environment}} since {{since}}; required: {{soak}}.',
  soaking:
    'Healthy in {{environment}} since {{since}}. It must stay healthy for {{soak}}, until {{until}}.',
  soakNoDeployment:
    'It is not known how long it has been healthy in {{environment}}: the portal has no record of a deployment there.',
  soakNoRelease:
    'It is not known how long it has been healthy in {{environment}}: the portal does not know which release was deployed there last.',
  soakNotHealthy:
    'The portal has not seen what was deployed last to {{environment}} healthy since its sync.',
  soakedBefore:
    'Healthy in {{environment}} from {{since}}, and not seen Degraded before it was replaced at {{until}}; required: {{soak}}.',
  soakCutShort:
    '{{release}} was healthy in {{environment}} from {{since}} until it was replaced at {{until}}, which is shorter than {{soak}}. Promote it there again, or choose another release.',
  SoakUnhealthy:
    '{{release}} was Degraded in {{environment}} after its sync and has not been seen Healthy since.',
  SoakOtherRelease:
    'The last deployment to {{environment}} is {{running}}, not {{promoted}}. The time counts from when {{promoted}} is healthy there.',
  frozen: '{{environment}} is frozen: {{reasons}}.',
  frozenUntil: 'It opens at {{time}}.',
  frozenWithoutEnd: 'It is not known when it opens.',
  NotFrozen: 'No freeze is on in {{environment}}.',
  nextFreeze:
    'No freeze is on in {{environment}}. The next one begins at {{time}}: {{reason}}.',
  FreezeUnreadable:
    'It is not known whether {{environment}} is frozen: a schedule of the promotion policy cannot be worked out.',
  onePerson: 'one person',
  people: '{{count}} people',
  onePersonOf: 'one person, including a member of {{groups}},',
  peopleOf: '{{count}} people, including a member of {{groups}},',
  approvalsRequired:
    'Before the pull request is merged, {{people}} must approve, who neither asked for it nor wrote it and have the permission {{permission}} for {{environment}}.',
  approvalsMissing: 'For {{environment}}, {{people}} must still approve.',
  approvedSoFar: 'Approved so far by {{by}}.',
  approvedByAll: 'Approved by {{by}}.',
  RequiredChecksAwaited:
    'The checks that the Git host requires of the pull request must pass before it is merged to {{environment}}.',
  NoRequiredChecks:
    'The Git host requires no checks of pull requests for {{environment}}.',
  RequiredChecksUnknown:
    "The portal's token may not see the checks of the pull request for {{environment}}, or which of them are required.",
  logSaysMore: 'Something failed in the portal; its log says more.',
  changesAt: 'This is expected to change at {{time}}.',
} as const;

/**
 * A key of {@link reasonTexts}.
 *
 * @public
 */
export type ReasonTextKey = keyof typeof reasonTexts;
