import { z } from 'zod';
import { repositoryIdentity } from '@stonegarden/repository-address';
import { branchOf, commitName, Push } from './Push';

const schema = z.object({
  eventType: z.literal('git.push'),
  resource: z.object({
    refUpdates: z.array(
      z.object({
        name: z.string(),
        oldObjectId: z.string().nullish(),
        newObjectId: z.string().nullish(),
      }),
    ),
    repository: z.object({ remoteUrl: z.string() }),
  }),
});

/**
 * Reads a push event of Azure DevOps: one for each branch that was pushed, without lists of files.
 *
 * @internal
 */
export function parseAzurePush(payload: unknown): Push[] {
  const parsed = schema.safeParse(payload);
  const repository = parsed.success
    ? repositoryIdentity(parsed.data.resource.repository.remoteUrl)
    : undefined;
  if (!parsed.success || !repository) {
    return [];
  }
  return parsed.data.resource.refUpdates.flatMap(update => {
    const branch = branchOf(update.name);
    return branch === undefined
      ? []
      : [
          {
            repository,
            branch,
            before: commitName(update.oldObjectId),
            after: commitName(update.newObjectId),
            isDeleted: /^0+$/.test(update.newObjectId ?? ''),
          },
        ];
  });
}
