import type {
  ApplicationCondition,
  HealthStatus,
  OperationPhase,
  SyncStatus,
} from '@stonegarden/backstage-plugin-delivery-common';
import { isDeepStrictEqual } from 'node:util';
import {
  ApplicationNaming,
  identifyApplication,
  STONEGARDEN_LABELS,
} from './ApplicationNaming';
import type {
  ApplicationOperation,
  ApplicationRecord,
  ApplicationSource,
  Hydration,
  SourcedRevisions,
  SyncInitiator,
} from './ApplicationRecord';
import { Application, applicationSchema } from './applicationSchema';
import { readDifferences } from './readDifferences';
import { repositoryKey } from './repositoryKey';

/** Argo CD keeps ten entries unless `revisionHistoryLimit` says otherwise. */
const MAX_HISTORY = 20;
const MAX_CONDITIONS = 10;

const SYNC: readonly SyncStatus[] = ['Synced', 'OutOfSync', 'Unknown'];
const HEALTH: readonly HealthStatus[] = [
  'Healthy',
  'Progressing',
  'Suspended',
  'Missing',
  'Degraded',
  'Unknown',
];
const PHASES: readonly OperationPhase[] = [
  'Running',
  'Succeeded',
  'Failed',
  'Error',
  'Terminating',
];

type Source = NonNullable<Application['spec']>['source'];
type SyncOperation = NonNullable<Application['operation']>['sync'];
interface Revisioned {
  revision?: string;
  revisions?: string[] | null;
  source?: Source;
  sources?: Source[] | null;
}

function oneOf<T extends string>(
  values: readonly T[],
  value: string | undefined,
): T | undefined {
  return values.find(candidate => candidate === value);
}

/** What `$ref/…` means in the value files of all sources. */
function pathsByRef(sources: Source[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const file of sources.flatMap(each => each?.helm?.valueFiles ?? [])) {
    const [, ref, path] = /^\$([^/]+)\/(.+)$/.exec(file) ?? [];
    if (ref) {
      paths.set(ref, [...(paths.get(ref) ?? []), path]);
    }
  }
  return paths;
}

function toSources({ source, sources }: Revisioned): ApplicationSource[] {
  const all = sources?.length ? sources : [source];
  const byRef = pathsByRef(all);
  return all.map(each => ({
    repository:
      each?.chart || !each?.repoURL ? undefined : repositoryKey(each.repoURL),
    paths: [
      ...(each?.path && !each.chart ? [each.path] : []),
      ...(each?.ref ? byRef.get(each.ref) ?? [] : []),
    ],
  }));
}

function sourcesOf({ spec }: Application): ApplicationSource[] {
  const drySource = spec?.sourceHydrator?.drySource;
  return toSources(drySource ? { source: drySource } : spec ?? {});
}

/** Undefined when it names no commit. `own` are the sources of the Application now. */
function toRevisions(
  value: Revisioned | null | undefined,
  own: ApplicationSource[],
  isHydrated: boolean,
): SourcedRevisions | undefined {
  const revisions = value?.revisions?.length
    ? value.revisions
    : [value?.revision ?? ''];
  if (!value || revisions.every(revision => !revision)) {
    return undefined;
  }
  // With a source hydrator these name the branch that it writes to, where nothing but its own commits are.
  const sources =
    !isHydrated && (value.source || value.sources?.length)
      ? toSources(value)
      : undefined;
  return {
    revisions,
    ...(sources && !isDeepStrictEqual(sources, own) ? { sources } : {}),
  };
}

/** Argo CD 3.1 and later can switch it off without losing its settings. */
function isAutomated(
  automated: { enabled?: boolean | null } | null | undefined,
): boolean {
  return Boolean(automated) && automated?.enabled !== false;
}

function toInitiator(
  value: { username?: string; automated?: boolean | null } | null | undefined,
): { initiatedBy?: SyncInitiator } {
  if (value?.automated) {
    return { initiatedBy: { automated: true } };
  }
  return value?.username ? { initiatedBy: { username: value.username } } : {};
}

function kindOf(sync: SyncOperation): ApplicationOperation['kind'] {
  if (sync?.dryRun) {
    return 'dry-run';
  }
  return sync?.resources?.length ? 'partial-sync' : 'sync';
}

