/**
 * English of a canary as it happens.
 *
 * @internal
 */
export const canaryMessages = {
  progressing: 'Canary {{release}} is progressing',
  paused: 'Canary {{release}} is paused',
  aborted: 'Canary {{release}} was aborted',
  otherRelease: 'of another release',
  weight: '{{weight}} % of traffic',
  step: 'step {{step}}',
  steps: 'Steps of the canary in {{environment}}',
  weightStep: '{{weight}}\u00a0%',
  untilResumed: 'until resumed',
  analysisStep: 'analysis',
  left: '{{duration}} left',
  goesOn: 'continuing',
  place: {
    done: 'done',
    current: 'current',
    coming: 'to come',
  },
  pods: '{{next}} of {{desired}} pods of the new version are ready',
  notRead: 'The steps are not known. {{message}}',
  atLeast: 'at least {{value}}',
  atMost: 'at most {{value}}',
  above: 'above {{value}}',
  below: 'below {{value}}',
  notMeasured: 'nothing measured yet',
  passed: '{{passed}} of {{total}} passed',
  failed: '{{number}} failed',
  inconclusive: '{{number}} inconclusive',
  error: '{{number}} not measured',
  plot_one: '{{name}}: one measurement, {{highest}}',
  plot_other:
    '{{name}}: {{count}} measurements between {{lowest}} and {{highest}}',
  moreMetrics_one: '{{count}} more metric in the details',
  moreMetrics_other: '{{count}} more metrics in the details',
  leftOutPause: 'a pause of {{duration}}',
  leftOutPauseOpen: 'a pause until somebody resumes it',
  leftOutAnalysis: 'an analysis',
  leftOutOther: 'the step {{name}}',
} as const;

/**
 * English of what is done about a canary.
 *
 * @internal
 */
export const rolloutMessages = {
  abort: 'Abort',
  abortLabel: 'Abort the canary {{release}} in {{environment}}',
  abortTitle: 'Abort the canary in {{environment}}',
  abortText:
    'All traffic goes back to the stable version, and {{release}} stops. Git goes on naming {{release}}.',
  abortConfirm: 'Abort the canary',
  abortDone: 'Argo CD aborts the canary {{release}}.',
  abortFailed: 'The canary could not be aborted',
  stillInGit:
    'Git still names {{release}} for {{environment}}. Take it back there too:',
  retry: 'Retry',
  retryLabel: 'Retry the canary {{release}} in {{environment}}',
  retryTitle: 'Retry the canary in {{environment}}',
  retryText:
    'The canary begins again at its first step: {{release}} receives traffic again.',
  retryConfirm: 'Retry the canary',
  retryDone: 'Argo CD begins the canary {{release}} again.',
  retryFailed: 'The canary could not be retried',
  resume: 'Resume',
  resumeLabel: 'Resume the canary {{release}} in {{environment}}',
  resumeTitle: 'Resume the canary in {{environment}}',
  resumeText: 'The pause ends now, and {{release}} goes on to the next step.',
  resumeJudged: 'The analysis in the background goes on judging it.',
  resumeInconclusive:
    'The canary waits because an analysis was inconclusive: it could not tell whether {{release}} is good. The pause ends now, and the analysis runs again.',
  resumeConfirm: 'Resume the canary',
  resumeDone: 'Argo CD ends the pause of the canary {{release}}.',
  resumeFailed: 'The canary could not be resumed',
  skip: 'Skip step',
  skipLabel: 'Skip the step of the canary {{release}} in {{environment}}',
  skipTitle: 'Skip a step of the canary in {{environment}}',
  skipText: '{{release}} goes on to the next step without this one.',
  skipConfirm: 'Skip the step',
  skipDone: 'Argo CD skips the step of the canary {{release}}.',
  skipFailed: 'The step could not be skipped',
  promote: 'Promote fully',
  promoteLabel: 'Promote the canary {{release}} in {{environment}} fully',
  promoteTitle: 'Promote the canary in {{environment}} fully',
  promoteText:
    '{{release}} receives all traffic as soon as its pods are ready, without the steps that are left.',
  promoteConfirm: 'Promote fully',
  promoteDone: 'Argo CD promotes the canary {{release}} fully.',
  promoteFailed: 'The canary could not be promoted',
  leavesOut: 'This skips checks of the new version:',
  leavesOutRunning: 'the rest of the analysis that is running ({{names}})',
  leavesOutBackground: 'the analysis in the background',
  leavesOutNothing: 'No pause and no analysis is left out.',
  leavesOutUnknown:
    'This leaves out the pauses and analyses that are left. Which ones is not known now.',
  maybe:
    'It is not certain whether Argo CD did it. The page shows it as soon as it is known.',
} as const;
