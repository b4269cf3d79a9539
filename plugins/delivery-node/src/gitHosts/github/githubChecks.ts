import { z } from 'zod';
import type { CommitCheck } from '../PullRequests';

/** The combined commit statuses, the latest of each context. */
export const githubStatusesSchema = z.object({
  statuses: z.array(
    z.object({
      context: z.string(),
      state: z.string(),
      target_url: z.string().nullish(),
    }),
  ),
});

/** The check runs of a commit, the latest of each name. */
export const githubCheckRunsSchema = z.object({
  check_runs: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      conclusion: z.string().nullish(),
      html_url: z.string().nullish(),
    }),
  ),
});

/** How GitHub itself counts them: what was skipped or is neutral holds nothing back. */
const PASSED: readonly string[] = ['success', 'neutral', 'skipped'];

function runState(
  status: string,
  conclusion: string | null | undefined,
): CommitCheck['state'] {
  if (status !== 'completed' || !conclusion) {
    return 'pending';
  }
  return PASSED.includes(conclusion) ? 'passed' : 'failed';
}

function statusState(state: string): CommitCheck['state'] {
  switch (state) {
    case 'success':
      return 'passed';
    case 'pending':
      return 'pending';
    default:
      return 'failed';
  }
}

const link = (url: string | null | undefined) => (url ? { url } : {});

/** Statuses and check runs of a commit as one list. */
export function toCommitChecks(
  statuses: z.infer<typeof githubStatusesSchema>['statuses'],
  runs: z.infer<typeof githubCheckRunsSchema>['check_runs'],
): CommitCheck[] {
  return [
    ...statuses.map(({ context, state, target_url: url }) => ({
      name: context,
      state: statusState(state),
      ...link(url),
    })),
    ...runs.map(({ name, status, conclusion, html_url: url }) => ({
      name,
      state: runState(status, conclusion),
      ...link(url),
    })),
  ];
}
