import { isError } from '@backstage/errors';

/** GitHub answers 404 for what a token may not see, and others do the same. */
const ACCESS_REFUSALS: ReadonlySet<string> = new Set([
  'NotAllowedError',
  'NotFoundError',
]);
const REFUSALS: ReadonlySet<string> = new Set([
  ...ACCESS_REFUSALS,
  'ConflictError',
  'InputError',
]);

function hasName(error: unknown, names: ReadonlySet<string>): error is Error {
  return isError(error) && names.has(error.name);
}

/**
 * Whether a Git host says that something is not there; the configured token may not see it, as well.
 *
 * @public
 */
export function isMissing(error: unknown): error is Error {
  return isError(error) && error.name === 'NotFoundError';
}

/**
 * Whether a Git host says that something is not there, or that the configured token may not see or do it; which of the two
 * cannot be told.
 *
 * @public
 */
export function isAccessRefusal(error: unknown): error is Error {
  return hasName(error, ACCESS_REFUSALS);
}

/**
 * Whether a Git host understood a request and refused it, so that nothing was done.
 *
 * @public
 */
export function isHostRefusal(error: unknown): error is Error {
  return hasName(error, REFUSALS);
}

/**
 * Whether a Git host did not answer, or not in a form that says yes or no. A write may have been done all the same.
 *
 * @public
 */
export function isHostOutage(error: unknown): error is Error {
  return isError(error) && error.name === 'ServiceUnavailableError';
}

/**
 * Whether an error is a Git host's refusal or outage. Its message is written for people and holds no secrets.
 *
 * @public
 */
export function isHostError(error: unknown): error is Error {
  return isHostRefusal(error) || isHostOutage(error);
}
