import { RepositoryAddress } from '@stonegarden/repository-address';
import { z } from 'zod';
import type { PullRequestEvents } from '../PullRequestEvent';
import { githubPullSchema, toPullRequest } from './toPullRequest';

const payloadSchema = z.object({
  pull_request: githubPullSchema,
  repository: z.object({ html_url: z.url() }),
});

/** The webhooks `pull_request` and `pull_request_review` of GitHub, as events-backend-module-github passes them on. */
export const githubPullRequestEvents: PullRequestEvents = {
  // A review that is taken back must not leave a promotion approved until it is looked at next.
  topics: ['github.pull_request', 'github.pull_request_review'],
  read({ eventPayload }) {
    const parsed = payloadSchema.safeParse(eventPayload);
    if (!parsed.success) {
      return undefined;
    }
    const { pull_request: pull, repository } = parsed.data;
    const { number, state, branch, mergeCommit } = toPullRequest(pull);
    try {
      return {
        repository: RepositoryAddress.parse(repository.html_url, {
          kind: 'github',
        }),
        number,
        state,
        branch,
        ...(mergeCommit === undefined ? {} : { mergeCommit }),
      };
    } catch {
      return undefined;
    }
  },
};
