import { z } from 'zod';

const answerSchema = z.object({ manifest: z.string() });

/** The manifest in Argo CD's answer about one resource; undefined when there is none that can be read. */
export function readManifest(answer: unknown): unknown {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) {
    return undefined;
  }
  try {
    return JSON.parse(parsed.data.manifest);
  } catch {
    return undefined;
  }
}
