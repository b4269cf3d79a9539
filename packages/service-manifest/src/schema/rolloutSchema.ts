import { z } from 'zod';
import { duration } from './schemaScalars';

const WEIGHT = 'write a whole number from 0 to 100, in percent';
const PAUSE = 'write {duration: 10m}, or {} to wait until someone resumes';
const BUILT_IN_SHARES = ['success-rate', 'error-rate'];
const BUILT_IN = [...BUILT_IN_SHARES, 'latency-p95', 'latency-p99'];

const step = z
  .looseObject({
    setWeight: z
      .int({ error: WEIGHT })
      .min(0, { error: WEIGHT })
      .max(100, { error: WEIGHT })
      .optional(),
    pause: z
      .object(
        {
          duration: z
            .union([duration, z.int().min(0)], {
              error:
                'write a duration such as 10m, or a whole number of seconds',
            })
            .optional(),
        },
        { error: PAUSE },
      )
      .nullable()
      .optional(),
  })
  .refine(value => Object.keys(value).length === 1, {
    error: `write one thing per step, \`setWeight: 10\` or \`pause: {duration: 10m}\``,
  })
  .meta({ minProperties: 1, maxProperties: 1 });

const metric = z
  .object({
    name: z.string(),
    threshold: z.number(),
    comparator: z.enum(['>=', '<=', '>', '<']).optional(),
    unit: z.enum(['percent', 'ratio', 'ms', 's', 'count']).optional(),
    query: z.string().optional(),
    interval: duration.optional().meta({ default: '1m' }),
    failureLimit: z
      .int({ error: 'write a whole number of 0 or more' })
      .min(0, { error: 'write a whole number of 0 or more' })
      .optional()
      .meta({ default: 2 }),
  })
  .superRefine((value, context) => {
    const isShare = BUILT_IN_SHARES.includes(value.name);
    if (isShare && (value.threshold < 1 || value.threshold > 100)) {
      context.addIssue({
        code: 'custom',
        path: ['threshold'],
        message: 'write a percentage from 1 to 100, such as 95',
      });
    }
    if (!BUILT_IN.includes(value.name)) {
      for (const key of ['query', 'comparator'] as const) {
        if (value[key] === undefined) {
          context.addIssue({
            code: 'custom',
            path: [key],
            message: `write one, because "${
              value.name
            }" is not one of the built-in metrics (${BUILT_IN.join(', ')})`,
          });
        }
      }
    }
  })
  .meta({
    allOf: [
      {
        if: { properties: { name: { enum: BUILT_IN_SHARES } } },
        then: { properties: { threshold: { minimum: 1, maximum: 100 } } },
      },
      {
        if: { not: { properties: { name: { enum: BUILT_IN } } } },
        then: { required: ['query', 'comparator'] },
      },
    ],
  });

/**
 * How an environment rolls out a new Release; steps pass through to Argo Rollouts.
 *
 * @internal
 */
export const rolloutSchema = z.object({
  strategy: z.enum(['rolling', 'canary', 'blueGreen']),
  steps: z.array(step).optional(),
  analysis: z
    .object({
      metrics: z
        .array(metric)
        .min(1, { error: 'write at least one metric' })
        .optional(),
    })
    .optional(),
});
