import { matchesNamespacePattern } from '@stonegarden/service-manifest';
import { isRecord } from '../kustomize/Kustomization';
import { readYaml } from '../yaml/readYaml';
import { destinationsOf } from './teamDocuments';

/**
 * Where an AppProject lets its applications go.
 *
 * @public
 */
export interface ProjectDestination {
  /** Name of the AppProject. */
  project: string;
  /** A name or a pattern. */
  namespace: string;
  /** Of the field in the file, counted from 1. */
  line: number;
}

/**
 * The destinations of all AppProjects in a file; undefined when it cannot be read. Never throws.
 *
 * @public
 */
export function projectDestinations(
  text: string,
): ProjectDestination[] | undefined {
  const yaml = readYaml(text, 512 * 1024);
  if (!yaml.ok) {
    return undefined;
  }
  return yaml.documents.flatMap(({ value, positionOf }) => {
    if (!isRecord(value) || value.kind !== 'AppProject') {
      return [];
    }
    const metadata = isRecord(value.metadata) ? value.metadata : {};
    return destinationsOf(value).map(({ namespace }, index) => ({
      project: String(metadata.name ?? ''),
      namespace,
      line: positionOf(['spec', 'destinations', index, 'namespace']).line,
    }));
  });
}

/**
 * Whether a destination makes a namespace its project's own: by name, or by a pattern that means some namespaces. One that
 * allows every namespace, or every one but some, is for what runs the cluster, and takes none from anybody.
 *
 * @public
 */
export function claimsNamespace(
  { namespace: pattern }: Pick<ProjectDestination, 'namespace'>,
  namespace: string,
): boolean {
  return (
    !pattern.startsWith('!') &&
    !/^\*+$/.test(pattern) &&
    matchesNamespacePattern(pattern, namespace)
  );
}
