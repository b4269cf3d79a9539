import type { CommitSummary } from '@stonegarden/backstage-plugin-delivery-common';
import { z } from 'zod';

/** Of a message; longer ones are cut off. */
const MAX_MESSAGE = 10_000;
const MAX_TITLE = 300;

const metadataSchema = z.object({
  author: z.string().optional().catch(undefined),
  date: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});

/** A commit as Argo CD's repository server tells it. Its author's address is left out. */
export function toCommit(
  id: string,
  metadata: unknown,
): (CommitSummary & { message: string }) | undefined {
  const parsed = metadataSchema.safeParse(metadata);
  const message = parsed.success ? parsed.data.message?.trim() : undefined;
  if (!parsed.success || !message) {
    return undefined;
  }
  const author = parsed.data.author?.replace(/\s*<[^>]*>\s*$/, '').trim();
  return {
    id,
    title: message.split('\n')[0].slice(0, MAX_TITLE),
    message: message.slice(0, MAX_MESSAGE),
    ...(author ? { author } : {}),
    ...(parsed.data.date ? { at: parsed.data.date } : {}),
  };
}
