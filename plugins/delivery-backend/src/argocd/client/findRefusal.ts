import { ArgocdResponseError } from './argocdErrors';

/**
 * Why Argo CD did not do what it was asked for, where it is certain that it did not.
 *
 * - `auto-sync`: it goes back to an older commit only while auto-sync is off
 * - `sync-window`: a sync window is closed, which is nobody's right
 * - `history-entry-gone`: its history has no entry of that id
 * - `operation-running`: another operation runs
 * - `not-allowed`: the portal's account lacks a right, or the token is refused
 * - `missing`: it does not have the Application
 * - `other`: anything else, in its own words
 */
export type ArgocdRefusal =
  | 'auto-sync'
  | 'sync-window'
  | 'history-entry-gone'
  | 'operation-running'
  | 'not-allowed'
  | 'missing'
  | 'other';

/** By its words: most refusals share a few gRPC codes. */
const WORDS: ReadonlyArray<[RegExp, ArgocdRefusal]> = [
  [/auto-sync (?:is enabled|currently set)/i, 'auto-sync'],
  [/sync window/i, 'sync-window'],
  [/does not have deployment with id/i, 'history-entry-gone'],
  [/another operation is already in progress/i, 'operation-running'],
];

const PERMISSION_DENIED = 7;

/**
 * Undefined where Argo CD may have done it all the same: it did not answer, what it answered cannot be read, or it failed with a
 * status of 500 or above.
 */
export function findRefusal(error: unknown): ArgocdRefusal | undefined {
  if (!(error instanceof ArgocdResponseError) || error.status >= 500) {
    return undefined;
  }
  const { status, code, detail } = error;
  const said = WORDS.find(([words]) => words.test(detail));
  if (said) {
    return said[1];
  }
  if (status === 401 || status === 403 || code === PERMISSION_DENIED) {
    return 'not-allowed';
  }
  return status === 404 ? 'missing' : 'other';
}
