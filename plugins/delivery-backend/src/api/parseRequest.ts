import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  type ApprovalRequest,
  MAX_PRUNED_PER_REQUEST,
  MAX_SUMMARIES_PER_REQUEST,
  type OpenOverrideRequest,
  type PromotionRequest,
  type SyncRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';

/** What the catalog takes as a name, and what Kubernetes takes as one. */
const entityName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, {
  error: 'must be an entity name',
});
export const environmentName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
    error:
      'must be an environment name: small letters, digits and -, at most 63',
  });

const serviceParams = z.object({ namespace: entityName, name: entityName });
const environmentParams = z.object({ environment: environmentName });
const promotionParams = z.object({ id: z.uuid() });
/** Characters of what a person gives as a reason. */
export const MAX_REASON_LENGTH = 1000;
/** Why a person asks for something. */
export const requestReason = z.string().trim().min(1).max(MAX_REASON_LENGTH);
/** Bounds the time to what a number of milliseconds can say; app-config bounds it further. */
const MAX_OVERRIDE_MINUTES = 366 * 24 * 60;
const overrideFields = {
  gates: z
    .array(
      z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/, {
        error: 'must be the id of a gate',
      }),
    )
    .min(1)
    .max(50),
  reason: requestReason,
  minutes: z.number().int().min(1).max(MAX_OVERRIDE_MINUTES).optional(),
};
const promotionBody = z.strictObject({
  from: environmentName,
  to: environmentName,
  deployment: z.uuid().optional(),
  reason: requestReason.optional(),
  override: z.strictObject(overrideFields).optional(),
});
const previewBody = promotionBody.omit({ override: true });
/** SHA-1 or SHA-256. */
const commitHash = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, {
  error: 'must be the full hash of a commit',
});
const overrideBody = z.strictObject({ ...overrideFields, commit: commitHash });
const approvalBody = z.strictObject({
  commit: commitHash,
  reason: z.string().trim().max(MAX_REASON_LENGTH).optional(),
});
/** What Kubernetes takes as a group, a kind, a namespace or a name; who asks names what Argo CD itself has listed. */
const resourceText = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.:_-]{0,252}$/, {
  error: 'must be a name of Kubernetes',
});
const resources = z
  .array(
    z.strictObject({
      group: resourceText.optional(),
      kind: resourceText,
      namespace: resourceText.optional(),
      name: resourceText,
    }),
  )
  .min(1)
  .max(MAX_PRUNED_PER_REQUEST)
  .optional();
const syncBody = z
  .strictObject({ prune: resources, resources })
  .refine(({ prune, resources: selected }) => !(prune && selected), {
    error: 'prune and resources cannot be given together',
  });
const summariesBody = z.strictObject({
  entityRefs: z
    .array(z.string().min(1).max(512))
    .max(MAX_SUMMARIES_PER_REQUEST),
});

/** What a schema makes of a value; InputError with all that is wrong with it. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the body'}: ${message}`,
    );
    throw new InputError(`The request is not valid: ${problems.join('; ')}`);
  }
  return parsed.data;
}

/** Entity ref of the service that a path names. */
export function parseServiceRef(params: unknown): string {
  const { namespace, name } = parse(serviceParams, params);
  return stringifyEntityRef({ kind: 'component', namespace, name });
}

/** The environment that a path names. */
export function parseEnvironment(params: unknown): string {
  return parse(environmentParams, params).environment;
}

/** The promotion that a path names. */
export function parsePromotionId(params: unknown): string {
  return parse(promotionParams, params).id;
}

/** Body of a preview. */
export function parsePreviewRequest(body: unknown): PromotionRequest {
  return parse(previewBody, body);
}

/** Body of an override of gates of an open promotion. */
export function parseOverrideRequest(body: unknown): OpenOverrideRequest {
  return parse(overrideBody, body);
}

/** Body of a promotion. */
export function parsePromotionRequest(body: unknown): PromotionRequest {
  return parse(promotionBody, body);
}

/** Body of an approval. */
export function parseApprovalRequest(body: unknown): ApprovalRequest {
  return parse(approvalBody, body);
}

/** Body of a sync; without one it is a sync as the Application's own policy has it. */
export function parseSyncRequest(body: unknown): SyncRequest {
  return parse(syncBody, body ?? {});
}

/** Body of a request for summaries. */
export function parseEntityRefs(body: unknown): string[] {
  return parse(summariesBody, body).entityRefs;
}
