import { isScalar } from 'yaml';
import { isRecord, listOf } from '../kustomize/Kustomization';
import type { YamlPath } from '../yaml/readYaml';
import type { Splice } from '../yaml/yamlDocuments';
import type { FilesGenerator } from './filesGenerators';
import type { TreeDocument } from './TreeDocument';
import type { VersionChange } from './VersionChange';

const QUOTES: Record<string, string> = { QUOTE_DOUBLE: '"', QUOTE_SINGLE: "'" };

/**
 * A generator that selects the new version where it selected the old one, and the paths of what has to be changed for that.
 *
 * @internal
 */
export function editSelectors(
  generator: FilesGenerator,
  { from, to }: VersionChange,
): { generator: FilesGenerator; paths: YamlPath[] } {
  const paths: YamlPath[] = [];
  const selectors = generator.selectors.map(selector => {
    if (!isRecord(selector.value)) {
      return selector;
    }
    const { matchLabels, matchExpressions } = selector.value;
    const value = { ...selector.value };
    if (isRecord(matchLabels) && matchLabels.apiVersion === from) {
      paths.push([...selector.path, 'matchLabels', 'apiVersion']);
      value.matchLabels = { ...matchLabels, apiVersion: to };
    }
    value.matchExpressions = listOf(matchExpressions)?.map((one, index) => {
      const values = isRecord(one) ? listOf(one.values) ?? [] : [];
      const at = values.indexOf(from);
      if (
        !isRecord(one) ||
        one.key !== 'apiVersion' ||
        one.operator !== 'In' ||
        at < 0 ||
        values.includes(to)
      ) {
        return one;
      }
      paths.push([...selector.path, 'matchExpressions', index, 'values', at]);
      return { ...one, values: values.map(v => (v === from ? to : v)) };
    });
    return { ...selector, value };
  });
  return { generator: { ...generator, selectors }, paths };
}

/**
 * The change of the apiVersion at a path: its quotes, and the comment behind it, stay. Undefined where it is not written out.
 *
 * @internal
 */
export function spliceVersion(
  { document }: TreeDocument,
  path: YamlPath,
  { from, to }: VersionChange,
): Splice | undefined {
  const node = document.getIn(path, true);
  if (!isScalar(node) || node.value !== from || !node.range) {
    return undefined;
  }
  const [start, end] = node.range;
  const quote = QUOTES[node.type ?? ''] ?? '';
  return { start, end, text: `${quote}${to}${quote}` };
}
