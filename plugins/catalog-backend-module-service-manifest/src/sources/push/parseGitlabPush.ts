import { z } from 'zod';
import { repositoryIdentity } from '@stonegarden/repository-address';
import { branchOf, commitName, pathsOf, Push } from './Push';

const paths = z.array(z.string()).nullish();

const schema = z.object({
  object_kind: z.literal('push'),
  ref: z.string(),
  before: z.string().nullish(),
  after: z.string().nullish(),
  commits: z
    .array(z.object({ added: paths, modified: paths, removed: paths }))
    .nullish(),
  total_commits_count: z.number(),
  project: z.object({ web_url: z.string() }),
});

/**
 * Reads a push event of GitLab, which lists 20 commits at most and does not say whether history was rewritten.
 *
 * @internal
 */
export function parseGitlabPush(payload: unknown): Push[] {
  const parsed = schema.safeParse(payload);
  if (!parsed.success) {
    return [];
  }
  const { ref, before, after, commits, project, total_commits_count } =
    parsed.data;
  const branch = branchOf(ref);
  const repository = repositoryIdentity(project.web_url);
  return branch === undefined || !repository
    ? []
    : [
        {
          repository,
          branch,
          before: commitName(before),
          after: commitName(after),
          isDeleted: /^0+$/.test(after ?? ''),
          paths: pathsOf(commits, total_commits_count),
        },
      ];
}
