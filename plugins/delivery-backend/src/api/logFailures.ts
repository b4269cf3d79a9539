import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ErrorRequestHandler } from 'express';

/** What the portal's page sends and shows as a reference; anything else in the header is not repeated. */
const REQUEST_ID = /^[A-Za-z0-9-]{8,64}$/;

/**
 * Logs each failed request under the id that the person at the screen was shown, and passes the error on.
 */
export function logFailures(logger: LoggerService): ErrorRequestHandler {
  return (error, request, _response, next) => {
    const id = request.header('x-request-id');
    if (id && REQUEST_ID.test(id)) {
      const { name = 'Error', message = '' } = Object(error);
      logger.info(
        `Request ${id} failed: ${request.method} ${request.path}: ${name}: ${message}`,
      );
    }
    next(error);
  };
}
