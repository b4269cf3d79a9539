import { createHmac, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { NotAllowedError } from '@backstage/errors';
import { sameText } from '../http/tokens';
import { Html, html } from './html';

const COOKIE = 'stonegarden_sandbox';
const FIELD = '_token';

/**
 * Guards forms: a hidden field that only fits the cookie that the same site has set.
 *
 * @internal
 */
export class FormGuard {
  readonly #key = randomBytes(32);

  /** The hidden field for a form of this answer; sets the cookie when the reader has none. */
  field(request: Request, response: Response): Html {
    let session = sessionOf(request);
    if (!session) {
      session = randomBytes(16).toString('hex');
      response.cookie(COOKIE, session, {
        httpOnly: true,
        sameSite: 'strict',
        path: '/',
      });
    }
    return html`<input
      type="hidden"
      name="${FIELD}"
      value="${this.#sign(session)}"
    />`;
  }

  /** `NotAllowedError` when a form was not sent from one of our own pages. */
  check(request: Request): void {
    const session = sessionOf(request);
    const given: unknown = request.body?.[FIELD];
    if (
      !session ||
      typeof given !== 'string' ||
      !sameText(given, this.#sign(session))
    ) {
      throw new NotAllowedError(
        'This form is out of date. Go back, load the page again and repeat.',
      );
    }
  }

  #sign(session: string): string {
    return createHmac('sha256', this.#key).update(session).digest('hex');
  }
}

function sessionOf(request: Request): string | undefined {
  const cookies = request.headers.cookie ?? '';
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([0-9a-f]{32})(?:;|$)`).exec(
    cookies,
  )?.[1];
}
