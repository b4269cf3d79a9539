import { parseKustomization, YAML_1_1_BOOLEAN } from './kustomizationDocument';
import {
  type ParsedDocument,
  readYaml,
  type TextPosition,
} from '../yaml/readYaml';

/** An entry of `images:`. */
interface PinnedImage {
  name: string;
  newName?: string;
  newTag?: string;
  digest?: string;
}

/**
 * An entry of `patches:` whose text is in the kustomization.
 *
 * @internal
 */
export interface KustomizationPatch {
  kind?: string;
  /** A name as written, which kustomize takes for a regular expression. */
  name?: string;
  text: string;
}

/**
 * The fields of a kustomization that are compared with the manifest of a service.
 *
 * @internal
 */
export interface Kustomization {
  /** Path below the service's folder. */
  path: string;
  namespace?: string;
  resources: string[];
  replicas: Array<{ name: string; count: number }>;
  images: PinnedImage[];
  patches: KustomizationPatch[];
  /** Whether it changes manifests in ways that are not read here: patches in files of their own, components. */
  hasMore: boolean;
  positionOf: ParsedDocument['positionOf'];
}

/**
 * A kustomization, or why kustomize would refuse it and where.
 *
 * @internal
 */
export type KustomizationRead =
  | { ok: true; kustomization: Kustomization }
  | ({ ok: false; message: string } & TextPosition);

/**
 * Reads a kustomization. Never throws.
 *
 * @internal
 */
export function readKustomization(
  text: string,
  path: string,
): KustomizationRead {
  const yaml = readYaml(text);
  if (!yaml.ok) {
    return yaml;
  }
  const [document, second] = yaml.documents;
  const value = document?.value;
  if (!isRecord(value) || second) {
    return {
      ok: false,
      message: second
        ? 'a kustomization is one YAML document: remove the others'
        : 'this is not a kustomization: write a map with `resources`',
      line: 1,
      column: 1,
    };
  }
  const { positionOf } = document;
  const refuse = (at: Array<string | number>, message: string) =>
    ({ ok: false, message, ...positionOf(at) } as const);
  const { namespace, replicas } = value;
  if (!isAbsent(namespace) && typeof namespace !== 'string') {
    return refuse(['namespace'], '`namespace` is not a string: write a name');
  }
  const counts = listOf(replicas);
  if (!counts?.every(isReplicaCount)) {
    return refuse(
      ['replicas'],
      '`replicas` must be a list of `name` and `count`, a whole number',
    );
  }
  const images = listOf(value.images);
  if (!images?.every(isPinnedImage) || hasTwice(images)) {
    const whole = wholeKustomization(text, path);
    if (whole) {
      return { ok: false, ...whole };
    }
  }
  const resources = [
    ...(listOf(value.resources) ?? []),
    ...(listOf(value.bases) ?? []),
  ].filter(isText);
  const patches = listOf(value.patches) ?? [];
  const inline = patches.flatMap(patchOf);
  return {
    ok: true,
    kustomization: {
      path,
      ...(typeof namespace === 'string' && { namespace }),
      resources,
      replicas: counts,
      images: images?.filter(isPinnedImage) ?? [],
      patches: inline,
      hasMore:
        inline.length < patches.length ||
        [
          'components',
          'patchesStrategicMerge',
          'patchesJson6902',
          'helmCharts',
          'transformers',
          'replacements',
        ].some(key => !isAbsent(value[key])),
      positionOf,
    },
  };
}

/** What keeps the editor of kustomizations from reading one, with its position. */
function wholeKustomization(text: string, path: string) {
  const result = parseKustomization(text, path);
  if (result.ok) {
    return undefined;
  }
  const { message, line, column } = result.diagnostic;
  return {
    message: message.replace(/\.$/, ''),
    line,
    column,
  };
}

function patchOf(entry: unknown): KustomizationPatch[] {
  if (!isRecord(entry) || typeof entry.patch !== 'string') {
    return [];
  }
  const target = isRecord(entry.target) ? entry.target : {};
  return [
    {
      ...(isText(target.kind) && { kind: target.kind }),
      ...(isText(target.name) && { name: target.name }),
      text: entry.patch,
    },
  ];
}

function isReplicaCount(
  entry: unknown,
): entry is { name: string; count: number } {
  return isRecord(entry) && isText(entry.name) && Number.isInteger(entry.count);
}

function isPinnedImage(entry: unknown): entry is PinnedImage {
  return (
    isRecord(entry) &&
    isText(entry.name) &&
    ['name', 'newName', 'newTag', 'digest'].every(key => {
      const field = entry[key];
      return (
        field === undefined ||
        (typeof field === 'string' && !YAML_1_1_BOOLEAN.test(field))
      );
    })
  );
}

function hasTwice(images: unknown[]): boolean {
  return (
    new Set(images.map(one => isRecord(one) && one.name)).size < images.length
  );
}

/**
 * A list, an empty one where there is none, undefined where there is something else.
 *
 * @internal
 */
export function listOf(value: unknown): unknown[] | undefined {
  if (isAbsent(value)) {
    return [];
  }
  return Array.isArray(value) ? value : undefined;
}

/** @internal */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @internal */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
