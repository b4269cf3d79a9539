import type { Reason } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Why a request came to nothing.
 *
 * - `unauthenticated`, `forbidden`, `not-found`, `refused`: the portal said no, and did nothing
 * - `throttled`: the person asked too often within a minute; the portal did nothing
 * - `unavailable`: the portal answered that a server behind it does not
 * - `failed`: the portal answered with an error of its own
 * - `timeout`, `network`: no answer; what became of a write is not known
 *
 * @public
 */
export type DeliveryRequestErrorKind =
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'refused'
  | 'throttled'
  | 'unavailable'
  | 'failed'
  | 'timeout'
  | 'network';

/**
 * A request to the portal that came to nothing. The message is the portal's own sentence for people, or empty
 * where there was no answer or it had no words.
 *
 * @public
 */
export class DeliveryRequestError extends Error {
  readonly kind: DeliveryRequestErrorKind;
  /** Sent with the request as `X-Request-Id`, or the id of the scaffolder task: what a person quotes when asking for help. */
  readonly requestId: string;
  /** HTTP status of the answer; undefined where there was none, and for the step of a task. */
  readonly status?: number;
  /** Name of the permission that is missing, where it is another one than that of the call itself. */
  readonly permission?: string;
  /** The same as the message, for pages to say in the viewer's language; left out where the portal gave no more than words. */
  readonly reason?: Reason;

  constructor(
    kind: DeliveryRequestErrorKind,
    message: string,
    requestId: string,
    details: { status?: number; permission?: string; reason?: Reason } = {},
  ) {
    super(message);
    this.name = 'DeliveryRequestError';
    this.kind = kind;
    this.requestId = requestId;
    this.status = details.status;
    this.permission = details.permission;
    this.reason = details.reason;
  }

  /** Whether it is certain that a write did nothing. */
  get nothingChanged(): boolean {
    return [
      'unauthenticated',
      'forbidden',
      'not-found',
      'refused',
      'throttled',
    ].includes(this.kind);
  }
}

/**
 * Kind of an answered request, by its HTTP status.
 *
 * @internal
 */
export function kindOfStatus(status: number): DeliveryRequestErrorKind {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'throttled';
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  if (status >= 400 && status < 500) return 'refused';
  return 'failed';
}

/**
 * Kind of a failed scaffolder task, by the name of the error its step ended with.
 *
 * @internal
 */
export function kindOfErrorName(name?: string): DeliveryRequestErrorKind {
  switch (name) {
    case 'AuthenticationError':
      return 'unauthenticated';
    case 'NotAllowedError':
      return 'forbidden';
    case 'NotFoundError':
      return 'not-found';
    case 'ConflictError':
    case 'InputError':
      return 'refused';
    case 'ServiceUnavailableError':
      return 'unavailable';
    default:
      return 'failed';
  }
}
