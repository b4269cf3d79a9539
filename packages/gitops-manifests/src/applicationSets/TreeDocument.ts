import { type ParsedDocument, readYaml } from '../yaml/readYaml';

/** Files of a whole repository may be generated, and longer than a manifest. */
const MAX_LENGTH = 512 * 1024;

/**
 * A YAML document of a file of the repository.
 *
 * @internal
 */
export interface TreeDocument extends ParsedDocument {
  /** Path of the file from the repository's root. */
  path: string;
}

/**
 * The documents of a YAML or JSON file; undefined when it cannot be read, as a Helm template cannot. Never throws.
 *
 * @internal
 */
export function readTreeDocuments(
  text: string,
  path: string,
): TreeDocument[] | undefined {
  const yaml = readYaml(text, MAX_LENGTH);
  return yaml.ok
    ? yaml.documents.map(document => ({ ...document, path }))
    : undefined;
}
