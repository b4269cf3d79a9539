import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { GitHost } from '../../host/GitHost';
import { PORTAL } from '../../host/people';
import { notFound } from '../GithubError';
import { commentJson, labelJson } from '../json/pullJson';
import { readBody, sendPage } from '../respond';
import { pullOf } from './pullRoutes';

const newComment = z.object({ body: z.string().min(1).max(65_536) });
const newLabels = z.union([
  z.object({ labels: z.array(z.string().min(1).max(50)).min(1) }),
  z.array(z.string().min(1).max(50)).min(1),
]);

/**
 * What GitHub keeps at the issue behind a pull request: comments and labels.
 *
 * @internal
 */
export function issueRoutes(host: GitHost): Router {
  const router = PromiseRouter();
  const { state } = host;

  router.get('/issues/:number/comments', (request, response) => {
    const { number } = pullOf(host, request);
    const comments = state.value.comments.filter(it => it.issue === number);
    const json = comments.map(comment => commentJson(host, comment));
    sendPage(request, response, host.baseUrl, json);
  });

  router.post('/issues/:number/comments', async (request, response) => {
    const { number } = pullOf(host, request);
    const { body } = readBody(request, 'IssueComment', newComment);
    const time = host.now().toISOString();
    const comment = {
      id: state.value.nextId++,
      issue: number,
      author: PORTAL.login,
      body,
      createdAt: time,
      updatedAt: time,
    };
    state.value.comments.push(comment);
    await state.save();
    response.status(201).json(commentJson(host, comment));
  });

  router.patch('/issues/comments/:id', async (request, response) => {
    const { body } = readBody(request, 'IssueComment', newComment);
    const comment = state.value.comments.find(
      it => String(it.id) === request.params.id,
    );
    if (!comment) {
      throw notFound();
    }
    comment.body = body;
    comment.updatedAt = host.now().toISOString();
    await state.save();
    response.json(commentJson(host, comment));
  });

  router.get('/issues/:number/labels', (request, response) => {
    const json = pullOf(host, request).labels.map(label =>
      labelJson(host, label),
    );
    sendPage(request, response, host.baseUrl, json);
  });

  router.post('/issues/:number/labels', async (request, response) => {
    const pull = pullOf(host, request);
    const body = readBody(request, 'Label', newLabels);
    const added = Array.isArray(body) ? body : body.labels;
    pull.labels = [...new Set([...pull.labels, ...added])];
    await state.save();
    response.json(pull.labels.map(label => labelJson(host, label)));
  });

  return router;
}
