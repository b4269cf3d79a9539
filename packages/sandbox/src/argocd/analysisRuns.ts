import { z } from 'zod';
import { metricsOf, readAnalysisMetric } from './analysisMetrics';

/** Argo Rollouts keeps five that succeeded and five that did not. */
const MAX_RUNS = 10;

const measurement = z.object({
  phase: z.enum(['Successful', 'Failed']),
  value: z.string(),
  at: z.string(),
});

/** @internal */
export const analysisRunSchema = z.object({
  name: z.string(),
  /** Index of the step that it is; none for the one in the background. */
  step: z.number().int().optional(),
  revision: z.number().int(),
  startedAt: z.string(),
  phase: z.enum(['Running', 'Successful', 'Failed']),
  message: z.string().optional(),
  args: z.array(z.object({ name: z.string(), value: z.string() })),
  metrics: z.array(
    z.object({
      spec: z.record(z.string(), z.unknown()),
      phase: z.enum(['Running', 'Successful', 'Failed']),
      measurements: z.array(measurement),
    }),
  ),
});

/** A run of an analysis, with what it has measured so far. */
export type AnalysisRun = z.infer<typeof analysisRunSchema>;

/** What an analysis of a canary refers to. */
interface AnalysisReference {
  templates?: Array<{ templateName?: string }> | null;
  args?: Array<{ name?: string; value?: unknown; valueFrom?: unknown }> | null;
}

/** What a Rollout asks to be measured, now. */
export interface WantedAnalysis {
  name: string;
  step?: number;
  revision: number;
  hash: string;
  namespace: string;
  analysis: AnalysisReference;
  /** Specs of the AnalysisTemplates that the cluster has, by name. */
  templates: Record<string, Record<string, unknown>>;
}

/** The runs once those that are wanted have begun, and those that no longer are have been ended. */
export function followAnalyses(
  runs: AnalysisRun[],
  wanted: WantedAnalysis[],
  now: string,
): AnalysisRun[] {
  const isWanted = (run: AnalysisRun) =>
    wanted.some(
      ({ step, revision }) => step === run.step && revision === run.revision,
    );
  const ended = runs.map(run =>
    run.phase === 'Running' && !isWanted(run) ? terminated(run) : run,
  );
  const begun = wanted
    .filter(
      ({ step, revision }) =>
        !ended.some(
          run =>
            run.phase === 'Running' &&
            run.step === step &&
            run.revision === revision,
        ),
    )
    .map(each => begin(each, ended, now));
  return [...ended, ...begun].slice(-MAX_RUNS);
}

function terminated(run: AnalysisRun): AnalysisRun {
  return {
    ...run,
    phase: 'Successful',
    message: 'Run Terminated',
    metrics: run.metrics.map(metric =>
      metric.phase === 'Running' ? { ...metric, phase: 'Successful' } : metric,
    ),
  };
}

function begin(
  wanted: WantedAnalysis,
  runs: AnalysisRun[],
  startedAt: string,
): AnalysisRun {
  const { step, revision, analysis, templates, hash, namespace } = wanted;
  const specs = (analysis.templates ?? [])
    .map(({ templateName = '' }) => templates[templateName])
    .filter(each => each !== undefined);
  const sameName = runs.filter(
    ({ name }) => name === wanted.name || name.startsWith(`${wanted.name}.`),
  ).length;
  return {
    // One that begins again has a number behind its name.
    name: sameName ? `${wanted.name}.${sameName}` : wanted.name,
    ...(step === undefined ? {} : { step }),
    revision,
    startedAt,
    phase: 'Running',
    args: argsOf(specs, analysis, { hash, namespace }),
    metrics: specs.flatMap(metricsOf).map(spec => ({
      spec,
      phase: 'Running',
      measurements: [],
    })),
  };
}

/** Those of the Rollout first, then what the templates have for the others. */
function argsOf(
  specs: Array<Record<string, unknown>>,
  { args }: AnalysisReference,
  known: { hash: string; namespace: string },
): AnalysisRun['args'] {
  const given = new Map(
    (args ?? []).map(({ name = '', value, valueFrom }) => [
      name,
      value === undefined ? fromRollout(valueFrom, known) : String(value),
    ]),
  );
  const declared = specs.flatMap(({ args: all }) =>
    Array.isArray(all) ? (all as Array<{ name: string; value?: unknown }>) : [],
  );
  return declared.flatMap(({ name, value }) => {
    const text = given.get(name) ?? (value === undefined ? '' : String(value));
    return text ? [{ name, value: text }] : [];
  });
}

function fromRollout(
  valueFrom: unknown,
  { hash, namespace }: { hash: string; namespace: string },
): string | undefined {
  const { podTemplateHashValue, fieldRef } = (valueFrom ?? {}) as {
    podTemplateHashValue?: string;
    fieldRef?: { fieldPath?: string };
  };
  if (podTemplateHashValue === 'Latest') {
    return hash;
  }
  return fieldRef?.fieldPath === 'metadata.namespace' ? namespace : undefined;
}

/** A run after one more measurement of each of its metrics, and whether that ends it. */
export function measureRun(
  run: AnalysisRun,
  { isGood, now }: { isGood: boolean; now: string },
): AnalysisRun {
  if (run.phase !== 'Running' || run.metrics.length === 0) {
    return run;
  }
  const metrics = run.metrics.map(metric =>
    metric.phase === 'Running'
      ? measured(metric, run.args, { isGood, now })
      : metric,
  );
  const failed = metrics.find(({ phase }) => phase === 'Failed');
  if (failed) {
    const { name, failureLimit } = readAnalysisMetric(failed.spec);
    const failures = failuresOf(failed);
    return {
      ...run,
      phase: 'Failed',
      message: `Metric "${name}" assessed Failed due to failed (${failures}) > failureLimit (${failureLimit})`,
      metrics,
    };
  }
  const isDone = metrics.every(({ phase }) => phase === 'Successful');
  return { ...run, ...(isDone ? { phase: 'Successful' } : {}), metrics };
}

type Measured = AnalysisRun['metrics'][number];

function failuresOf({ measurements }: Measured): number {
  return measurements.filter(({ phase }) => phase === 'Failed').length;
}

function measured(
  metric: Measured,
  args: AnalysisRun['args'],
  { isGood, now }: { isGood: boolean; now: string },
): Measured {
  const spec = readAnalysisMetric(metric.spec);
  const next: Measured = {
    ...metric,
    measurements: [
      ...metric.measurements,
      {
        phase: isGood ? 'Successful' : 'Failed',
        value: spec.valueOf({
          args,
          isGood,
          index: metric.measurements.length,
        }),
        at: now,
      },
    ],
  };
  if (failuresOf(next) > spec.failureLimit) {
    return { ...next, phase: 'Failed' };
  }
  return spec.count !== undefined && next.measurements.length >= spec.count
    ? { ...next, phase: 'Successful' }
    : next;
}
