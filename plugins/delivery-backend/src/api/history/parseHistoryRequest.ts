import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type {
  DeploymentQuery,
  DoraQuery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import type { PageRequest } from './HistoryApi';

export const MAX_PAGE = 500;
const DEFAULT_PAGE = 100;
const MAX_TEXT = 100;
const DAY_MS = 24 * 60 * 60_000;
/** Three years: the most days that DORA metrics are asked for. */
const MAX_DAYS = 3 * 366;

/** A ref in full and in lower case, of an entity of one kind. */
const entityRef = (kind: string) =>
  z
    .string()
    .min(1)
    .max(512)
    .transform((text, context) => {
      try {
        const ref = parseEntityRef(text, {
          defaultKind: kind,
          defaultNamespace: 'default',
        });
        if (ref.kind.toLocaleLowerCase('en-US') === kind) {
          return stringifyEntityRef(ref);
        }
      } catch {
        // It is said below.
      }
      context.addIssue(`must be the ref of an entity of kind ${kind}`);
      return z.NEVER;
    });

/** As times are recorded. */
const time = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 time' })
  .transform(text => new Date(text).toISOString());

/** Given once or several times. */
const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    value => (typeof value === 'string' ? [value] : value),
    z.array(item).min(1).max(50),
  );

const environmentName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
    error: 'must be an environment name',
  });

const scope = {
  service: entityRef('component').optional(),
  team: entityRef('group').optional(),
};

const deploymentQuery = {
  ...scope,
  environments: list(environmentName).optional(),
  causes: list(
    z.enum([
      'promotion',
      'rollback',
      'emergency-rollback',
      'outside-git',
      'git',
    ]),
  ).optional(),
  outcomes: list(z.enum(['succeeded', 'failed'])).optional(),
  rolledBack: z
    .enum(['true', 'false'])
    .transform(text => text === 'true')
    .optional(),
  since: time.optional(),
  until: time.optional(),
  text: z.string().trim().max(MAX_TEXT).optional(),
  countedIn: z
    .enum(['deployments', 'failures', 'leadTime', 'restore'])
    .optional(),
};

const pageSchema = z.strictObject({
  ...deploymentQuery,
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE),
  cursor: z.string().max(512).optional(),
});

const exportSchema = z.strictObject({
  ...deploymentQuery,
  format: z.enum(['csv', 'json']),
});

const doraSchema = z
  .strictObject({
    ...scope,
    since: time,
    until: time,
    bucket: z.enum(['day', 'week', 'month']),
  })
  .refine(({ since, until }) => since < until, {
    error: 'must be later than since',
    path: ['until'],
  })
  .refine(
    ({ since, until }) =>
      Date.parse(until) - Date.parse(since) <= MAX_DAYS * DAY_MS,
    { error: `must be at most ${MAX_DAYS} days after since`, path: ['until'] },
  );

const idSchema = z.strictObject({ id: z.uuid() });

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the query'}: ${message}`,
    );
    throw new InputError(`The request is not valid: ${problems.join('; ')}`);
  }
  return parsed.data;
}

/** What a page of deployments is asked with. */
export function parsePageRequest(query: unknown): {
  query: DeploymentQuery;
  page: PageRequest;
} {
  const { limit, cursor, ...rest } = parse(pageSchema, query);
  return { query: rest, page: { limit, ...(cursor ? { cursor } : {}) } };
}

/** What an export is asked with. */
export function parseExportRequest(query: unknown): {
  query: DeploymentQuery;
  format: 'csv' | 'json';
} {
  const { format, ...rest } = parse(exportSchema, query);
  return { query: rest, format };
}

/** What DORA metrics are asked with. */
export function parseDoraRequest(query: unknown): DoraQuery {
  return parse(doraSchema, query);
}

/** The deployment that a path names. */
export function parseDeploymentId(params: unknown): string {
  return parse(idSchema, params).id;
}
