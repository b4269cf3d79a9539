import { KUSTOMIZATION_NAMES } from '../kustomize/kustomizationNames';
import {
  isRecord,
  isText,
  type Kustomization,
  type KustomizationRead,
  readKustomization,
} from '../kustomize/Kustomization';
import { type ParsedDocument, readYaml } from '../yaml/readYaml';
import type { ServiceFolder } from './ServiceFolder';

/**
 * A Kubernetes manifest of a service and the file it is in.
 *
 * @internal
 */
export interface FolderManifest {
  kind: string;
  name: string;
  value: Record<string, unknown>;
  /** Path below the service's folder. */
  path: string;
  positionOf: ParsedDocument['positionOf'];
}

/**
 * Reads kustomizations and manifests below a service's folder, each at most once and only when asked for.
 *
 * @internal
 */
export class FolderReader {
  readonly #kustomizations = new Map<string, KustomizationRead | undefined>();
  readonly #manifests = new Map<string, FolderManifest[]>();
  readonly #texts = new Map<string, string | undefined>();

  readonly #folder: ServiceFolder;

  constructor(folder: ServiceFolder) {
    this.#folder = folder;
  }

  /** The text of a file; undefined when it was not read. */
  text(path: string): string | undefined {
    if (!this.#texts.has(path)) {
      this.#texts.set(path, this.#folder.files.get(path));
    }
    return this.#texts.get(path);
  }

  /** The kustomization of a folder below `environments/`; undefined when it has none. */
  kustomization(
    directory: string,
  ): (KustomizationRead & { path: string }) | undefined {
    const path = this.kustomizationPath(directory);
    return path === undefined
      ? undefined
      : { ...this.kustomizationAt(path), path };
  }

  /** The kustomization in a file of the service's folder. */
  kustomizationAt(path: string): KustomizationRead {
    let read = this.#kustomizations.get(path);
    if (!read) {
      read = readKustomization(this.text(path) ?? '', path);
      this.#kustomizations.set(path, read);
    }
    return read;
  }

  kustomizationPath(directory: string): string | undefined {
    return KUSTOMIZATION_NAMES.map(
      name => `environments/${directory}/${name}`,
    ).find(path => this.#folder.files.has(path));
  }

  /** The base of an overlay, when it takes `../base` and that can be read. */
  baseOf(overlay: Kustomization): Kustomization | undefined {
    if (!overlay.resources.some(path => /^\.\.\/base\/?$/.test(path))) {
      return undefined;
    }
    const base = this.kustomization('base');
    return base?.ok ? base.kustomization : undefined;
  }

  /** Manifests in those of a kustomization's own resources that were read; a file that is not YAML has none. */
  manifestsOf(kustomization: Kustomization): FolderManifest[] {
    const directory = kustomization.path.slice(
      0,
      kustomization.path.lastIndexOf('/'),
    );
    return kustomization.resources.flatMap(resource =>
      this.manifestsAt(`${directory}/${resource.replace(/^\.\//, '')}`),
    );
  }

  /** The manifests in a file of the service's folder; a file that is not there, or not YAML, has none. */
  manifestsAt(path: string): FolderManifest[] {
    let found = this.#manifests.get(path);
    if (!found) {
      const text = this.text(path);
      found = text === undefined ? [] : readManifests(text, path);
      this.#manifests.set(path, found);
    }
    return found;
  }
}

function readManifests(text: string, path: string): FolderManifest[] {
  const yaml = readYaml(text);
  return (yaml.ok ? yaml.documents : []).flatMap(({ value, positionOf }) => {
    if (!isRecord(value) || !isRecord(value.metadata)) {
      return [];
    }
    const { kind } = value;
    const { name } = value.metadata;
    return isText(kind) && isText(name)
      ? [{ kind, name, value, path, positionOf }]
      : [];
  });
}
