import { z } from 'zod';
import { isCronSchedule, isTimeZone } from './cronSchedule';
import { duration, environmentName, isPrintable } from './schemaScalars';

const flag = z.boolean();

const words = (error: string) =>
  z
    .string({ error })
    .min(1, { error })
    .max(200, { error })
    .refine(isPrintable, { error });

const COUNT = 'write a whole number from 0 to 20';
const GROUP =
  'write the name of a group such as "release-managers", or its reference such as "group:default/release-managers"';
const PERCENT = 'write a percentage such as 20%';
const BOUND = 'write a number';
const CRON =
  'write when the freeze begins in five fields, as in a crontab: "0 18 * * FRI" is each Friday at 18:00';
const TIME_ZONE =
  'write the IANA name of a time zone, such as "Europe/Berlin" or "UTC"';
const LONGER = 'write a duration of more than nothing, such as 62h';

const someTime = duration.regex(/[1-9]/, { error: LONGER });

const freeze = z.object({
  cron: z
    .string({ error: CRON })
    .regex(/^\S+(\s+\S+){4}$/, { error: CRON })
    .refine(isCronSchedule, { error: CRON }),
  duration: someTime,
  timeZone: z
    .string({ error: TIME_ZONE })
    .refine(isTimeZone, { error: TIME_ZONE })
    .optional()
    .meta({ default: 'UTC' }),
  reason: words('write in one sentence why nothing is promoted then'),
});

const metric = z
  .object({
    name: words('write what is measured, such as "Error rate"'),
    query: z
      .string({ error: 'write a PromQL query' })
      .min(1, { error: 'write a PromQL query' })
      .max(2000, { error: 'write a query of at most 2000 characters' })
      .refine(isPrintable, { error: 'write it without control characters' }),
    max: z.number({ error: BOUND }).optional(),
    min: z.number({ error: BOUND }).optional(),
    environment: z
      .enum(['source', 'target'], { error: 'write source or target' })
      .optional()
      .meta({ default: 'source' }),
  })
  .refine(({ max, min }) => max !== undefined || min !== undefined, {
    error: 'write max, min or both',
  })
  .meta({ anyOf: [{ required: ['max'] }, { required: ['min'] }] });

const rule = z.object({
  environments: z
    .array(environmentName)
    .min(1, {
      error: 'write at least one environment, or leave it out for all',
    })
    .optional(),
  soak: duration.optional(),
  approvals: z
    .object({
      count: z
        .int({ error: COUNT })
        .min(0, { error: COUNT })
        .max(20, { error: COUNT })
        .optional()
        .meta({ default: 1 }),
      groups: z
        .array(
          z.string({ error: GROUP }).regex(
            // Names of the catalog: letters, digits, and - _ . between them.
            /^(?:group:)?(?:[A-Za-z0-9][A-Za-z0-9_.-]{0,62}\/)?[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/,
            { error: GROUP },
          ),
        )
        .max(20, { error: 'write at most 20 groups' })
        .optional(),
    })
    .optional(),
  freezes: z
    .array(freeze)
    .max(50, { error: 'write at most 50 freezes' })
    .optional(),
  dependenciesHealthy: flag.optional(),
  noIncident: flag.optional(),
  syncWindowOpen: flag.optional(),
  requiredChecks: flag.optional(),
  errorBudget: z
    .object({
      minRemaining: z
        .string({ error: PERCENT })
        .regex(/^(100|[0-9]{1,2}(\.[0-9]{1,3})?)%$/, { error: PERCENT }),
    })
    .optional(),
  metrics: z
    .array(metric)
    .max(20, { error: 'write at most 20 metrics' })
    .optional(),
  dangers: z
    .enum(['ignore', 'reason', 'block'], {
      error: 'write ignore, reason or block',
    })
    .optional(),
  direct: flag.optional(),
  autoOpen: flag.optional(),
});

/**
 * What a service asks of its promotions: `spec.promotion`.
 *
 * @internal
 */
export const promotionSchema = z.object({
  autoRollback: flag.optional(),
  rules: z
    .array(rule, { error: 'write a list of rules' })
    .max(50, { error: 'write at most 50 rules' })
    .optional(),
});
