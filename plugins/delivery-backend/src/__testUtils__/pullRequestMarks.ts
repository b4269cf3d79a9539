import type { PullRequestConfig } from '../config/readPullRequestConfig';
import type { OwnerReviewers } from '../promotions/OwnerReviewers';

/** Labels of pull requests, and one person who reviews them all. */
export const MARKS: {
  pullRequests: PullRequestConfig;
  reviewers: Pick<OwnerReviewers, 'of'>;
} = {
  pullRequests: {
    labels: ['promotion', 'promotion/{{environment}}'],
    rollbackLabels: ['rollback'],
    mergeMethod: 'merge',
    reviewers: true,
  },
  reviewers: { of: async () => ({ users: ['grace'], teams: [] }) },
};
