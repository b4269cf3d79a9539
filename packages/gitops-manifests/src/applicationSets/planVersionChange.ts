import type { Diagnostic } from '@stonegarden/service-manifest';
import { applySplices, type Splice } from '../yaml/yamlDocuments';
import { isOfArgocd } from './argocdDocuments';
import { fileParams } from './fileParams';
import { otherMentions, unreadableMentions } from './mentionsOfVersion';
import { planApplicationSet } from './planApplicationSet';
import { readTreeDocuments } from './TreeDocument';
import { obstacle, type VersionChange } from './VersionChange';

/**
 * A service.yaml before and after a change of its version; both texts are the same for one that stays as it is.
 *
 * @public
 */
export interface ManifestChange {
  /** From the repository's root, with `/`. */
  path: string;
  before: string;
  after: string;
}

/**
 * What has to change beside the manifests, so that every ApplicationSet selects the same services as before.
 *
 * @public
 */
export interface VersionChangePlan {
  /** Whole new texts of files with ApplicationSets, with a line for each change. */
  edits: Array<{ path: string; text: string; changes: string[] }>;
  /** What stops the change: nothing may be written while there is any. In order of file and line. */
  obstacles: Diagnostic[];
  /** Whether any ApplicationSet was found that makes something of service manifests. */
  hasSets: boolean;
}

/**
 * Plans what becomes of the ApplicationSets of a repository when the version of service manifests changes. One that selects
 * manifests by their apiVersion is edited, in the one line that says so, or named as an obstacle. Never throws.
 *
 * @param files - texts of all files that may hold ApplicationSets, by path from the repository's root
 * @param manifests - all service.yaml files of the repository
 * @public
 */
export function planVersionChange(
  files: ReadonlyMap<string, string>,
  manifests: readonly ManifestChange[],
  versions: { apiGroup: string; from: string; to: string },
): VersionChangePlan {
  const { apiGroup } = versions;
  const change: VersionChange = {
    apiGroup,
    from: `${apiGroup}/${versions.from}`,
    to: `${apiGroup}/${versions.to}`,
  };
  const plan: VersionChangePlan = {
    edits: [],
    obstacles: [],
    hasSets: false,
  };
  if (manifests.every(({ before, after }) => before === after)) {
    return plan;
  }
  const paths = new Set(manifests.map(({ path }) => path));
  const params = manifests.map(({ path, before, after }) => ({
    path,
    before: fileParams(before),
    after: fileParams(after),
  }));
  const repositories = new Set<string>();
  for (const [path, text] of files) {
    if (
      paths.has(path) ||
      !(text.includes(change.from) || /ApplicationSet/.test(text))
    ) {
      continue;
    }
    const documents = readTreeDocuments(text, path);
    if (!documents) {
      plan.obstacles.push(...unreadableMentions(text, path, change));
      continue;
    }
    const splices: Splice[] = [];
    const lines: string[] = [];
    for (const document of documents) {
      if (!isOfArgocd(document, 'ApplicationSet')) {
        plan.obstacles.push(...otherMentions(document, text, change));
        continue;
      }
      const outcome = planApplicationSet(document, params, change);
      plan.obstacles.push(...outcome.obstacles);
      plan.hasSets ||= outcome.readsManifests;
      splices.push(...outcome.splices);
      lines.push(...outcome.changes);
      outcome.repositories.forEach(one => repositories.add(one));
    }
    if (splices.length > 0) {
      plan.edits.push({
        path,
        text: applySplices(text, withoutRepeats(splices)),
        changes: [...new Set(lines)],
      });
    }
  }
  if (repositories.size > 1) {
    const [{ path }] = plan.edits;
    plan.obstacles.push(
      obstacle(
        path,
        { line: 1, column: 1 },
        `ApplicationSets here read several repositories (${[
          ...repositories,
        ].join(
          ', ',
        )}), and which of them this is cannot be told: let their selectors accept both versions first, with matchExpressions (key apiVersion, operator In)`,
      ),
    );
  }
  return plan;
}

function withoutRepeats(splices: Splice[]): Splice[] {
  return [...new Map(splices.map(one => [one.start, one])).values()];
}
