import type { Reason } from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';

const reasonSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
  message: z.string(),
  changesAt: z.string().optional(),
});

/**
 * The reason that stands in an error of the portal; undefined where there is none.
 *
 * @internal
 */
export function readReason(value: unknown): Reason | undefined {
  const { data } = reasonSchema.safeParse(value);
  // Code and parameters belong together, as the portal made them.
  return data as Reason | undefined;
}
