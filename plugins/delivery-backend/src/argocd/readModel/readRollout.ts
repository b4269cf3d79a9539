import { z } from 'zod';
import { type Rollout, rolloutSchema } from './rolloutSchema';

/** The Rollout in Argo CD's answer about a resource; undefined where there is none. */
export function readRollout(answer: unknown): Rollout | undefined {
  const manifest = z.object({ manifest: z.string() }).safeParse(answer);
  if (!manifest.success) {
    return undefined;
  }
  try {
    return rolloutSchema.parse(JSON.parse(manifest.data.manifest));
  } catch {
    return undefined;
  }
}
