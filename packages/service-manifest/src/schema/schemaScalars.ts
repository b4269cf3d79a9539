import { z } from 'zod';

// Each `error` completes the sentence "`field` is <value>: …" and says what would be right.

function text(pattern: RegExp, advice: string) {
  return z.string({ error: advice }).regex(pattern, { error: advice });
}

export const PRINTABLE = 'write it without control characters';

/** Without NUL and other characters that databases and terminals cannot handle; line breaks and tabs are allowed. */
export function isPrintable(value: string): boolean {
  return /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u.test(value);
}

/** Names of services and teams. They become parts of Kubernetes names, so they are short. */
export const slug = text(
  /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/,
  'write a name of at most 40 lowercase letters, digits and hyphens that begins with a letter, such as "audiobookshelf"',
);

const ENVIRONMENT_NAME =
  'write a name of at most 16 lowercase letters, digits and hyphens that begins with a letter, such as "production" ("base" and "components" are folders of kustomize and cannot be used)';

export const environmentName = text(
  /^(?!(?:base|components)$)[a-z]([a-z0-9-]{0,14}[a-z0-9])?$/,
  ENVIRONMENT_NAME,
);

export const kubernetesName = text(
  /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  'write a name of at most 63 lowercase letters, digits and hyphens, such as "audiobookshelf-dev"',
);

export const dnsName = z
  .string({ error: 'write a name such as "homelab"' })
  .max(253, { error: 'write a name of at most 253 characters' })
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, {
    error:
      'write a name of lowercase letters, digits, dots and hyphens, such as "homelab"',
  });

export const duration = text(
  /^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$/,
  'write a duration such as 100ms, 30s, 10m, 4h or 30d',
);

const QUANTITY = 'write a Kubernetes quantity such as 250m, 512Mi or 2';

export const quantity = z.union(
  [
    text(/^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/, QUANTITY),
    z.number().min(0),
  ],
  { error: QUANTITY },
);

export const dashboardPath = text(
  /^(?!\/)(?!.*\.\.)[A-Za-z0-9._/-]+\.json$/,
  'write the path of a .json file below the service\'s "monitoring" folder, such as "grafana/overview.json"',
);

export const alertsPath = text(
  /^(?!\/)(?!.*\.\.)[A-Za-z0-9._/-]+\.ya?ml$/,
  'write the path of a .yaml file below the service\'s "monitoring" folder, such as "prometheus/alerts.yaml"',
);

const AVAILABILITY = 'write a percentage such as 99.9%';

export const availability = z.union(
  [
    text(/^(100|[0-9]{1,2}(\.[0-9]{1,5})?)%$/, AVAILABILITY),
    z.number({ error: AVAILABILITY }).gt(0).lt(100),
  ],
  { error: AVAILABILITY },
);

export const throughput = text(
  /^[0-9]+(\.[0-9]+)? ?req\/(s|sec|min|h)$/,
  'write a rate such as "100 req/s" or "50 req/min"',
);

export const slackChannel = text(
  /^#?[a-z0-9][a-z0-9_-]{0,79}$/,
  'write a Slack channel such as "#team-media"',
);

export const slackChannelWithHash = text(
  /^#[a-z0-9][a-z0-9_-]{0,79}$/,
  'write a Slack channel with its "#" and in quotes, such as "#team-media"',
);

export const email = z.email({
  error: 'write an email address such as team@example.com',
});

export const webAddress = z.url({
  protocol: /^https?$/,
  error: 'write a web address such as https://oncall.example.com/team',
});

const DEPENDENCY =
  'write the name of a service such as "kafka", or its path such as "platform/data/postgres"';

/** A bare name, a layered path or an alias, with an optional kind in front. */
export const dependencyRef = text(
  /^([a-z]+:)?([a-z0-9][a-z0-9-]*\/)*[a-z0-9][a-z0-9-]*$/,
  DEPENDENCY,
).max(253, { error: DEPENDENCY });
