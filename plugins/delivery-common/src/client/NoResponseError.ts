/**
 * delivery-backend gave no answer that can be used: whether a write took effect is not known. `cause` is what the
 * network said.
 *
 * @public
 */
export class NoResponseError extends Error {
  /** `timeout`: no whole answer within the call's time limit; `network`: no connection, or an answer that broke off. */
  readonly kind: 'timeout' | 'network';

  constructor(kind: 'timeout' | 'network', cause: unknown) {
    super('Service delivery does not answer', { cause });
    this.name = 'NoResponseError';
    this.kind = kind;
  }
}
