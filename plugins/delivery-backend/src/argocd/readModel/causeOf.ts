/** Argo CD's `Caused by apps/Deployment:n8n-dev/n8n`, which has neither group nor namespace where there is none. */
const CAUSED_BY =
  /^Caused by (?:[^/:\s]*\/)?(?<kind>[A-Za-z]+):(?:[^/\s]*\/)?(?<name>[^/\s]+)$/;

/** The resource that Argo CD names as the cause of an Application's health; undefined when it names none. */
export function causeOf(
  healthMessage: string | undefined,
): { kind: string; name: string } | undefined {
  const { kind, name } = CAUSED_BY.exec(healthMessage ?? '')?.groups ?? {};
  return kind && name ? { kind, name } : undefined;
}
