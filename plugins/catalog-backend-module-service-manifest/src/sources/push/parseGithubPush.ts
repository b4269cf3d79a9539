import { z } from 'zod';
import { repositoryIdentity } from '@stonegarden/repository-address';
import { branchOf, commitName, pathsOf, Push } from './Push';

/** GitHub lists that many commits of a push at most. */
const MAX_COMMITS = 2048;

const paths = z.array(z.string()).nullish();

const schema = z.object({
  ref: z.string(),
  before: z.string().nullish(),
  after: z.string().nullish(),
  forced: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
  commits: z
    .array(z.object({ added: paths, modified: paths, removed: paths }))
    .nullish(),
  // Gitea says how many commits there are, since it lists some of them only; it does not say "forced".
  total_commits: z.number().nullish(),
  repository: z.object({
    full_name: z.string(),
    html_url: z.string().nullish(),
    clone_url: z.string().nullish(),
  }),
});

/**
 * Reads a push event of GitHub, Gitea or Forgejo: the latter two send what GitHub sends, and say that it is GitHub's.
 *
 * @internal
 */
export function parseGithubPush(payload: unknown): Push[] {
  const parsed = schema.safeParse(payload);
  if (!parsed.success) {
    return [];
  }
  const { ref, before, after, forced, deleted, commits, repository } =
    parsed.data;
  const branch = branchOf(ref);
  if (branch === undefined) {
    return [];
  }
  const address = repository.html_url ?? repository.clone_url;
  const identity = address ? repositoryIdentity(address) : undefined;
  if (address && !identity) {
    return [];
  }
  const listed = commits?.length ?? 0;
  const total =
    parsed.data.total_commits ?? (listed < MAX_COMMITS ? listed : Infinity);
  return [
    {
      repository: {
        ...(identity ? { host: identity.host } : {}),
        fullName: repository.full_name,
      },
      branch,
      before: commitName(before),
      after: commitName(after),
      isForced: forced ?? undefined,
      isDeleted: deleted ?? /^0+$/.test(after ?? ''),
      paths: pathsOf(commits, total),
    },
  ];
}
