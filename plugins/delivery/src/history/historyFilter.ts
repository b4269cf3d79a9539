import type {
  DeploymentCause,
  DeploymentOutcome,
  DeploymentQuery,
  DoraFigure,
} from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Values that a filter can have, in the order they are offered.
 *
 * @internal
 */
export const CAUSES = [
  'promotion',
  'rollback',
  'emergency-rollback',
  'git',
  'outside-git',
] as const satisfies DeploymentCause[];

/** @internal */
export const OUTCOMES = [
  'succeeded',
  'failed',
] as const satisfies DeploymentOutcome[];

/**
 * Spans of time that end now, in days.
 *
 * @internal
 */
export const PERIODS = ['1', '7', '30', '90', '365'] as const;

const FIGURES = [
  'deployments',
  'failures',
  'leadTime',
  'restore',
] as const satisfies DoraFigure[];

const DAY_MS = 24 * 60 * 60 * 1000;
/** A span that ends now begins at a full hour, so that the same list keeps its place in the cache. */
const HOUR_MS = 60 * 60 * 1000;

/**
 * Which deployments a page shows: what its address says, apart from the deployment that is open.
 *
 * @internal
 */
export interface HistoryFilter {
  /** Entity ref of a Component. */
  service?: string;
  /** Entity ref of a Group. */
  team?: string;
  environments: string[];
  causes: DeploymentCause[];
  outcomes: DeploymentOutcome[];
  rolledBack: boolean;
  /** Days until now. */
  period?: (typeof PERIODS)[number];
  /** ISO times of a span that does not end now, such as one of a metric. They count where there is no period. */
  since?: string;
  until?: string;
  figure?: DoraFigure;
  text: string;
}

/**
 * Without any filter.
 *
 * @internal
 */
export const NO_FILTER: HistoryFilter = {
  environments: [],
  causes: [],
  outcomes: [],
  rolledBack: false,
  text: '',
};

function oneOf<T extends string>(
  values: readonly T[],
  value: string | null,
): T | undefined {
  return values.find(known => known === value);
}

function time(value: string | null): string | undefined {
  return value && Number.isFinite(Date.parse(value)) ? value : undefined;
}

/**
 * Reads a filter out of an address. What it does not know it leaves out.
 *
 * @internal
 */
export function readHistoryFilter(params: URLSearchParams): HistoryFilter {
  return {
    service: params.get('service') ?? undefined,
    team: params.get('team') ?? undefined,
    environments: params.getAll('environment'),
    causes: params.getAll('cause').flatMap(one => oneOf(CAUSES, one) ?? []),
    outcomes: params
      .getAll('outcome')
      .flatMap(one => oneOf(OUTCOMES, one) ?? []),
    rolledBack: params.get('rolledBack') === 'true',
    period: oneOf(PERIODS, params.get('days')),
    since: time(params.get('since')),
    until: time(params.get('until')),
    figure: oneOf(FIGURES, params.get('countedIn')),
    text: params.get('text') ?? '',
  };
}

/**
 * A filter as parameters of an address.
 *
 * @internal
 */
export function historyParams(
  filter: Partial<HistoryFilter>,
): Array<[string, string]> {
  const many = (key: string, values: string[] = []) =>
    values.map(value => [key, value] as [string, string]);
  const one = (key: string, value?: string) => many(key, value ? [value] : []);
  return [
    ...one('service', filter.service),
    ...one('team', filter.team),
    ...many('environment', filter.environments),
    ...many('cause', filter.causes),
    ...many('outcome', filter.outcomes),
    ...one('rolledBack', filter.rolledBack ? 'true' : undefined),
    ...one('days', filter.period),
    ...one('since', filter.since),
    ...one('until', filter.until),
    ...one('countedIn', filter.figure),
    ...one('text', filter.text),
  ];
}

/**
 * Parameters of an address that are a filter's.
 *
 * @internal
 */
export const FILTER_PARAMS = [
  'service',
  'team',
  'environment',
  'cause',
  'outcome',
  'rolledBack',
  'days',
  'since',
  'until',
  'countedIn',
  'text',
] as const;

/**
 * What the portal is asked for. A value of the scope, which a page is about, counts before one of the filter.
 *
 * @param now - in milliseconds
 * @internal
 */
export function toDeploymentQuery(
  filter: HistoryFilter,
  scope: Pick<DeploymentQuery, 'service' | 'team'>,
  now: number,
): DeploymentQuery {
  const { period, environments, causes, outcomes, rolledBack, text } = filter;
  const service = scope.service ?? filter.service;
  const team = scope.team ?? filter.team;
  const span = period
    ? {
        since: new Date(
          Math.floor((now - Number(period) * DAY_MS) / HOUR_MS) * HOUR_MS,
        ).toISOString(),
      }
    : {
        ...(filter.since ? { since: filter.since } : {}),
        ...(filter.until ? { until: filter.until } : {}),
      };
  return {
    ...(service ? { service } : {}),
    ...(team ? { team } : {}),
    ...(environments.length ? { environments } : {}),
    ...(causes.length ? { causes } : {}),
    ...(outcomes.length ? { outcomes } : {}),
    ...(rolledBack ? { rolledBack } : {}),
    ...span,
    ...(filter.figure ? { countedIn: filter.figure } : {}),
    ...(text.trim() ? { text: text.trim() } : {}),
  };
}
