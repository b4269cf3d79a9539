import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { GitHost } from '../../host/GitHost';
import { pullJson, teamJson } from '../json/pullJson';
import { userJson } from '../json/repositoryJson';
import { readBody } from '../respond';
import { pullOf } from './pullRoutes';

const names = z.array(z.string()).default([]);
const newReviewers = z.object({ reviewers: names, team_reviewers: names });

/** GitHub's rule for logins; everybody who has one works on the repository. */
const LOGIN = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i;

/**
 * Who is asked to review pull requests.
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

  return router;
}
