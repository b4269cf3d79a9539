import { z } from 'zod';
import type { RepositoryAddress } from './RepositoryAddress';

const pushSchema = z.object({
  ref: z.string(),
  after: z.string().optional(),
  repository: z.object({
    full_name: z.string(),
    html_url: z.string().optional(),
    clone_url: z.string().optional(),
  }),
});

/**
 * Reads a push event of GitHub (or of a host that speaks like it).
 *
 * @returns undefined when it does not concern the branch at the address; else the commit it moved the branch to, where it says
 * @internal
 */
export function matchPush(
  payload: unknown,
  address: RepositoryAddress,
): { commit?: string } | undefined {
  const parsed = pushSchema.safeParse(payload);
  if (!parsed.success) {
    return undefined;
  }
  const { ref, after, repository } = parsed.data;
  const webAddress = repository.html_url ?? repository.clone_url;
  const isHost =
    webAddress === undefined ||
    (URL.canParse(webAddress) &&
      isSame(new URL(webAddress).host, address.host));
  const matches =
    isHost &&
    isSame(repository.full_name, address.fullName) &&
    ref === `refs/heads/${address.branch}`;
  return matches ? { commit: after } : undefined;
}

function isSame(a: string, b: string): boolean {
  return a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
}
