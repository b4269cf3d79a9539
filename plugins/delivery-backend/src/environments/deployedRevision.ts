import type {
  ApplicationHistoryEntry,
  ApplicationRecord,
  ApplicationSource,
  SourcedRevisions,
} from '../argocd/readModel/ApplicationRecord';
import type { ServiceSource } from '../services/ServiceSource';

/** Anything else, such as a branch that could not be read or the version of a chart, is not a commit. */
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;

function isWithin(path: string, folder: string): boolean {
  const normal = path.replace(/^(?:\.?\/)+|\/+$/g, '');
  return folder === '' || normal === folder || normal.startsWith(`${folder}/`);
}

/** The position of the service's own source: by repository and path, whatever the order; the environment's folder first. */
function ownSource(
  sources: ApplicationSource[],
  environment: string,
  source: ServiceSource | undefined,
): number {
  if (!source) {
    // The service is read from a folder of this machine: its repository is not known, and only a single one leaves no choice.
    return sources.length === 1 && sources[0].paths.length > 0 ? 0 : -1;
  }
  const folders = [`${source.path}/environments/${environment}`, source.path];
  const positions = folders.map(folder =>
    sources.findIndex(
      ({ repository, paths }) =>
        repository === source.repository &&
        paths.some(path => isWithin(path, folder.replace(/^\/+/, ''))),
    ),
  );
  return positions.find(position => position >= 0) ?? -1;
}

/** The position of the source of an Application that is the service's own; undefined when none is. */
export function ownSourceOf(
  { environment, sources }: ApplicationRecord,
  source: ServiceSource | undefined,
): number | undefined {
  const position = ownSource(sources, environment, source);
  return position < 0 ? undefined : position;
}

/** The commit of the service's own repository; with a source hydrator the one that it read. */
function ownRevision(
  record: ApplicationRecord,
  at: Partial<SourcedRevisions> | undefined,
  source: ServiceSource | undefined,
): string | undefined {
  const position = ownSource(
    at?.sources ?? record.sources,
    record.environment,
    source,
  );
  const revision = at?.revisions?.[position];
  if (!revision || !COMMIT.test(revision)) {
    return undefined;
  }
  return record.hydrations
    ? record.hydrations.findLast(({ hydrated }) => hydrated === revision)?.dry
    : revision;
}

/**
 * The commit that is deployed: that of the last entry of the history, which holds whole, real syncs only. Undefined when
 * nothing was deployed, or none of the Application's sources is the service's own.
 */
export function deployedRevision(
  record: ApplicationRecord,
  source: ServiceSource | undefined,
): string | undefined {
  return ownRevision(record, record.history.at(-1), source);
}

/** The commits that were deployed, oldest first, each with its ISO time and who began its sync. */
export function deployedRevisions(
  record: ApplicationRecord,
  source: ServiceSource | undefined,
): Array<
  { revision?: string } & Pick<
    ApplicationHistoryEntry,
    'deployedAt' | 'initiatedBy'
  >
> {
  return record.history.map(entry => ({
    revision: ownRevision(record, entry, source),
    deployedAt: entry.deployedAt,
    ...(entry.initiatedBy ? { initiatedBy: entry.initiatedBy } : {}),
  }));
}

/** The commit that Argo CD compares the cluster with: the newest it has read. */
export function comparedRevision(
  record: ApplicationRecord,
  source: ServiceSource | undefined,
): string | undefined {
  return ownRevision(record, record.compared, source);
}

/** The commit that the running or last operation is for, whatever its kind. */
export function operationRevision(
  record: ApplicationRecord,
  source: ServiceSource | undefined,
): string | undefined {
  return ownRevision(record, record.operation, source);
}
