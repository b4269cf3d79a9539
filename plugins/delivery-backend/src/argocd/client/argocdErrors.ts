import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  createReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { withoutAddresses } from './withoutAddresses';

/** An error status of Argo CD. Its message is for this package only: it may say too much. */
export class ArgocdResponseError extends Error {
  readonly status: number;
  /** gRPC code of the answer's body. */
  readonly code?: number;
  /** Argo CD's own words. */
  readonly detail: string;

  constructor(options: { status: number; code?: number; detail: string }) {
    super(`Argo CD answered ${options.status}`);
    this.name = 'ArgocdResponseError';
    this.status = options.status;
    this.code = options.code;
    this.detail = options.detail;
  }
}

/** An answer that cannot be used: too large, or not what the API gives. */
export class ArgocdProtocolError extends Error {
  override readonly name = 'ArgocdProtocolError';
}

/** Argo CD refuses the username and password that are configured. */
export class ArgocdLoginError extends Error {
  override readonly name = 'ArgocdLoginError';

  constructor() {
    super('Argo CD refuses the configured username and password');
  }
}

/** A call that was not made, as those before it had no answer. */
export class ArgocdNotAnsweringError extends Error {
  override readonly name = 'ArgocdNotAnsweringError';
  /** When the first of them failed. */
  readonly since: Date;
  /** Why the last of them failed. */
  override readonly cause: unknown;

  constructor(since: Date, cause: unknown) {
    super('Argo CD does not answer');
    this.since = since;
    this.cause = cause;
  }
}

/** Codes of OpenSSL and Node.js for a certificate that is not trusted, or is another server's. */
const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER))/;

function isCertificateError(error: unknown): boolean {
  const code = (error as { cause?: { code?: unknown } } | undefined)?.cause
    ?.code;
  return typeof code === 'string' && CERTIFICATE.test(code);
}

/** Whether a status is said by what stands before an Argo CD that is not there. */
export function isGatewayStatus(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

/** Whether a failed call means that the instance did not answer, rather than what it answered. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof ArgocdResponseError
    ? isGatewayStatus(error.status)
    : !(error instanceof ArgocdProtocolError);
}

/** Whether the instance does not take the token or the account that is configured. */
export function isAccountRefused(error: unknown): boolean {
  return (
    error instanceof ArgocdLoginError ||
    (error instanceof ArgocdResponseError &&
      (error.status === 401 || error.status === 403))
  );
}

/** Why an instance does not answer, without addresses and secrets. */
export function failureReason(error: unknown): Reason {
  if (error instanceof ArgocdResponseError) {
    return isAccountRefused(error)
      ? createReason('ArgocdTokenRefused', {})
      : createReason('ArgocdErrorStatus', { status: error.status });
  }
  if (error instanceof ArgocdProtocolError) {
    return createReason('ArgocdInvalidResponse', { detail: error.message });
  }
  if (error instanceof ArgocdLoginError) {
    return createReason('ArgocdLoginRefused', {});
  }
  if (error instanceof ArgocdNotAnsweringError) {
    return failureReason(error.cause);
  }
  if (isCertificateError(error)) {
    return createReason('ArgocdCertificateRefused', {});
  }
  const { name } = Object(error) as { name?: unknown };
  return name === 'TimeoutError' || name === 'AbortError'
    ? createReason('ArgocdTimedOut', {})
    : createReason('ArgocdConnectionFailed', {});
}

const quote = (detail: string) => withoutAddresses(detail, 300);

const PERMISSION_DENIED = 7;

/** What Argo CD said to a call that a person caused (`syncing shop-production`), in this suite's errors. */
export function toDomainError(
  error: unknown,
  instance: string,
  what: string,
): Error {
  if (error instanceof ArgocdNotAnsweringError) {
    return new ServiceUnavailableError(
      `Argo CD ${instance} has not answered since ${error.since.toISOString()}, so that it was not asked (${what}). ${
        failureReason(error).message
      } Ask again when it is back; nothing happened.`,
    );
  }
  if (!(error instanceof ArgocdResponseError)) {
    return new ServiceUnavailableError(
      `Argo CD ${instance} did not answer (${what}). ${
        failureReason(error).message
      } Ask again when it is back; nothing happens twice.`,
    );
  }
  const { status, code, detail } = error;
  if (/sync window/i.test(detail)) {
    return new ConflictError(
      `A sync window of Argo CD ${instance} is closed (${what}): ${quote(
        detail,
      )}. Wait until it opens, or ask who keeps the windows of the project.`,
    );
  }
  if (status === 401 || status === 403 || code === PERMISSION_DENIED) {
    return new NotAllowedError(
      `Argo CD ${instance} does not allow this portal's account to do it (${what}): ${quote(
        detail,
      )}. Ask the operators of the portal; your own rights are not in question.`,
    );
  }
  if (status === 404) {
    return new NotFoundError(
      `Argo CD ${instance} no longer has the application (${what}).`,
    );
  }
  if (status >= 500) {
    return new ServiceUnavailableError(
      `Argo CD ${instance} answered ${status} (${what}). Try again when it is back.`,
    );
  }
  return new ConflictError(
    `Argo CD ${instance} refused (${what}): ${quote(detail)}`,
  );
}

/** Whether Argo CD refused because an operation runs already. */
export function isOperationRunning(error: unknown): boolean {
  return (
    error instanceof ArgocdResponseError &&
    /another operation is already in progress/i.test(error.detail)
  );
}
