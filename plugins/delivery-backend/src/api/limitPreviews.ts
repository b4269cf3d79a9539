import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { serializeError } from '@backstage/errors';
import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';

const MINUTE_MS = 60_000;

/** Who asks, as the limit counts: people by their entity ref, services by their subject. */
async function callerOf(request: Request, httpAuth: HttpAuthService) {
  const { principal } = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  return principal.type === 'user'
    ? `user ${principal.userEntityRef}`
    : `service ${principal.subject}`;
}

/**
 * Refuses previews with 429 once a caller has asked for `perMinute` of them within a minute: each reads from the Git host, whose
 * limit all share. Every replica counts for itself, so that several together let through more.
 */
export function limitPreviews(options: {
  httpAuth: HttpAuthService;
  perMinute: number;
}): RequestHandler {
  const { httpAuth, perMinute } = options;
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    keyGenerator: request => callerOf(request, httpAuth),
    // Sets Retry-After by itself.
    handler: (request, response) => {
      const error = new Error(
        `You have asked for more than ${perMinute} previews of promotions within a minute. Wait a minute, and try again.`,
      );
      error.name = 'TooManyRequestsError';
      response.status(429).json({
        error: serializeError(error),
        request: { method: request.method, url: request.url },
        response: { statusCode: 429 },
      });
    },
  });
}
