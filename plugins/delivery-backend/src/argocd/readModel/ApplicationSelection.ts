import { z } from 'zod';

/** Which Applications of an instance are read. */
export interface ApplicationSelection {
  /** Undefined: of every namespace. */
  namespaces?: readonly string[];
  /** What they must carry. */
  labels?: Readonly<Record<string, string>>;
}

const metadataSchema = z.object({
  metadata: z.object({
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.unknown()).nullish(),
  }),
});

/**
 * Whether an Application is among those. Argo CD's stream takes no namespaces, and what is asked for by name is not selected by
 * labels, so that each is looked at here.
 */
export function isSelected(
  application: unknown,
  { namespaces, labels = {} }: ApplicationSelection,
): boolean {
  const wanted = Object.entries(labels);
  if (!namespaces && wanted.length === 0) {
    return true;
  }
  const parsed = metadataSchema.safeParse(application);
  if (!parsed.success) {
    return false;
  }
  const { namespace, labels: carried } = parsed.data.metadata;
  return (
    (!namespaces ||
      (namespace !== undefined && namespaces.includes(namespace))) &&
    wanted.every(([key, value]) => carried?.[key] === value)
  );
}
