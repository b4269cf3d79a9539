import { NotFoundError } from '@backstage/errors';

/** One answer for a service that is not there and for one that the caller may not see, so that nobody can tell them apart. */
export function unknownService(entityRef: string): NotFoundError {
  return new NotFoundError(`${entityRef} is not a known service`);
}
