import type { Formatter, ReasonLanguage } from './ReasonLanguage';
import type { MeasuredMetric, ReasonParams } from './Reason';
import { sentences, withDetail } from './sentences';

/** Codes about the world around a service whose text parameters alone do not fill. */
type WorldCode =
  | 'LineStopped'
  | 'SyncWindowBlocks'
  | 'SyncWindowsUnknown'
  | 'IncidentOpen'
  | 'DependenciesHealthy'
  | 'DependenciesNotJudged'
  | 'DependenciesUnhealthy'
  | 'DependenciesProgressing'
  | 'DependenciesUnknown'
  | 'ErrorBudgetLeft'
  | 'ErrorBudgetSpent'
  | 'MetricsWithinBounds'
  | 'MetricsOutOfBounds'
  | 'MetricsUnknown'
  | 'MetricQueryInvalid';

/** A share as a number of percent with at most one decimal. */
function percent(share: number, { number }: ReasonLanguage): string {
  return number(Math.round(share * 1000) / 10);
}

/** Names, and how many there are beside them. */
function listed(
  names: string[],
  hidden: number,
  { text, number }: ReasonLanguage,
): string {
  return [
    ...names,
    ...(hidden > 0 ? [text('notNamed', { count: number(hidden) })] : []),
  ].join(', ');
}

function metric(
  { name, environment, value, max, min }: MeasuredMetric,
  { text, number }: ReasonLanguage,
): string {
  const what = { name, environment, value: number(value) };
  if (max !== undefined && min !== undefined) {
    return text('metricBetween', {
      ...what,
      min: number(min),
      max: number(max),
    });
  }
  return max === undefined
    ? text('metricAtLeast', { ...what, min: number(min ?? 0) })
    : text('metricAtMost', { ...what, max: number(max) });
}

function metrics(
  params: { metrics: MeasuredMetric[] },
  language: ReasonLanguage,
): string {
  return sentences(...params.metrics.map(each => metric(each, language)));
}

function notJudged(
  {
    environment,
    notJudged: names,
    hidden,
  }: ReasonParams['DependenciesNotJudged'],
  language: ReasonLanguage,
): string {
  return language.text('dependenciesNotJudged', {
    environment,
    dependencies: listed(names, hidden, language),
  });
}

function budget(
  {
    environment,
    left,
    minRemaining,
  }: ReasonParams['ErrorBudgetLeft' | 'ErrorBudgetSpent'],
  language: ReasonLanguage,
): string {
  const rest = { environment, minRemaining: percent(minRemaining, language) };
  return left < 0
    ? language.text('errorBudgetOverspent', {
        ...rest,
        over: percent(-left, language),
      })
    : language.text('ErrorBudgetLeft', {
        ...rest,
        left: percent(left, language),
      });
}

/** How the answers of gates about the world around a service are said. */
export const worldFormatters: { [Code in WorldCode]: Formatter<Code> } = {
  LineStopped: ({ reason, by, at }, { text, time, person }) =>
    text('lineStopped', { by: person(by), time: time(at), text: reason }),
  SyncWindowBlocks: (
    { environment, kind, schedule, duration, timeZone, until, manualSync },
    { text, time },
  ) => {
    const denies = kind === 'deny';
    return sentences(
      text(denies ? 'syncWindowDenies' : 'syncWindowNotOpen', {
        environment,
        window: timeZone
          ? text('syncWindow', { schedule, timeZone, duration })
          : text('syncWindowWithoutZone', { schedule, duration }),
      }),
      until &&
        text(denies ? 'syncWindowEnds' : 'syncWindowBegins', {
          time: time(until),
        }),
      text(manualSync ? 'manualSyncAllowed' : 'manualSyncDenied', {}),
    );
  },
  SyncWindowsUnknown: ({ environment, instance, cause }, { text, reason }) =>
    sentences(
      text('SyncWindowsUnknown', { environment, instance }),
      cause && reason(cause),
    ),
  IncidentOpen: ({ text: said, url }, { text }) =>
    text('IncidentOpen', {
      text: url && !said.includes(url) ? sentences(said, url) : said,
    }),
  DependenciesHealthy: (params, language) => {
    const { environment, dependencies, hidden } = params;
    return sentences(
      language.text('DependenciesHealthy', {
        environment,
        dependencies: listed(dependencies, hidden, language),
      }),
      params.notJudged.length > 0 &&
        notJudged({ ...params, hidden: 0 }, language),
    );
  },
  DependenciesNotJudged: notJudged,
  DependenciesUnhealthy: ({ environment, dependencies, hidden }, language) =>
    sentences(
      language.text('dependenciesUnhealthy', {
        environment,
        dependencies: listed(
          dependencies.map(
            ({ name, health }) => `${name} (${language.health(health)})`,
          ),
          hidden,
          language,
        ),
      }),
      language.text('tryAgainWhenAllHealthy', {}),
    ),
  DependenciesProgressing: ({ environment, dependencies, hidden }, language) =>
    sentences(
      language.text('dependenciesProgressing', {
        environment,
        dependencies: listed(dependencies, hidden, language),
      }),
      language.text('tryAgainWhenAllHealthy', {}),
    ),
  DependenciesUnknown: (
    { environment, dependencies, hidden, causes },
    language,
  ) =>
    sentences(
      language.text('dependenciesUnknown', {
        environment,
        dependencies: listed(dependencies, hidden, language),
      }),
      ...new Set(causes.map(cause => language.reason(cause))),
    ),
  ErrorBudgetLeft: budget,
  ErrorBudgetSpent: budget,
  MetricsWithinBounds: metrics,
  MetricsOutOfBounds: metrics,
  MetricQueryInvalid: ({ detail }, { text }) =>
    withDetail(text('metricQueryInvalid', {}), detail),
  MetricsUnknown: (params, language) =>
    sentences(
      ...params.metrics.flatMap(({ name, environment, cause }) => [
        language.text('metricUnknown', { name, environment }),
        language.reason(cause),
      ]),
    ),
};