function operationOf(
  application: Application,
  own: ApplicationSource[],
): ApplicationOperation | undefined {
  const isHydrated = Boolean(application.spec?.sourceHydrator);
  const state = application.status?.operationState;
  const phase = oneOf(PHASES, state?.phase);
  const underWay = phase === 'Running' || phase === 'Terminating';
  if (application.operation && !underWay) {
    // Asked for and not begun: the state is still that of the operation before.
    return { phase: 'Running', kind: kindOf(application.operation.sync) };
  }
  if (!state || !phase) {
    return undefined;
  }
  const retrying =
    phase === 'Running' &&
    ((state.retryCount ?? 0) > 0 ||
      /\bRetrying attempt #\d+/.test(state.message ?? ''));
  return {
    phase,
    kind: kindOf(state.operation?.sync),
    ...(retrying ? { retrying } : {}),
    message: state.message,
    startedAt: state.startedAt,
    // While it runs that is the end of the last attempt.
    ...(underWay ? {} : { finishedAt: state.finishedAt }),
    ...(toRevisions(state.syncResult, own, isHydrated) ??
      toRevisions(state.operation?.sync, own, isHydrated)),
  };
}

function hydrationsOf({ spec, status }: Application): Hydration[] | undefined {
  const hydrator = status?.sourceHydrator;
  return spec?.sourceHydrator
    ? [hydrator?.lastSuccessfulOperation, hydrator?.currentOperation].flatMap(
        made =>
          made?.drySHA && made.hydratedSHA
            ? [{ dry: made.drySHA, hydrated: made.hydratedSHA }]
            : [],
      )
    : undefined;
}

function conditionsOf({ status }: Application): ApplicationCondition[] {
  const isError = ({ type }: ApplicationCondition) => type.endsWith('Error');
  return (status?.conditions ?? [])
    .flatMap(({ type, message, lastTransitionTime }) =>
      type
        ? [
            {
              type,
              message: message ?? '',
              ...(lastTransitionTime ? { since: lastTransitionTime } : {}),
            },
          ]
        : [],
    )
    .sort((one, other) => Number(isError(other)) - Number(isError(one)))
    .slice(0, MAX_CONDITIONS);
}

/**
 * Reads an Application as Argo CD's API gives it. Undefined for one that is not this suite's: that does not name a service and
 * an environment.
 */
export function toApplicationRecord(
  instance: string,
  value: unknown,
  naming: ApplicationNaming = STONEGARDEN_LABELS,
): ApplicationRecord | undefined {
  const parsed = applicationSchema.safeParse(value);
  if (!parsed.success) {
    return undefined;
  }
  const application = parsed.data;
  const { metadata, spec, status } = application;
  const identity = identifyApplication(naming, metadata);
  if (!identity) {
    return undefined;
  }
  const sources = sourcesOf(application);
  const hydrations = hydrationsOf(application);
  const conditions = conditionsOf(application);
  const differences = readDifferences(application);
  const compared = toRevisions(status?.sync, sources, Boolean(hydrations));
  return {
    instance,
    name: metadata.name,
    namespace: metadata.namespace ?? 'argocd',
    project: spec?.project ?? 'default',
    ...identity,
    resourceVersion: metadata.resourceVersion,
    destination: {
      name: spec?.destination?.name,
      server: spec?.destination?.server,
      namespace: spec?.destination?.namespace,
    },
    prune: spec?.syncPolicy?.automated?.prune === true,
    automated: isAutomated(spec?.syncPolicy?.automated),
    selfHeal: spec?.syncPolicy?.automated?.selfHeal === true,
    sources,
    ...(hydrations ? { hydrations } : {}),
    sync: oneOf(SYNC, status?.sync?.status) ?? 'Unknown',
    ...(compared ? { compared } : {}),
    health: oneOf(HEALTH, status?.health?.status) ?? 'Unknown',
    healthMessage: status?.health?.message || undefined,
    healthSince: status?.health?.lastTransitionTime,
    operation: operationOf(application, sources),
    history: (status?.history ?? []).slice(-MAX_HISTORY).map(entry => ({
      ...(entry.id === undefined ? {} : { id: entry.id }),
      ...(toRevisions(entry, sources, Boolean(hydrations)) ?? {
        revisions: [],
      }),
      deployedAt: entry.deployedAt,
      ...toInitiator(entry.initiatedBy),
    })),
    ...(conditions.length > 0 ? { conditions } : {}),
    ...(differences ? { differences } : {}),
    images: status?.summary?.images ?? [],
  };
}
