import { MAX_LOG_LINES } from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';

/** Of one line; what comes after it is cut off. */
const MAX_LINE = 4_000;

const entrySchema = z.object({
  content: z.string().optional(),
  timeStampStr: z.string().optional().catch(undefined),
  last: z.boolean().optional().catch(undefined),
});

/** The lines of a log, oldest first. Its last entry only says that it has ended. */
export function toLogLines(entries: unknown[]): {
  lines: Array<{ at?: string; text: string }>;
  truncated: boolean;
} {
  const lines = entries.flatMap(entry => {
    const parsed = entrySchema.safeParse(entry);
    if (!parsed.success || parsed.data.last) {
      return [];
    }
    const { content = '', timeStampStr } = parsed.data;
    const at = timeStampStr && Date.parse(timeStampStr);
    return [
      {
        ...(at ? { at: new Date(at).toISOString() } : {}),
        text: content.slice(0, MAX_LINE),
      },
    ];
  });
  return {
    lines: lines.slice(-MAX_LOG_LINES),
    truncated: lines.length > MAX_LOG_LINES,
  };
}

const containers = z
  .array(z.object({ name: z.string() }))
  .nullish()
  .catch(undefined);
const podSchema = z.object({
  spec: z.object({
    containers,
    initContainers: containers,
    ephemeralContainers: containers,
  }),
});

/** Names of a pod's containers: its own in their order, then those that prepare it, then those that were added to look at it. */
export function readContainers(manifest: unknown): string[] {
  const parsed = podSchema.safeParse(manifest);
  if (!parsed.success) {
    return [];
  }
  const { spec } = parsed.data;
  return [spec.containers, spec.initContainers, spec.ephemeralContainers]
    .flatMap(some => some ?? [])
    .map(({ name }) => name);
}
