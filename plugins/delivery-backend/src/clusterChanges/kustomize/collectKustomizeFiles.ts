import { posix } from 'node:path';
import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { KUSTOMIZATION_NAMES } from '@stonegarden/gitops-manifests';
import { isMap, parseAllDocuments, parseDocument } from 'yaml';
import { entriesOf, type Fields, isFields } from '../KubernetesObject';
import type { RenderRequest } from '../ManifestRenderer';

const MAX_FILES = 200;
const MAX_CHARACTERS = 8 * 1024 * 1024;
const MANIFEST_NAME = /\.(?:ya?ml|json)$/;
/** What kustomize takes for a repository or an address. */
const REMOTE =
  /:\/\/|^git::|^[\w.-]+@[\w.-]+:|^github\.com[/:]|[?&](?:ref|version)=/i;
/** What kustomize sends a request to, whether or not there is a patch in the text. */
const ADDRESS = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/|git::|git@)/i;
/** Fields that neither lead to files nor run anything. */
const PLAIN = [
  ...['apiVersion', 'kind', 'metadata', 'namePrefix', 'nameSuffix'],
  ...['namespace', 'commonLabels', 'labels', 'commonAnnotations', 'images'],
  ...['replicas', 'vars', 'sortOptions', 'generatorOptions', 'buildMetadata'],
];
const FOLDERS = ['resources', 'bases', 'components'];
const FILES = ['patchesStrategicMerge', 'configurations', 'crds'];
const WITH_PATH = ['patches', 'patchesJson6902', 'replacements'];
const GENERATORS = ['configMapGenerator', 'secretGenerator'];
/** Fields of entries that lead to files. */
const PATHS = ['path', 'files', 'envs', 'env'];
const KNOWN = [...PLAIN, ...FOLDERS, ...FILES, ...WITH_PATH, ...GENERATORS];

/** All files that a folder leads to, by path, or why it is not rendered. */
export type CollectedFiles =
  | { ok: true; files: Map<string, string> }
  | { ok: false; reason: Reason };

/** Why a folder is not rendered. */
class Refusal {
  constructor(readonly file: string, readonly detail: string) {}
}

/** Reads kustomizations and what they lead to: nothing outside the repository, no links, nothing that runs a program. */
class Collector {
  readonly files = new Map<string, string>();
  readonly #request: RenderRequest;
  readonly #signal: AbortSignal;
  readonly #entered = new Set<string>();
  #characters = 0;

  constructor(request: RenderRequest, signal: AbortSignal) {
    this.#request = request;
    this.#signal = signal;
  }

  async enter(folder: string, from: string): Promise<void> {
    if (!this.#entered.has(folder)) {
      this.#entered.add(folder);
      if (!(await this.#enterKustomization(folder))) {
        throw new Refusal(from, `there is no kustomization in ${folder}`);
      }
    }
  }

  async #enterKustomization(folder: string): Promise<boolean> {
    for (const name of KUSTOMIZATION_NAMES) {
      const path = posix.join(folder, name);
      const text = await this.#read(path);
      if (text !== undefined) {
        await this.#follow(folder, path, text);
        return true;
      }
    }
    return false;
  }

