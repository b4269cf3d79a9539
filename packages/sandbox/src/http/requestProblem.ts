/**
 * The status of an error that Express found in the request itself, such as a bad escape or a body that is too large;
 * undefined for all other errors.
 *
 * @internal
 */
export function requestProblem(error: unknown): number | undefined {
  const status =
    error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500
    ? status
    : undefined;
}
