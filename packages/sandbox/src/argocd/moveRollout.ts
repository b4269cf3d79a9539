import { createHash } from 'node:crypto';
import { measureRun } from './analysisRuns';
import { brokenImage, failsAnalysis } from './brokenImage';
import type { RolloutTarget } from './findRollout';
import {
  readSpec,
  type Rollout,
  type RolloutAction,
  runningAnalyses,
} from './Rollout';
import { withAnalyses } from './rolloutAnalyses';

/** The Rollout after a sync: a new pod template starts a canary, the stable one again ends it, the same changes nothing. */
export function deployRollout(
  before: Rollout | undefined,
  target: RolloutTarget,
  since: string,
): Rollout {
  const { name, namespace, spec, images } = target;
  const hash = createHash('sha256')
    .update(images.join())
    .digest('hex')
    .slice(0, 10);
  if (before?.current.hash === hash) {
    return { ...before, spec, templates: target.templates };
  }
  const next: Rollout = {
    name,
    namespace,
    spec,
    templates: target.templates,
    ...(before?.analysisRuns ? { analysisRuns: before.analysisRuns } : {}),
    ...(before?.stable ? { stable: before.stable } : {}),
    current: { hash, images, revision: (before?.current.revision ?? 0) + 1 },
    step: 0,
    state: 'progressing',
    since,
  };
  const skipsSteps = !before?.stable || before.stable.hash === hash;
  return withAnalyses(
    skipsSteps ? { ...next, step: readSpec(next).steps.length } : next,
    since,
  );
}

/** A Rollout that has been through all its steps long ago, or that never came up. */
export function settledRollout(target: RolloutTarget, since: string): Rollout {
  return advanceRollout(deployRollout(undefined, target, since), since);
}

/** The Rollout after an action of a person. As with Argo Rollouts, one that makes no sense now changes nothing. */
export function actOnRollout(
  rollout: Rollout,
  action: RolloutAction,
  since: string,
): Rollout {
  const { state, stable, current } = rollout;
  const isAborted = state === 'aborted' || state === 'scaledDown';
  // Its controller takes back every abort until it is done.
  const canAbort = !isAborted && !rollout.promotesFully;
  if (stable?.hash === current.hash) {
    return rollout;
  }
  const begun: Rollout = { ...rollout, state: 'progressing', since };
  delete begun.abortReason;
  switch (action) {
    case 'abort':
      return canAbort ? abort(rollout, since) : rollout;
    case 'retry':
      return isAborted ? withAnalyses({ ...begun, step: 0 }, since) : rollout;
    case 'promote-full':
      // It takes back an abort too.
      return withAnalyses(
        {
          ...begun,
          step: readSpec(rollout).steps.length,
          promotesFully: true,
        },
        since,
      );
    case 'skip-current-step':
      // The controller puts one that is aborted back to its first step.
      return isAborted ? rollout : nextStep(begun, since);
    default:
      return state === 'paused' ? nextStep(begun, since) : rollout;
  }
}

function abort(rollout: Rollout, since: string, reason?: string): Rollout {
  return withAnalyses(
    {
      ...rollout,
      promotesFully: false,
      step: 0,
      state: 'aborted',
      since,
      ...(reason ? { abortReason: reason } : {}),
    },
    since,
  );
}

/** What comes next for a Rollout that moves; `crashing` are images that never become ready. */
export function advanceRollout(
  rollout: Rollout,
  since: string,
  crashing?: string[],
): Rollout {
  const { state, current } = rollout;
  if (state === 'healthy' || state === 'scaledDown') {
    return rollout;
  }
  if (state === 'aborted') {
    return { ...rollout, state: 'scaledDown', since };
  }
  return brokenImage(current.images, crashing)
    ? abort(rollout, since)
    : nextStep(rollout, since);
}

function nextStep(rollout: Rollout, since: string): Rollout {
  const { step, current } = rollout;
  const { steps } = readSpec(rollout);
  if (step >= steps.length) {
    return withAnalyses(
      {
        ...rollout,
        promotesFully: false,
        stable: current,
        state: 'healthy',
        since,
      },
      since,
    );
  }
  const next = step + 1;
  return withAnalyses(
    {
      ...rollout,
      step: next,
      state: steps[next] && 'pause' in steps[next] ? 'paused' : 'progressing',
      since,
    },
    since,
  );
}

/** The Rollout after one more measurement of each analysis that runs: one that fails aborts it, that of its step has it go on. */
export function measureRollout(rollout: Rollout, now: string): Rollout {
  const isGood = !failsAnalysis(rollout.current.images);
  const running = new Set(runningAnalyses(rollout).map(({ name }) => name));
  const measured: Rollout = {
    ...rollout,
    analysisRuns: rollout.analysisRuns?.map(run =>
      measureRun(run, { isGood, now }),
    ),
  };
  const changed = (measured.analysisRuns ?? []).filter(
    ({ name, phase }) => running.has(name) && phase !== 'Running',
  );
  const failed = changed.find(({ phase }) => phase === 'Failed');
  if (failed) {
    const which = failed.step === undefined ? 'Background' : 'Step-based';
    return abort(
      measured,
      now,
      `${which} analysis phase error/failed: ${failed.message}`,
    );
  }
  return changed.some(({ step }) => step === rollout.step)
    ? nextStep(measured, now)
    : measured;
}
