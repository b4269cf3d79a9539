/**
 * What a service counts when its manifest names nothing else: the defaults of `spec.monitoring.metrics`.
 *
 * @internal
 */
export const DEFAULT_METRICS = {
  /** Counter of requests. */
  requests: 'http_requests_total',
  /** Its label with the HTTP status. */
  statusLabel: 'status',
  /** Histogram of how long requests take, in seconds. */
  durationHistogram: 'http_request_duration_seconds',
};
