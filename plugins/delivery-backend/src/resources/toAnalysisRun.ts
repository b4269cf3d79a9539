import type {
  AnalysisMetric,
  AnalysisRun,
} from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import { withoutAddresses } from '../argocd/client/withoutAddresses';

const MAX_MEASUREMENTS = 50;
const MAX_METRICS = 20;
const MAX_MESSAGE = 500;
const MAX_VALUE = 100;
const MAX_CONDITION = 300;

const text = z.string().optional().catch(undefined);
const count = z.number().catch(0).default(0);
const resultSchema = z.object({
  name: z.string(),
  phase: text,
  message: text,
  successful: count,
  failed: count,
  inconclusive: count,
  error: count,
  measurements: z
    .array(
      z.object({
        phase: text,
        value: text,
        startedAt: text,
        finishedAt: text,
      }),
    )
    .nullish()
    .catch(undefined),
});
const runSchema = z.object({
  metadata: z.object({
    name: z.string(),
    creationTimestamp: text,
    labels: z.object({ 'rollout-type': text }).optional().catch(undefined),
  }),
  spec: z
    .object({
      args: z
        .array(z.object({ name: z.string(), value: text }))
        .nullish()
        .catch(undefined),
      metrics: z
        .array(z.object({ name: z.string(), successCondition: text }))
        .nullish()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  status: z
    .object({
      phase: text,
      message: text,
      startedAt: text,
      metricResults: z.array(resultSchema).nullish().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
/** Argo Rollouts' own words for what it has made a run for. */
const TYPES: Record<string, AnalysisRun['type']> = {
  Step: 'step',
  Background: 'background',
};
type Result = z.infer<typeof resultSchema>;

const messageOf = (message: string | undefined) =>
  message ? { message: withoutAddresses(message, MAX_MESSAGE) } : {};

function toMetric(
  { name, message, measurements, phase, ...counts }: Result,
  successCondition: string | undefined,
): AnalysisMetric {
  return {
    name,
    // It has none before its first measurement.
    phase: phase || 'Pending',
    successful: counts.successful,
    failed: counts.failed,
    inconclusive: counts.inconclusive,
    error: counts.error,
    ...(successCondition
      ? { successCondition: withoutAddresses(successCondition, MAX_CONDITION) }
      : {}),
    ...messageOf(message),
    measurements: (measurements ?? []).slice(-MAX_MEASUREMENTS).map(each => {
      const at = each.finishedAt ?? each.startedAt;
      return {
        ...(at ? { at } : {}),
        ...(each.value
          ? { value: withoutAddresses(each.value, MAX_VALUE) }
          : {}),
        phase: each.phase || 'Pending',
      };
    }),
  };
}

/** A condition with what its arguments stand for. One that is taken from a Secret has no value here, and stays a name. */
function withArguments(
  condition: string,
  args: Array<{ name: string; value?: string }> | null | undefined,
): string {
  return condition.replace(
    /\{\{\s*args\.([\w-]+)\s*\}\}/g,
    (all, name: string) => args?.find(each => each.name === name)?.value ?? all,
  );
}

/** An AnalysisRun of Argo Rollouts with its measurements, from its manifest; undefined for what is none. */
export function toAnalysisRun(manifest: unknown): AnalysisRun | undefined {
  const parsed = runSchema.safeParse(manifest);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  const conditions = new Map(
    (spec?.metrics ?? []).map(each => [
      each.name,
      each.successCondition && withArguments(each.successCondition, spec?.args),
    ]),
  );
  const results = status?.metricResults ?? [];
  const type = TYPES[metadata.labels?.['rollout-type'] ?? ''];
  // One that was not measured yet has no result.
  const awaited = (spec?.metrics ?? [])
    .filter(({ name }) => results.every(result => result.name !== name))
    .map(({ name }) => resultSchema.parse({ name }));
  return {
    name: metadata.name,
    ...(type ? { type } : {}),
    phase: status?.phase || 'Pending',
    ...messageOf(status?.message),
    ...(status?.startedAt ? { startedAt: status.startedAt } : {}),
    metrics: [...results, ...awaited]
      .slice(0, MAX_METRICS)
      .map(result => toMetric(result, conditions.get(result.name))),
  };
}
