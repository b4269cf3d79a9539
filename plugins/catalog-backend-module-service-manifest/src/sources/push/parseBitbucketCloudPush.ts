import { z } from 'zod';
import { repositoryIdentity } from '@stonegarden/repository-address';
import { commitName, Push } from './Push';

const state = z
  .object({
    type: z.string(),
    name: z.string(),
    target: z.object({ hash: z.string() }).nullish(),
  })
  .nullish();

const schema = z.object({
  push: z.object({
    changes: z.array(
      z.object({ old: state, new: state, forced: z.boolean().nullish() }),
    ),
  }),
  repository: z.object({
    full_name: z.string(),
    links: z.object({ html: z.object({ href: z.string() }) }),
  }),
});

/**
 * Reads a push event of Bitbucket Cloud: one for each branch that was pushed, without lists of files.
 *
 * @internal
 */
export function parseBitbucketCloudPush(payload: unknown): Push[] {
  const parsed = schema.safeParse(payload);
  const repository = parsed.success
    ? repositoryIdentity(parsed.data.repository.links.html.href)
    : undefined;
  if (!parsed.success || !repository) {
    return [];
  }
  return parsed.data.push.changes.flatMap(change => {
    const ref = change.new ?? change.old;
    return ref?.type === 'branch'
      ? [
          {
            repository,
            branch: ref.name,
            before: commitName(change.old?.target?.hash),
            after: commitName(change.new?.target?.hash),
            isForced: change.forced ?? undefined,
            isDeleted: !change.new,
          },
        ]
      : [];
  });
}
