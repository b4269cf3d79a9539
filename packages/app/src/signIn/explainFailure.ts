/** Why nobody was signed in; each has a sentence for people in the translations. */
export type SignInFailure =
  | 'unknownPerson'
  | 'noEmail'
  | 'canceled'
  | 'expired'
  | 'popupBlocked'
  | 'popupClosed'
  | 'unreachable'
  | 'noSession'
  | 'other';

const MESSAGES: Array<[RegExp, SignInFailure]> = [
  [/unable to resolve user identity/i, 'unknownPerson'],
  [/does not contain an email/i, 'noEmail'],
  [/access_denied|login_required|interaction_required/i, 'canceled'],
  [/nonce|state mismatch|did not find expected authorization/i, 'expired'],
];

/**
 * What an error of Backstage's sign-in means for the person. An error may come by the page's address, where anybody can
 * write what they like, so none is ever shown as it is.
 */
export function explainFailure(error: {
  name?: string;
  message: string;
}): SignInFailure {
  if (error.name === 'PopupRejectedError') {
    return 'popupBlocked';
  }
  if (error.name === 'PopupClosedError') {
    return 'popupClosed';
  }
  return (
    MESSAGES.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'other'
  );
}
