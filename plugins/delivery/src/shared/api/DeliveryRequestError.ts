/**
 * Why a request came to nothing.
 *
 * - `forbidden`, `not-found`, `refused`: the portal said no, and did nothing
 * - `unavailable`: the portal answered that a server behind it does not
 * - `failed`: the portal answered with an error of its own
 * - `timeout`, `network`: no answer; what became of a write is not known
 *
 * @public
 */
export type DeliveryRequestErrorKind =
  | 'forbidden'
  | 'not-found'
  | 'refused'
  | 'unavailable'
  | 'failed'
  | 'timeout'
  | 'network';

/**
 * A request to the portal that came to nothing. The message is the portal's own sentence for people, or empty
 * where there was no answer.
 *
 * @public
 */
export class DeliveryRequestError extends Error {
  readonly kind: DeliveryRequestErrorKind;
  /** Sent with the request as `X-Request-Id`: what a person quotes when asking for help. */
  readonly requestId: string;

  constructor(
    kind: DeliveryRequestErrorKind,
    message: string,
    requestId: string,
  ) {
    super(message);
    this.name = 'DeliveryRequestError';
    this.kind = kind;
    this.requestId = requestId;
  }

  /** Whether it is certain that a write did nothing. */
  get nothingChanged(): boolean {
    return ['forbidden', 'not-found', 'refused'].includes(this.kind);
  }
}

/**
 * Kind of an answered request, by its HTTP status.
 *
 * @internal
 */
export function kindOfStatus(status: number): DeliveryRequestErrorKind {
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
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
    case 'NotAllowedError':
    case 'AuthenticationError':
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
