import type { FolderManifest, FolderReader } from './FolderReader';
import type { ServiceFolder } from './ServiceFolder';
import {
  isRecord,
  isText,
  type Kustomization,
  listOf,
} from '../kustomize/Kustomization';
import { KUSTOMIZATION_NAMES } from '../kustomize/kustomizationNames';
import { readYaml } from '../yaml/readYaml';

/**
 * What an environment is deployed from, as far as it was read.
 *
 * @internal
 */
export interface EnvironmentManifests {
  manifests: FolderManifest[];
  /** The overlay first, then what it is made of. */
  layers: Kustomization[];
  /** Names that the kustomizations' `secretGenerator` makes. */
  generatedSecrets: string[];
  /** Texts of all files that are part of it. */
  texts: string[];
  /** Whether it is made of nothing else, so that what is not among the manifests is absent. */
  isComplete: boolean;
}

/** Fields of a kustomization by which manifests come or change in ways that are not read here. */
const UNREAD = [
  'generators',
  'helmCharts',
  'helmChartInflationGenerator',
  'namePrefix',
  'nameSuffix',
  'crds',
];
const MAX_LAYERS = 20;

/**
 * The manifests of an environment: those of its overlay, and of the folders below the service's that it takes in.
 *
 * @returns undefined for an environment without a kustomization that can be read
 * @internal
 */
export function environmentManifests(
  folder: ServiceFolder,
  reader: FolderReader,
  environment: string,
): EnvironmentManifests | undefined {
  const found: EnvironmentManifests = {
    manifests: [],
    layers: [],
    generatedSecrets: [],
    texts: [],
    isComplete: folder.paths !== undefined,
  };
  collect(`environments/${environment}`, folder, reader, found);
  return found.layers.length > 0 ? found : undefined;
}

function collect(
  directory: string,
  folder: ServiceFolder,
  reader: FolderReader,
  found: EnvironmentManifests,
): void {
  const path = kustomizationIn(directory, folder);
  const text = path === undefined ? undefined : folder.files.get(path);
  const read = path === undefined ? undefined : reader.kustomizationAt(path);
  if (!read?.ok || text === undefined || found.layers.length >= MAX_LAYERS) {
    found.isComplete = false;
    return;
  }
  const { kustomization } = read;
  if (found.layers.some(one => one.path === kustomization.path)) {
    return;
  }
  found.layers.push(kustomization);
  found.texts.push(text);
  readOtherFields(text, kustomization, found);
  for (const resource of kustomization.resources) {
    const inner = resolve(directory, resource);
    if (inner === undefined) {
      found.isComplete = false;
    } else if (kustomizationIn(inner, folder) !== undefined) {
      collect(inner, folder, reader, found);
    } else {
      addManifests(inner, folder.files.get(inner), reader, found);
    }
  }
}

function readOtherFields(
  text: string,
  { hasMore }: Kustomization,
  found: EnvironmentManifests,
): void {
  const yaml = readYaml(text);
  const value = yaml.ok ? yaml.documents[0]?.value : undefined;
  const fields = isRecord(value) ? value : {};
  if (hasMore || UNREAD.some(key => fields[key] !== undefined)) {
    found.isComplete = false;
  }
  for (const one of listOf(fields.secretGenerator) ?? []) {
    if (isRecord(one) && isText(one.name)) {
      found.generatedSecrets.push(one.name);
    }
  }
}

function addManifests(
  path: string,
  text: string | undefined,
  reader: FolderReader,
  found: EnvironmentManifests,
): void {
  const manifests = reader.manifestsAt(path);
  if (text === undefined || manifests.length < countOf(text)) {
    found.isComplete = false;
  }
  if (text === undefined) {
    return;
  }
  if (manifests.some(({ kind }) => kind.endsWith('List'))) {
    found.isComplete = false;
  }
  found.manifests.push(...manifests);
  found.texts.push(text);
}

/** How many manifests a file seems to hold, so that one that could not be read is noticed. */
function countOf(text: string): number {
  return text.match(/^["']?kind["']?\s*:/gm)?.length ?? 1;
}

function kustomizationIn(
  directory: string,
  { files }: ServiceFolder,
): string | undefined {
  return KUSTOMIZATION_NAMES.map(name => `${directory}/${name}`).find(path =>
    files.has(path),
  );
}

/** A path below the service's folder; undefined for one outside of it, or at another host. */
function resolve(directory: string, resource: string): string | undefined {
  if (/^[a-z]+:|^\/|^git@|\?ref=/i.test(resource)) {
    return undefined;
  }
  const parts = directory.split('/');
  for (const part of resource.split('/')) {
    if (part === '..') {
      if (parts.length === 0) {
        return undefined;
      }
      parts.pop();
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/');
}
