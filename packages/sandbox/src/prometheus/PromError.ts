/**
 * An error as Prometheus answers it.
 *
 * @internal
 */
export class PromError extends Error {
  readonly errorType: 'bad_data' | 'execution';

  constructor(errorType: 'bad_data' | 'execution', message: string) {
    super(message);
    this.errorType = errorType;
  }

  /** Prometheus says 400 of what it cannot read, and 422 of what it cannot carry out. */
  get status(): number {
    return this.errorType === 'bad_data' ? 400 : 422;
  }
}
