import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { InputError } from '@backstage/errors';
import type { Snapshot } from '../git/Snapshot';
import { deletedResources } from './deletedResources';
import { ImageOverride, overrideImage } from './overrideImage';
import { Kustomization, readKustomization } from './Kustomization';
import { readYaml } from './readYaml';

/** One resource that an overlay renders. */
export interface RenderedResource {
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
  /** Images of its containers, after all overrides. */
  images: string[];
  /** Names of those containers, in the order of their images. */
  containers?: string[];
  /** Differs when what would be applied of it may differ. */
  hash: string;
  /** JSON of the pod selector where it cannot be changed once the resource exists. */
  selector?: string;
  /** Whether it differs forever from what a server-side apply of it makes. */
  differsForever?: true;
  /** Only of a Rollout: its spec, and the Deployment that it takes its pods from. */
  rollout?: { spec: Record<string, unknown>; workload?: string };
  /** Only of an AnalysisTemplate: its spec. */
  analysisTemplate?: Record<string, unknown>;
}

/**
 * What an overlay renders, as far as the sandbox needs to know it.
 *
 * @internal
 */
export interface RenderedOverlay {
  resources: RenderedResource[];
  /** Sorted, each once. */
  images: string[];
}

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const MAX_DEPTH = 20;

interface Rendering {
  resources: RenderedResource[];
  /** What may change each resource of the kustomization that includes this one, where it is a component. */
  changes: unknown[];
}

/**
 * Renders the overlay in a folder of a commit, following resources within the repository. Patches are not applied to
 * the listed resources, but count for the hash of each. `InputError` in kustomize's words when it cannot be rendered.
 *
 * @internal
 */
