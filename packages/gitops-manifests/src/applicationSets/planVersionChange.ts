import { isScalar } from 'yaml';
import {
  createDiagnostic,
  type Diagnostic,
} from '@stonegarden/service-manifest';
import { isRecord, isText, listOf } from '../kustomize/Kustomization';
import { applySplices, type Splice } from '../yaml/yamlDocuments';
import { fileParams } from './fileParams';
import {
  type FilesGenerator,
  filesGenerators,
  readsFile,
  selects,
  type YamlPath,
} from './filesGenerators';
import {
  applicationSetName,
  isApplicationSet,
  readTreeDocuments,
  type TreeDocument,
} from './readApplicationSets';

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

interface Versions {
  /** The apiVersions, such as `platform.stonegarden.dev/v1alpha1`. */
  from: string;
  to: string;
}

interface Change {
  path: string;
  before: Map<string, string>;
  after: Map<string, string>;
}

const QUOTES: Record<string, string> = { QUOTE_DOUBLE: '"', QUOTE_SINGLE: "'" };
/** Policies under which an Application is kept while its ApplicationSet and the manifest do not fit together. */
const KEEPING = ['create-only', 'create-update'];
/** Files that may make ApplicationSets although they are none: charts, generators, patches. */
const MAY_SELECT = /applicationset|generators|matchLabels|matchExpressions/i;

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
  const from = `${apiGroup}/${versions.from}`;
  const to = `${apiGroup}/${versions.to}`;
  const plan: VersionChangePlan = {
    edits: [],
    obstacles: [],
    hasSets: false,
  };
  if (manifests.every(({ before, after }) => before === after)) {
    return plan;
  }
  const paths = new Set(manifests.map(({ path }) => path));
  const changes = manifests.map(({ path, before, after }) => ({
    path,
    before: fileParams(before),
    after: fileParams(after),
  }));
  const repositories = new Set<string>();
  for (const [path, text] of files) {
    if (
      paths.has(path) ||
      !(text.includes(from) || /ApplicationSet/.test(text))
    ) {
      continue;
    }
    const documents = readTreeDocuments(text, path);
    if (!documents) {
      plan.obstacles.push(...unreadable(path, text, { from, to }));
      continue;
    }
    const splices: Splice[] = [];
    const lines: string[] = [];
    for (const document of documents) {
      if (!isApplicationSet(document)) {
        plan.obstacles.push(
          ...mentions(document, text, apiGroup, { from, to }),
        );
        continue;
      }
      const outcome = planSet(document, changes, { from, to });
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

function planSet(
  set: TreeDocument & { value: Record<string, unknown> },
  changes: Change[],
  versions: Versions,
) {
  const name = applicationSetName(set.value);
  const obstacles: Diagnostic[] = [];
  const splices: Splice[] = [];
  const lines: string[] = [];
  const repositories: string[] = [];
  let readsManifests = false;
  const stop = (path: YamlPath, message: string) =>
    obstacles.push(obstacle(set.path, set.positionOf(path), message));
  for (const generator of filesGenerators(set.value)) {
    const read = changes.filter(one => readsFile(generator, one.path, 'maybe'));
    readsManifests ||= read.length > 0;
    const lost = differing(generator, generator, read);
    if (lost === 'unknown') {
      stop(
        generator.selectors[0]?.path ?? [],
        `Which services the ApplicationSet "${name}" selects cannot be told: write its selector as matchLabels and matchExpressions`,
      );
    } else if (lost.length > 0) {
      const edited = editedGenerator(generator, versions);
      const left = differing(generator, edited.generator, read);
      const first = generator.selectors[0]?.path ?? [];
      if (left === 'unknown' || left.length > 0 || edited.paths.length === 0) {
        const [example] = left === 'unknown' || left.length === 0 ? lost : left;
        stop(
          edited.paths[0] ?? first,
          `The ApplicationSet "${name}" selects by version, and would not select the same services afterwards (such as ${example}): convert all services that it selects together, or let its selector accept both versions first, with matchExpressions (key apiVersion, operator In)`,
        );
      } else if (!keepsApplications(set.value)) {
        stop(
          edited.paths[0],
          `The ApplicationSet "${name}" selects ${versions.from}, and deletes Applications whose manifest it no longer finds, which is what it sees until it is changed in the cluster too: set spec.syncPolicy.applicationsSync to create-update and have that synced first, or let its selector accept both versions first`,
        );
      } else {
        const made = edited.paths.flatMap(path =>
          spliceAt(set, path, versions),
        );
        if (made.length < edited.paths.length) {
          stop(
            edited.paths[0],
            `The selector of the ApplicationSet "${name}" cannot be edited where it stands: write the apiVersion out, without an alias`,
          );
        }
        splices.push(...made);
        lines.push(
          `the ApplicationSet "${name}" selects apiVersion \`${versions.to}\``,
        );
        if (generator.repoURL) {
          repositories.push(generator.repoURL);
        }
      }
    }
    const converted = read.filter(
      one =>
        one.before.get('apiVersion') !== one.after.get('apiVersion') &&
        selects(generator, one.before) !== false,
    );
    obstacles.push(...templateObstacles(set, name, converted, versions));
  }
  return {
    obstacles,
    splices: obstacles.length > 0 ? [] : splices,
    changes: lines,
    repositories,
    readsManifests,
  };
}

/** Paths of manifests that a generator selects before and another one does not afterwards, or the reverse. */
function differing(
  before: FilesGenerator,
  after: FilesGenerator,
  changes: Change[],
): string[] | 'unknown' {
  const paths: string[] = [];
  for (const change of changes) {
    const was = selects(before, change.before);
    const is = selects(after, change.after);
    if (was === undefined || is === undefined) {
      return 'unknown';
    }
    if (was !== is) {
      paths.push(change.path);
    }
  }
  return paths;
}

/** A generator that selects the new version where it selected the old one, and the paths of what has to be changed for that. */
function editedGenerator(
  generator: FilesGenerator,
  { from, to }: Versions,
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

/** The change of one scalar: its quotes, and the comment behind it, stay. */
function spliceAt(
  { document }: TreeDocument,
  path: YamlPath,
  { from, to }: Versions,
): Splice[] {
  const node = document.getIn(path, true);
  if (!isScalar(node) || node.value !== from || !node.range) {
    return [];
  }
  const [start, end] = node.range;
  const quote = QUOTES[node.type ?? ''] ?? '';
  return [{ start, end, text: `${quote}${to}${quote}` }];
}

/** Whether Applications stay when the ApplicationSet does not find their manifest for a while. */
function keepsApplications(set: Record<string, unknown>): boolean {
  const spec = isRecord(set.spec) ? set.spec : {};
  const policy = isRecord(spec.syncPolicy) ? spec.syncPolicy : {};
  return (
    isText(policy.applicationsSync) && KEEPING.includes(policy.applicationsSync)
  );
}

/** What the templates of an ApplicationSet say about fields that a conversion changes. */
function templateObstacles(
  set: TreeDocument,
  name: string,
  converted: Change[],
  { from }: Versions,
): Diagnostic[] {
  if (converted.length === 0) {
    return [];
  }
  const becomesList = converted.find(
    ({ before, after }) =>
      !before.has('spec.environments.0.name') &&
      after.has('spec.environments.0.name'),
  );
  return stringsOf(set).flatMap(({ text, path }) => {
    if (path.includes('selector')) {
      return [];
    }
    if (
      text.includes(from) ||
      /\.apiVersion\b|\{\{-?\s*apiVersion\b/.test(text)
    ) {
      return [
        obstacle(
          set.path,
          set.positionOf(path),
          `The ApplicationSet "${name}" uses the apiVersion of service.yaml in its template, so that what it makes may change: take that out first`,
        ),
      ];
    }
    if (
      becomesList &&
      /spec\.environments\b/.test(text) &&
      !text.includes('kindIs')
    ) {
      return [
        obstacle(
          set.path,
          set.positionOf(path),
          `The ApplicationSet "${name}" reads spec.environments, which becomes a list in ${becomesList.path}: let it read both first (kindIs "map" tells them apart)`,
        ),
      ];
    }
    return [];
  });
}

function stringsOf({ value }: TreeDocument) {
  const found: Array<{ text: string; path: YamlPath }> = [];
  const collect = (inner: unknown, path: YamlPath) => {
    if (typeof inner === 'string') {
      found.push({ text: inner, path });
    } else if (Array.isArray(inner)) {
      inner.forEach((one, index) => collect(one, [...path, index]));
    } else if (isRecord(inner)) {
      for (const [key, one] of Object.entries(inner)) {
        collect(one, [...path, key]);
      }
    }
  };
  collect(value, []);
  return found;
}

/** What a document that is not an ApplicationSet says of the old version, where it may make ApplicationSets of it. */
function mentions(
  document: TreeDocument,
  text: string,
  apiGroup: string,
  { from }: Versions,
): Diagnostic[] {
  const { value } = document;
  const isOurs =
    isRecord(value) &&
    isText(value.apiVersion) &&
    value.apiVersion.startsWith(`${apiGroup}/`);
  if (isOurs || !text.includes(from) || !MAY_SELECT.test(text)) {
    return [];
  }
  const found = stringsOf(document).find(one => one.text.includes(from));
  return found
    ? [
        obstacle(
          document.path,
          document.positionOf(found.path),
          `This file selects ${from}, and what becomes of it cannot be told from here: let it accept both versions first`,
        ),
      ]
    : [];
}

function unreadable(path: string, text: string, { from }: Versions) {
  const lines = text.split('\n');
  const line = lines.findIndex(one => one.includes(from) && !/^\s*#/.test(one));
  return line >= 0 && MAY_SELECT.test(text)
    ? [
        obstacle(
          path,
          { line: line + 1, column: lines[line].indexOf(from) + 1 },
          `This file names ${from} and cannot be read as YAML, so that what it selects cannot be told: let it accept both versions first`,
        ),
      ]
    : [];
}

function obstacle(
  file: string,
  position: { line: number; column: number },
  message: string,
): Diagnostic {
  return createDiagnostic({
    severity: 'error',
    code: 'selection-would-change',
    message,
    file,
    ...position,
  });
}

function withoutRepeats(splices: Splice[]): Splice[] {
  return [...new Map(splices.map(one => [one.start, one])).values()];
}
