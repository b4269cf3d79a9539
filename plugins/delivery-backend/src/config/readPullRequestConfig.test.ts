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
      reviewers: true,
    });
    expect(
      read({ labels: [], rollbackLabels: ['way-back'], reviewers: false }),
    ).toEqual({ labels: [], rollbackLabels: ['way-back'], reviewers: false });
  });
});
