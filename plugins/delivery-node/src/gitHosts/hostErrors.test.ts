import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  isAccessRefusal,
  isHostError,
  isHostOutage,
  isHostRefusal,
  isMissing,
} from './hostErrors';

describe('errors of a Git host', () => {
  it.each<
    [string, unknown, { access: boolean; refusal: boolean; outage: boolean }]
  >([
    [
      'a token that may not',
      new NotAllowedError('no'),
      { access: true, refusal: true, outage: false },
    ],
    [
      'what is not there, or may not be seen',
      new NotFoundError('no'),
      { access: true, refusal: true, outage: false },
    ],
    [
      'a conflict',
      new ConflictError('no'),
      { access: false, refusal: true, outage: false },
    ],
    [
      'an input that was refused',
      new InputError('no'),
      { access: false, refusal: true, outage: false },
    ],
    [
      'no answer',
      new ServiceUnavailableError('no'),
      { access: false, refusal: false, outage: true },
    ],
    [
      'a bug',
      new TypeError('no'),
      { access: false, refusal: false, outage: false },
    ],
    [
      'something that is not an error',
      'NotFoundError',
      { access: false, refusal: false, outage: false },
    ],
  ])('are told apart: %s', (_, error, { access, refusal, outage }) => {
    expect(isAccessRefusal(error)).toBe(access);
    expect(isHostRefusal(error)).toBe(refusal);
    expect(isHostOutage(error)).toBe(outage);
    expect(isMissing(error)).toBe(error instanceof NotFoundError);
    expect(isHostError(error)).toBe(refusal || outage);
  });
});
