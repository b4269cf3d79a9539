import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  MAX_TRAIN_SERVICES,
  type TrainRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import { environmentName, parse, requestReason } from '../parseRequest';

const trainBody = z.strictObject({
  to: environmentName,
  entityRefs: z
    .array(z.string().min(1).max(512))
    .min(1)
    .max(MAX_TRAIN_SERVICES, {
      error: `must name ${MAX_TRAIN_SERVICES} services at most: promote the others in another train`,
    }),
  reason: requestReason.optional(),
});
const trainParams = z.object({ id: z.uuid() });

function toServiceRef(text: string): string {
  let ref;
  try {
    ref = parseEntityRef(text, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
  } catch {
    throw new InputError(
      `The request is not valid: ${JSON.stringify(text)} is not an entity ref`,
    );
  }
  return stringifyEntityRef(ref);
}

/** Body of a train and of its preview. */
export function parseTrainRequest(body: unknown): TrainRequest {
  const request = parse<TrainRequest>(trainBody, body);
  const entityRefs = request.entityRefs.map(toServiceRef);
  if (new Set(entityRefs).size < entityRefs.length) {
    throw new InputError(
      'The request is not valid: entityRefs names a service twice',
    );
  }
  return { ...request, entityRefs };
}

/** The train that a path names. */
export function parseTrainId(params: unknown): string {
  return parse(trainParams, params).id;
}
