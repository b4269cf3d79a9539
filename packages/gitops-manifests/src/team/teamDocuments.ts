import { SERVICE_LABELS } from '@stonegarden/service-manifest';

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
 * Whether an AppProject lets its applications into a namespace, by name or by a pattern with `*`.
 *
 * @internal
 */
export function allowsNamespace(
  project: Record<string, unknown>,
  namespace: string,
): boolean {
  const { spec } = project as {
    spec?: { destinations?: Array<{ namespace?: unknown } | null> };
  };
  return (spec?.destinations ?? []).some(destination => {
    const pattern = String(destination?.namespace ?? '');
    const expression = pattern
      .split('*')
      .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${expression}$`).test(namespace);
  });
}
