import { z } from 'zod';
import type { RepositoryAddress } from './RepositoryAddress';

const pushSchema = z.object({
  ref: z.string(),
  repository: z.object({
    full_name: z.string(),
    html_url: z.string().optional(),
    clone_url: z.string().optional(),
  }),
});

/**
 * Whether a push event of GitHub (or of a host that speaks like it) concerns the branch at an address.
 *
 * @internal
 */
export function matchesPush(
  payload: unknown,
  address: RepositoryAddress,
): boolean {
  const parsed = pushSchema.safeParse(payload);
  if (!parsed.success) {
    return false;
  }
  const { ref, repository } = parsed.data;
  const webAddress = repository.html_url ?? repository.clone_url;
  const isHost =
    webAddress === undefined ||
    (URL.canParse(webAddress) &&
      isSame(new URL(webAddress).host, address.host));
  return (
    isHost &&
    isSame(repository.full_name, address.fullName) &&
    ref === `refs/heads/${address.branch}`
  );
}

function isSame(a: string, b: string): boolean {
  return a.toLocaleLowerCase('en-US') === b.toLocaleLowerCase('en-US');
}