  async #follow(folder: string, file: string, text: string): Promise<void> {
    const document = parseDocument(text, { version: '1.1' });
    const value: unknown = document.errors[0] ? undefined : document.toJS();
    if (!isFields(value)) {
      throw new Refusal(file, 'this is not a kustomization');
    }
    const unknown = Object.keys(value).find(field => !KNOWN.includes(field));
    if (unknown !== undefined) {
      throw new Refusal(
        file,
        `\`${unknown}\` may run programs or reach out of the repository`,
      );
    }
    for (const field of FOLDERS) {
      for (const entry of textsOf(value[field])) {
        await this.#resource(this.#pathOf(folder, file, entry), file);
      }
    }
    // kustomize fetches what looks like an address, whatever else may be in the text.
    const remote = FILES.flatMap(field => textsOf(value[field])).find(entry =>
      ADDRESS.test(entry),
    );
    if (remote !== undefined) {
      throw new Refusal(file, `\`${remote}\` is not in this repository`);
    }
    const misspelled = [...WITH_PATH, ...GENERATORS]
      .flatMap(field => entriesOf(value[field]))
      .flatMap(Object.keys)
      .find(isMisspelledPath);
    if (misspelled !== undefined) {
      throw new Refusal(file, `\`${misspelled}\` is not a field`);
    }
    for (const entry of filesOf(value)) {
      await this.#file(this.#pathOf(folder, file, entry), file);
    }
  }

  async #resource(path: string, from: string): Promise<void> {
    const isFile =
      MANIFEST_NAME.test(path) && (await this.#read(path)) !== undefined;
    if (!isFile) {
      await this.enter(path, from);
    }
  }

  async #file(path: string, from: string): Promise<void> {
    if ((await this.#read(path)) === undefined) {
      throw new Refusal(from, `${path} is not there`);
    }
  }

  #pathOf(folder: string, file: string, entry: string): string {
    const path = posix.normalize(posix.join(folder, entry));
    if (
      REMOTE.test(entry) ||
      posix.isAbsolute(entry) ||
      /[\0\\]/.test(entry) ||
      path === '..' ||
      path.startsWith('../')
    ) {
      throw new Refusal(file, `\`${entry}\` is not in this repository`);
    }
    return path.replace(/\/+$/, '');
  }

  async #read(path: string): Promise<string | undefined> {
    const known = this.files.get(path);
    if (known !== undefined) {
      return known;
    }
    this.#signal.throwIfAborted();
    const file = await this.#request.read(path);
    if (!file) {
      return undefined;
    }
    if (file.mode === 'symlink' || file.content.includes('\ufffd')) {
      throw new Refusal(
        path,
        file.mode === 'symlink'
          ? 'links are not followed'
          : 'this file is not text',
      );
    }
    this.#characters += file.content.length;
    this.files.set(path, file.content);
    if (this.files.size > MAX_FILES || this.#characters > MAX_CHARACTERS) {
      throw new Refusal(
        path,
        `the environment is made of more than ${MAX_FILES} files, or of more than ${MAX_CHARACTERS} characters`,
      );
    }
    return file.content;
  }
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter(one => typeof one === 'string')
    : [];
}

/** kustomize takes `Path`, and `\u017f` for an s, for the field as well. */
function isMisspelledPath(key: string): boolean {
  return (
    !PATHS.includes(key) &&
    PATHS.some(path => path.toUpperCase() === key.toUpperCase())
  );
}

/** Whether a text is a patch, or several, and not the path of one. */
function isPatch(text: string): boolean {
  const documents = parseAllDocuments(text, { version: '1.1' });
  return (
    documents.length > 0 &&
    documents.every(
      document => document.errors.length === 0 && isMap(document.contents),
    )
  );
}

/** The files that fields name beside resources. */
function filesOf(value: Fields): string[] {
  return [
    ...FILES.flatMap(field =>
      textsOf(value[field]).filter(
        text => field !== 'patchesStrategicMerge' || !isPatch(text),
      ),
    ),
    ...WITH_PATH.flatMap(field => entriesOf(value[field])).flatMap(({ path }) =>
      textsOf([path]),
    ),
    ...GENERATORS.flatMap(field => entriesOf(value[field])).flatMap(
      ({ files, envs, env }) => [
        ...textsOf(files).map(entry => entry.replace(/^[^=]*=/, '')),
        ...textsOf(envs),
        ...textsOf([env]),
      ],
    ),
  ];
}

/**
 * The files that kustomize needs to render a folder. Refused are remote bases, charts, generators, transformers, links and
 * whatever else may run a program or leave the repository. Errors of the Git host are thrown.
 */
export async function collectKustomizeFiles(
  request: RenderRequest,
  signal: AbortSignal,
): Promise<CollectedFiles> {
  const collector = new Collector(request, signal);
  try {
    await collector.enter(request.folder, request.folder);
    return { ok: true, files: collector.files };
  } catch (error) {
    if (error instanceof Refusal) {
      const { file, detail } = error;
      return {
        ok: false,
        reason: createReason('ManifestsNotRendered', {
          file,
          line: 1,
          column: 1,
          detail,
        }),
      };
    }
    throw error;
  }
}
