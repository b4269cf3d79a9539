import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import express, { type ErrorRequestHandler } from 'express';
import request from 'supertest';
import { limitPreviews } from './limitPreviews';

describe('limitPreviews', () => {
  const start = () => {
    const app = express();
    app.use(
      limitPreviews({ httpAuth: mockServices.httpAuth(), perMinute: 3 }),
      (_request, response) => {
        response.json({ ok: true });
      },
    );
    // As Backstage's own error handler does.
    const toStatus: ErrorRequestHandler = (
      error,
      _request,
      response,
      _next,
    ) => {
      response.sendStatus(error.name === 'AuthenticationError' ? 401 : 500);
    };
    app.use(toStatus);
    return async (authorization: string, times: number) => {
      const answers = [];
      for (let index = 0; index < times; index += 1) {
        answers.push(
          await request(app).post('/').set('Authorization', authorization),
        );
      }
      return answers;
    };
  };
  const statuses = (answers: Array<{ status: number }>) =>
    answers.map(({ status }) => status);

  it('refuses what is too often with a sentence and when to come again, for each caller alone', async () => {
    const ask = start();
    const olga = mockCredentials.user.header('user:default/olga');
    const answers = await ask(olga, 4);
    expect(statuses(answers)).toEqual([200, 200, 200, 429]);
    const { body, headers } = answers[3];
    expect(body.error).toMatchObject({
      name: 'TooManyRequestsError',
      message: expect.stringContaining('more than 3 previews'),
    });
    expect(body.error).not.toHaveProperty('stack');
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);

    const rita = mockCredentials.user.header('user:default/rita');
    expect(statuses(await ask(rita, 1))).toEqual([200]);
    const service = mockCredentials.service.header();
    expect(statuses(await ask(service, 4))).toEqual([200, 200, 200, 429]);
  });

  it('lets nobody in who is not signed in', async () => {
    const [{ status }] = await start()(mockCredentials.none.header(), 1);
    expect(status).toBe(401);
  });
});
