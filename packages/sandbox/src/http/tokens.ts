import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * The token a request carries: as bearer, as GitHub's `token …`, or as the password of basic authentication.
 *
 * @internal
 */
export function tokenOf(request: IncomingMessage): string | undefined {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ', 2);
  if (!value) {
    return undefined;
  }
  if (scheme.toLowerCase() === 'basic') {
    const text = Buffer.from(value, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    // Some clients send the token as user name with an empty password.
    return text.slice(colon + 1) || text.slice(0, Math.max(0, colon));
  }
  return /^(bearer|token)$/i.test(scheme) ? value : undefined;
}

/**
 * User name of basic authentication, where there is one of harmless characters.
 *
 * @internal
 */
export function userOf(request: IncomingMessage): string | undefined {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ', 2);
  if (!value || scheme.toLowerCase() !== 'basic') {
    return undefined;
  }
  const [user] = Buffer.from(value, 'base64').toString('utf8').split(':');
  return /^[a-zA-Z0-9-]{1,39}$/.test(user) ? user : undefined;
}

/** Whether a request carries exactly this token. */
export function bearsToken(request: IncomingMessage, token: string): boolean {
  const given = tokenOf(request);
  return given !== undefined && sameText(given, token);
}

/** Compares two secrets in a time that tells nothing about them. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
