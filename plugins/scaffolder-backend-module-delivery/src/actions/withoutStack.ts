import { isError } from '@backstage/errors';

const REFUSALS = [
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ServiceUnavailableError',
];

/**
 * Runs an action so that what it refuses reads as its sentence. The scaffolder prints an error's stack into the log that
 * people read, and where in our code a refusal was made helps none of them.
 *
 * @internal
 */
export async function withoutStack<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isError(error) && REFUSALS.includes(error.name)) {
      error.stack = error.message;
    }
    throw error;
  }
}