export function renderOverlay(
  snapshot: Snapshot,
  folder: string,
): RenderedOverlay {
  const { resources } = renderFolder(snapshot, folder, []);
  return {
    resources: resources.map(resource => ({
      ...resource,
      hash: hashOf([resource.hash, resource.images]),
    })),
    images: [...new Set(resources.flatMap(({ images }) => images))].sort(),
  };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function renderFolder(
  snapshot: Snapshot,
  folder: string,
  parents: string[],
): Rendering {
  if (parents.includes(folder) || parents.length > MAX_DEPTH) {
    throw new InputError(
      `accumulating resources: cycle detected: ${[...parents, folder].join(
        ' -> ',
      )}`,
    );
  }
  const file = NAMES.map(name => posix.join(folder, name)).find(path =>
    snapshot.files.has(path),
  );
  if (!file) {
    throw new InputError(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`,
    );
  }
  const [content] = readYaml(snapshot.read(file) ?? '', file);
  const kustomization = readKustomization(content);
  return finish(snapshot, folder, kustomization, {
    resources: kustomization.resources.flatMap(entry =>
      renderEntry(snapshot, folder, entry, parents),
    ),
    components: kustomization.components.map(entry =>
      renderFolder(snapshot, inside(folder, entry), [...parents, folder]),
    ),
  });
}

function renderEntry(
  snapshot: Snapshot,
  folder: string,
  entry: string,
  parents: string[],
): RenderedResource[] {
  if (/^([a-z+]+:\/\/|git@|github\.com\/)/.test(entry)) {
    throw new InputError(
      `accumulating resources from '${entry}': the sandbox renders only files of this repository`,
    );
  }
  const path = inside(folder, entry);
  if (snapshot.hasFolder(path)) {
    return renderFolder(snapshot, path, [...parents, folder]).resources;
  }
  const text = snapshot.read(path);
  if (text === undefined) {
    throw new InputError(
      `accumulating resources: accumulation err='accumulating resources from '${entry}': open ${path}: no such file or directory'`,
    );
  }
  return readYaml(text, path).map(resourceOf);
}

function finish(
  snapshot: Snapshot,
  folder: string,
  kustomization: Kustomization,
  parts: { resources: RenderedResource[]; components: Rendering[] },
): Rendering {
  const { images, namespace, inputs, generated, rest } = kustomization;
  const gone = deletedResources(rest.patches, path =>
    snapshot.read(inside(folder, path)),
  );
  const resources = [
    ...parts.resources,
    ...parts.components.flatMap(component => component.resources),
  ].filter(
    each =>
      !gone.some(({ kind, name }) => kind === each.kind && name === each.name),
  );
  const made = generated.map(
    ({ kind, name }): RenderedResource => ({
      apiVersion: 'v1',
      kind,
      name,
      images: [],
      hash: '',
    }),
  );
  const changes = [
    rest,
    inputs.map(input => inputOf(snapshot, inside(folder, input))),
    ...parts.components.flatMap(component => component.changes),
  ];
  return {
    resources: [...resources, ...made].map(resource => ({
      ...resource,
      ...(namespace ? { namespace } : {}),
      // As kustomize does: a Namespace is the one that everything is put into.
      ...(namespace && resource.kind === 'Namespace'
        ? { name: namespace }
        : {}),
      images: resource.images.map(image => overrideImage(image, images)),
      hash: hashOf([resource.hash, namespace, ...changes]),
      ...(resource.rollout
        ? {
            rollout: withImages(
              resource.rollout,
              images,
            ) as typeof resource.rollout,
          }
        : {}),
    })),
    changes,
  };
}

function inputOf(snapshot: Snapshot, path: string) {
  const sha = snapshot.files.get(path);
  if (!sha) {
    throw new InputError(`open ${path}: no such file or directory`);
  }
  return { input: sha };
}

function inside(folder: string, entry: string): string {
  const path = posix.normalize(posix.join(folder, entry)).replace(/\/$/, '');
  if (path.startsWith('..') || posix.isAbsolute(entry)) {
    throw new InputError(`'${entry}' leads out of the repository`);
  }
  return path === '.' ? '' : path;
}

function resourceOf(document: unknown): RenderedResource {
  const root = isRecord(document) ? document : {};
  const metadata = isRecord(root.metadata) ? root.metadata : {};
  const images: string[] = [];
  const containers: string[] = [];
  mapImages(document, (image, container) => {
    images.push(image);
    containers.push(container);
    return image;
  });
  return {
    apiVersion: String(root.apiVersion ?? ''),
    kind: String(root.kind ?? ''),
    name: String(metadata.name ?? ''),
    ...(metadata.namespace ? { namespace: String(metadata.namespace) } : {}),
    images,
    ...(containers.length > 0 ? { containers } : {}),
    // Without its images: they count as they are in the end.
    hash: hashOf(mapImages(document, () => '')),
    ...selectorOf(root),
    ...(differsForever(root) && { differsForever: true }),
    ...rolloutOf(root),
    ...analysisTemplateOf(root),
  };
}

function selectorOf({
  kind,
  spec,
}: Record<string, unknown>): Pick<RenderedResource, 'selector'> {
  return ['Deployment', 'DaemonSet'].includes(String(kind)) &&
    isRecord(spec) &&
    isRecord(spec.selector)
    ? { selector: JSON.stringify(spec.selector) }
    : {};
}

function rolloutOf({
  apiVersion,
  kind,
  spec,
}: Record<string, unknown>): Pick<RenderedResource, 'rollout'> {
  if (
    kind !== 'Rollout' ||
    !String(apiVersion).startsWith('argoproj.io/') ||
    !isRecord(spec)
  ) {
    return {};
  }
  const { workloadRef } = spec;
  const workload = isRecord(workloadRef) ? workloadRef.name : undefined;
  return {
    rollout: { spec, ...(workload ? { workload: String(workload) } : {}) },
  };
}

function analysisTemplateOf({
  kind,
  spec,
}: Record<string, unknown>): Pick<RenderedResource, 'analysisTemplate'> {
  return kind === 'AnalysisTemplate' && isRecord(spec)
    ? { analysisTemplate: spec }
    : {};
}

/** The API server completes the claims of a StatefulSet, and Argo CD then compares them with what is written. */
function differsForever({ kind, spec }: Record<string, unknown>): boolean {
  const templates = isRecord(spec) ? spec.volumeClaimTemplates : undefined;
  return (
    kind === 'StatefulSet' &&
    Array.isArray(templates) &&
    templates.some(
      template =>
        isRecord(template) &&
        (template.apiVersion === undefined || template.kind === undefined),
    )
  );
}

function withImages(document: unknown, overrides: ImageOverride[]): unknown {
  return overrides.length === 0
    ? document
    : mapImages(document, image => overrideImage(image, overrides));
}

/** Copies a value with the image of each entry below `containers` and `initContainers` replaced, as kustomize does. */
function mapImages(
  value: unknown,
  map: (image: string, container: string) => string,
): unknown {
  if (Array.isArray(value)) {
    return value.map(item => mapImages(item, map));
  }
  if (!isRecord(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      (key === 'containers' || key === 'initContainers') && Array.isArray(item)
        ? item.map(container => mapContainer(container, map))
        : mapImages(item, map),
    ]),
  );
}

function mapContainer(
  container: unknown,
  map: (image: string, container: string) => string,
) {
  return isRecord(container) && typeof container.image === 'string'
    ? {
        ...container,
        image: map(container.image, String(container.name ?? '')),
      }
    : container;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
