/** JSON, as manifests are made of. */
type Json = unknown;
type JsonRecord = Record<string, Json>;

/** What the cluster and Argo CD write themselves, and nobody puts into Git. */
const MANAGED_METADATA = [
  'managedFields',
  'resourceVersion',
  'uid',
  'generation',
  'creationTimestamp',
  'selfLink',
];
const MANAGED_ANNOTATIONS = [
  // The whole manifest once more, values of Secrets included.
  'kubectl.kubernetes.io/last-applied-configuration',
  'argocd.argoproj.io/tracking-id',
  'deployment.kubernetes.io/revision',
];
const SECRET_FIELDS = ['data', 'stringData'];
const MASK_LENGTH = 8;

function isRecord(value: Json): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(record: JsonRecord, keys: string[]): JsonRecord {
  return Object.fromEntries(
    Object.entries(record).filter(([key]) => !keys.includes(key)),
  );
}

/** A manifest without what the cluster manages itself. */
function withoutManaged(manifest: JsonRecord): JsonRecord {
  const { metadata } = manifest;
  const cleaned = without(manifest, ['status', 'metadata']);
  if (!isRecord(metadata)) {
    return cleaned;
  }
  const { annotations } = metadata;
  const kept = isRecord(annotations)
    ? without(annotations, MANAGED_ANNOTATIONS)
    : {};
  return {
    ...cleaned,
    metadata: {
      ...without(metadata, [...MANAGED_METADATA, 'annotations']),
      ...(Object.keys(kept).length > 0 ? { annotations: kept } : {}),
    },
  };
}

/** Values of a Secret by their masks: equal masks for equal values, and no length that tells anything. */
class Masks {
  readonly #values = new Map<string, string>();

  of(value: Json): string {
    const key = JSON.stringify(value) ?? '';
    const known = this.#values.get(key);
    if (known) {
      return known;
    }
    const mask = '+'.repeat(MASK_LENGTH + this.#values.size);
    this.#values.set(key, mask);
    return mask;
  }
}

function masked(manifest: JsonRecord, masks: Masks): JsonRecord {
  const metadata = isRecord(manifest.metadata) ? manifest.metadata : {};
  return {
    ...Object.fromEntries(
      Object.entries(manifest).map(([field, value]) => [
        field,
        SECRET_FIELDS.includes(field) ? maskedValues(value, masks) : value,
      ]),
    ),
    metadata: {
      ...metadata,
      // Tools keep copies of values here.
      ...(isRecord(metadata.annotations)
        ? { annotations: maskedValues(metadata.annotations, masks) }
        : {}),
    },
  };
}

function maskedValues(value: Json, masks: Masks): Json {
  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, masks.of(each)]),
      )
    : masks.of(value);
}

/**
 * Both sides of a resource without what the cluster manages itself, and with the values of a Secret masked. Argo CD masks those
 * as well; that is not relied on.
 */
export function cleanManifests(
  kind: string,
  sides: { live?: JsonRecord; desired?: JsonRecord },
): { live?: JsonRecord; desired?: JsonRecord } {
  const masks = new Masks();
  const clean = (manifest: JsonRecord | undefined) => {
    const cleaned = manifest && withoutManaged(manifest);
    return cleaned && kind === 'Secret' ? masked(cleaned, masks) : cleaned;
  };
  return { live: clean(sides.live), desired: clean(sides.desired) };
}
