import type { Diagnostic } from '@stonegarden/service-manifest';
import { isRecord, isText } from '../kustomize/Kustomization';
import type { YamlPath } from '../yaml/readYaml';
import type { Splice } from '../yaml/yamlDocuments';
import { type ArgocdDocument, argocdName } from './argocdDocuments';
import { editSelectors, spliceVersion } from './editSelectors';
import {
  type FilesGenerator,
  filesGenerators,
  readsFile,
  selects,
} from './filesGenerators';
import { templateObstacles } from './mentionsOfVersion';
import {
  obstacle,
  type ParamsChange,
  type VersionChange,
} from './VersionChange';

/** Policies under which an Application is kept while its ApplicationSet and the manifest do not fit together. */
const KEEPING = ['create-only', 'create-update'];

/**
 * What becomes of one ApplicationSet.
 *
 * @internal
 */
export interface ApplicationSetPlan {
  obstacles: Diagnostic[];
  /** Of the text of its file; none where there are obstacles. */
  splices: Splice[];
  /** A line for each change. */
  changes: string[];
  /** Repositories that its edited generators read. */
  repositories: string[];
  /** Whether it makes anything of service manifests. */
  readsManifests: boolean;
}

/**
 * Plans the edits of an ApplicationSet that let it select the same manifests as before.
 *
 * @internal
 */
export function planApplicationSet(
  set: ArgocdDocument,
  manifests: readonly ParamsChange[],
  change: VersionChange,
): ApplicationSetPlan {
  const generators = filesGenerators(set.value).map(generator => {
    const read = manifests.filter(one =>
      readsFile(generator, one.path, 'maybe'),
    );
    const converted = read.filter(
      one =>
        one.before.get('apiVersion') !== one.after.get('apiVersion') &&
        selects(generator, one.before) !== false,
    );
    const edit = planGenerator(set, generator, read, change);
    return {
      ...edit,
      isReading: read.length > 0,
      obstacles: [
        ...(edit.obstacle ? [edit.obstacle] : []),
        ...templateObstacles(set, converted, change),
      ],
      repositories:
        edit.splices.length > 0 && generator.repoURL ? [generator.repoURL] : [],
    };
  });
  const obstacles = generators.flatMap(one => one.obstacles);
  const edited = obstacles.length > 0 ? [] : generators;
  const splices = edited.flatMap(one => one.splices);
  return {
    obstacles,
    splices,
    changes:
      splices.length > 0
        ? [
            `the ApplicationSet "${argocdName(
              set.value,
            )}" selects apiVersion \`${change.to}\``,
          ]
        : [],
    repositories: edited.flatMap(one => one.repositories),
    readsManifests: generators.some(one => one.isReading),
  };
}

/** The edits of one generator, or what stops them. */
function planGenerator(
  set: ArgocdDocument,
  generator: FilesGenerator,
  manifests: readonly ParamsChange[],
  change: VersionChange,
): { splices: Splice[]; obstacle?: Diagnostic } {
  const name = argocdName(set.value);
  const selector = generator.selectors[0]?.path ?? [];
  const stop = (path: YamlPath, message: string) => ({
    splices: [],
    obstacle: obstacle(set.path, set.positionOf(path), message),
  });
  const lost = differing(generator, generator, manifests);
  if (lost === 'unknown') {
    return stop(
      selector,
      `Which services the ApplicationSet "${name}" selects cannot be told: write its selector as matchLabels and matchExpressions`,
    );
  }
  if (lost.length === 0) {
    return { splices: [] };
  }
  const edited = editSelectors(generator, change);
  const [first = selector] = edited.paths;
  const left = differing(generator, edited.generator, manifests);
  if (left === 'unknown' || left.length > 0 || edited.paths.length === 0) {
    const [example] = left === 'unknown' || left.length === 0 ? lost : left;
    return stop(
      first,
      `The ApplicationSet "${name}" selects by version, and would not select the same services afterwards (such as ${example}): convert all services that it selects together, or let its selector accept both versions first, with matchExpressions (key apiVersion, operator In)`,
    );
  }
  if (!keepsApplications(set.value)) {
    return stop(
      first,
      `The ApplicationSet "${name}" selects ${change.from}, and deletes Applications whose manifest it no longer finds, which is what it sees until it is changed in the cluster too: set spec.syncPolicy.applicationsSync to create-update and have that synced first, or let its selector accept both versions first`,
    );
  }
  const splices = edited.paths.flatMap(
    path => spliceVersion(set, path, change) ?? [],
  );
  return splices.length < edited.paths.length
    ? stop(
        first,
        `The selector of the ApplicationSet "${name}" cannot be edited where it stands: write the apiVersion out, without an alias`,
      )
    : { splices };
}

/** Paths of manifests that a generator selects before and another one does not afterwards, or the reverse. */
function differing(
  before: FilesGenerator,
  after: FilesGenerator,
  manifests: readonly ParamsChange[],
): string[] | 'unknown' {
  const paths: string[] = [];
  for (const manifest of manifests) {
    const was = selects(before, manifest.before);
    const is = selects(after, manifest.after);
    if (was === undefined || is === undefined) {
      return 'unknown';
    }
    if (was !== is) {
      paths.push(manifest.path);
    }
  }
  return paths;
}

/** Whether Applications stay when the ApplicationSet does not find their manifest for a while. */
function keepsApplications(set: Record<string, unknown>): boolean {
  const spec = isRecord(set.spec) ? set.spec : {};
  const policy = isRecord(spec.syncPolicy) ? spec.syncPolicy : {};
  return (
    isText(policy.applicationsSync) && KEEPING.includes(policy.applicationsSync)
  );
}
