import { mockServices } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import express, { ErrorRequestHandler } from 'express';
import request from 'supertest';
import { logFailures } from './logFailures';

const answer: ErrorRequestHandler = (error, _request, response, _next) => {
  response.status(409).json({ message: error.message });
};

function setUp() {
  const logger = mockServices.logger.mock();
  const app = express()
    .get('/services/:name', () => {
      throw new ConflictError('a gate says no');
    })
    .use(logFailures(logger), answer);
  return { app, logger };
}

describe('logFailures', () => {
  it('logs what failed under the id a person can quote, and passes the error on', async () => {
    const { app, logger } = setUp();
    await request(app)
      .get('/services/shop?token=secret')
      .set('X-Request-Id', '0123456789abcdef')
      .expect(409, { message: 'a gate says no' });
    expect(logger.info).toHaveBeenCalledWith(
      'Request 0123456789abcdef failed: GET /services/shop: ConflictError: a gate says no',
    );
  });

  it.each(['short', 'with spaces in it', 'x'.repeat(65)])(
    'repeats nothing that is not an id: %s',
    async id => {
      const { app, logger } = setUp();
      await request(app)
        .get('/services/shop')
        .set('X-Request-Id', id)
        .expect(409);
      expect(logger.info).not.toHaveBeenCalled();
    },
  );
});
