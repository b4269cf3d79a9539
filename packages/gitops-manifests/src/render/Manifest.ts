import { deepClone } from 'fast-json-patch';
import { isRecord, isText } from '../kustomize/Kustomization';
import { readFolderYaml } from '../yaml/readFolderYaml';
import { imageSlots } from './imageSlots';
import { RenderRefusal } from './RenderRefusal';
import type { FilePosition } from './RepositoryFile';

/**
 * A manifest on its way through kustomize.
 *
 * @internal
 */
export interface Manifest {
  apiVersion: string;
  kind: string;
  /** All that it has been called on its way, its present name last: patches may use any of them. */
  names: string[];
  namespaces: string[];
  value: Record<string, unknown>;
  /** Where an image that it names was written first. */
  origins: Map<string, FilePosition>;
  at: FilePosition;
}

const LOCAL_CONFIG = 'config.kubernetes.io/local-config';

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
  const yaml = readFolderYaml(text);
  if (!yaml.ok) {
    const { message, line, column } = yaml;
    throw new RenderRefusal({ file, line, column }, message);
  }
  return yaml.documents.flatMap(({ value, positionOf }) => {
    if (value === null || value === undefined) {
      return [];
    }
    const at = (path: Array<string | number>) => ({
      file,
      ...positionOf(path),
    });
    const isList =
      isRecord(value) && isText(value.kind) && /List$/.test(value.kind);
    if (isList && Array.isArray(value.items)) {
      return value.items.map((item, index) =>
        toManifest(item, path => at(['items', index, ...path])),
      );
    }
    return [toManifest(value, at)];
  });
}

function toManifest(
  value: unknown,
  at: (path: Array<string | number>) => FilePosition,
): Manifest {
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
    names: [isText(metadata.name) ? metadata.name : ''],
    namespaces: [isText(metadata.namespace) ? metadata.namespace : ''],
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
    names: [...manifest.names],
    namespaces: [...manifest.namespaces],
    value: deepClone(manifest.value),
    origins: new Map(manifest.origins),
  };
}
