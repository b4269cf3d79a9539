import type {
  PodLogQuery,
  RefreshRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';
import { parse } from '../parseRequest';

/** What Kubernetes takes as the name of a pod: labels of DNS with dots between them. */
const podName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/,
    {
      error: 'must be the name of a pod',
    },
  );
const containerName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
    error: 'must be the name of a container',
  });
const logQuery = z.strictObject({
  pod: podName,
  container: containerName.optional(),
  previous: z
    .enum(['true', 'false'])
    .transform(value => value === 'true')
    .optional(),
});
const refreshBody = z.strictObject({ type: z.enum(['normal', 'hard']) });

/** Which log is asked for. */
export function parsePodLogQuery(query: unknown): PodLogQuery {
  return parse(logQuery, query);
}

/** Body of a request to look at an environment again. */
export function parseRefreshRequest(body: unknown): RefreshRequest {
  return parse(refreshBody, body);
}
