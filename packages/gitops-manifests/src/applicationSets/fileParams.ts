import { readYaml } from '../yaml/readYaml';
import { isRecord } from '../kustomize/Kustomization';

/** A value may hold itself, by an alias within its own anchor. */
const MAX_DEPTH = 32;

/**
 * The parameters that a git generator makes of a file, as its selector sees them: keys joined by dots, list items by their
 * index, values as text. Empty for a file that is not one YAML map.
 *
 * @internal
 */
export function fileParams(text: string): Map<string, string> {
  const params = new Map<string, string>();
  const yaml = readYaml(text);
  const value = yaml.ok ? yaml.documents[0]?.value : undefined;
  if (isRecord(value)) {
    flatten(value, '', params, 0);
  }
  return params;
}

function flatten(
  value: object,
  prefix: string,
  params: Map<string, string>,
  depth: number,
): void {
  if (depth > MAX_DEPTH) {
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const path = prefix ? `${prefix}.${key}` : key;
    if (typeof inner === 'object' && inner !== null) {
      flatten(inner, path, params, depth + 1);
    } else {
      params.set(path, String(inner));
    }
  }
}
