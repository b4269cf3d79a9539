/** No connection, or no answer in time. */
export class PrometheusUnreachableError extends Error {}

/** An answer other than success, such as a query that Prometheus does not understand. */
export class PrometheusStatusError extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/** An answer that is too large, is not what Prometheus answers, or has several series where one is asked for. */
export class PrometheusProtocolError extends Error {}
