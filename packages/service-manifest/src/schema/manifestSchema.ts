import { z } from 'zod';
import {
  alertsPath,
  availability,
  dashboardPath,
  dependencyRef,
  dnsName,
  duration,
  email,
  environmentName,
  isPrintable,
  kubernetesName,
  PRINTABLE,
  quantity,
  slackChannel,
  slackChannelWithHash,
  slug,
  throughput,
  webAddress,
} from './schemaScalars';
import { helmReleaseSchema } from './helmReleaseSchema';
import { promotionSchema } from './promotionSchema';
import { rolloutSchema } from './rolloutSchema';

const flag = z.boolean();
const plainText = z
  .string({ error: 'write a string' })
  .refine(isPrintable, { error: PRINTABLE });

const resourceList = z.record(z.string(), quantity);

const PROMOTES_FROM =
  'write the names of one or more environments above it, such as [staging], or remove it';

const settings = {
  cluster: dnsName.optional().meta({ default: 'in-cluster' }),
  namespace: kubernetesName,
  autoSync: flag.optional().meta({ default: false }),
  promotesFrom: z
    .array(environmentName, { error: PROMOTES_FROM })
    .min(1, { error: PROMOTES_FROM })
    .optional(),
  replicas: z
    .int({ error: 'write a whole number of 0 or more' })
    .min(0, { error: 'write a whole number of 0 or more' })
    .optional(),
  resources: z
    .object({
      requests: resourceList.optional(),
      limits: resourceList.optional(),
    })
    .optional(),
  database: plainText.optional().meta({ examples: ['none', 'postgres'] }),
  ingress: plainText.optional().meta({ examples: ['none', 'envoy'] }),
  rollout: rolloutSchema.optional(),
};

const environmentSettings = z.object({
  ...settings,
  backup: z
    .union([z.boolean(), z.enum(['enabled', 'disabled'])], {
      error: 'write true or false',
    })
    .optional()
    .meta({ default: false }),
});

const namedEnvironment = environmentSettings.extend({ name: environmentName });

const ENVIRONMENTS =
  'write a list of environments, each with `name` and `namespace`, in promotion order';

const environments = z.union(
  [
    z.array(namedEnvironment).min(1, { error: ENVIRONMENTS }),
    z
      .record(environmentName, environmentSettings)
      .refine(map => Object.keys(map).length > 0, { error: ENVIRONMENTS })
      .meta({ minProperties: 1 }),
  ],
  { error: ENVIRONMENTS },
);

const percentile = z
  .number({ error: 'write a percentile such as 95' })
  .gt(0, { error: 'write a percentile above 0 and below 100, such as 95' })
  .lt(100, { error: 'write a percentile above 0 and below 100, such as 95' });

const latency = z.union(
  [
    duration,
    z.object({
      threshold: duration,
      percentile: percentile.optional().meta({ default: 95 }),
    }),
  ],
  {
    error:
      'write a duration such as 100ms, or {threshold: 100ms, percentile: 99}',
  },
);

const slaTargets = {
  availability: availability.optional(),
  throughput: throughput.optional(),
  rpo: duration.optional(),
  rto: duration.optional(),
  window: duration.optional().meta({ default: '30d' }),
};

const dependency = z.union(
  [
    dependencyRef,
    z.object({
      ref: dependencyRef,
      alias: slug.optional(),
      optional: flag.optional().meta({ default: false }),
    }),
  ],
  {
    error:
      'write the name of a service such as "kafka", or {ref: kafka, optional: true}',
  },
);

const metricName = z
  .string({ error: 'write the name of a metric' })
  .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, {
    error:
      'write the name of a Prometheus metric or label, such as "http_requests_total"',
  });

const monitoring = z.object({
  enabled: flag.optional().meta({ default: true }),
  dashboards: z.array(dashboardPath).optional(),
  alerts: z.array(alertsPath).optional(),
  metrics: z
    .object({
      requests: metricName.optional().meta({ default: 'http_requests_total' }),
      statusLabel: metricName.optional().meta({ default: 'status' }),
      durationHistogram: metricName
        .optional()
        .meta({ default: 'http_request_duration_seconds' }),
    })
    .optional(),
});

const security = z.object({
  networkPolicies: flag.optional().meta({ default: true }),
  podSecurityStandards: z
    .enum(['privileged', 'baseline', 'restricted'])
    .optional()
    .meta({ default: 'restricted' }),
  imageScanRequired: flag.optional().meta({ default: false }),
  secrets: z.array(dnsName).optional(),
});

const release = z.object({
  rollbackSafe: flag.optional().meta({ default: true }),
  helm: helmReleaseSchema.optional(),
});

const TEXT = 'write a string; put numbers and true/false in quotes';

const head = {
  kind: z.literal('Service', { error: 'write Service' }),
  metadata: z.object({
    name: slug,
    namespace: kubernetesName.optional().meta({ default: 'services' }),
    labels: z
      .record(
        z.string(),
        z
          .string({ error: TEXT })
          .max(63, { error: 'write a string of at most 63 characters' })
          .refine(isPrintable, { error: PRINTABLE }),
      )
      .optional(),
    annotations: z
      .record(
        z.string(),
        z.string({ error: TEXT }).refine(isPrintable, { error: PRINTABLE }),
      )
      .optional(),
  }),
};

const contacts = {
  team: slug,
  email: email.optional(),
  oncall: webAddress.optional(),
};

const commonSpec = {
  description: plainText.optional(),
  aliases: z.array(slug).optional(),
  dependencies: z.array(dependency).optional(),
  monitoring: monitoring.optional(),
  security: security.optional(),
  release: release.optional(),
  promotion: promotionSchema.optional(),
};

/**
 * The schema of service.yaml (v1alpha1), the one source for validation, types and the JSON Schema.
 * Keys it does not know are allowed; `findUnknownFields` reports them as warnings.
 *
 * @public
 */
export const serviceManifestSchema = z.object({
  apiVersion: apiVersion('v1alpha1'),
  ...head,
  spec: z.object({
    ...commonSpec,
    owner: z.object({ ...contacts, slack: slackChannel.optional() }),
    environments,
    sla: z.object({ ...slaTargets, latency: latency.optional() }).optional(),
  }),
});

/**
 * The schema of service.yaml in v1beta1: the same fields, each with one notation only.
 *
 * @public
 */
export const serviceManifestV1beta1Schema = z.object({
  apiVersion: apiVersion('v1beta1'),
  ...head,
  spec: z.object({
    ...commonSpec,
    owner: z.object({
      ...contacts,
      slack: slackChannelWithHash.optional(),
    }),
    environments: z
      .array(
        z.object({
          name: environmentName,
          ...settings,
          backup: flag.optional().meta({ default: false }),
        }),
        { error: ENVIRONMENTS },
      )
      .min(1, { error: ENVIRONMENTS }),
    sla: z
      .object({
        ...slaTargets,
        latency: z
          .object(
            { threshold: duration, percentile },
            { error: 'write {threshold: 100ms, percentile: 95}' },
          )
          .optional(),
      })
      .optional(),
  }),
});

function apiVersion(version: string) {
  return z
    .string()
    .regex(new RegExp(`^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\\/${version}$`), {
      error: 'write a known version, v1alpha1 or v1beta1',
    });
}

/**
 * A service.yaml as written, before normalization.
 *
 * @public
 */
export type ServiceManifestDocument = z.infer<typeof serviceManifestSchema>;

/** @internal */
export type EnvironmentSettings = z.infer<typeof environmentSettings>;
