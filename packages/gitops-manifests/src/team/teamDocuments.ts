import {
  matchesNamespacePattern,
  SERVICE_LABELS,
} from '@stonegarden/service-manifest';

/**
 * A namespace of a team and the environment it is for.
 *
 * @public
 */
export interface TeamNamespace {
  environment: string;
  namespace: string;
}

/**
 * What a Namespace says it is for; undefined for all other documents.
 *
 * @internal
 */
export function readPlace(
  value: Record<string, unknown>,
): TeamNamespace | undefined {
  const { kind, metadata } = value as {
    kind?: unknown;
    metadata?: { name?: unknown; labels?: Record<string, unknown> };
  };
  if (kind !== 'Namespace' || typeof metadata?.name !== 'string') {
    return undefined;
  }
  return {
    namespace: metadata.name,
    environment: String(metadata.labels?.[SERVICE_LABELS.environment] ?? ''),
  };
}

/**
 * Whether a document is Argo CD's own, such as an AppProject: it may lie in a namespace of a team without belonging to it.
 *
 * @internal
 */
export function isArgoCd({ apiVersion, kind }: Record<string, unknown>) {
  return kind === 'AppProject' || String(apiVersion).startsWith('argoproj.io/');
}

/**
 * A destination of an AppProject, as far as it is known.
 *
 * @internal
 */
export interface Destination {
  /** Name of a cluster; `*` for all. */
  name?: string;
  /** Address of a cluster. */
  server?: string;
  /** A name or a pattern. */
  namespace: string;
}

/**
 * The destinations of an AppProject, in the order of the file.
 *
 * @internal
 */
export function destinationsOf(project: Record<string, unknown>) {
  const { spec } = project as { spec?: { destinations?: unknown } };
  const destinations = Array.isArray(spec?.destinations)
    ? spec.destinations
    : [];
  return destinations.map((one): Destination => {
    const { name, server, namespace } = Object(one);
    return {
      ...(name !== undefined && { name: String(name) }),
      ...(server !== undefined && { server: String(server) }),
      namespace: String(namespace ?? ''),
    };
  });
}

/**
 * Whether an AppProject lets its applications into a namespace, by name or by a pattern.
 *
 * @internal
 */
export function allowsNamespace(
  project: Record<string, unknown>,
  namespace: string,
): boolean {
  const patterns = destinationsOf(project).map(one => one.namespace);
  const isDenied = patterns.some(
    pattern =>
      pattern.startsWith('!') && !matchesNamespacePattern(pattern, namespace),
  );
  return (
    !isDenied &&
    patterns.some(pattern => matchesNamespacePattern(pattern, namespace))
  );
}
