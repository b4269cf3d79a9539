const HTTP_STATUS = {
  2: 500,
  3: 400,
  5: 404,
  7: 403,
  9: 400,
  13: 500,
  14: 503,
  16: 401,
};

/** gRPC codes that the API answers with. */
export const GrpcCode = {
  Unknown: 2,
  InvalidArgument: 3,
  NotFound: 5,
  PermissionDenied: 7,
  FailedPrecondition: 9,
  Internal: 13,
  Unauthenticated: 16,
} as const;

/**
 * An error as Argo CD's gateway answers it.
 *
 * @internal
 */
export class ArgoError extends Error {
  constructor(
    readonly code: (typeof GrpcCode)[keyof typeof GrpcCode],
    message: string,
  ) {
    super(message);
    this.name = 'ArgoError';
  }

  get status(): number {
    return HTTP_STATUS[this.code];
  }

  /** The body of the answer. */
  toJSON() {
    return { error: this.message, code: this.code, message: this.message };
  }
}
