import { deepClone } from 'fast-json-patch';
import { isRecord, isText } from '../kustomize/Kustomization';
import { readYaml } from '../yaml/readYaml';
import { imageSlots } from './imageSlots';
import { RenderRefusal } from './RenderRefusal';
import type { FilePosition } from './RepositoryFile';

interface ManifestId {
  name: string;
  namespace: string;
}

/**
 * A manifest on its way through kustomize.
 *
 * @internal
 */
export interface Manifest {
  apiVersion: string;
  kind: string;
  /** What it has been called on its way, its present name last: patches may use any of them. */
  ids: ManifestId[];
  value: Record<string, unknown>;
  /** Where an image that it names was written first. */
  origins: Map<string, FilePosition>;
  at: FilePosition;
  /** Whether kustomize adds the hash of its content to its name. */
  isNamedByContent?: boolean;
}

const LOCAL_CONFIG = 'config.kubernetes.io/local-config';

/**
 * The name that a manifest has at present.
 *
 * @internal
 */
export function nameOf({ ids }: Manifest): string {
  return ids[ids.length - 1].name;
}

/**
 * Whether kustomize leaves a manifest out of what it writes.
 *
 * @internal
 */
export function isLocal({ value }: Manifest): boolean {
  const metadata = isRecord(value.metadata) ? value.metadata : {};
  return isRecord(metadata.annotations) && LOCAL_CONFIG in metadata.annotations;
}

/**
 * The manifests of a file. Lists are taken apart, as kustomize does.
 *
 * @throws RenderRefusal when the file is not one of manifests
 * @internal
 */
export function readManifests(text: string, file: string): Manifest[] {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    const { message, line, column } = yaml;
    throw new RenderRefusal({ file, line, column }, message);
  }
  return yaml.documents.flatMap(({ value, positionOf }) =>
    value === null || value === undefined
      ? []
      : toManifests(value, path => ({ file, ...positionOf(path) })),
  );
}

type PositionOf = (path: Array<string | number>) => FilePosition;

function toManifests(value: unknown, at: PositionOf): Manifest[] {
  const isList =
    isRecord(value) && isText(value.kind) && /List$/.test(value.kind);
  return isList && Array.isArray(value.items)
    ? value.items.flatMap((item, index) =>
        toManifests(item, path => at(['items', index, ...path])),
      )
    : [toManifest(value, at)];
}

function toManifest(value: unknown, at: PositionOf): Manifest {
  if (!isRecord(value) || !isText(value.kind)) {
    throw new RenderRefusal(
      at([]),
      'this is not a Kubernetes manifest, since it has no `kind`: remove it from `resources`, or write a manifest',
    );
  }
  const metadata = isRecord(value.metadata) ? value.metadata : {};
  const origins = new Map<string, FilePosition>();
  for (const { holder, field, path } of imageSlots(value)) {
    const image = holder[field];
    if (isText(image) && !origins.has(image)) {
      origins.set(image, at(path));
    }
  }
  return {
    apiVersion: isText(value.apiVersion) ? value.apiVersion : '',
    kind: value.kind,
    ids: [
      {
        name: isText(metadata.name) ? metadata.name : '',
        namespace: isText(metadata.namespace) ? metadata.namespace : '',
      },
    ],
    value,
    origins,
    at: at([]),
  };
}

/**
 * A manifest that can be changed without changing the one it was made from.
 *
 * @internal
 */
export function copyManifest(manifest: Manifest): Manifest {
  return {
    ...manifest,
    ids: [...manifest.ids],
    value: deepClone(manifest.value),
    origins: new Map(manifest.origins),
  };
}
