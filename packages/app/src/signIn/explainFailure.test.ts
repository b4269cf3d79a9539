import { explainFailure } from './explainFailure';

describe('explainFailure', () => {
  it.each([
    [
      'Failed to sign-in, unable to resolve user identity. Please verify that your catalog contains the expected User entities that would match your configured sign-in resolver.',
      'unknownPerson',
    ],
    ['Login failed, user profile does not contain an email', 'noEmail'],
    ['access_denied (End-User aborted interaction)', 'canceled'],
    ['Auth response is missing cookie nonce', 'expired'],
    [
      'did not find expected authorization request details in session, req.session["oidc:127.0.0.1"] is undefined',
      'expired',
    ],
    ['Call 555-0100 to unlock your account', 'other'],
  ])('%s', (message, failure) => {
    expect(explainFailure({ message })).toBe(failure);
  });

  it('knows what became of the window', () => {
    const error = { message: 'Failed to open auth popup.' };
    expect(explainFailure({ ...error, name: 'PopupRejectedError' })).toBe(
      'popupBlocked',
    );
    expect(explainFailure({ ...error, name: 'PopupClosedError' })).toBe(
      'popupClosed',
    );
  });
});
