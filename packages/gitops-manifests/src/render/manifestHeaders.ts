import type { Manifest } from './Manifest';

const WITH_IMAGES = /image|ontainers/;
const FIELD = /^(apiVersion|kind): +([\w./-]+)[ \t]*(?:#.*)?$/gm;
const METADATA = /^metadata:[ \t]*\r?\n((?:[ \t]+.*\r?\n|\r?\n|#.*\r?\n)*)/m;
const METADATA_FIELD = /^( +)(name|namespace): +([\w./-]+)[ \t]*(?:#.*)?$/gm;

/**
 * What the manifests of a file are called, without parsing it: most manifests name no image, and nothing else of those
 * matters. Undefined where the file may name an image, or is not written as most are.
 *
 * @internal
 */
export function manifestHeaders(
  text: string,
  file: string,
): Manifest[] | undefined {
  if (WITH_IMAGES.test(text)) {
    return undefined;
  }
  const manifests: Manifest[] = [];
  let line = 1;
  for (const document of `${text}\n`.split(/^---.*$/m)) {
    if (/^[^#\s]/m.test(document)) {
      const header = readHeader(document);
      if (!header) {
        return undefined;
      }
      const { apiVersion, kind, name, namespace } = header;
      manifests.push({
        apiVersion,
        kind,
        ids: [{ name, namespace }],
        value: { apiVersion, kind, metadata: { name } },
        origins: new Map(),
        at: { file, line, column: 1 },
      });
    }
    line += document.split('\n').length - 1;
  }
  return manifests;
}

function readHeader(document: string) {
  const fields = new Map(
    Array.from(document.matchAll(FIELD), ([, key, value]) => [key, value]),
  );
  const [, block = ''] = METADATA.exec(document) ?? [];
  const [indent = ''] = /^ +/m.exec(block) ?? [];
  const metadata = new Map(
    Array.from(block.matchAll(METADATA_FIELD))
      .filter(([, own]) => own === indent)
      .map(([, , key, value]) => [key, value]),
  );
  const apiVersion = fields.get('apiVersion');
  const kind = fields.get('kind');
  const name = metadata.get('name');
  return apiVersion && kind && name && !/List$/.test(kind)
    ? { apiVersion, kind, name, namespace: metadata.get('namespace') ?? '' }
    : undefined;
}
