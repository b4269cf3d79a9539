import { matchesNamespacePattern } from '@stonegarden/service-manifest';
import { isMap, isSeq } from 'yaml';
import { renameNamespace } from './namespaceFields';
import {
  allowsNamespace,
  isArgoCd,
  readPlace,
  type TeamNamespace,
} from './teamDocuments';
import {
  applySplices,
  endOfLine,
  refuseAnchors,
  type Splice,
  spliced,
  type YamlDocument,
  yamlDocuments,
} from '../yaml/yamlDocuments';
import { scalarText } from '../yaml/yamlText';

/**
 * What a team may do and where: the texts of `rbac.yaml` and `policies.yaml` in its folder.
 *
 * @public
 */
export interface TeamFiles {
  rbac: string;
  policies: string;
}

/**
 * Gives a team more namespaces, each modeled on the one it has for the same environment (else of the last one):
 * the namespace with its quota, limits and network policies, the role bindings, and the AppProject's permission to deploy there.
 * In a copy only the fields that name the namespace differ from the pattern.
 * Only lines are added. Existing namespaces stay as they are, so doing it twice changes nothing.
 *
 * Throws an Error that says what is missing when the files have a different form and cannot be extended safely.
 *
 * @public
 */
export function addTeamNamespaces(
  team: TeamFiles,
  wanted: TeamNamespace[],
): TeamFiles {
  const policies = yamlDocuments(team.policies);
  const known = policies.flatMap(each => readPlace(each.value) ?? []);
  if (known.length === 0) {
    throw new Error('policies.yaml has no Namespace to take as a pattern');
  }
  const patterns = wanted.map(place => ({
    place,
    pattern:
      [...known]
        .reverse()
        .find(({ environment }) => environment === place.environment) ??
      known[known.length - 1],
  }));
  const missing = patterns.filter(
    ({ place }) =>
      !known.some(({ namespace }) => namespace === place.namespace),
  );

  const rbac = yamlDocuments(team.rbac);
  const bound = new Set(
    rbac
      .filter(({ value }) => !isArgoCd(value))
      .map(({ value }) => namespaceOf(value)),
  );
  return {
    policies: append(
      team.policies,
      missing.flatMap(each => copies(team.policies, policies, each)),
    ),
    rbac: append(
      applySplices(team.rbac, allow(team.rbac, rbac, patterns)),
      patterns
        .filter(({ place }) => !bound.has(place.namespace))
        .flatMap(each => copies(team.rbac, rbac, each)),
    ),
  };
}

interface Patterned {
  place: TeamNamespace;
  pattern: TeamNamespace;
}

function namespaceOf(value: Record<string, unknown>): unknown {
  const { metadata } = value as { metadata?: { namespace?: unknown } };
  return metadata?.namespace;
}

/** The documents of the pattern's namespace, written for the new one. */
function copies(
  text: string,
  documents: YamlDocument[],
  { place, pattern }: Patterned,
): string[] {
  return documents
    .filter(
      ({ value }) =>
        !isArgoCd(value) &&
        (namespaceOf(value) === pattern.namespace ||
          readPlace(value)?.namespace === pattern.namespace),
    )
    .map(({ document, start, end }) =>
      spliced(
        text,
        start,
        end,
        renameNamespace(document, pattern.namespace, place),
      ),
    );
}

/** The AppProject's new destinations, each a copy of the pattern's. */
function allow(
  text: string,
  documents: YamlDocument[],
  patterns: Patterned[],
): Splice[] {
  const project = documents.find(({ value }) => value.kind === 'AppProject');
  const destinations = project?.document.getIn(['spec', 'destinations']);
  if (
    !project ||
    !isSeq(destinations) ||
    destinations.flow ||
    destinations.items.length === 0
  ) {
    throw new Error('rbac.yaml has no AppProject with a list of destinations');
  }
  const items = destinations.items.filter(isMap);
  const last = items[items.length - 1];
  const end = endOfLine(text, last.range?.[1] ?? 0);
  return patterns
    .filter(({ place }) => !allowsNamespace(project.value, place.namespace))
    .map(({ place, pattern }) => {
      const item =
        items.find(each => each.get('namespace') === pattern.namespace) ??
        items.find(each =>
          matchesNamespacePattern(
            String(each.get('namespace')),
            pattern.namespace,
          ),
        ) ??
        last;
      refuseAnchors(item);
      const [valueStart, valueEnd] = item.range ?? [0, 0];
      const start = text.lastIndexOf('\n', valueStart) + 1;
      const node = item.get('namespace', true);
      if (!/^ *- +$/.test(text.slice(start, valueStart)) || !node?.range) {
        throw new Error('rbac.yaml has destinations in an unusual form');
      }
      const copy = spliced(text, start, endOfLine(text, valueEnd), [
        {
          start: node.range[0],
          end: node.range[1],
          text: scalarText(place.namespace, node.type),
        },
      ]);
      return { start: end, end, text: withLineBreak(copy) };
    })
    .reverse();
}

function append(text: string, documents: string[]): string {
  return documents.reduce(
    (result, each) => `${withLineBreak(result)}---\n${withLineBreak(each)}`,
    text,
  );
}

function withLineBreak(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
