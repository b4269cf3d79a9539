import type { RequestHandler } from 'express';

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/**
 * Refuses requests that name another host: a web page elsewhere could otherwise reach the sandbox through a name that
 * resolves to this machine.
 *
 * @internal
 */
export const loopbackOnly: RequestHandler = (request, response, next) => {
  if (LOOPBACK_HOST.test(request.headers.host ?? '')) {
    next();
  } else {
    response.status(421).json({
      message: 'The sandbox answers only on 127.0.0.1 and localhost',
    });
  }
};
