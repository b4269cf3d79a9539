import { isRecord, isText } from '../kustomize/Kustomization';
import type { KustomizationSource } from './KustomizationSource';
import type { Manifest } from './Manifest';
import type { RenderFiles } from './RenderFiles';
import { UnsupportedRefusal } from './UnsupportedRefusal';

/**
 * Writes into ConfigMaps and Secrets what their generators say: literals, files and files of variables.
 *
 * @throws RenderRefusal when a generator changes what another one made, which is not told here
 * @internal
 */
export function fillGenerated(
  manifests: Manifest[],
  source: KustomizationSource,
  files: RenderFiles,
): void {
  const common = source.map('generatorOptions') ?? {};
  const generators = ['configMapGenerator', 'secretGenerator'].flatMap(field =>
    source.records(field).filter(({ value }) => isText(value.name)),
  );
  generators.forEach(({ value: generator, at }, index) => {
    if (isText(generator.behavior) && generator.behavior !== 'create') {
      throw new UnsupportedRefusal(
        at,
        `what a generator's \`behavior: ${generator.behavior}\` makes is not told here`,
      );
    }
    const { value, kind } = manifests[index];
    const data: Record<string, string> = {};
    const add = (key: string, text: string) => {
      data[key] = kind === 'Secret' ? toBase64(text) : text;
    };
    const read = (path: string) => {
      const text = files.text(source, { value: path, at })?.text ?? '';
      if (text.includes('\ufffd')) {
        throw new UnsupportedRefusal(
          at,
          `${path} is not text, and what a generator makes of it is not told here`,
        );
      }
      return text;
    };
    for (const literal of texts(generator.literals)) {
      const [key, text] = split(literal);
      add(key, text.replace(/^(["'])(.*)\1$/s, '$2'));
    }
    for (const entry of texts(generator.files)) {
      const [key, path] = entry.includes('=')
        ? split(entry)
        : [entry.replace(/^.*\//, ''), entry];
      add(key, read(path));
    }
    for (const path of [...texts(generator.envs), ...texts([generator.env])]) {
      for (const line of read(path).split(/\r?\n/)) {
        if (line.trim() && !line.trimStart().startsWith('#')) {
          add(...split(line.trimStart()));
        }
      }
    }
    if (kind === 'Secret' || Object.keys(data).length > 0) {
      value.data = data;
    }
    if (kind === 'Secret') {
      value.type = isText(generator.type) ? generator.type : 'Opaque';
    }
    const options = isRecord(generator.options) ? generator.options : {};
    manifests[index].isNamedByContent =
      (options.disableNameSuffixHash ?? common.disableNameSuffixHash) !== true;
    const metadata = isRecord(value.metadata) ? value.metadata : {};
    for (const field of ['labels', 'annotations']) {
      const all = { ...asMap(common[field]), ...asMap(options[field]) };
      if (Object.keys(all).length > 0) {
        metadata[field] = all;
      }
    }
    if (isText(generator.namespace)) {
      metadata.namespace = generator.namespace;
    }
    if (options.immutable === true || common.immutable === true) {
      value.immutable = true;
    }
  });
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(isText) : [];
}

function split(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function asMap(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
