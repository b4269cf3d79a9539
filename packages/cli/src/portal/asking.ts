import { ResponseError } from '@backstage/errors';
import { NoResponseError } from '@stonegarden/backstage-plugin-delivery-common';
import { RefusedError, UsageError } from '../CliContext';

/**
 * Asks the portal, and says in a sentence why it does not answer or what it refuses.
 *
 * @param ifLost - what is known when the answer was lost, for requests that change something
 * @throws RefusedError when it may not be, UsageError when it cannot be asked
 * @internal
 */
export async function asking<T>(work: Promise<T>, ifLost?: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NoResponseError) {
      const what =
        error.kind === 'timeout'
          ? 'the portal did not answer in time'
          : 'the portal does not answer, or what answers at its address is something else';
      throw new UsageError(ifLost ? `${what}. ${ifLost}` : what);
    }
    if (!ResponseError.is(error)) {
      throw error;
    }
    const { message } = error.cause;
    switch (error.statusCode) {
      case 401:
        throw new UsageError('the portal does not know the token');
      case 403:
      case 409:
        throw new RefusedError(message);
      case 400:
      case 404:
        throw new UsageError(message);
      case 429:
        throw new UsageError(
          'the portal was asked too often within a minute; try again in one',
        );
      default:
        throw new UsageError(
          `the portal answered ${error.statusCode}: ${message}${
            ifLost ? ` ${ifLost}` : ''
          }`,
        );
    }
  }
}
