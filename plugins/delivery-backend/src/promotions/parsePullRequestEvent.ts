import { z } from 'zod';

const payloadSchema = z.object({
  action: z.string(),
  pull_request: z.object({ number: z.number().int().positive() }),
  repository: z.object({ html_url: z.url(), full_name: z.string() }),
});

/**
 * Which pull request a `pull_request` webhook is about, as `host/owner/name` and number; undefined for what is none.
 * Nothing else of it is used, so a forged or late one can do no harm.
 */
export function parsePullRequestEvent(
  payload: unknown,
): { repository: string; number: number } | undefined {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) {
    return undefined;
  }
  const { pull_request: pull, repository } = parsed.data;
  return {
    repository: `${new URL(repository.html_url).host}/${repository.full_name}`,
    number: pull.number,
  };
}
