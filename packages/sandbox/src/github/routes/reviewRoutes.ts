import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { GitHost } from '../../host/GitHost';
import type { PullRequestReview } from '../../host/HostState';
import { PORTAL } from '../../host/people';
import { unprocessable } from '../GithubError';
import { pullJson, teamJson } from '../json/pullJson';
import { userJson } from '../json/repositoryJson';
import { reviewJson } from '../json/reviewJson';
import { readBody, sendPage } from '../respond';
import { pullOf } from './pullRoutes';

const names = z.array(z.string()).default([]);
const newReviewers = z.object({ reviewers: names, team_reviewers: names });

const REVIEW_STATES = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
} as const;
const newReview = z.object({
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']),
  body: z.string().default(''),
  commit_id: z.string().optional(),
});

/** GitHub's rule for logins; everybody who has one works on the repository. */
const LOGIN = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i;

/**
 * Who is asked to review pull requests, and what they said.
 *
 * @internal
 */
export function reviewRoutes(host: GitHost): Router {
  const router = PromiseRouter();

  router.get('/pulls/:number/requested_reviewers', (request, response) => {
    const pull = pullOf(host, request);
    response.json({
      users: pull.reviewers.map(login => userJson(host, login)),
      teams: pull.teamReviewers.map(slug => teamJson(host, slug)),
    });
  });

  router.post(
    '/pulls/:number/requested_reviewers',
    async (request, response) => {
      const pull = pullOf(host, request);
      const body = readBody(request, 'PullRequest', newReviewers);
      // One that cannot be asked makes GitHub refuse all of them; by its description without a word.
      const everyone = [...body.reviewers, ...body.team_reviewers];
      if (
        body.reviewers.includes(pull.author) ||
        !everyone.every(name => LOGIN.test(name))
      ) {
        response.status(422).end();
        return;
      }
      pull.reviewers = [...new Set([...pull.reviewers, ...body.reviewers])];
      pull.teamReviewers = [
        ...new Set([...pull.teamReviewers, ...body.team_reviewers]),
      ];
      await host.state.save();
      response.status(201).json(pullJson(host, pull));
    },
  );

  router.get('/pulls/:number/reviews', (request, response) => {
    const { number } = pullOf(host, request);
    const reviews = host.state.value.reviews.filter(
      ({ pull }) => pull === number,
    );
    const json = reviews.map(review => reviewJson(host, review));
    sendPage(request, response, host.baseUrl, json);
  });

  router.post('/pulls/:number/reviews', async (request, response) => {
    const pull = pullOf(host, request);
    const { event, body, commit_id } = readBody(
      request,
      'PullRequestReview',
      newReview,
    );
    if (event !== 'COMMENT' && pull.author === PORTAL.login) {
      throw unprocessable(
        event === 'APPROVE'
          ? 'Can not approve your own pull request'
          : 'Can not request changes on your own pull request',
      );
    }
    const review: PullRequestReview = {
      id: host.state.value.nextId++,
      pull: pull.number,
      author: PORTAL.login,
      state: REVIEW_STATES[event],
      body,
      commit: commit_id ?? pull.head.sha,
      submittedAt: host.now().toISOString(),
    };
    host.state.value.reviews.push(review);
    await host.state.save();
    response.json(reviewJson(host, review));
  });

  return router;
}
