import { ConfigReader } from '@backstage/config';
import { readPullRequestConfig } from './readPullRequestConfig';

const read = (pullRequests?: object) =>
  readPullRequestConfig(
    new ConfigReader(
      pullRequests ? { delivery: { pullRequests: { ...pullRequests } } } : {},
    ),
  );

describe('readPullRequestConfig', () => {
  it('has labels and reviewers unless they are switched off', () => {
    expect(read()).toEqual({
      labels: ['promotion', 'promotion/{{environment}}'],
      rollbackLabels: ['rollback'],
      mergeMethod: 'merge',
      reviewers: true,
    });
    expect(
      read({ labels: [], rollbackLabels: ['way-back'], reviewers: false }),
    ).toMatchObject({
      labels: [],
      rollbackLabels: ['way-back'],
      reviewers: false,
    });
  });

  it('knows how to merge, and refuses what is no method', () => {
    expect(read({ mergeMethod: 'squash' }).mergeMethod).toBe('squash');
    expect(() => read({ mergeMethod: 'fast' })).toThrow(
      'delivery.pullRequests.mergeMethod is "fast": write one of merge, squash, rebase',
    );
  });
});
