import type { Manifest } from './readManifests';

/** Kinds whose changes of the spec the API server does not count. */
const UNCOUNTED = ['Service', 'PersistentVolumeClaim'];

/** What the cluster knows of one resource besides its manifest. */
interface Identity {
  uid: string;
  resourceVersion: string;
  creationTimestamp: string;
  /** When it was applied last. */
  appliedAt: string;
  isHealthy: boolean;
}

/**
 * A manifest as a cluster keeps it once it was applied: with identity, owners of fields and status, the texts of a Secret
 * encoded, and the claims of a StatefulSet completed. Other defaults of the API server are not added.
 *
 * @internal
 */
export function liveManifest(manifest: Manifest, identity: Identity): Manifest {
  const { uid, resourceVersion, creationTimestamp, appliedAt } = identity;
  const kept = withEncodedSecret(withCompleteClaims(manifest));
  const status = statusOf(manifest, identity.isHealthy);
  return {
    ...kept,
    metadata: {
      ...asMap(kept.metadata),
      creationTimestamp,
      ...(asMap(kept.spec) === kept.spec &&
      !UNCOUNTED.includes(String(kept.kind))
        ? { generation: 1 }
        : {}),
      managedFields: [
        {
          apiVersion: manifest.apiVersion,
          fieldsType: 'FieldsV1',
          fieldsV1: ownedFields(withoutIdentity(manifest)),
          manager: 'argocd-controller',
          operation: 'Apply',
          time: appliedAt,
        },
      ],
      resourceVersion,
      uid,
    },
    ...(status ? { status } : {}),
  };
}

/**
 * A live manifest without what never counts in a comparison.
 *
 * @internal
 */
export function normalizedManifest({ status, ...rest }: Manifest): Manifest {
  const { creationTimestamp, managedFields, ...metadata } = asMap(
    rest.metadata,
  );
  return { ...rest, metadata };
}

/**
 * What a live manifest will be once the target is applied. The claims of a StatefulSet are as they are written, which
 * is why they differ for ever.
 *
 * @internal
 */
export function predictedManifest(
  target: Manifest,
  normalizedLive: Manifest,
): Manifest {
  const { uid, resourceVersion, generation } = asMap(normalizedLive.metadata);
  return {
    ...withEncodedSecret(target),
    metadata: {
      ...asMap(target.metadata),
      ...(generation === undefined ? {} : { generation }),
      resourceVersion,
      uid,
    },
  };
}

function withCompleteClaims(manifest: Manifest): Manifest {
  const spec = asMap(manifest.spec);
  const claims = spec.volumeClaimTemplates;
  return manifest.kind === 'StatefulSet' && Array.isArray(claims)
    ? {
        ...manifest,
        spec: {
          ...spec,
          volumeClaimTemplates: claims.map(claim => ({
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            ...claim,
          })),
        },
      }
    : manifest;
}

function withEncodedSecret(manifest: Manifest): Manifest {
  if (manifest.kind !== 'Secret' || !manifest.stringData) {
    return manifest;
  }
  const { stringData, ...rest } = manifest;
  const encoded = Object.entries(asMap(stringData)).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  return {
    ...rest,
    data: { ...asMap(rest.data), ...Object.fromEntries(encoded) },
  };
}

function withoutIdentity({ apiVersion, kind, ...rest }: Manifest): Manifest {
  const { name, namespace, ...metadata } = asMap(rest.metadata);
  return { ...rest, metadata };
}

/** Lists are owned as a whole here. */
function ownedFields(value: unknown): Manifest {
  return Object.fromEntries(
    Object.entries(asMap(value)).map(([key, item]) => [
      `f:${key}`,
      ownedFields(item),
    ]),
  );
}

function statusOf(
  { kind, spec }: Manifest,
  isHealthy: boolean,
): Manifest | undefined {
  const { replicas = 1 } = asMap(spec);
  switch (kind) {
    case 'Namespace':
      return { phase: 'Active' };
    case 'PersistentVolumeClaim':
      return { phase: 'Bound' };
    case 'Service':
      return { loadBalancer: {} };
    case 'Deployment':
    case 'StatefulSet':
      return {
        observedGeneration: 1,
        replicas,
        ...(isHealthy ? { readyReplicas: replicas } : {}),
      };
    default:
      return undefined;
  }
}

function asMap(value: unknown): Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Manifest)
    : {};
}
