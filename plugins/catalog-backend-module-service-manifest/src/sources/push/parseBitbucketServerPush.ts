import { z } from 'zod';
import { branchOf, commitName, Push } from './Push';

const schema = z.object({
  repository: z.object({
    slug: z.string(),
    project: z.object({ key: z.string() }),
  }),
  changes: z.array(
    z.object({
      ref: z.object({ id: z.string() }),
      fromHash: z.string().nullish(),
      toHash: z.string().nullish(),
      type: z.string(),
    }),
  ),
});

/**
 * Reads a push event of Bitbucket Data Center: one for each branch that was pushed, without lists of files and without
 * the host's address.
 *
 * @internal
 */
export function parseBitbucketServerPush(payload: unknown): Push[] {
  const parsed = schema.safeParse(payload);
  if (!parsed.success) {
    return [];
  }
  const { repository, changes } = parsed.data;
  return changes.flatMap(change => {
    const branch = branchOf(change.ref.id);
    return branch === undefined
      ? []
      : [
          {
            repository: {
              fullName: `${repository.project.key}/${repository.slug}`,
            },
            branch,
            before: commitName(change.fromHash),
            after: commitName(change.toHash),
            isDeleted: change.type === 'DELETE',
          },
        ];
  });
}
