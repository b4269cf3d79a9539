import { parseAzurePush } from './parseAzurePush';
import { parseBitbucketCloudPush } from './parseBitbucketCloudPush';
import { parseBitbucketServerPush } from './parseBitbucketServerPush';
import { parseGithubPush } from './parseGithubPush';
import { parseGitlabPush } from './parseGitlabPush';
import type { Push } from './Push';

/** As the events modules of Backstage name them. Gitea has no such module: its events pass for GitHub's. */
const PARSERS: Record<string, (payload: unknown) => Push[]> = {
  'github.push': parseGithubPush,
  'gitea.push': parseGithubPush,
  'gitlab.push': parseGitlabPush,
  'bitbucketCloud.repo:push': parseBitbucketCloudPush,
  'bitbucketServer.repo:refs_changed': parseBitbucketServerPush,
  'azureDevOps.git.push': parseAzurePush,
};

/**
 * Topics of events about pushes.
 *
 * @internal
 */
export const PUSH_TOPICS = Object.keys(PARSERS);

/**
 * The pushes that an event tells of, to whatever repository; none when the event is of another form.
 *
 * @internal
 */
export function pushesIn(topic: string, payload: unknown): Push[] {
  return PARSERS[topic]?.(payload) ?? [];
}
